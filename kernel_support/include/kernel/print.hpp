// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Messages to the kernel's log.

#include <helpers/dynamic_debug.h>

#include <kernel/fmt.hpp>

namespace kernel::print {

/// One call of printk: what the macros below come down to.
template <typename Format, typename... Args>
[[gnu::always_inline]] inline void emit(Format, const Args&... args) {
  bindings::_printk(fmt::printk_format<Format, Args...>.characters,
                    fmt::Formatter<Args>::argument(args)...);
}

}  // namespace kernel::print

/// \defgroup printing Printing
///
/// Each writes one line to the kernel's log: at its level, and after the name of the module. The
/// format string has std::format's notation and is checked while compiling: as many placeholders as
/// arguments, each fitting its argument, and a newline at the end. What runs is a single call of
/// printk with a constant format, as in C.
///
///     unsigned int bad = 3, total = 100, first = 0x2a;
///     pr_warn("{} of {} blocks are bad, first {:#x}: {}\n", bad, total, first, kernel::EIO);
///     // print_examples: 3 of 100 blocks are bad, first 0x2a: -EIO
///
///     for (int i = 0; i < 3; ++i) {
///       pr_info_once("the first of many\n");
///       pr_info_ratelimited("request {} failed\n", i);
///     }
///
/// Integers, `bool`, `char`, kernel::CStr, string literals, kernel::Error (as `-ENOMEM`) and
/// `void*` (as a hash) can be printed, and types that have a kernel::fmt::Formatter.
///
/// `pr_*_once` prints the first time only. `pr_*_ratelimited` prints at most ten lines in five
/// seconds and counts what it left out.
///
/// \context Any, interrupts included.
/// \wraps{linux/printk.h,core-api/printk-basics.html}
/// \{

/// The machine is unusable.
#define pr_emerg(format, ...) KERNEL_PRINT_("\0010", format __VA_OPT__(, ) __VA_ARGS__)
/// Something must be done at once.
#define pr_alert(format, ...) KERNEL_PRINT_("\0011", format __VA_OPT__(, ) __VA_ARGS__)
/// Hardware or a part of the kernel failed.
#define pr_crit(format, ...) KERNEL_PRINT_("\0012", format __VA_OPT__(, ) __VA_ARGS__)
/// An operation failed.
#define pr_err(format, ...) KERNEL_PRINT_("\0013", format __VA_OPT__(, ) __VA_ARGS__)
/// Something is odd, and the work goes on.
#define pr_warn(format, ...) KERNEL_PRINT_("\0014", format __VA_OPT__(, ) __VA_ARGS__)
/// Normal, but worth a look.
#define pr_notice(format, ...) KERNEL_PRINT_("\0015", format __VA_OPT__(, ) __VA_ARGS__)
/// Normal.
#define pr_info(format, ...) KERNEL_PRINT_("\0016", format __VA_OPT__(, ) __VA_ARGS__)

#define pr_emerg_once(...) KERNEL_PRINT_ONCE_(pr_emerg(__VA_ARGS__))
#define pr_alert_once(...) KERNEL_PRINT_ONCE_(pr_alert(__VA_ARGS__))
#define pr_crit_once(...) KERNEL_PRINT_ONCE_(pr_crit(__VA_ARGS__))
#define pr_err_once(...) KERNEL_PRINT_ONCE_(pr_err(__VA_ARGS__))
#define pr_warn_once(...) KERNEL_PRINT_ONCE_(pr_warn(__VA_ARGS__))
#define pr_notice_once(...) KERNEL_PRINT_ONCE_(pr_notice(__VA_ARGS__))
#define pr_info_once(...) KERNEL_PRINT_ONCE_(pr_info(__VA_ARGS__))
#define pr_debug_once(...) KERNEL_PRINT_ONCE_(pr_debug(__VA_ARGS__))

#define pr_emerg_ratelimited(...) KERNEL_PRINT_RATELIMITED_(pr_emerg(__VA_ARGS__))
#define pr_alert_ratelimited(...) KERNEL_PRINT_RATELIMITED_(pr_alert(__VA_ARGS__))
#define pr_crit_ratelimited(...) KERNEL_PRINT_RATELIMITED_(pr_crit(__VA_ARGS__))
#define pr_err_ratelimited(...) KERNEL_PRINT_RATELIMITED_(pr_err(__VA_ARGS__))
#define pr_warn_ratelimited(...) KERNEL_PRINT_RATELIMITED_(pr_warn(__VA_ARGS__))
#define pr_notice_ratelimited(...) KERNEL_PRINT_RATELIMITED_(pr_notice(__VA_ARGS__))
#define pr_info_ratelimited(...) KERNEL_PRINT_RATELIMITED_(pr_info(__VA_ARGS__))
/// \}

#define KERNEL_PRINT_(level, format, ...)                                                \
  ::kernel::print::emit(KERNEL_FORMAT_(level KBUILD_MODNAME ": ", format) __VA_OPT__(, ) \
                            __VA_ARGS__)

#define KERNEL_PRINT_ONCE_(statement)              \
  do {                                             \
    static constinit bool kernel_printed_ = false; \
    if (!kernel_printed_) {                        \
      kernel_printed_ = true;                      \
      statement;                                   \
    }                                              \
  } while (false)

#define KERNEL_PRINT_RATELIMITED_(statement)                                        \
  do {                                                                              \
    static constinit auto kernel_ratelimit_ = ::kernel::print::ratelimit_default(); \
    if (bindings::___ratelimit(&kernel_ratelimit_, __func__)) {                     \
      statement;                                                                    \
    }                                                                               \
  } while (false)

namespace kernel::print {

/// DEFINE_RATELIMIT_STATE with the kernel's default rate: 10 lines in 5 seconds.
constexpr ratelimit_state ratelimit_default() {
  ratelimit_state state = {};
#ifdef CONFIG_DEBUG_SPINLOCK
  state.lock.magic = bindings::SPINLOCK_MAGIC;
  state.lock.owner_cpu = -1U;
#endif
  state.interval = 5 * bindings::HZ;
  state.burst = 10;
  return state;
}

}  // namespace kernel::print

// The name tells the linker script of the partial link which records lost their section attribute,
// as they do in templates. KASAN puts a red zone behind those, so that they would not form an
// array: there they stay out of it, and a pr_debug() in a template cannot be switched on.
#ifdef CONFIG_KASAN
#define KERNEL_DYNDBG_ENTRY_ kernel_dyndbg_unlisted
#else
#define KERNEL_DYNDBG_ENTRY_ kernel_dyndbg_entry
#endif

/// Prints at debug level. As in C, the line is silent until dynamic debug switches it on while the
/// system runs (``echo 'module hello_world +p' > /sys/kernel/debug/dynamic_debug/control``); until
/// then it costs one no-op instruction. Without dynamic debug in the kernel it is compiled only if
/// `DEBUG` is defined.
///
///     pr_debug("request {} took {} us\n", 7, 250);
///
/// \context Any, interrupts included.
/// \wraps{linux/printk.h,admin-guide/dynamic-debug-howto.html}
#if defined(CONFIG_DYNAMIC_DEBUG)
#define pr_debug(format, ...)                                                                     \
  do {                                                                                            \
    [[gnu::section("__dyndbg")]] alignas(_ddebug) static constinit _ddebug KERNEL_DYNDBG_ENTRY_ = \
        ::kernel::print::dynamic_entry(KBUILD_MODNAME, __builtin_FUNCTION(), __FILE__, __LINE__,  \
                                       format);                                                   \
    ::kernel::print::emit_dynamic(KERNEL_DYNDBG_ENTRY_,                                           \
                                  KERNEL_FORMAT_(KBUILD_MODNAME ": ", format) __VA_OPT__(, )      \
                                      __VA_ARGS__);                                               \
  } while (false)
#elif defined(DEBUG)
#define pr_debug(format, ...) KERNEL_PRINT_("\0017", format __VA_OPT__(, ) __VA_ARGS__)
#else
#define pr_debug(format, ...)                                             \
  do {                                                                    \
    if (false) KERNEL_PRINT_("\0017", format __VA_OPT__(, ) __VA_ARGS__); \
  } while (false)
#endif

#ifdef CONFIG_DYNAMIC_DEBUG
namespace kernel::print {

/// The kernel's record of one pr_debug().
constexpr _ddebug dynamic_entry(const char* module, const char* function, const char* file,
                                unsigned line, const char* format) {
  _ddebug entry = {};
  entry.modname = module;
  entry.function = function;
  entry.filename = file;
  entry.format = format;
  entry.lineno = line;
  entry.class_id = bindings::_DPRINTK_CLASS_DFLT;
  return entry;
}

template <typename Format, typename... Args>
[[gnu::always_inline]] inline void emit_dynamic(_ddebug& entry, Format, const Args&... args) {
  if (cpp_helper_DYNAMIC_DEBUG_BRANCH(&entry))
    bindings::__dynamic_pr_debug(&entry, fmt::printk_format<Format, Args...>.characters,
                                 fmt::Formatter<Args>::argument(args)...);
}

}  // namespace kernel::print
#endif
