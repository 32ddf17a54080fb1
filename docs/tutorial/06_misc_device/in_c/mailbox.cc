// SPDX-License-Identifier: GPL-2.0
// The program of the sample, which need not know in what language the module is written.

// NOLINTNEXTLINE(bugprone-suspicious-include)
#include "../../../../samples/06_misc_device/mailbox.cc"
