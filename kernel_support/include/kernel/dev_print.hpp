// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Messages about a device.

#include <kernel/device.hpp>
#include <kernel/print.hpp>

namespace kernel::print {

/// One call of \p print, which is _dev_info() or one of its like: what the macros below come down
/// to.
template <auto* print, typename Format, typename... Args>
[[gnu::always_inline]] inline void emit_dev(const Device<>& device, Format, const Args&... args) {
  print(device.as_raw(), fmt::printk_format<Format, Args...>.characters,
        fmt::Formatter<Args>::argument(args)...);
}

/// The same at debug level, where that has no function of its own.
template <typename Format, typename... Args>
[[gnu::always_inline]] inline void emit_dev_debug(const Device<>& device, Format,
                                                  const Args&... args) {
  bindings::_dev_printk("\0017", device.as_raw(), fmt::printk_format<Format, Args...>.characters,
                        fmt::Formatter<Args>::argument(args)...);
}

}  // namespace kernel::print

/// \defgroup device_printing Printing about devices
///
/// Each writes one line to the kernel's log, after the name of the driver that is attached to the
/// device (or of its bus), and the name of the device. Other than that they are what pr_info() and
/// its like are: the format string is checked while compiling, and what runs is one call of C's
/// function with a constant format.
///
///     # #include <kernel/faux.hpp>
///     # ---
///     auto fan = TRY(kernel::faux::Registration::make(kernel::GFP_KERNEL, "cpp_fan"));
///     dev_info(fan.device(), "turns {} times in a minute\n", 900);
///     // cpp_fan cpp_fan: turns 900 times in a minute
///     for (int i = 0; i < 3; ++i) dev_warn_once(fan.device(), "speed {} is unknown\n", i);
///     dev_dbg(fan.device(), "silent until dynamic debug switches it on\n");
///
/// The device is a `Device<>`, or one of a bus.
///
/// \context Any, interrupts included.
/// \wraps{linux/dev_printk.h,core-api/printk-basics.html}
/// \{

/// The machine is unusable.
#define dev_emerg(device, format, ...) \
  KERNEL_DEV_PRINT_(_dev_emerg, device, format __VA_OPT__(, ) __VA_ARGS__)
/// Something must be done at once.
#define dev_alert(device, format, ...) \
  KERNEL_DEV_PRINT_(_dev_alert, device, format __VA_OPT__(, ) __VA_ARGS__)
/// The hardware failed.
#define dev_crit(device, format, ...) \
  KERNEL_DEV_PRINT_(_dev_crit, device, format __VA_OPT__(, ) __VA_ARGS__)
/// An operation failed.
#define dev_err(device, format, ...) \
  KERNEL_DEV_PRINT_(_dev_err, device, format __VA_OPT__(, ) __VA_ARGS__)
/// Something is odd, and the work goes on.
#define dev_warn(device, format, ...) \
  KERNEL_DEV_PRINT_(_dev_warn, device, format __VA_OPT__(, ) __VA_ARGS__)
/// Normal, but worth a look.
#define dev_notice(device, format, ...) \
  KERNEL_DEV_PRINT_(_dev_notice, device, format __VA_OPT__(, ) __VA_ARGS__)
/// Normal.
#define dev_info(device, format, ...) \
  KERNEL_DEV_PRINT_(_dev_info, device, format __VA_OPT__(, ) __VA_ARGS__)

#define dev_emerg_once(...) KERNEL_PRINT_ONCE_(dev_emerg(__VA_ARGS__))
#define dev_alert_once(...) KERNEL_PRINT_ONCE_(dev_alert(__VA_ARGS__))
#define dev_crit_once(...) KERNEL_PRINT_ONCE_(dev_crit(__VA_ARGS__))
#define dev_err_once(...) KERNEL_PRINT_ONCE_(dev_err(__VA_ARGS__))
#define dev_warn_once(...) KERNEL_PRINT_ONCE_(dev_warn(__VA_ARGS__))
#define dev_notice_once(...) KERNEL_PRINT_ONCE_(dev_notice(__VA_ARGS__))
#define dev_info_once(...) KERNEL_PRINT_ONCE_(dev_info(__VA_ARGS__))
#define dev_dbg_once(...) KERNEL_PRINT_ONCE_(dev_dbg(__VA_ARGS__))

#define dev_emerg_ratelimited(...) KERNEL_PRINT_RATELIMITED_(dev_emerg(__VA_ARGS__))
#define dev_alert_ratelimited(...) KERNEL_PRINT_RATELIMITED_(dev_alert(__VA_ARGS__))
#define dev_crit_ratelimited(...) KERNEL_PRINT_RATELIMITED_(dev_crit(__VA_ARGS__))
#define dev_err_ratelimited(...) KERNEL_PRINT_RATELIMITED_(dev_err(__VA_ARGS__))
#define dev_warn_ratelimited(...) KERNEL_PRINT_RATELIMITED_(dev_warn(__VA_ARGS__))
#define dev_notice_ratelimited(...) KERNEL_PRINT_RATELIMITED_(dev_notice(__VA_ARGS__))
#define dev_info_ratelimited(...) KERNEL_PRINT_RATELIMITED_(dev_info(__VA_ARGS__))
/// \}

#define KERNEL_DEV_PRINT_(function, device, format, ...) \
  ::kernel::print::emit_dev<&bindings::function>(        \
      device, KERNEL_FORMAT_("", format) __VA_OPT__(, ) __VA_ARGS__)

/// Prints at debug level, as pr_debug() does: silent until dynamic debug switches the line on, for
/// instance by `echo "module pci_edu +p" > /sys/kernel/debug/dynamic_debug/control`.
///
///     # #include <kernel/faux.hpp>
///     # ---
///     auto fan = TRY(kernel::faux::Registration::make(kernel::GFP_KERNEL, "cpp_fan"));
///     dev_dbg(fan.device(), "{} interrupts\n", 3);
///
/// \context Any, interrupts included.
/// \wraps{linux/dev_printk.h,admin-guide/dynamic-debug-howto.html}
#if defined(CONFIG_DYNAMIC_DEBUG)
#define dev_dbg(device, format, ...)                                                              \
  do {                                                                                            \
    [[gnu::section("__dyndbg")]] alignas(_ddebug) static constinit _ddebug KERNEL_DYNDBG_ENTRY_ = \
        ::kernel::print::dynamic_entry(KBUILD_MODNAME, __builtin_FUNCTION(), __FILE__, __LINE__,  \
                                       format);                                                   \
    ::kernel::print::emit_dev_dynamic(KERNEL_DYNDBG_ENTRY_, device,                               \
                                      KERNEL_FORMAT_("", format) __VA_OPT__(, ) __VA_ARGS__);     \
  } while (false)
#elif defined(DEBUG)
#define dev_dbg(device, format, ...) \
  ::kernel::print::emit_dev_debug(device, KERNEL_FORMAT_("", format) __VA_OPT__(, ) __VA_ARGS__)
#else
#define dev_dbg(device, format, ...)                                                          \
  do {                                                                                        \
    if (false)                                                                                \
      ::kernel::print::emit_dev_debug(device,                                                 \
                                      KERNEL_FORMAT_("", format) __VA_OPT__(, ) __VA_ARGS__); \
  } while (false)
#endif

#ifdef CONFIG_DYNAMIC_DEBUG
namespace kernel::print {

template <typename Format, typename... Args>
[[gnu::always_inline]] inline void emit_dev_dynamic(_ddebug& entry, const Device<>& device, Format,
                                                    const Args&... args) {
  if (cpp_helper_DYNAMIC_DEBUG_BRANCH(&entry))
    bindings::__dynamic_dev_dbg(&entry, device.as_raw(),
                                fmt::printk_format<Format, Args...>.characters,
                                fmt::Formatter<Args>::argument(args)...);
}

}  // namespace kernel::print
#endif
