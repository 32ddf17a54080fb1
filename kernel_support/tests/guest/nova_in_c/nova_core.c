// SPDX-License-Identifier: GPL-2.0
/* The sample's nova_core, as one would write it in C: the yardstick for its size. */
#include <linux/bitfield.h>
#include <linux/iopoll.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "nova_gpu.h"

#define BOOT_0 0x0
#define BOOT_0_ARCHITECTURE_LOW GENMASK(28, 24)
#define BOOT_0_ARCHITECTURE_HIGH BIT(8)

#define BOOT_42 0xa00
#define BOOT_42_ARCHITECTURE GENMASK(29, 24)
#define BOOT_42_IMPLEMENTATION GENMASK(23, 20)
#define BOOT_42_MAJOR_REVISION GENMASK(19, 16)
#define BOOT_42_MINOR_REVISION GENMASK(15, 12)

#define FIRMWARE_VISIBLE 0x118128
#define FIRMWARE_VISIBLE_YES BIT(0)
#define FIRMWARE_PROGRESS 0x118234
#define FIRMWARE_PROGRESS_STEP GENMASK(7, 0)
#define FIRMWARE_DONE 0xff

#define REGISTERS_SIZE SZ_16M

/* Where a card has what. */
struct nova_regions {
	int registers;
	int vram;
	u64 vram_offset;
};

static const struct nova_regions nova_of_cards = { .registers = 0, .vram = 1 };
/* QEMU's ivshmem-plain has one region, so that both share it. */
static const struct nova_regions nova_of_stand_in = { 2, 2, REGISTERS_SIZE };

struct nova_chipset {
	u16 number;
	const char *name;
};

static const struct nova_chipset nova_chipsets[] = {
	{ 0x162, "TU102" }, { 0x164, "TU104" }, { 0x166, "TU106" }, { 0x167, "TU117" },
	{ 0x168, "TU116" }, { 0x170, "GA100" }, { 0x172, "GA102" }, { 0x173, "GA103" },
	{ 0x174, "GA104" }, { 0x176, "GA106" }, { 0x177, "GA107" }, { 0x180, "GH100" },
	{ 0x192, "AD102" }, { 0x193, "AD103" }, { 0x194, "AD104" }, { 0x196, "AD106" },
	{ 0x197, "AD107" }, { 0x1a0, "GB100" }, { 0x1a2, "GB102" }, { 0x1b2, "GB202" },
	{ 0x1b3, "GB203" }, { 0x1b5, "GB205" }, { 0x1b6, "GB206" }, { 0x1b7, "GB207" },
};

/* The number of the next card, never the same twice. */
static atomic_t next_id;

static const struct nova_chipset *nova_chipset(u32 boot)
{
	u32 architecture = FIELD_GET(BOOT_42_ARCHITECTURE, boot);
	u32 number = architecture << 4 | FIELD_GET(BOOT_42_IMPLEMENTATION, boot);
	int i;

	for (i = 0; i < ARRAY_SIZE(nova_chipsets); i++)
		if (nova_chipsets[i].number == number)
			return &nova_chipsets[i];
	if (architecture < 0x16 || architecture > 0x1b)
		return ERR_PTR(-EINVAL);
	return ERR_PTR(-ENODEV);
}

static const struct nova_chipset *nova_identify(struct pci_dev *pdev, void __iomem *registers)
{
	u32 boot = readl(registers + BOOT_0);
	const struct nova_chipset *chip;

	if (!(boot & BOOT_0_ARCHITECTURE_HIGH) && FIELD_GET(BOOT_0_ARCHITECTURE_LOW, boot) < 0xc) {
		dev_err(&pdev->dev, "older than Fermi: BOOT_0 is %#010x\n", boot);
		return ERR_PTR(-ENODEV);
	}
	boot = readl(registers + BOOT_42);
	chip = nova_chipset(boot);
	if (IS_ERR(chip)) {
		dev_err(&pdev->dev, "unknown chip: BOOT_42 is %#010x\n", boot);
		return chip;
	}
	dev_info(&pdev->dev, "%s (chipset %#x), revision %x.%x\n", chip->name, chip->number,
		 (u32)FIELD_GET(BOOT_42_MAJOR_REVISION, boot),
		 (u32)FIELD_GET(BOOT_42_MINOR_REVISION, boot));
	return chip;
}

static bool nova_shows_its_firmware(const struct nova_chipset *chip)
{
	u32 architecture = chip->number >> 4;

	return architecture == 0x16 || architecture == 0x17 || architecture == 0x19;
}

static u32 nova_firmware_step(void __iomem *registers)
{
	if (!(readl(registers + FIRMWARE_VISIBLE) & FIRMWARE_VISIBLE_YES))
		return 0;
	return FIELD_GET(FIRMWARE_PROGRESS_STEP, readl(registers + FIRMWARE_PROGRESS));
}

/* Waits for the card's own firmware, which starts when the card gets power. */
static int nova_wait_for_firmware(struct pci_dev *pdev, void __iomem *registers)
{
	u32 step;
	int error = read_poll_timeout(nova_firmware_step, step, step == FIRMWARE_DONE,
				      USEC_PER_MSEC, 4 * USEC_PER_SEC, false, registers);

	if (error)
		dev_err(&pdev->dev, "its firmware does not become ready: %pe\n", ERR_PTR(error));
	return error;
}

/* Whoever drives nova_core.nova-drm.N is bound to it from here on, or when it is loaded. */
static int nova_add_graphics(struct pci_dev *pdev, u64 vram_bar_size)
{
	struct nova_gpu *gpu = kzalloc(sizeof(*gpu), GFP_KERNEL);
	int error;

	if (!gpu)
		return -ENOMEM;
	gpu->vram_bar_size = vram_bar_size;
	gpu->aux.name = "nova-drm";
	gpu->aux.id = atomic_fetch_inc_relaxed(&next_id);
	gpu->aux.dev.parent = &pdev->dev;
	/* A program that has the graphics device open keeps it longer than this module. */
	gpu->aux.dev.release = (void (*)(struct device *))(void (*)(void))kfree;
	error = auxiliary_device_init(&gpu->aux);
	if (error) {
		kfree(gpu);
		return error;
	}
	error = auxiliary_device_add(&gpu->aux);
	if (error) {
		auxiliary_device_uninit(&gpu->aux);
		return error;
	}
	pci_set_drvdata(pdev, gpu);
	return 0;
}

static int nova_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	const struct nova_regions *regions = (const struct nova_regions *)id->driver_data;
	const struct nova_chipset *chip;
	void __iomem *registers;
	u64 length;
	int error;

	if (!regions)
		return -ENODEV;
	error = pcim_enable_device(pdev);
	if (error)
		return error;
	if (pci_resource_len(pdev, regions->registers) < REGISTERS_SIZE)
		return -EINVAL;
	error = pcim_iomap_regions(pdev, BIT(regions->registers), "nova_core");
	if (error)
		return error;
	registers = pcim_iomap_table(pdev)[regions->registers];
	chip = nova_identify(pdev, registers);
	if (IS_ERR(chip))
		return PTR_ERR(chip);
	if (nova_shows_its_firmware(chip)) {
		error = nova_wait_for_firmware(pdev, registers);
		if (error)
			return error;
	}
	dev_info(&pdev->dev, "ready; NVIDIA's firmware, which would come next, is not loaded\n");

	length = pci_resource_len(pdev, regions->vram);
	if (length < regions->vram_offset)
		return -EINVAL;
	return nova_add_graphics(pdev, length - regions->vram_offset);
}

static void nova_remove(struct pci_dev *pdev)
{
	struct nova_gpu *gpu = pci_get_drvdata(pdev);

	auxiliary_device_delete(&gpu->aux);
	auxiliary_device_uninit(&gpu->aux);
}

static const struct pci_device_id nova_ids[] = {
	{ PCI_DEVICE(PCI_VENDOR_ID_NVIDIA, PCI_ANY_ID), PCI_CLASS_DISPLAY_VGA << 8, 0xffff00,
	  (kernel_ulong_t)&nova_of_cards },
	{ PCI_DEVICE(PCI_VENDOR_ID_NVIDIA, PCI_ANY_ID), PCI_CLASS_DISPLAY_3D << 8, 0xffff00,
	  (kernel_ulong_t)&nova_of_cards },
	{ PCI_DEVICE(PCI_VENDOR_ID_REDHAT_QUMRANET, 0x1110), 0, 0,
	  (kernel_ulong_t)&nova_of_stand_in },
	{}
};
MODULE_DEVICE_TABLE(pci, nova_ids);

static struct pci_driver nova_driver = {
	.name = "nova_core",
	.id_table = nova_ids,
	.probe = nova_probe,
	.remove = nova_remove,
};
module_pci_driver(nova_driver);

MODULE_AUTHOR("The C++ for Linux authors");
MODULE_DESCRIPTION("Graphics cards of Nova, in C");
MODULE_LICENSE("GPL");
