// SPDX-License-Identifier: GPL-2.0
// The second C++ file of the module.
#include "twice.hpp"

int of_other_file(int number) {
  return twice(number) + 1;  // 2 times
}
