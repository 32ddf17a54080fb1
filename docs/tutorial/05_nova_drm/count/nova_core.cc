// SPDX-License-Identifier: GPL-2.0
// The card is that of the sample.
#include "../../../../samples/05_nova_drm/nova_core.cc"
