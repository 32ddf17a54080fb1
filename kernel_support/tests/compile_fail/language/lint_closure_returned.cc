// SPDX-License-Identifier: GPL-2.0
// The lambda refers to a variable of a function that has returned.
// misuse: Language: a lambda returned with a reference to a local variable
// rust: compile error: closure may outlive the function (E0373)
// by: lint
// expect: the lambda refers to 'step', and may run when that is gone with this function

[[maybe_unused]] static auto example(int step) {
#ifdef FAIL
  return [&](int number) { return number + step; };
#else
  return [=](int number) { return number + step; };
#endif
}
