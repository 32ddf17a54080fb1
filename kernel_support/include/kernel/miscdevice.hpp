// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Character devices with one file in /dev.

#include <kernel/alloc/kbox.hpp>
#include <kernel/detail/file_name.hpp>
#include <kernel/detail/module_users.hpp>
#include <kernel/detail/text_file.hpp>
#include <kernel/fs/file.hpp>
#include <kernel/fs/kiocb.hpp>
#include <kernel/ioctl.hpp>
#include <kernel/iov.hpp>
#include <kernel/mm/virt.hpp>
#include <kernel/print.hpp>
#include <kernel/seq_file.hpp>
#include <kernel/str/cstring.hpp>
#include <kernel/sync/completion.hpp>
#include <kernel/sync/poll.hpp>
#include <kernel/sync/refcount.hpp>
#include <kernel/this_module.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <kernel/uaccess.hpp>

namespace kernel {

/// How a misc device appears.
///
///     kernel::MiscDeviceOptions options{.name = "cpp_meter", .mode = 0444};
///     # EXPECT(options.name == "cpp_meter");
struct MiscDeviceOptions {
  CStr name;                   ///< of the file in /dev; there is one of a name
  unsigned short mode = 0600;  ///< who may open it: the permissions of the file
};

namespace detail {

/// A misc device: what C code knows of it, the object behind it, and how many files are open.
template <typename T>
class MiscDevice {
 public:
  template <typename... Args>
  explicit MiscDevice(CString name, Args&&... args)
      : name_(std::move(name)), device{std::forward<Args>(args)...} {}
  MiscDevice(const MiscDevice&) = delete;
  MiscDevice& operator=(const MiscDevice&) = delete;
  ~MiscDevice() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    if (!registered_) return;
    bindings::misc_deregister(&misc_);
    leave();
    closed_.wait();
    wait_for_module_users();
  }

  Result<void> start(const ::file_operations& operations, unsigned short mode) {
    misc_.minor = bindings::MISC_DYNAMIC_MINOR;
    misc_.name = name_->as_raw();
    misc_.fops = &operations;
    misc_.mode = mode;
    TRY(to_result(bindings::misc_register(&misc_)));
    registered_ = true;
    return {};
  }

  /// One file more.
  void enter() const { open_files_.inc(); }
  /// One file, or the owner, less. Nothing of it may be touched after that.
  void leave() const {
    if (open_files_.dec_and_test()) closed_.complete();
  }

 private:
  // INVARIANT: it comes first, as misc_open() puts its address into the file.
  ::miscdevice misc_ = {};
  CString name_;
  bool registered_ = false;
  Refcount open_files_{1};
  Completion closed_;

 public:
  T device;
};

template <typename R>
struct ResultValue;
template <typename V>
struct ResultValue<Result<V>> {
  using Type = V;
};

template <typename T>
concept OpensSessions = requires(const T& device, const File& file) {
  device.open(file);
};
/// An open file that has an object of its own.
template <typename T>
struct MiscSession {
  using Object = typename ResultValue<decltype(std::declval<const T&>().open(
      std::declval<const File&>()))>::Type;

  MiscSession(const MiscDevice<T>& device, const File& file)
      : device(device), object(device.device.open(file)) {}

  const MiscDevice<T>& device;
  Result<Object> object;
};

/// Where the device of an open file is, and the object whose member functions are its operations:
/// here the device itself,
template <typename T>
struct MiscFile {
  using Object = T;

  static const MiscDevice<T>& device(const ::file* file) {
    return *static_cast<const MiscDevice<T>*>(cpp_helper_file_private_data(file));
  }
  static const Object& object(const ::file* file) { return device(file).device; }

  static int open(const MiscDevice<T>&, ::file*) { return 0; }
  static void release(::inode*, ::file*) {}
};

/// here the one that open() made,
template <OpensSessions T>
struct MiscFile<T> {
  using Session = MiscSession<T>;
  using Object = typename Session::Object;
  static_assert(!Shows<T>, "a device has either open() or show()");

  static Session* session(const ::file* file) {
    return static_cast<Session*>(cpp_helper_file_private_data(file));
  }
  static const MiscDevice<T>& device(const ::file* file) { return session(file)->device; }
  static const Object& object(const ::file* file) {
    const Result<Object>& object = session(file)->object;
    // INVARIANT: a file whose object there is not was never opened.
    if (object.is_err()) __builtin_unreachable();
    return object.value();
  }

  static int open(const MiscDevice<T>& device, ::file* file) {
    auto made = KBox<Session>::make(GFP_KERNEL, device, File::from_raw(file));
    if (made.is_err()) return made.error().to_errno();
    KBox<Session> session = std::move(made).value();
    if (session->object.is_err()) return session->object.error().to_errno();
    cpp_helper_set_file_private_data(file, std::move(session).into_raw());
    return 0;
  }
  static void release(::inode*, ::file* file) {
    // SAFETY: it comes from open(), and the last who used it is gone.
    auto gone = KBox<Session>::from_raw(session(file));
  }
};

/// and here, where the file is a text, again the device.
template <Shows T>
  requires(!OpensSessions<T>)
struct MiscFile<T> {
  using Object = T;

  static const MiscDevice<T>& device(const ::file* file) {
    const auto* text = static_cast<const ::seq_file*>(cpp_helper_file_private_data(file));
    return *static_cast<const MiscDevice<T>*>(cpp_helper_seq_private(text));
  }
  static const Object& object(const ::file* file) { return device(file).device; }

  static int show(::seq_file* text, void*) {
    auto& device = *static_cast<const MiscDevice<T>*>(cpp_helper_seq_private(text));
    return errno_of(device.device.show(SeqFile::from_raw(text)));
  }
  static int open(const MiscDevice<T>& device, ::file* file) {
    // seq_open() warns of what it did not put there itself.
    cpp_helper_set_file_private_data(file, nullptr);
    return bindings::single_open(file, show, const_cast<MiscDevice<T>*>(&device));
  }
  static void release(::inode* inode, ::file* file) { bindings::single_release(inode, file); }
};

/// The same with what an operation of a file is made of: here the object is there as long as the
/// file.
template <typename T>
struct MiscPlace : MiscFile<T> {
  using Object = typename MiscFile<T>::Object;

  static int open_file(::file* file) {
    // SAFETY: misc_open() has put the address of the miscdevice there, and holds the lock that
    // misc_deregister() needs.
    auto& device = *static_cast<const MiscDevice<T>*>(cpp_helper_file_private_data(file));
    device.enter();
    int error = MiscFile<T>::open(device, file);
    if (error) device.leave();
    return error;
  }
  static void release_file(::inode* inode, ::file* file) {
    const MiscDevice<T>& device = MiscFile<T>::device(file);
    MiscFile<T>::release(inode, file);
    device.leave();
  }

  /// What \p call returns for the object.
  template <typename Call>
  [[gnu::always_inline]] static auto with(const ::file* file, Call&& call) {
    return call(MiscFile<T>::object(file));
  }
  /// The same for what is asked by poll().
  template <typename Call>
  [[gnu::always_inline]] static PollEvents poll(const ::file* file, ::poll_table* table,
                                                Call&& call) {
    return call(MiscFile<T>::object(file), PollTable::from_raw(table));
  }
};

/// What C code calls.
///
/// The functions of T get a File, also in read() and write(): the position of a character device
/// has no lock that the kernel could leave out (`FMODE_ATOMIC_POS`).
template <typename T, typename Place = MiscPlace<T>>
class MiscOperations {
  using Object = typename Place::Object;

  static constexpr bool kReads =
      requires(const Object& object, const File& file, UserSliceWriter& out) {
    { object.read(file, out) } -> std::same_as<Result<void>>;
  };
  static constexpr bool kReadsAt =
      requires(const Object& object, const File& file, UserSliceWriter& out, loff_t& position) {
    { object.read(file, out, position) } -> std::same_as<Result<void>>;
  };
  static constexpr bool kWrites =
      requires(const Object& object, const File& file, UserSliceReader& in) {
    { object.write(file, in) } -> std::same_as<Result<void>>;
  };
  static constexpr bool kWritesAt =
      requires(const Object& object, const File& file, UserSliceReader& in, loff_t& position) {
    { object.write(file, in, position) } -> std::same_as<Result<void>>;
  };
  static constexpr bool kReadsPieces =
      requires(const Object& object, Kiocb& call, IovIterDest& out) {
    { object.read_iter(call, out) } -> std::same_as<Result<void>>;
  };
  static constexpr bool kWritesPieces =
      requires(const Object& object, Kiocb& call, IovIterSource& in) {
    { object.write_iter(call, in) } -> std::same_as<Result<void>>;
  };
  static constexpr bool kSeeks = kReadsAt || kWritesAt || kReadsPieces || kWritesPieces;
  static constexpr bool kPolls =
      requires(const Object& object, const File& file, const PollTable& table) {
    { object.poll(file, table) } -> std::same_as<PollEvents>;
  };
  static constexpr bool kMaps = requires(const Object& object, const File& file, VmaNew& area) {
    { object.mmap(file, area) } -> std::same_as<Result<void>>;
  };
  static constexpr bool kHasIoctls = requires { typename Object::Ioctls; };

  static_assert(Send<T> && Send<Object>,
                "the object stays with its thread, and any program's thread uses the device");
  static_assert(
      kReads || kReadsAt || !requires { &Object::read; },
      "read() of a misc device is Result<void> read(const File&, UserSliceWriter&) "
      "const, or has a loff_t& as third parameter");
  static_assert(
      kWrites || kWritesAt || !requires { &Object::write; },
      "write() of a misc device is Result<void> write(const File&, UserSliceReader&) "
      "const, or has a loff_t& as third parameter");
  static_assert(
      kReadsPieces || !requires { &Object::read_iter; },
      "read_iter() of a misc device is Result<void> read_iter(Kiocb&, IovIterDest&) const");
  static_assert(
      kWritesPieces || !requires { &Object::write_iter; },
      "write_iter() of a misc device is Result<void> write_iter(Kiocb&, IovIterSource&) const");
  static_assert(!(kReadsPieces && (kReads || kReadsAt)) &&
                    !(kWritesPieces && (kWrites || kWritesAt)),
                "a misc device has read() or read_iter(), write() or write_iter()");
  static_assert(
      kPolls || !requires { &Object::poll; },
      "poll() of a misc device is PollEvents poll(const File&, const PollTable&) const");
  static_assert(
      kMaps || !requires { &Object::mmap; },
      "mmap() of a misc device is Result<void> mmap(const File&, VmaNew&) const");
  static_assert(
      OpensSessions<T> || !requires { &T::open; },
      "open() of a misc device is Result<...> open(const File&) const");
  static_assert(
      Shows<T> || !requires { &T::show; },
      "show() of a misc device is Result<void> show(SeqFile&) const");

  static int open(::inode* inode, ::file* file) {
    if constexpr (!Shows<T> && !kSeeks) bindings::stream_open(inode, file);
    return Place::open_file(file);
  }

  static int release(::inode* inode, ::file* file) {
    Place::release_file(inode, file);
    return 0;
  }

  // NOLINTNEXTLINE(readability-non-const-parameter): it is C's
  static ssize_t read(::file* file, char* to, size_t size, loff_t* position) {
    UserSliceWriter out = UserSlice(UserPtr::from_raw(to), size).writer();
    return Place::with(file, [&](const Object& object) {
      Result<void> result;
      if constexpr (kReadsAt)
        result = object.read(File::from_raw(file), out, *position);
      else
        result = object.read(File::from_raw(file), out);
      return bytes_of(result, out.done());
    });
  }

  // NOLINTNEXTLINE(readability-non-const-parameter): it is C's
  static ssize_t write(::file* file, const char* from, size_t size, loff_t* position) {
    UserSliceReader in = UserSlice(UserPtr::from_raw(from), size).reader();
    return Place::with(file, [&](const Object& object) {
      Result<void> result;
      if constexpr (kWritesAt)
        result = object.write(File::from_raw(file), in, *position);
      else
        result = object.write(File::from_raw(file), in);
      return bytes_of(result, in.done());
    });
  }

  static ssize_t read_iter(::kiocb* iocb, ::iov_iter* to) {
    Kiocb& call = Kiocb::from_raw(iocb);
    IovIterDest& out = IovIterDest::from_raw(to);
    size_t before = out.size();
    return Place::with(call.file().as_raw(), [&](const Object& object) {
      Result<void> result = object.read_iter(call, out);
      return bytes_of(result, before - out.size());
    });
  }

  static ssize_t write_iter(::kiocb* iocb, ::iov_iter* from) {
    Kiocb& call = Kiocb::from_raw(iocb);
    IovIterSource& in = IovIterSource::from_raw(from);
    size_t before = in.size();
    return Place::with(call.file().as_raw(), [&](const Object& object) {
      Result<void> result = object.write_iter(call, in);
      return bytes_of(result, before - in.size());
    });
  }

  static long ioctl(::file* file, unsigned int number, unsigned long argument) {
    return Place::with(file, [&](const Object& object) -> long {
      return errno_of(Object::Ioctls::run(object, File::from_raw(file), number, UserPtr(argument)));
    });
  }

  static __poll_t poll(::file* file, ::poll_table_struct* table) {
    return Place::poll(file, table,
                       [file](const Object& object, const PollTable& queues) {
                         return object.poll(File::from_raw(file), queues);
                       })
        .as_raw();
  }

  static int mmap(::file* file, ::vm_area_struct* vma) {
    cpp_helper_vma_set_ops(vma, &kNoPageOnDemand);
    return Place::with(file, [&](const Object& object) {
      return errno_of(object.mmap(File::from_raw(file), VmaNew::from_raw(vma)));
    });
  }

  static constexpr ::file_operations table() {
    ::file_operations operations = {};
    operations.owner = detail::this_module();
    operations.open = open;
    operations.release = release;
    if constexpr (Shows<T>) {
      operations.read = bindings::seq_read;
      operations.llseek = bindings::seq_lseek;
    } else {
      if constexpr (kReads || kReadsAt) operations.read = read;
      if constexpr (kReadsPieces) operations.read_iter = read_iter;
      if constexpr (kSeeks) operations.llseek = bindings::default_llseek;
    }
    if constexpr (kWritesPieces) operations.write_iter = write_iter;
    if constexpr (kWrites || kWritesAt) operations.write = write;
    if constexpr (kPolls) operations.poll = poll;
    if constexpr (kMaps) operations.mmap = mmap;
    if constexpr (kHasIoctls) {
      operations.unlocked_ioctl = ioctl;
#ifdef CONFIG_COMPAT
      operations.compat_ioctl = bindings::compat_ptr_ioctl;
#endif
    }
    return operations;
  }

 public:
  static constinit const ::file_operations kTable;
};
template <typename T, typename Place>
constinit const ::file_operations MiscOperations<T, Place>::kTable =
    MiscOperations<T, Place>::table();

}  // namespace detail

/// A misc device: a file in /dev whose operations are the member functions of a T. It owns the T,
/// and the file is there as long as it is.
///
///     struct Echo {
///       // What a program reads: "hello", if it has room for that.
///       kernel::Result<void> read(const kernel::File&, kernel::UserSliceWriter& out) const {
///         if (out.size() < 5) return kernel::EINVAL;
///         return out.write_str("hello");
///       }
///     };
///     # ---
///
///     auto device = TRY(kernel::MiscDeviceRegistration<Echo>::make(
///         kernel::GFP_KERNEL, {.name = "cpp_echo", .mode = 0444}));
///     // programs can read /dev/cpp_echo now
///
/// T has those of these member functions that it wants, and the type:
///
/// - `Result<void> read(const File&, UserSliceWriter&) const`: what it writes is what the program
///   gets, and is told to have got; to write nothing is the end of the file.
/// - `Result<void> write(const File&, UserSliceReader&) const`: what it reads or skips is what the
///   program is told to have written.
/// - `Result<void> read_iter(Kiocb&, IovIterDest&) const` and
///   `Result<void> write_iter(Kiocb&, IovIterSource&) const`, instead of these: the same for memory
///   in several pieces, which the program reads or writes by one call (readv(), writev(),
///   io_uring).
/// - `PollEvents poll(const File&, const PollTable&) const`: what could be done at once, for
///   programs that wait for several files.
/// - `Result<void> mmap(const File&, VmaNew&) const`: fills a piece of the program's addresses with
///   pages, see VmaNew. It takes no lock under which another function copies from or to a program.
/// - `using Ioctls = ioctl::Table<...>`: numbered operations, see ioctl::Handler.
/// - `Result<void> show(SeqFile&) const`, instead of read(), makes the file a text, which programs
///   may read in pieces and from any position.
/// - `Result<S> open(const File&) const` gives each open file an S of its own, which is destroyed
///   when the file is closed. The other functions, and `Ioctls`, are members of the S then; there
///   is no show(). While open() runs, nobody else can open a misc device.
///
/// All are called on a constant T or S, which must be Send, as any number of threads call them at
/// once: what changes in it guards itself, by a Mutex for instance. What there is none of is
/// refused as any file does it: with #EINVAL (reading, writing), #ENOTTY (ioctl), #ENODEV (mmap),
/// and poll() says that it is always ready.
///
/// read() and %write() may have a `loff_t&` as last parameter, the position, never negative, which
/// they move: then programs can seek, as they can where there is read_iter() or write_iter().
///
/// As long as a file is open the module cannot be unloaded (`rmmod` says that it is in use). If a
/// registration is destroyed while files are open, which is when init() fails after it, nobody can
/// open the device any more, and the destructor waits until the last file is closed. So let it be
/// the last thing that init() makes.
///
/// \context May sleep, and so may the operations.
/// \wraps{linux/miscdevice.h,driver-api/misc_devices.html}
template <typename T>
class MiscDeviceRegistration {
  using Device = detail::MiscDevice<T>;

 public:
  /// Makes a T of \p args, and the file that leads to it.
  ///
  /// \errors #EEXIST if another device has the name, which a line in the log says; #EINVAL if the
  /// name cannot be one of a file; #ENOMEM; #EBUSY if there are no numbers left for devices.
  template <typename... Args>
  static Result<MiscDeviceRegistration> make(alloc::Flags flags, const MiscDeviceOptions& options,
                                             Args&&... args) KERNEL_MAY_SLEEP {
    if (!detail::is_file_name(options.name)) return EINVAL;
    auto name = TRY(CString::make(options.name, flags));
    auto device = TRY(KBox<Device>::make(flags, std::move(name), std::forward<Args>(args)...));
    auto started = device->start(detail::MiscOperations<T>::kTable, options.mode);
    if (started.is_err()) {
      if (started.error() == EEXIST)
        pr_err("there is a device {} already: choose another name\n", options.name);
      return started.error();
    }
    return MiscDeviceRegistration(std::move(device));
  }

  /// Takes the device over.
  MiscDeviceRegistration(MiscDeviceRegistration&&) = default;
  /// Takes its own file away, waits until nobody has it open, and takes the other device over.
  MiscDeviceRegistration& operator=(MiscDeviceRegistration&&) KERNEL_MAY_SLEEP = default;
  /// Takes the file away, and waits until nobody has it open.
  ~MiscDeviceRegistration() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP = default;

  /// The T.
  const T& operator*() const& KERNEL_LIFETIME_BOUND { return device_->device; }
  const T& operator*() const&& = delete;  // the device goes at once: give it a name first
  /// A member of the T.
  const T* operator->() const& KERNEL_LIFETIME_BOUND { return &device_->device; }
  const T* operator->() const&& = delete;  // the device goes at once: give it a name first

 private:
  explicit MiscDeviceRegistration(KBox<Device> device) : device_(std::move(device)) {}

  KBox<Device> device_;
};

}  // namespace kernel
