/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER struct device *cpp_helper_pci_dev_dev(struct pci_dev *pdev);
CPP_HELPER bool cpp_helper_dev_is_pci(const struct device *dev);
CPP_HELPER struct pci_dev *cpp_helper_to_pci_dev(struct device *dev);
CPP_HELPER u16 cpp_helper_pci_vendor(const struct pci_dev *pdev);
CPP_HELPER u16 cpp_helper_pci_device(const struct pci_dev *pdev);
CPP_HELPER u8 cpp_helper_pci_revision(const struct pci_dev *pdev);
CPP_HELPER u32 cpp_helper_pci_class(const struct pci_dev *pdev);
CPP_HELPER int cpp_helper_pci_cfg_size(const struct pci_dev *pdev);
CPP_HELPER bool cpp_helper_pci_resource_is_memory(struct pci_dev *pdev, int bar);
CPP_HELPER u64 cpp_helper_pci_resource_len(struct pci_dev *pdev, int bar);
CPP_HELPER u64 cpp_helper_pci_resource_start(struct pci_dev *pdev, int bar);
CPP_HELPER void *cpp_helper_pci_iomap(struct pci_dev *pdev, int bar);
CPP_HELPER void cpp_helper_pci_iounmap(struct pci_dev *pdev, void *address);
CPP_HELPER int cpp_helper_pcibios_err_to_errno(int err);
CPP_HELPER bool cpp_helper_pci_dev_msi_enabled(const struct pci_dev *pdev);
CPP_HELPER int cpp_helper_pci_alloc_irq_vectors(struct pci_dev *pdev, unsigned int min,
						unsigned int max, unsigned int flags);
