// SPDX-License-Identifier: GPL-2.0
// So is the program.
#include "../../../../samples/05_nova_drm/nova_client.cc"
