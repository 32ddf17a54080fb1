// SPDX-License-Identifier: GPL-2.0
// The sample's driver, asked for anything.
// NOLINTNEXTLINE(bugprone-suspicious-include): it is the same module, under other conditions
#include "../../../../samples/05_nova_drm/nova_drm.cc"
