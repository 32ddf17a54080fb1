// SPDX-License-Identifier: GPL-2.0
// What the driver of the parts gets of the one that makes them.
#pragma once

struct Ports {
  int count;
};
