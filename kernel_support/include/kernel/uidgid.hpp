// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Users and groups, as the kernel knows them.

#include <helpers/uidgid.h>

#include <optional>

namespace kernel {

/// A user, the same in all namespaces; four bytes.
///
/// The numbers that programs see belong to a user namespace: a user who is 1000 outside may be 0,
/// which is root, inside of a container. So a number becomes a Kuid where it comes in, and only two
/// of these are compared.
///
///     kernel::Kuid me = kernel::Kuid::current();
///     EXPECT_EQ(me.in_current_ns().value_or(1), 0u);   // root has loaded this module
///     EXPECT(me == kernel::Kuid::from_current_ns(0));
///
/// \context Any that runs for a task: not in an interrupt, which comes to whatever task runs.
/// \wraps{linux/uidgid.h,filesystems/idmappings.html}
class Kuid {
 public:
  /// The user for whom the current task runs.
  static Kuid current() { return Kuid(cpp_helper_current_uid()); }
  /// The user whose permissions the current task has.
  static Kuid current_effective() { return Kuid(cpp_helper_current_euid()); }
  /// The user who has this number in the user namespace of the current task; none if nobody has.
  static std::optional<Kuid> from_current_ns(unsigned int uid) {
    unsigned int value = cpp_helper_make_kuid(uid);
    if (value == kNone) return std::nullopt;
    return Kuid(value);
  }
  /// One that came from C code; `kuid_t::val`.
  static constexpr Kuid from_raw(unsigned int value) { return Kuid(value); }

  /// The number of the user in the user namespace of the current task; none if there is none.
  std::optional<unsigned int> in_current_ns() const {
    unsigned int uid = cpp_helper_from_kuid(value_);
    if (uid == kNone) return std::nullopt;
    return uid;
  }

  /// For C functions.
  constexpr unsigned int as_raw() const { return value_; }

  friend constexpr bool operator==(Kuid, Kuid) = default;

 private:
  static constexpr unsigned int kNone = ~0U;

  constexpr explicit Kuid(unsigned int value) : value_(value) {}

  unsigned int value_;
};

/// A group, the same in all namespaces; four bytes. See Kuid.
///
///     kernel::Kgid group = kernel::Kgid::current();
///     EXPECT(group == kernel::Kgid::from_current_ns(group.in_current_ns().value_or(1)));
///
/// \context Any that runs for a task: not in an interrupt.
/// \wraps{linux/uidgid.h,filesystems/idmappings.html}
class Kgid {
 public:
  /// The group for which the current task runs.
  static Kgid current() { return Kgid(cpp_helper_current_gid()); }
  /// The group whose permissions the current task has.
  static Kgid current_effective() { return Kgid(cpp_helper_current_egid()); }
  /// The group that has this number in the user namespace of the current task; none if none has.
  static std::optional<Kgid> from_current_ns(unsigned int gid) {
    unsigned int value = cpp_helper_make_kgid(gid);
    if (value == kNone) return std::nullopt;
    return Kgid(value);
  }
  /// One that came from C code; `kgid_t::val`.
  static constexpr Kgid from_raw(unsigned int value) { return Kgid(value); }

  /// The number of the group in the user namespace of the current task; none if there is none.
  std::optional<unsigned int> in_current_ns() const {
    unsigned int gid = cpp_helper_from_kgid(value_);
    if (gid == kNone) return std::nullopt;
    return gid;
  }

  /// For C functions.
  constexpr unsigned int as_raw() const { return value_; }

  friend constexpr bool operator==(Kgid, Kgid) = default;

 private:
  static constexpr unsigned int kNone = ~0U;

  constexpr explicit Kgid(unsigned int value) : value_(value) {}

  unsigned int value_;
};

}  // namespace kernel
