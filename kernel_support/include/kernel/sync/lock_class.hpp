// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// How lockdep, the kernel's checker of locking order, tells locks apart.

#include <helpers/lockdep.h>

#include <kernel/detail/text.hpp>
#include <kernel/thread_safety.hpp>
#include <kernel/types/opaque.hpp>

namespace kernel {

/// The name of a lock class, written as a string literal between the angle brackets of a lock.
///
/// The name is how lockdep's reports call the lock; `"Owner::field"` tells a reader where to look.
///
///     # #include <kernel/sync/mutex.hpp>
///     # ---
///     constexpr kernel::LockName name = "Example::counter";
///     kernel::Mutex<int, name> counter(0);
///     static_assert(std::same_as<decltype(counter), kernel::Mutex<int, "Example::counter">>);
template <decltype(sizeof(0)) N>
struct LockName {
  /// The literal's characters and its zero.
  char characters[N] = {};

  /// The name in a string literal.
  // NOLINTNEXTLINE(google-explicit-constructor): the literal alone is to be written
  consteval LockName(const char (&name)[N]) {
    for (decltype(sizeof(0)) i = 0; i < N; ++i) characters[i] = name[i];
  }

  /// Whether nothing was written.
  consteval bool empty() const { return N == 1; }
};

/// A lock class that comes into being and goes at run time: for locks of which each object needs a
/// class of its own, as they nest in an order that only the objects know.
///
///     kernel::LockClassKey key;
///     kernel::Mutex<int> counter(key, 0);
///
/// Without CONFIG_LOCKDEP it costs nothing. Declare it before its locks, which go first then:
/// lockdep reports a lock that is used when its key is gone. A key without a name does not compile.
///
/// \invariant It is registered with lockdep from its making to its end.
/// \context Making: any. Destroying: may sleep; every lock of the class must be gone.
/// \wraps{linux/lockdep.h,locking/lockdep-design.html}
class LockClassKey {
 public:
  /// A class of its own.
  LockClassKey() { cpp_helper_lockdep_register_key(key_.as_raw()); }
  ~LockClassKey() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    cpp_helper_lockdep_unregister_key(key_.as_raw());
  }

  /// The key's address, for C functions.
  ///
  /// \safety It must not be used after the key is gone.
  lock_class_key* as_raw() const { return key_.as_raw(); }

 private:
  Opaque<lock_class_key> key_;
};

namespace detail {

/// What the compiler calls this function: "... [with T = int]".
template <typename T>
consteval const char* function_name() {
  return __PRETTY_FUNCTION__;
}

/// The name of a type, taken from that.
template <typename T>
consteval auto type_name() {
  return compose([](TextWriter& out) {
    const char* name = function_name<T>();
    while (*name != '=') ++name;
    for (name += 2; name[1] != '\0'; ++name) out.put(*name);
    out.put('\0');
  });
}

/// The class of all locks of the type Lock. Its key has static storage, as lockdep demands of keys
/// that are not registered.
template <typename Lock, typename T, LockName kName>
struct LockClass {
  static constexpr auto kText = [] {
    if constexpr (kName.empty()) {
      return type_name<T>();
    } else {
      return kName;
    }
  }();

  static constexpr const char* name() { return kText.characters; }
  static constexpr lock_class_key* key() { return &key_; }

 private:
  static inline constinit lock_class_key key_ = {};
};

}  // namespace detail
}  // namespace kernel
