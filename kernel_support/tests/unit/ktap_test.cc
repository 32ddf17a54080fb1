// SPDX-License-Identifier: GPL-2.0
//
// Checks that fail: they are noted in a Test of their own, as the harness would report them.
#include <kernel/ktap.hpp>

using kernel::ktap::Test;

namespace {

// A value that cannot be printed.
struct Point {
  int x;
  friend bool operator==(const Point&, const Point&) = default;
};

void expect(Test& test, bool holds) { EXPECT(holds); }

void require(Test& test, bool holds, bool& went_on) {
  REQUIRE(holds);
  went_on = true;
}

template <typename T>
void expect_equal(Test& test, const T& left, const T& right) {
  EXPECT_EQ(left, right);
}

TEST(starts_without_a_failure) { EXPECT(!Test().failed()); }

TEST(expect_notes_a_failure) {
  Test inner;
  expect(inner, true);
  EXPECT(!inner.failed());
  expect(inner, false);
  EXPECT(inner.failed());
  expect(inner, true);
  EXPECT(inner.failed());
}

TEST(require_ends_the_test) {
  Test inner;
  bool went_on = false;
  require(inner, true, went_on);
  EXPECT(went_on && !inner.failed());
  went_on = false;
  require(inner, false, went_on);
  EXPECT(!went_on && inner.failed());
}

TEST(expect_eq_compares_what_can_be_printed) {
  Test inner;
  expect_equal(inner, 4, 4);
  EXPECT(!inner.failed());
  expect_equal(inner, 4, 5);
  EXPECT(inner.failed());
}

TEST(expect_eq_compares_what_cannot) {
  Test inner;
  expect_equal(inner, Point{4}, Point{4});
  EXPECT(!inner.failed());
  expect_equal(inner, Point{4}, Point{5});
  EXPECT(inner.failed());
}

}  // namespace

KTAP_MODULE(ktap_test, starts_without_a_failure, expect_notes_a_failure, require_ends_the_test,
            expect_eq_compares_what_can_be_printed, expect_eq_compares_what_cannot);
