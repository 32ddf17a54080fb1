// SPDX-License-Identifier: GPL-2.0
// The sample's program.
// NOLINTNEXTLINE(bugprone-suspicious-include): it is the same program, under other conditions
#include "../../../../samples/05_nova_drm/nova_client.cc"
