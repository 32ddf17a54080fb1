// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Files for developers, in debugfs.

#include <helpers/debugfs.h>

#include <kernel/alloc/kbox.hpp>
#include <kernel/detail/module_users.hpp>
#include <kernel/detail/text_file.hpp>
#include <kernel/str.hpp>
#include <kernel/sync/arc.hpp>
#include <optional>

namespace kernel::debugfs {

namespace detail {

/// A directory; it goes with the last who needs it.
class Node {
 public:
  Node(std::optional<Arc<Node>> parent, CStr name)
      : parent_(std::move(parent)),
        entry_(
            cpp_helper_debugfs_create_dir(name.as_raw(), parent_ ? (*parent_)->entry_ : nullptr)) {}
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  ~Node() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP { cpp_helper_debugfs_remove(entry_); }

  ::dentry* entry() const { return entry_; }

 private:
  std::optional<Arc<Node>> parent_;
  // SAFETY: debugfs locks what it leads to. It is an error's number where there is no directory.
  ::dentry* entry_;
};

/// A file and the object behind it.
template <typename T>
class Entry {
  using File = kernel::detail::TextFile<T>;

 public:
  template <typename... Args>
  explicit Entry(Arc<Node> parent, Args&&... args)
      : parent_(std::move(parent)), object{std::forward<Args>(args)...} {}
  Entry(const Entry&) = delete;
  Entry& operator=(const Entry&) = delete;
  ~Entry() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    // Whoever reads or writes is out of it then, and nobody gets in any more.
    cpp_helper_debugfs_remove(entry_);
    kernel::detail::wait_for_module_users();
  }

  void start(CStr name, unsigned short mode) {
    entry_ = cpp_helper_debugfs_create_file(name.as_raw(), mode & File::kModes, parent_->entry(),
                                            &object, &kOperations);
  }

 private:
  static int open(::inode* inode, ::file* file) {
    return File::open(file, cpp_helper_inode_private(inode));
  }

  static constexpr ::file_operations operations() {
    ::file_operations table = {};
    table.owner = kernel::detail::this_module();
    table.open = open;
    if constexpr (File::Text::kShows) {
      table.read = bindings::seq_read;
      table.llseek = bindings::seq_lseek;
      table.release = bindings::single_release;
    }
    if constexpr (File::Text::kTakes) table.write = File::write;
    return table;
  }
  static constinit const ::file_operations kOperations;

  Arc<Node> parent_;
  ::dentry* entry_ = nullptr;

 public:
  T object;
};
template <typename T>
constinit const ::file_operations Entry<T>::kOperations = Entry<T>::operations();

}  // namespace detail

template <typename T>
class File;

/// A directory in debugfs, which is mounted at `/sys/kernel/debug` and belongs to root. It is there
/// as long as this object, a copy of it, a directory or a File in it is.
///
///     auto dir = TRY(kernel::debugfs::Dir::make(kernel::GFP_KERNEL, "cpp_meter"));
///     auto channel = TRY(dir.subdir(kernel::GFP_KERNEL, "channel0"));
///     // /sys/kernel/debug/cpp_meter/channel0 is there now
///
/// What is in debugfs is for whoever looks for a mistake, and no module depends on it: where there
/// is none (a kernel without `CONFIG_DEBUG_FS`), or a name is taken, of which the log has a line,
/// all works and nothing is to be seen.
///
/// \context May sleep, also when it is destroyed.
/// \wraps{linux/debugfs.h,filesystems/debugfs.html}
class Dir {
 public:
  /// A directory below the root.
  ///
  /// \errors #ENOMEM.
  static Result<Dir> make(alloc::Flags flags, CStr name) KERNEL_MAY_SLEEP {
    auto node = TRY(Arc<detail::Node>::make(flags, std::nullopt, name));
    return Dir(std::move(node));
  }
  /// A directory in this one.
  ///
  /// \errors #ENOMEM.
  Result<Dir> subdir(alloc::Flags flags, CStr name) const KERNEL_MAY_SLEEP {
    auto node = TRY(Arc<detail::Node>::make(flags, node_, name));
    return Dir(std::move(node));
  }

 private:
  template <typename T>
  friend class File;
  explicit Dir(Arc<detail::Node> node) : node_(std::move(node)) {}

  Arc<detail::Node> node_;
};

/// How a File appears.
///
///     kernel::debugfs::FileOptions options{.name = "events", .mode = 0400};
///     # EXPECT(options.name == "events");
struct FileOptions {
  CStr name;                   ///< in its directory
  unsigned short mode = 0600;  ///< who may open it; what it cannot do is left out
};

/// A file in debugfs whose text a T gives and takes. It owns the T, and the file is there as long
/// as it is.
///
///     struct Counters {
///       kernel::Atomic<u64> sent{0}, lost{0};
///
///       kernel::Result<void> show(kernel::SeqFile& text) const {
///         text.print(FMT("sent {}\nlost {}\n", sent.load(kernel::Relaxed),
///                        lost.load(kernel::Relaxed)));
///         return {};
///       }
///     };
///     # ---
///
///     auto dir = TRY(kernel::debugfs::Dir::make(kernel::GFP_KERNEL, "cpp_link"));
///     auto counters = TRY(kernel::debugfs::File<Counters>::make(kernel::GFP_KERNEL, dir,
///                                                               {.name = "counters"}));
///     counters->sent.add(1, kernel::Relaxed);
///     // A number that root may read and change:
///     auto level = TRY(kernel::debugfs::File<kernel::Atomic<int>>::make(
///         kernel::GFP_KERNEL, dir, {.name = "level"}, 3));
///     EXPECT_EQ(level->load(kernel::Relaxed), 3);
///
/// T is an Atomic number, in decimal, or has one of these or both:
///
/// - `Result<void> show(SeqFile&) const` writes the text that programs read.
/// - `Result<void> write(UserSliceReader&) const` takes what a program writes; what it reads or
///   skips of that is what the program is told to have written.
///
/// They are called on a constant T by any number of threads at once: what changes in it guards
/// itself, by a Mutex for instance.
///
/// The destructor waits for those that run; who has the file open gets #EIO from then on. So no
/// show() or %write() destroys its own file, nor waits for somebody who does. As long as the file
/// is open the module cannot be unloaded; if init() fails meanwhile, the destructor waits until it
/// is closed.
///
/// \context May sleep, and so may the operations.
/// \wraps{linux/debugfs.h,filesystems/debugfs.html}
template <typename T>
class File {
  using Entry = detail::Entry<T>;

 public:
  /// Makes a T of \p args, and the file in \p dir that leads to it.
  ///
  /// \errors #ENOMEM.
  template <typename... Args>
  static Result<File> make(alloc::Flags flags, const Dir& dir, const FileOptions& options,
                           Args&&... args) KERNEL_MAY_SLEEP {
    auto entry = TRY(KBox<Entry>::make(flags, dir.node_, std::forward<Args>(args)...));
    entry->start(options.name, options.mode);
    return File(std::move(entry));
  }

  /// Takes the file over.
  File(File&&) = default;
  /// Takes its own file away, and the other one over.
  File& operator=(File&&) KERNEL_MAY_SLEEP = default;
  /// Takes the file away, and waits for those who read or write it.
  ~File() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP = default;

  /// The T.
  const T& operator*() const& KERNEL_LIFETIME_BOUND { return entry_->object; }
  const T& operator*() const&& = delete;  // the file goes at once: give it a name first
  /// A member of the T.
  const T* operator->() const& KERNEL_LIFETIME_BOUND { return &entry_->object; }
  const T* operator->() const&& = delete;  // the file goes at once: give it a name first

 private:
  explicit File(KBox<Entry> entry) : entry_(std::move(entry)) {}

  KBox<Entry> entry_;
};

}  // namespace kernel::debugfs
