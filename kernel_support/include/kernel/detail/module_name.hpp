// SPDX-License-Identifier: GPL-2.0
#pragma once
// Internal to kernel_support: functions that are told a module's name on some kernels.

namespace kernel::detail {

/// Calls \p function of C, which since Linux 7 wants the module's name behind the arguments.
template <typename Function, typename... Arguments>
auto call_with_module_name(Function* function, Arguments... arguments) {
  if constexpr (requires { function(arguments...); })
    return function(arguments...);
  else
    return function(arguments..., KBUILD_MODNAME);
}

}  // namespace kernel::detail
