// SPDX-License-Identifier: GPL-2.0
//
// Credentials of insmod, which root runs, without further groups; guest/user_files has others.
#include <kernel/cred.hpp>
#include <kernel/ktap.hpp>
#include <kernel/thread.hpp>

using kernel::ARef;
using kernel::Credential;
using kernel::Kgid;
using kernel::Kuid;

namespace {

static_assert(sizeof(ARef<Credential>) == sizeof(void*) && kernel::Send<ARef<Credential>>);
static_assert(!std::is_copy_constructible_v<Credential>);

TEST(of_the_current_task) {
  ARef<Credential> mine = Credential::current();
  EXPECT(mine->uid() == Kuid::current());
  EXPECT(mine->euid() == Kuid::current_effective());
  EXPECT(mine->gid() == Kgid::current());
  EXPECT(mine->egid() == Kgid::current_effective());
  EXPECT(mine->uid() == Kuid::from_raw(0) && mine->gid() == Kgid::from_raw(0));
  EXPECT_EQ(mine->group_count(), 0UL);
  EXPECT(&Credential::from_raw(mine->as_raw()) == &*mine);
}

TEST(kept) {
  ARef<Credential> mine = Credential::current();
  ARef<Credential> again = Credential::current();
  EXPECT(mine == again);
  ARef<Credential> copy = mine;
  mine = std::move(again);
  EXPECT(mine == copy);
  EXPECT(copy->uid() == Kuid::from_raw(0));
}

// insmod is root's, and the numbers are those that programs know.
TEST(capabilities) {
  ARef<Credential> mine = Credential::current();
  EXPECT(kernel::capable(kernel::CAP_SYS_MODULE) && mine->has_capability(kernel::CAP_SYS_MODULE));
  EXPECT(mine->has_capability(kernel::CAP_CHOWN) && mine->has_capability(kernel::CAP_SYSLOG));
  EXPECT_EQ(kernel::CAP_SYS_ADMIN.as_raw(), 21);
  EXPECT(kernel::CAP_CHECKPOINT_RESTORE == kernel::Capability::from_raw(40));
  EXPECT(kernel::CAP_BPF != kernel::CAP_PERFMON);
}

// The last owner is a thread that has others itself.
TEST(given_to_a_thread) {
  auto use = [](kernel::ThreadStop&, const ARef<Credential>& theirs) {
    ARef<Credential> mine = Credential::current();
    return theirs != mine && theirs->uid() == mine->uid() ? 1 : 0;
  };
  auto thread = kernel::Thread::spawn(kernel::GFP_KERNEL, "other", use, Credential::current());
  REQUIRE(thread.is_ok());
  int right = std::move(thread).value().join();
  EXPECT_EQ(right, 1);
}

}  // namespace

KTAP_MODULE(cred_test, of_the_current_task, kept, capabilities, given_to_a_thread);
