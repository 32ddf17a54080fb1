// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// The module itself.

#include <bindings.hpp>

#include <kernel/str.hpp>

#ifdef MODULE
/// The kernel's record of the module; Kbuild defines it in every module.
extern "C" struct module __this_module;
#endif

namespace kernel {

namespace detail {

/// The kernel's record of the module; null in code that is part of the kernel.
constexpr struct module* this_module() {
#ifdef MODULE
  return &__this_module;
#else
  return nullptr;
#endif
}

}  // namespace detail

/// The module that the code belongs to, as the kernel knows it: C's `THIS_MODULE`.
///
///     kernel::CStr name = kernel::ThisModule::get().name();
///     EXPECT(name == KBUILD_MODNAME);
///
/// \context Any.
/// \wraps{linux/module.h,core-api/kernel-api.html}
class ThisModule {
 public:
  ThisModule(const ThisModule&) = delete;
  ThisModule& operator=(const ThisModule&) = delete;

  /// The one there is.
  static ThisModule& get() {
    static constinit ThisModule module;
    return module;
  }

  /// The name that lsmod shows, and the folder in `/sys/module` has; the same where the module is
  /// built into the kernel.
  CStr name() const {
#ifdef MODULE
    return CStr::from_raw(__this_module.name);
#else
    return KBUILD_MODNAME;
#endif
  }

  /// The module's record, for C functions that want an owner. There is none where the module is
  /// built into the kernel: these functions take null for code that never goes.
  ///
  /// \safety The record belongs to the kernel: it must not be changed. It may be null.
  struct module* as_raw() const {
    return detail::this_module();
  }

 private:
  constexpr ThisModule() = default;
};

}  // namespace kernel
