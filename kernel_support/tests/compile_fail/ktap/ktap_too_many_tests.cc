// SPDX-License-Identifier: GPL-2.0
// The preprocessor goes through the names only so many times.
// misuse: Modules and parameters: a module with more tests than KTAP_MODULE takes
// rust: the API has no such call
// expect: error: 'KTAP_MODULE_TAKES_340_TESTS_SPLIT_THE_FILE_' was not declared in this scope

#include <kernel/ktap.hpp>

#define TEN(test) test, test, test, test, test, test, test, test, test, test
#define NINETY(test) \
  TEN(test), TEN(test), TEN(test), TEN(test), TEN(test), TEN(test), TEN(test), TEN(test), TEN(test)

TEST(same) { EXPECT(true); }

#ifdef FAIL
KTAP_MODULE(ktap_too_many_tests, NINETY(same), NINETY(same), NINETY(same), NINETY(same));
#else
KTAP_MODULE(ktap_too_many_tests, NINETY(same), NINETY(same), NINETY(same));
#endif
