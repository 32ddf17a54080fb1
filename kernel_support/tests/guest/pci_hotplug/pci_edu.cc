// SPDX-License-Identifier: GPL-2.0
// The sample's driver, of a device that is pulled out.
// NOLINTNEXTLINE(bugprone-suspicious-include): it is the same module, under other conditions
#include "../../../../samples/07_pci_edu/pci_edu.cc"
