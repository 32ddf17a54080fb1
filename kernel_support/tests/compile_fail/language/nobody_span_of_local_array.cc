// SPDX-License-Identifier: GPL-2.0
// A reference would be refused; what is inside of a span is not seen.
// misuse: Language: a span of a local array is returned
// rust: compile error: refers to a local (E0515)
// by: nobody
// reason: std::span does not tell the analysis what it refers to; KASAN finds the use

#include <kernel/result.hpp>
#include <span>

std::span<const int> first_three();

#ifdef FAIL
std::span<const int> first_three() {
  int numbers[] = {1, 2, 3};
  return numbers;
}
#else
std::span<const int> first_three() {
  static constexpr int kNumbers[] = {1, 2, 3};
  return kNumbers;
}
#endif
