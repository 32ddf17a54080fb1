// SPDX-License-Identifier: GPL-2.0
#include <linux/pci.h>
#include "pci.h"

struct device *cpp_helper_pci_dev_dev(struct pci_dev *pdev)
{
	return &pdev->dev;
}

bool cpp_helper_dev_is_pci(const struct device *dev)
{
	return dev_is_pci(dev);
}

struct pci_dev *cpp_helper_to_pci_dev(struct device *dev)
{
	return to_pci_dev(dev);
}

u16 cpp_helper_pci_vendor(const struct pci_dev *pdev)
{
	return pdev->vendor;
}

u16 cpp_helper_pci_device(const struct pci_dev *pdev)
{
	return pdev->device;
}

u8 cpp_helper_pci_revision(const struct pci_dev *pdev)
{
	return pdev->revision;
}

u32 cpp_helper_pci_class(const struct pci_dev *pdev)
{
	return pdev->class;
}

int cpp_helper_pci_cfg_size(const struct pci_dev *pdev)
{
	return pdev->cfg_size;
}

bool cpp_helper_pci_resource_is_memory(struct pci_dev *pdev, int bar)
{
	return pci_resource_flags(pdev, bar) & IORESOURCE_MEM;
}

u64 cpp_helper_pci_resource_len(struct pci_dev *pdev, int bar)
{
	return pci_resource_len(pdev, bar);
}

u64 cpp_helper_pci_resource_start(struct pci_dev *pdev, int bar)
{
	return pci_resource_start(pdev, bar);
}

void *cpp_helper_pci_iomap(struct pci_dev *pdev, int bar)
{
	return (__force void *)pci_iomap(pdev, bar, 0);
}

void cpp_helper_pci_iounmap(struct pci_dev *pdev, void *address)
{
	pci_iounmap(pdev, (__force void __iomem *)address);
}

int cpp_helper_pcibios_err_to_errno(int err)
{
	return pcibios_err_to_errno(err);
}

bool cpp_helper_pci_dev_msi_enabled(const struct pci_dev *pdev)
{
	return pdev->msi_enabled || pdev->msix_enabled;
}

int cpp_helper_pci_alloc_irq_vectors(struct pci_dev *pdev, unsigned int min, unsigned int max,
				     unsigned int flags)
{
	return pci_alloc_irq_vectors(pdev, min, max, flags);
}
