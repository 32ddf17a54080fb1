// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Settings of the kernel, in /proc/sys.

#include <helpers/sysctl.h>

#include <kernel/alloc/kbox.hpp>
#include <kernel/detail/file_name.hpp>
#include <kernel/str/cstring.hpp>
#include <kernel/sync/access.hpp>
#include <kernel/thread_safety.hpp>
#include <limits>

namespace kernel::sysctl {

/// How a setting appears, and which values it takes.
///
///     kernel::sysctl::IntOptions options{.path = "kernel", .name = "cpp_level", .greatest = 7};
///     # EXPECT_EQ(options.greatest, 7);
struct IntOptions {
  CStr path;                                       ///< the folder below /proc/sys, made if missing
  CStr name;                                       ///< in it; there is one of a name
  int least = std::numeric_limits<int>::min();     ///< no value is below
  int greatest = std::numeric_limits<int>::max();  ///< no value is above
  unsigned short mode = 0644;                      ///< who may read and change it
};

namespace detail {

/// A number, and what C code knows of it.
class IntTable {
 public:
  IntTable(CString name, const IntOptions& options, int value)
      : name_(std::move(name)), least_(options.least), greatest_(options.greatest), value_(value) {
    cpp_helper_sysctl_int(&table_[0], name_->as_raw(), options.mode, &value_, &least_, &greatest_);
  }
  IntTable(const IntTable&) = delete;
  IntTable& operator=(const IntTable&) = delete;
  ~IntTable() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    // It waits for whoever reads or writes.
    if (header_) cpp_helper_unregister_sysctl_table(header_);
  }

  Result<void> start(CStr path) {
    header_ = cpp_helper_register_sysctl(path.as_raw(), &table_[0]);
    if (!header_) return ENOMEM;
    return {};
  }

  int get() const { return READ_ONCE(value_); }

 private:
  // The second is the end, where the kernel is not told the number.
  ::ctl_table table_[2] = {};
  ::ctl_table_header* header_ = nullptr;
  CString name_;
  int least_;
  int greatest_;
  int value_;
};

}  // namespace detail

/// A number that an administrator sets by `sysctl` or in `/proc/sys`: it is there as long as this
/// object is.
///
///     auto level = TRY(kernel::sysctl::Int::make(
///         kernel::GFP_KERNEL,
///         {.path = "kernel", .name = "cpp_log_level", .least = 0, .greatest = 7}, 4));
///     // sysctl -w kernel.cpp_log_level=6
///     EXPECT_EQ(level.get(), 4);
///
/// A program that writes a value which is too small or too great gets #EINVAL, and nothing changes.
///
/// \context May sleep, also when it is destroyed; get() may be called in any.
/// \wraps{linux/sysctl.h,admin-guide/sysctl/index.html}
class Int {
 public:
  /// A setting, which has \p value until somebody changes it.
  ///
  /// \errors #EINVAL if the value is not in the range, the path is empty, or the name cannot be one
  /// of a file; #ENOMEM, also if the name is taken or the kernel was built without `CONFIG_SYSCTL`:
  /// the kernel says which in its log.
  static Result<Int> make(alloc::Flags flags, const IntOptions& options,
                          int value) KERNEL_MAY_SLEEP {
    if (value < options.least || value > options.greatest) return EINVAL;
    if (options.path.empty() || !kernel::detail::is_file_name(options.name)) return EINVAL;
    auto name = TRY(CString::make(options.name, flags));
    auto table = TRY(KBox<detail::IntTable>::make(flags, std::move(name), options, value));
    TRY(table->start(options.path));
    return Int(std::move(table));
  }

  /// Takes the setting over.
  Int(Int&&) = default;
  /// Takes its own setting away, and the other one over.
  Int& operator=(Int&&) KERNEL_MAY_SLEEP = default;
  /// Takes the setting away, and waits for those who read or write it.
  ~Int() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP = default;

  /// What it is now.
  ///
  /// \context Any.
  int get() const { return table_->get(); }

 private:
  explicit Int(KBox<detail::IntTable> table) : table_(std::move(table)) {}

  KBox<detail::IntTable> table_;
};

}  // namespace kernel::sysctl
