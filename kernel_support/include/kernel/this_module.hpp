// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// The module itself.

#include <bindings.hpp>

#include <kernel/str.hpp>

/// The kernel's record of the module; Kbuild defines it in every module.
extern "C" struct module __this_module;

namespace kernel {

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

  /// The name that lsmod shows.
  CStr name() const { return CStr::from_raw(__this_module.name); }

  /// The module's record, for C functions that want an owner.
  ///
  /// \safety The record belongs to the kernel: it must not be changed.
  struct module* as_raw() const {
    return &__this_module;
  }

 private:
  constexpr ThisModule() = default;
};

}  // namespace kernel
