// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Credentials: on whose behalf something is done.

#include <helpers/capability.h>
#include <helpers/cred.h>
#include <helpers/security.h>

#include <kernel/bug.hpp>
#include <kernel/capability.hpp>
#include <kernel/lifetime.hpp>
#include <kernel/types/aref.hpp>
#include <kernel/uidgid.hpp>

namespace kernel {

/// On whose behalf a task runs or a file was opened: always a reference to a `struct cred`, which
/// never changes, as a task that becomes another user gets another one. The kernel counts it; an
/// ARef keeps it.
///
///     kernel::ARef<kernel::Credential> mine = kernel::Credential::current();
///     EXPECT(mine->euid() == kernel::Kuid::current_effective());
///     EXPECT(mine->has_capability(kernel::CAP_SYS_MODULE));   // insmod needs that
///     for (size_t i = 0; i < mine->group_count(); ++i)
///       pr_info("in group {}\n", mine->group(i).in_current_ns().value_or(65534));
///
/// \context Any. current(): any that runs for a task.
/// \wraps{linux/cred.h,security/credentials.html}
class Credential {
 public:
  Credential() = delete;
  Credential(const Credential&) = delete;
  Credential& operator=(const Credential&) = delete;

  /// \name Counting, for ARef
  /// \{

  /// One owner more.
  static void inc_ref(const Credential& cred) { cpp_helper_get_cred(cred.as_raw()); }
  /// One owner less.
  static void dec_ref(const Credential& cred) { cpp_helper_put_cred(cred.as_raw()); }
  /// \}

  /// What the current task acts with.
  static ARef<Credential> current() {
    return ARef<Credential>(from_raw(cpp_helper_current_cred()));
  }

  /// The credentials that C code calls \p cred.
  ///
  /// \safety They must be kept as long as the reference is used.
  static const Credential& from_raw(const ::cred* cred) {
    return *reinterpret_cast<const Credential*>(cred);
  }

  /// The user.
  Kuid uid() const { return Kuid::from_raw(cpp_helper_cred_uid(as_raw())); }
  /// The user whose permissions count.
  Kuid euid() const { return Kuid::from_raw(cpp_helper_cred_euid(as_raw())); }
  /// The user it can become again (saved).
  Kuid suid() const { return Kuid::from_raw(cpp_helper_cred_suid(as_raw())); }
  /// The user as whom it uses file systems.
  Kuid fsuid() const { return Kuid::from_raw(cpp_helper_cred_fsuid(as_raw())); }
  /// The group.
  Kgid gid() const { return Kgid::from_raw(cpp_helper_cred_gid(as_raw())); }
  /// The group whose permissions count.
  Kgid egid() const { return Kgid::from_raw(cpp_helper_cred_egid(as_raw())); }
  /// The group it can become again (saved).
  Kgid sgid() const { return Kgid::from_raw(cpp_helper_cred_sgid(as_raw())); }
  /// The group as which it uses file systems.
  Kgid fsgid() const { return Kgid::from_raw(cpp_helper_cred_fsgid(as_raw())); }

  /// Whether it holds a right in effect. Unlike capable() this asks no security module, and leaves
  /// no trace.
  bool has_capability(Capability capability) const {
    return cpp_helper_cap_raised(as_raw(), capability.as_raw());
  }

  /// The number by which a security module of the kernel knows it, for SecurityCtx::from_secid(); 0
  /// if there is none, or it has no such numbers.
  u32 get_secid() const { return cpp_helper_security_cred_getsecid(as_raw()); }

  /// How many groups there are beside gid().
  size_t group_count() const { return cpp_helper_cred_ngroups(as_raw()); }
  /// One of these, sorted by number; an \p index that is not less than group_count() is a bug and
  /// stops the thread with an oops.
  Kgid group(size_t index) const {
    if (index >= group_count()) bug("there are fewer groups: ask group_count()");
    return Kgid::from_raw(cpp_helper_cred_group(as_raw(), index));
  }

  /// The C object, for C functions.
  ///
  /// \safety It must not be changed, and somebody must keep it as long as it is used.
  const ::cred* as_raw() const { return reinterpret_cast<const ::cred*>(this); }
};

}  // namespace kernel
