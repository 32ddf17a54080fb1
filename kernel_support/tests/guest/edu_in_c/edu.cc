// SPDX-License-Identifier: GPL-2.0
// The sample's program.
// NOLINTNEXTLINE(bugprone-suspicious-include): it is the same program, of a driver in C
#include "../../../../samples/07_pci_edu/edu.cc"
