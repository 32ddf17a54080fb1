// SPDX-License-Identifier: GPL-2.0
/*
 * Describes devices of the machine, as firmware or the code of a board would: one with the
 * registers and the interrupt of QEMU's edu device, and one without anything. What comes after the
 * registers it calls memory that must not be written behind the processor's back, which few
 * machines can map.
 */
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/platform_device.h>

static struct pci_dev *edu;
static struct platform_device *first, *second;

static int __init platform_board_init(void)
{
	struct resource resources[3] = {};
	int err;

	edu = pci_get_device(0x1234, 0x11e8, NULL);
	if (!edu)
		return -ENODEV;
	err = pci_enable_device_mem(edu);
	if (err)
		goto put;
	pci_set_master(edu);
	err = pci_alloc_irq_vectors(edu, 1, 1, PCI_IRQ_ALL_TYPES);
	if (err < 0)
		goto disable;

	resources[0] = (struct resource)DEFINE_RES_MEM(pci_resource_start(edu, 0), 0x1000);
	resources[1] = (struct resource)DEFINE_RES_IRQ_NAMED(pci_irq_vector(edu, 0), "done");
	resources[2] = resources[0];
	resources[2].start = resources[0].end + 1;
	resources[2].end = resources[2].start + 0xfff;
	resources[2].flags |= IORESOURCE_MEM_NONPOSTED;
	first = platform_device_register_simple("cpp_board_edu", -1, resources, 3);
	if (IS_ERR(first)) {
		err = PTR_ERR(first);
		goto free;
	}
	second = platform_device_register_simple("cpp_board_none", 7, NULL, 0);
	if (IS_ERR(second)) {
		err = PTR_ERR(second);
		goto unregister;
	}
	return 0;

unregister:
	platform_device_unregister(first);
free:
	pci_free_irq_vectors(edu);
disable:
	pci_clear_master(edu);
	pci_disable_device(edu);
put:
	pci_dev_put(edu);
	return err;
}
module_init(platform_board_init);

static void __exit platform_board_exit(void)
{
	platform_device_unregister(second);
	platform_device_unregister(first);
	pci_free_irq_vectors(edu);
	pci_clear_master(edu);
	pci_disable_device(edu);
	pci_dev_put(edu);
}
module_exit(platform_board_exit);

MODULE_DESCRIPTION("Describes two devices of the machine");
MODULE_LICENSE("GPL");
