// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Files in /proc.

#include <helpers/proc_fs.h>

#include <kernel/alloc/kbox.hpp>
#include <kernel/detail/file_name.hpp>
#include <kernel/detail/proc_name.hpp>
#include <kernel/detail/text_file.hpp>

namespace kernel::proc {

/// How a file in /proc appears.
///
///     kernel::proc::EntryOptions options{.name = "cpp_uptime", .mode = 0400};
///     # EXPECT(options.name == "cpp_uptime");
struct EntryOptions {
  CStr name;                   ///< in /proc
  unsigned short mode = 0444;  ///< who may open it; what it cannot do is left out
};

namespace detail {

/// A file and the object behind it.
template <typename T>
class Entry {
  using File = kernel::detail::TextFile<T>;

 public:
  template <typename... Args>
  explicit Entry(Args&&... args) : object{std::forward<Args>(args)...} {}
  Entry(const Entry&) = delete;
  Entry& operator=(const Entry&) = delete;
  ~Entry() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    // It waits for whoever reads or writes, and closes what is open.
    if (entry_) cpp_helper_proc_remove(entry_);
  }

  Result<void> start(CStr name, unsigned short mode) {
    TRY(kernel::detail::check_free_in_proc(name));
    entry_ = cpp_helper_proc_create_data(name.as_raw(), mode & File::kModes, &kOperations, &object);
    if (!entry_) return ENOMEM;
    return {};
  }

 private:
  static int open(::inode* inode, ::file* file) {
    return File::open(file, cpp_helper_pde_data(inode));
  }

  static constexpr ::proc_ops operations() {
    ::proc_ops table = {};
    table.proc_open = open;
    if constexpr (File::Text::kShows) {
      table.proc_read = bindings::seq_read;
      table.proc_lseek = bindings::seq_lseek;
      table.proc_release = bindings::single_release;
    }
    if constexpr (File::Text::kTakes) table.proc_write = File::write;
    return table;
  }
  static constinit const ::proc_ops kOperations;

  ::proc_dir_entry* entry_ = nullptr;

 public:
  T object;
};
template <typename T>
constinit const ::proc_ops Entry<T>::kOperations = Entry<T>::operations();

}  // namespace detail

/// A file in /proc whose text a T gives and takes. It owns the T, and the file is there as long as
/// it is.
///
///     struct Greeting {
///       kernel::Result<void> show(kernel::SeqFile& text) const {
///         text.print(FMT("hello\n"));
///         return {};
///       }
///     };
///     # ---
///
///     auto entry = TRY(kernel::proc::Entry<Greeting>::make(kernel::GFP_KERNEL,
///                                                          {.name = "cpp_greeting"}));
///     // cat /proc/cpp_greeting
///
/// T is as for debugfs::File: an Atomic number, or with `show(SeqFile&)`, `write(UserSliceReader&)`
/// or both. New files in /proc are for what concerns processes or the whole system; a driver has
/// its own in sysfs, or in debugfs.
///
/// The destructor waits for those who read or write, and closes the file for who has it open: they
/// get #EIO from then on. An open file does not keep the module.
///
/// \context May sleep, and so may the operations.
/// \wraps{linux/proc_fs.h,filesystems/proc.html}
template <typename T>
class Entry {
  using File = detail::Entry<T>;

 public:
  /// Makes a T of \p args, and the file that leads to it.
  ///
  /// \errors #EINVAL if the name cannot be one of a file; #EEXIST if it is taken; #ENOMEM.
  template <typename... Args>
  static Result<Entry> make(alloc::Flags flags, const EntryOptions& options,
                            Args&&... args) KERNEL_MAY_SLEEP {
    if (!kernel::detail::is_file_name(options.name)) return EINVAL;
    auto file = TRY(KBox<File>::make(flags, std::forward<Args>(args)...));
    TRY(file->start(options.name, options.mode));
    return Entry(std::move(file));
  }

  /// Takes the file over.
  Entry(Entry&&) = default;
  /// Takes its own file away, and the other one over.
  Entry& operator=(Entry&&) KERNEL_MAY_SLEEP = default;
  /// Takes the file away, and waits for those who read or write it.
  ~Entry() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP = default;

  /// The T.
  const T& operator*() const& KERNEL_LIFETIME_BOUND { return file_->object; }
  const T& operator*() const&& = delete;  // the file goes at once: give it a name first
  /// A member of the T.
  const T* operator->() const& KERNEL_LIFETIME_BOUND { return &file_->object; }
  const T* operator->() const&& = delete;  // the file goes at once: give it a name first

 private:
  explicit Entry(KBox<File> file) : file_(std::move(file)) {}

  KBox<File> file_;
};

}  // namespace kernel::proc
