// SPDX-License-Identifier: GPL-2.0
#pragma once
// A function of a header, which several files of a module share.

template <class T>
T twice(T number) {
  return 2 * number;  // 6 times
}

template <class T>
T thrice(T number) {
  return 3 * number;  // no code
}
