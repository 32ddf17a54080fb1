// SPDX-License-Identifier: GPL-2.0
//
// Refcount within its limits: what is beyond them makes the kernel warn, which fails a test.
#include <kernel/ktap.hpp>
#include <kernel/sync/refcount.hpp>
#include <type_traits>

using kernel::Refcount;

namespace {

static_assert(sizeof(Refcount) == sizeof(refcount_t));
static_assert(!std::is_copy_constructible_v<Refcount> && !std::is_copy_assignable_v<Refcount>);
static_assert(!std::is_convertible_v<unsigned, Refcount>);

constinit const Refcount g_owners{2};

TEST(counts) {
  const Refcount owners;
  EXPECT_EQ(owners.read(), 1U);
  owners.inc();
  EXPECT_EQ(owners.read(), 2U);
  EXPECT(owners.inc_not_zero());
  EXPECT_EQ(owners.read(), 3U);
  owners.dec();
  EXPECT_EQ(owners.read(), 2U);
  EXPECT(!owners.dec_and_test());
  EXPECT(owners.dec_and_test());
  EXPECT_EQ(owners.read(), 0U);
}

TEST(nobody_is_added_to_nobody) {
  Refcount owners(0);
  EXPECT(!owners.inc_not_zero());
  EXPECT_EQ(owners.read(), 0U);
  owners.set(5);
  EXPECT(owners.inc_not_zero());
  EXPECT_EQ(owners.read(), 6U);
}

TEST(statics) {
  EXPECT_EQ(g_owners.read(), 2U);
  EXPECT_EQ(g_owners.as_raw()->refs.counter, 2);
}

}  // namespace

KTAP_MODULE(refcount_test, counts, nobody_is_added_to_nobody, statics);
