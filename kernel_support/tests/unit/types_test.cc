// SPDX-License-Identifier: GPL-2.0
#include <kernel/ktap.hpp>
#include <kernel/types/opaque.hpp>
#include <kernel/types/scope_guard.hpp>

using kernel::CStr;
using kernel::Opaque;
using kernel::Result;
using kernel::ScopeGuard;

namespace {

struct Pair {
  int first;
  long second;
};
static_assert(sizeof(Opaque<Pair>) == sizeof(Pair));
static_assert(!std::is_copy_constructible_v<Opaque<Pair>>);
static_assert(!std::is_move_constructible_v<Opaque<Pair>>);

Result<void> fail() { return kernel::EIO; }

}  // namespace

TEST(opaque_starts_as_zeroes) {
  Opaque<Pair> pair;
  EXPECT_EQ(pair.as_raw()->first, 0);
  EXPECT_EQ(pair.as_raw()->second, 0L);
}

TEST(opaque_is_changed_through_its_address) {
  const Opaque<Pair> pair;
  pair.as_raw()->first = 7;
  EXPECT_EQ(pair.as_raw()->first, 7);
}

TEST(scope_guard_runs_at_the_end) {
  int runs = 0;
  {
    ScopeGuard guard([&] { ++runs; });
    EXPECT_EQ(runs, 0);
  }
  EXPECT_EQ(runs, 1);
}

TEST(scope_guard_runs_when_an_error_leaves) {
  int runs = 0;
  auto work = [&]() -> Result<void> {
    ScopeGuard guard([&] { ++runs; });
    TRY(fail());
    return {};
  };
  EXPECT(work().is_err());
  EXPECT_EQ(runs, 1);
}

TEST(scope_guards_run_in_reverse_order) {
  int order = 0;
  {
    ScopeGuard first([&] { order = order * 10 + 1; });
    ScopeGuard second([&] { order = order * 10 + 2; });
  }
  EXPECT_EQ(order, 21);
}

TEST(scope_guard_can_be_dismissed) {
  int runs = 0;
  {
    ScopeGuard guard([&] { ++runs; });
    guard.dismiss();
  }
  EXPECT_EQ(runs, 0);
}

TEST(cstr_has_a_size) {
  CStr name = "Ada";
  EXPECT_EQ(name.size(), 3UL);
  EXPECT(!name.empty());
  EXPECT(CStr("").empty());
}

TEST(cstr_compares_characters) {
  char ada[] = {'A', 'd', 'a', '\0'};
  EXPECT(CStr("Ada") == CStr::from_raw(ada));
  EXPECT(CStr("Ada") != CStr("Adam"));
}

KTAP_MODULE(types_test, opaque_starts_as_zeroes, opaque_is_changed_through_its_address,
            scope_guard_runs_at_the_end, scope_guard_runs_when_an_error_leaves,
            scope_guards_run_in_reverse_order, scope_guard_can_be_dismissed, cstr_has_a_size,
            cstr_compares_characters);
