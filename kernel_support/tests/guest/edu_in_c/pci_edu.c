// SPDX-License-Identifier: GPL-2.0
/* The sample's pci_edu, as one would write it in C: the yardstick for its size. */
#include <linux/bitfield.h>
#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/interrupt.h>
#include <linux/io-64-nonatomic-lo-hi.h>
#include <linux/kref.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "../../../../samples/07_pci_edu/edu.h"

#define IDENTIFICATION 0x00
#define IDENTIFICATION_MAJOR GENMASK(31, 24)
#define IDENTIFICATION_MINOR GENMASK(23, 16)
#define IDENTIFICATION_DEVICE GENMASK(15, 0)
#define LIVENESS 0x04
#define FACTORIAL 0x08
#define STATUS 0x20
#define STATUS_INTERRUPT BIT(7)
#define INTERRUPT_STATUS 0x24
#define INTERRUPT_ACKNOWLEDGE 0x64
#define INTERRUPT_FACTORIAL BIT(0)
#define INTERRUPT_TRANSFER BIT(8)
#define SOURCE 0x80
#define DESTINATION 0x88
#define COUNT 0x90
#define COMMAND 0x98
#define COMMAND_START BIT(0)
#define COMMAND_TO_MEMORY BIT(1)
#define COMMAND_INTERRUPT BIT(2)

#define MEMORY 0x40000 /* where the device itself sees its memory */
#define REGISTERS_SIZE 0xa0
#define PATIENCE (5 * HZ)

struct edu {
	struct kref owners;
	struct miscdevice misc;
	void __iomem *registers;
	struct completion computed;
	struct completion transferred;

	struct mutex lock; /* of the device; it is gone when there are no registers */
	void *buffer;
	dma_addr_t address;
};

static void edu_free(struct kref *owners)
{
	kfree(container_of(owners, struct edu, owners));
}

static irqreturn_t edu_interrupt(int irq, void *cookie)
{
	struct edu *edu = cookie;
	u32 reason = readl(edu->registers + INTERRUPT_STATUS);

	/* The line may be one of several devices: it was another one. */
	reason &= INTERRUPT_FACTORIAL | INTERRUPT_TRANSFER;
	if (!reason)
		return IRQ_NONE;
	writel(reason, edu->registers + INTERRUPT_ACKNOWLEDGE);
	if (reason & INTERRUPT_FACTORIAL)
		complete(&edu->computed);
	if (reason & INTERRUPT_TRANSFER)
		complete(&edu->transferred);
	return IRQ_HANDLED;
}

static int edu_wait(struct completion *done)
{
	return wait_for_completion_timeout(done, PATIENCE) ? 0 : -ETIMEDOUT;
}

/* Has the device copy, and waits until it has. The caller has the lock. */
static int edu_transfer(struct edu *edu, u64 from, u64 to, size_t size, u64 direction)
{
	reinit_completion(&edu->transferred);
	writeq(from, edu->registers + SOURCE);
	writeq(to, edu->registers + DESTINATION);
	writeq(size, edu->registers + COUNT);
	writeq(COMMAND_START | direction | COMMAND_INTERRUPT, edu->registers + COMMAND);
	return edu_wait(&edu->transferred);
}

static int edu_open(struct inode *inode, struct file *file)
{
	struct edu *edu = container_of(file->private_data, struct edu, misc);

	kref_get(&edu->owners);
	file->private_data = edu;
	return 0;
}

static int edu_release(struct inode *inode, struct file *file)
{
	struct edu *edu = file->private_data;

	kref_put(&edu->owners, edu_free);
	return 0;
}

static ssize_t edu_read(struct file *file, char __user *to, size_t size, loff_t *position)
{
	struct edu *edu = file->private_data;
	loff_t offset = *position;
	ssize_t result;

	if (offset >= EDU_MEMORY || size == 0)
		return 0;
	size = min_t(size_t, size, EDU_MEMORY - offset);
	mutex_lock(&edu->lock);
	result = -ENODEV;
	if (!edu->registers)
		goto unlock;
	result = edu_transfer(edu, MEMORY + offset, edu->address, size, COMMAND_TO_MEMORY);
	if (result)
		goto unlock;
	result = -EFAULT;
	if (copy_to_user(to, edu->buffer, size))
		goto unlock;
	*position = offset + size;
	result = size;
unlock:
	mutex_unlock(&edu->lock);
	return result;
}

static ssize_t edu_write(struct file *file, const char __user *from, size_t size, loff_t *position)
{
	struct edu *edu = file->private_data;
	loff_t offset = *position;
	ssize_t result;

	if (size == 0)
		return 0;
	if (offset >= EDU_MEMORY)
		return -ENOSPC;
	size = min_t(size_t, size, EDU_MEMORY - offset);
	mutex_lock(&edu->lock);
	result = -ENODEV;
	if (!edu->registers)
		goto unlock;
	result = -EFAULT;
	if (copy_from_user(edu->buffer, from, size))
		goto unlock;
	result = edu_transfer(edu, edu->address, MEMORY + offset, size, 0);
	if (result)
		goto unlock;
	*position = offset + size;
	result = size;
unlock:
	mutex_unlock(&edu->lock);
	return result;
}

static int edu_version(struct edu *edu, struct edu_version __user *to)
{
	u32 what = readl(edu->registers + IDENTIFICATION);
	struct edu_version version = {
		.major = FIELD_GET(IDENTIFICATION_MAJOR, what),
		.minor = FIELD_GET(IDENTIFICATION_MINOR, what),
	};

	return copy_to_user(to, &version, sizeof(version)) ? -EFAULT : 0;
}

static int edu_factorial(struct edu *edu, u32 __user *argument)
{
	u32 number;
	int error;

	if (get_user(number, argument))
		return -EFAULT;
	reinit_completion(&edu->computed);
	writel(STATUS_INTERRUPT, edu->registers + STATUS);
	writel(number, edu->registers + FACTORIAL);
	error = edu_wait(&edu->computed);
	if (error)
		return error;
	return put_user(readl(edu->registers + FACTORIAL), argument);
}

static long edu_ioctl(struct file *file, unsigned int number, unsigned long argument)
{
	struct edu *edu = file->private_data;
	long result;

	mutex_lock(&edu->lock);
	if (!edu->registers)
		result = -ENODEV;
	else if (number == EDU_VERSION)
		result = edu_version(edu, (struct edu_version __user *)argument);
	else if (number == EDU_FACTORIAL)
		result = edu_factorial(edu, (u32 __user *)argument);
	else
		result = -ENOTTY;
	mutex_unlock(&edu->lock);
	return result;
}

static const struct file_operations edu_fops = {
	.owner = THIS_MODULE,
	.open = edu_open,
	.release = edu_release,
	.read = edu_read,
	.write = edu_write,
	.llseek = default_llseek,
	.unlocked_ioctl = edu_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

/* Whether it is an edu device, and works. */
static int edu_check(struct pci_dev *pdev, struct edu *edu)
{
	u32 what = readl(edu->registers + IDENTIFICATION);
	const u32 pattern = 0x12345678;

	if (FIELD_GET(IDENTIFICATION_DEVICE, what) != 0xed) {
		dev_err(&pdev->dev, "a device %#x, and none that this driver knows\n",
			(u32)FIELD_GET(IDENTIFICATION_DEVICE, what));
		return -ENODEV;
	}
	writel(pattern, edu->registers + LIVENESS);
	if (readl(edu->registers + LIVENESS) != ~pattern) {
		dev_err(&pdev->dev, "the device does not answer\n");
		return -EIO;
	}
	/* Whoever had it before may have left an interrupt. */
	writel(INTERRUPT_FACTORIAL | INTERRUPT_TRANSFER, edu->registers + INTERRUPT_ACKNOWLEDGE);
	dev_info(&pdev->dev, "edu device, version %u.%u\n",
		 (u32)FIELD_GET(IDENTIFICATION_MAJOR, what),
		 (u32)FIELD_GET(IDENTIFICATION_MINOR, what));
	return 0;
}

/* What the driver core does not give back by itself. */
static int edu_start(struct pci_dev *pdev, struct edu *edu)
{
	int error;

	pci_set_master(pdev);
	error = pci_alloc_irq_vectors(pdev, 1, 1, PCI_IRQ_ALL_TYPES);
	if (error < 0)
		goto clear_master;
	error = request_irq(pci_irq_vector(pdev, 0), edu_interrupt, IRQF_SHARED, "pci_edu", edu);
	if (error)
		goto free_vectors;
	edu->misc.minor = MISC_DYNAMIC_MINOR;
	edu->misc.name = "edu";
	edu->misc.mode = 0600;
	edu->misc.fops = &edu_fops;
	error = misc_register(&edu->misc);
	if (error)
		goto free_irq;
	return 0;

free_irq:
	free_irq(pci_irq_vector(pdev, 0), edu);
free_vectors:
	pci_free_irq_vectors(pdev);
clear_master:
	pci_clear_master(pdev);
	return error;
}

static int edu_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct edu *edu;
	int error;

	error = pcim_enable_device(pdev);
	if (error)
		return error;
	error = dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(28));
	if (error)
		return error;
	if (pci_resource_len(pdev, 0) < REGISTERS_SIZE)
		return -EINVAL;
	error = pcim_iomap_regions(pdev, BIT(0), "pci_edu");
	if (error)
		return error;
	edu = kzalloc(sizeof(*edu), GFP_KERNEL);
	if (!edu)
		return -ENOMEM;
	kref_init(&edu->owners);
	mutex_init(&edu->lock);
	init_completion(&edu->computed);
	init_completion(&edu->transferred);
	edu->registers = pcim_iomap_table(pdev)[0];
	error = edu_check(pdev, edu);
	if (error)
		goto put;
	error = -ENOMEM;
	edu->buffer = dmam_alloc_coherent(&pdev->dev, EDU_MEMORY, &edu->address, GFP_KERNEL);
	if (!edu->buffer)
		goto put;
	error = edu_start(pdev, edu);
	if (error)
		goto put;
	pci_set_drvdata(pdev, edu);
	return 0;

put:
	kref_put(&edu->owners, edu_free);
	return error;
}

static void edu_remove(struct pci_dev *pdev)
{
	struct edu *edu = pci_get_drvdata(pdev);

	misc_deregister(&edu->misc);
	mutex_lock(&edu->lock);
	free_irq(pci_irq_vector(pdev, 0), edu);
	edu->registers = NULL;
	mutex_unlock(&edu->lock);
	pci_free_irq_vectors(pdev);
	pci_clear_master(pdev);
	kref_put(&edu->owners, edu_free);
}

static const struct pci_device_id edu_ids[] = { { PCI_DEVICE(0x1234, 0x11e8) }, {} };
MODULE_DEVICE_TABLE(pci, edu_ids);

static struct pci_driver edu_driver = {
	.name = "pci_edu",
	.id_table = edu_ids,
	.probe = edu_probe,
	.remove = edu_remove,
};
module_pci_driver(edu_driver);

MODULE_AUTHOR("The C++ for Linux authors");
MODULE_DESCRIPTION("Drives QEMU's edu device, in C");
MODULE_LICENSE("GPL");
