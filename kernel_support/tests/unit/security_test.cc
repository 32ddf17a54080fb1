// SPDX-License-Identifier: GPL-2.0
//
// Debian's kernels run AppArmor, ours have no security modules (no CONFIG_SECURITY).
#include <kernel/ktap.hpp>
#include <kernel/security.hpp>

using kernel::ARef;
using kernel::Credential;
using kernel::File;
using kernel::LocalFile;
using kernel::Result;
using kernel::SecurityCtx;

namespace {

static_assert(kernel::Send<SecurityCtx> && !std::is_copy_constructible_v<SecurityCtx>);
static_assert(!std::is_copy_assignable_v<SecurityCtx>);

#ifdef CONFIG_SECURITY
constexpr kernel::Error kUnknown = kernel::EINVAL;
#else
constexpr kernel::Error kUnknown = kernel::EOPNOTSUPP;
#endif

[[maybe_unused]] bool same(std::span<const char> bytes, kernel::CStr text) {
  return bytes.size() == text.size() &&
         __builtin_memcmp(bytes.data(), text.as_raw(), text.size()) == 0;
}

// The first number that the security module knows. AppArmor gives out small ones.
Result<SecurityCtx> first_known() {
  for (u32 secid = 1; secid < 100; ++secid)
    if (auto context = SecurityCtx::from_secid(secid); context.is_ok()) return context;
  return SecurityCtx::from_secid(0);
}

TEST(number_that_nobody_knows) {
  EXPECT_EQ(SecurityCtx::from_secid(0x7fffffff).error(), kUnknown);
  EXPECT_EQ(SecurityCtx::from_secid(~0U).error(), kUnknown);
}

// AppArmor does not tell the numbers of credentials before 6.14.
TEST(number_of_credentials) {
  ARef<Credential> mine = Credential::current();
  EXPECT_EQ(mine->get_secid(), 0U);
  EXPECT_EQ(SecurityCtx::from_secid(mine->get_secid()).error(), kUnknown);
}

TEST(known_number) {
  auto got = first_known();
#ifdef CONFIG_SECURITY
  REQUIRE(got.is_ok());
  SecurityCtx context = std::move(got).value();
  EXPECT(same(context.span(), "unconfined"));
  EXPECT_EQ(context.size(), 10UL);
  EXPECT(!context.empty());
  SecurityCtx moved(std::move(context));
  EXPECT(same(moved.span(), "unconfined"));
  auto another = first_known();
  REQUIRE(another.is_ok());
  moved = std::move(another).value();
  EXPECT(same(moved.span(), "unconfined"));
  SecurityCtx& itself = moved;
  moved = std::move(itself);
  EXPECT(same(moved.span(), "unconfined"));
#else
  EXPECT_EQ(got.error(), kernel::EOPNOTSUPP);
#endif
}

// kmemleak finds one that does not go back.
TEST(many_times) {
  int empty = 0;
  for (int i = 0; i < 1000; ++i) {
    auto context = first_known();
    empty += context.is_ok() && context.value().empty();
  }
  EXPECT_EQ(empty, 0);
}

// Neither AppArmor nor a kernel without security modules has a say in Binder.
TEST(binder) {
  ARef<Credential> mine = Credential::current();
  EXPECT(kernel::security::binder_set_context_mgr(*mine).is_ok());
  EXPECT(kernel::security::binder_transaction(*mine, *mine).is_ok());
  EXPECT(kernel::security::binder_transfer_binder(*mine, *mine).is_ok());
  auto got = LocalFile::fget(0);
  REQUIRE(got.is_ok());
  // SAFETY: loading a module uses no position.
  ARef<File> file = File::assume_no_fdget_pos(std::move(got).value());
  EXPECT(kernel::security::binder_transfer_file(*mine, *mine, *file).is_ok());
}

}  // namespace

KTAP_MODULE(security_test, number_that_nobody_knows, number_of_credentials, known_number,
            many_times, binder);
