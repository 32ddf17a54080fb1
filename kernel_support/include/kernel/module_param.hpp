// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Values given to a module from outside.

#include <bindings.hpp>

#include <kernel/modinfo.hpp>
#include <kernel/str.hpp>
#include <kernel/this_module.hpp>
#include <kernel/thread_safety.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <type_traits>
#include <utility>

namespace kernel {

namespace detail {

/// How the kernel reads and shows a parameter of type T: the storage it writes to, its operations,
/// and its type's name for modinfo.
template <typename T>
struct ParamType;

#define KERNEL_PARAM_TYPE_(cxx, c)                                           \
  template <>                                                                \
  struct ParamType<cxx> {                                                    \
    using Storage = cxx;                                                     \
    static constexpr const kernel_param_ops& kOps = bindings::param_ops_##c; \
    static constexpr char kName[] = #c;                                      \
  };
KERNEL_PARAM_TYPE_(bool, bool)
KERNEL_PARAM_TYPE_(unsigned char, byte)
KERNEL_PARAM_TYPE_(short, short)
KERNEL_PARAM_TYPE_(unsigned short, ushort)
KERNEL_PARAM_TYPE_(int, int)
KERNEL_PARAM_TYPE_(unsigned int, uint)
KERNEL_PARAM_TYPE_(long, long)
KERNEL_PARAM_TYPE_(unsigned long, ulong)
KERNEL_PARAM_TYPE_(unsigned long long, ullong)
#undef KERNEL_PARAM_TYPE_

template <>
struct ParamType<CStr> {
  using Storage = const char*;
  static constexpr const kernel_param_ops& kOps = bindings::param_ops_charp;
  static constexpr char kName[] = "charp";
};

template <typename T>
concept IsParamType = requires {
  ParamType<T>::kName;
};

}  // namespace detail

/// A value of the module that is given at load time (`insmod hello_world.ko whom=Ada`), shown under
/// `/sys/module/<module>/parameters` if its permissions say so, and changed there if they allow it.
/// Of a module that is built into the kernel it is given on the kernel's command line
/// (`hello_world.whom=Ada`).
/// Declared with MODULE_PARAM.
///
///     MODULE_PARAM(label, kernel::CStr, "none", 0644, "what the device is called");
///     # ---
///
///     size_t length = label.with([](kernel::CStr text) { return text.size(); });
///     EXPECT_EQ(length, 4);
///
/// \context Reading: any. with(): may sleep.
/// \wraps{linux/moduleparam.h,core-api/kernel-api.html}
template <typename T, unsigned permissions>
class ModuleParam {
  static_assert(detail::IsParamType<T>,
                "a parameter is a bool, an integer type of C or a kernel::CStr");
  static_assert((permissions & ~0777) == 0, "permissions are at most 0666");
  static_assert((permissions & 0002) == 0, "no parameter may be writable for everybody");
  static_assert((permissions & 0111) == 0, "a parameter is not executable");
  static_assert((permissions >> 6 & 4) >= (permissions >> 3 & 4) &&
                    (permissions >> 3 & 4) >= (permissions & 4),
                "who is less may not read what the owner or the group may not");

  using Type = detail::ParamType<T>;
  static constexpr bool kString = std::is_same_v<T, CStr>;
  static constexpr bool kWritable = (permissions & 0222) != 0;

 public:
  /// \p initial is the value unless another is given.
  constexpr explicit ModuleParam(T initial) : value_(to_storage(initial)) {}
  ModuleParam(const ModuleParam&) = delete;
  ModuleParam& operator=(const ModuleParam&) = delete;

  /// The value. One that is writable in sysfs may be another at each call.
  T get() const {
    if constexpr (kString) {
      static_assert(!kWritable, "a writable string can be freed while it is read: use with()");
      return CStr::from_raw(value_);
    } else {
      // READ_ONCE: sysfs may write at the same time.
      return *static_cast<const volatile typename Type::Storage*>(&value_);
    }
  }

  /// Calls \p function with a string that cannot change meanwhile, and returns what it returns:
  /// something Send, such as a number or a CString, as the string itself can go at once.
  template <typename F>
  requires kString auto with(F&& function) const KERNEL_MAY_SLEEP {
    static_assert(detail::Leaves<std::invoke_result_t<F, CStr>>,
                  "the text is freed when the parameter is written: return a value or a CString, "
                  "no CStr, span or pointer");
    struct Lock {
      Lock() { bindings::kernel_param_lock(detail::this_module()); }
      ~Lock() { bindings::kernel_param_unlock(detail::this_module()); }
    } lock;
    return std::forward<F>(function)(CStr::from_raw(value_));
  }

  /// The storage, for the kernel's record of the parameter.
  ///
  /// \safety Only the kernel may write through it.
  constexpr void* as_raw() const { return const_cast<typename Type::Storage*>(&value_); }

  /// How the kernel reads and shows the value, for its record of the parameter.
  static constexpr const kernel_param_ops& kOps = Type::kOps;

 private:
  static constexpr typename Type::Storage to_storage(T value) {
    if constexpr (kString)
      return value.as_raw();
    else
      return value;
  }

  typename Type::Storage value_;
};

namespace detail {

/// What the kernel needs to know of a parameter; a table of these is a section of the module.
template <typename T, unsigned permissions>
constexpr kernel_param param_record(const char* name,
                                    const ModuleParam<T, permissions>& parameter) {
  return {.name = name,
          .mod = this_module(),
          .ops = &parameter.kOps,
          .perm = permissions,
          .level = -1,
          .flags = 0,
          .arg = parameter.as_raw()};
}

}  // namespace detail
}  // namespace kernel

/// Declares a parameter of the module, at namespace scope:
///
///     MODULE_PARAM(whom, kernel::CStr, "world", 0444, "whom to greet");
///     MODULE_PARAM(times, unsigned int, 1, 0644, "how often");
///     # ---
///
///     for (unsigned int i = 0; i < times.get(); ++i) pr_info("Hello, {}!\n", whom.get());
///     # EXPECT_EQ(times.get(), 1);
///
/// \p type is `bool`, an integer type of C or kernel::CStr; \p permissions are those of the file in
/// `/sys/module/<module>/parameters`, 0 for none. insmod refuses a value that does not fit the type
/// (`EINVAL`, `ERANGE`).
///
/// \wraps{linux/moduleparam.h,core-api/kernel-api.html}
#define MODULE_PARAM(parameter, type, initial, permissions, description)                         \
  static constinit ::kernel::ModuleParam<type, permissions> parameter{initial};                  \
  KERNEL_MODINFO_(parameter##_description, "parm", #parameter ":" description);                  \
  [[gnu::used, gnu::section(".modinfo"),                                                         \
    gnu::aligned(1)]] static constexpr auto kernel_modinfo_##parameter##_type =                  \
      ::kernel::detail::compose([](::kernel::detail::TextWriter& out) {                          \
        out.put(KERNEL_NAME_PREFIX_ "parmtype=" #parameter ":");                                 \
        out.put(::kernel::detail::ParamType<type>::kName);                                       \
        out.put('\0');                                                                           \
      });                                                                                        \
  [[gnu::used, gnu::section("__param"),                                                          \
    gnu::aligned(sizeof(void*))]] static constinit const kernel_param kernel_param_##parameter = \
      ::kernel::detail::param_record(KERNEL_NAME_PREFIX_ #parameter, parameter);                 \
  static_assert((#permissions)[0] == '0', "permissions are octal digits, such as 0444")
