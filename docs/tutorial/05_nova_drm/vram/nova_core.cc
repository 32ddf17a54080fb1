// SPDX-License-Identifier: GPL-2.0
// The card is that of the sample.
// NOLINTNEXTLINE(bugprone-suspicious-include): it is the same module
#include "../../../../samples/05_nova_drm/nova_core.cc"
