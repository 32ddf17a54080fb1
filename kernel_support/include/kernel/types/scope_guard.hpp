// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Clean-up that cannot be forgotten.

#include <kernel/types/not_thread_safe.hpp>
#include <utility>

namespace kernel {

/// Runs a function at the end of the block, on every way out of it, unless dismissed.
///
///     # #include <kernel/result.hpp>
///     # ---
///     # auto second_step = [] { return kernel::Result<void>(); };
///     bool registered = true;
///     kernel::ScopeGuard undo([&] { registered = false; });
///     TRY(second_step());   // an error undoes the first step
///     undo.dismiss();       // both steps are done: keep them
///
/// \context Where the function may run.
template <typename F>
class ScopeGuard {
 public:
  /// Keeps \p function for the end of the block.
  // On the constructor, as GCC overlooks it on a class template.
  [[nodiscard("a guard without a name runs at once")]] constexpr explicit ScopeGuard(F function)
      : function_(std::move(function)) {}
  ScopeGuard(const ScopeGuard&) = delete;
  ScopeGuard& operator=(const ScopeGuard&) = delete;
  static void* operator new(decltype(sizeof(0))) = delete;

  constexpr ~ScopeGuard() {
    if (active_) function_();
  }

  /// Lets the function not run.
  constexpr void dismiss() { active_ = false; }

 private:
  F function_;
  bool active_ = true;
};

/// \cond
template <typename F>
inline constexpr bool kIsSend<ScopeGuard<F>> = false;
/// \endcond

}  // namespace kernel
