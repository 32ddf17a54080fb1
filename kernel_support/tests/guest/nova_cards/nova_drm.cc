// SPDX-License-Identifier: GPL-2.0
// The sample itself, on other cards.
// NOLINTNEXTLINE(bugprone-suspicious-include): it is the same module, on other cards
#include "../../../../samples/05_nova_drm/nova_drm.cc"
