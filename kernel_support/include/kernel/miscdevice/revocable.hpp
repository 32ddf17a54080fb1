// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Files in /dev of hardware that may go.

#include <kernel/detail/poll_relay.hpp>
#include <kernel/list.hpp>
#include <kernel/miscdevice.hpp>
#include <kernel/revocable.hpp>
#include <kernel/sync/arc.hpp>
#include <kernel/sync/mutex.hpp>
#include <optional>

namespace kernel {

namespace detail {

template <typename T>
class RevocableFile;

/// The files that are open, of which each is in the list until it is closed.
template <typename T>
struct RevocableFiles {
  using List = kernel::List<KBox<RevocableFile<T>>>;

  Mutex<List, "RevocableMiscDevice::files"> list;
};

/// What goes when the driver is detached: the T, and what the open files have of it.
template <typename T>
class RevocableContent {
 public:
  template <typename... Args>
  explicit RevocableContent(Arc<RevocableFiles<T>> files, Args&&... args)
      : device{std::forward<Args>(args)...}, files_(std::move(files)) {}
  RevocableContent(const RevocableContent&) = delete;
  RevocableContent& operator=(const RevocableContent&) = delete;
  ~RevocableContent() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    auto files = files_->list.lock();
    for (RevocableFile<T>& file : *files) file.leave();
  }

  T device;

 private:
  Arc<RevocableFiles<T>> files_;
};

template <typename T>
using RevocableShared = Arc<Revocable<RevocableContent<T>>>;

/// Of what the operations of an open file are member functions: of the device itself,
template <typename T>
class RevocableSession {
 public:
  using Object = T;

  RevocableSession(const T&, const File&) {}
  Result<void> opened() const { return {}; }
  const Object& object(const T& device) const { return device; }
  void close() {}
};

/// or of what open() made.
template <OpensSessions T>
class RevocableSession<T> {
 public:
  using Object = typename ResultValue<decltype(std::declval<const T&>().open(
      std::declval<const File&>()))>::Type;

  RevocableSession(const T& device, const File& file) : made_(std::in_place, device, file) {}
  Result<void> opened() const {
    if (made_->result.is_err()) return made_->result.error();
    return {};
  }
  const Object& object(const T&) const { return made_->result.value(); }
  void close() { made_.reset(); }

 private:
  struct Made {
    Made(const T& device, const File& file) : result(device.open(file)) {}
    Result<Object> result;
  };

  std::optional<Made> made_;
};

/// \cond
/// An open file.
template <typename T>
class RevocableFile : public ListLinks<> {
 public:
  RevocableFile(RevocableShared<T> shared, Arc<RevocableFiles<T>> files, const T& device,
                const File& file)
      : shared(std::move(shared)), files(std::move(files)), session(device, file) {}

  /// Gives back what it has of the device, which is going.
  void leave() KERNEL_MAY_SLEEP {
    relay.hang_up();
    session.close();
  }

  RevocableShared<T> shared;
  Arc<RevocableFiles<T>> files;
  RevocableSession<T> session;
  // It goes first, as it is in queues of the session.
  PollRelay relay;
};
/// \endcond

/// A misc device: what C code knows of it, and an owner of the object behind it.
template <typename T>
class RevocableMisc;

/// Where the object of an open file is, or was.
template <typename T>
struct RevocablePlace {
  using Object = typename RevocableSession<T>::Object;

  static RevocableFile<T>& opened(const ::file* file) {
    return *static_cast<RevocableFile<T>*>(cpp_helper_file_private_data(file));
  }

  static int open_file(::file* file) {
    // SAFETY: misc_open() has put the address of the miscdevice there, and holds the lock that
    // misc_deregister() needs.
    auto& device = *static_cast<const RevocableMisc<T>*>(cpp_helper_file_private_data(file));
    // Before it the object does not go: what open() makes is in the list then.
    auto access = device.shared()->try_access();
    if (!access) return ENODEV.to_errno();
    auto made = KBox<RevocableFile<T>>::make(GFP_KERNEL, device.shared(), device.files(),
                                             access->device, File::from_raw(file));
    if (made.is_err()) return made.error().to_errno();
    KBox<RevocableFile<T>> opened = std::move(made).value();
    auto started = opened->session.opened();
    if (started.is_err()) return started.error().to_errno();
    cpp_helper_set_file_private_data(file, &*opened);
    device.files()->list.with(
        [&opened](typename RevocableFiles<T>::List& list) { list.push_back(std::move(opened)); });
    return 0;
  }

  static void release_file(::inode*, ::file* file) {
    RevocableFile<T>& gone = opened(file);
    const RevocableShared<T> shared = gone.shared;
    const Arc<RevocableFiles<T>> files = gone.files;
    // What the file has of the device goes before that does: in an access of it, or, when there is
    // none any more, by leave(), with the lock of the list.
    auto access = shared->try_access();
    std::optional<KBox<RevocableFile<T>>> last;
    auto list = files->list.lock();
    if (!access) gone.leave();
    last = list->remove(gone);
  }

  template <typename Call>
  static auto with(const ::file* file, Call&& call)
      -> decltype(call(std::declval<const Object&>())) {
    const RevocableFile<T>& opened = RevocablePlace::opened(file);
    auto access = opened.shared->try_access();
    if (!access) return ENODEV.to_errno();
    return call(opened.session.object(access->device));
  }
  template <typename Call>
  static PollEvents poll(const ::file* file, ::poll_table* table, Call&& call) {
    const RevocableFile<T>& opened = RevocablePlace::opened(file);
    auto access = opened.shared->try_access();
    if (!access) return EPOLLHUP | EPOLLERR;
    return opened.relay.ask(file, table, [&](const PollTable& queues) {
      return call(opened.session.object(access->device), queues);
    });
  }
};

template <typename T>
class RevocableMisc {
 public:
  RevocableMisc(CString name, Arc<RevocableFiles<T>> files, RevocableShared<T> shared)
      : name_(std::move(name)), files_(std::move(files)), shared_(std::move(shared)) {}
  RevocableMisc(const RevocableMisc&) = delete;
  RevocableMisc& operator=(const RevocableMisc&) = delete;
  ~RevocableMisc() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    if (!registered_) return;
    // Nobody opens it any more,
    bindings::misc_deregister(&misc_);
    // and nobody is in an operation, or gets into one.
    shared_->revoke();
    wait_for_module_users();
  }

  Result<void> start(unsigned short mode) {
    misc_.minor = bindings::MISC_DYNAMIC_MINOR;
    misc_.name = name_->as_raw();
    misc_.fops = &MiscOperations<T, RevocablePlace<T>>::kTable;
    misc_.mode = mode;
    TRY(to_result(bindings::misc_register(&misc_)));
    registered_ = true;
    return {};
  }

  const RevocableShared<T>& shared() const { return shared_; }
  const Arc<RevocableFiles<T>>& files() const { return files_; }
  /// The object, which is there as long as this is.
  const T& object() const { return shared_->access_raw().device; }

 private:
  // INVARIANT: it comes first, as misc_open() puts its address into the file.
  ::miscdevice misc_ = {};
  CString name_;
  Arc<RevocableFiles<T>> files_;
  RevocableShared<T> shared_;
  bool registered_ = false;
};

}  // namespace detail

/// A misc device of hardware: a file in /dev that may go while programs have it open. Their
/// operations give #ENODEV from then on.
///
///     # #include <kernel/miscdevice/revocable.hpp>
///     struct Thermometer {
///       kernel::Result<void> read(const kernel::File&, kernel::UserSliceWriter& out) const {
///         return out.write_str("21 C\n");
///       }
///     };
///     # ---
///
///     auto device = TRY(kernel::RevocableMiscDevice<Thermometer>::make(
///         kernel::GFP_KERNEL, {.name = "cpp_thermometer", .mode = 0444}));
///     // programs can read /dev/cpp_thermometer now
///
/// It owns a T, whose member functions are the operations, as for MiscDeviceRegistration, but for
/// show(), which it has not. What open() returns goes when the file is closed or the driver is
/// detached, whichever is first, and before the T in any case. A PollCondVar may be part of either:
/// a program that waits in poll() then is woken, and told #EPOLLHUP and #EPOLLERR.
///
/// The destructor, which runs when the driver is detached, takes the file away, waits for the
/// operations that run, and destroys the T; it does not wait for programs that have the file open.
/// So what an operation waits for must come to an end by itself. A MiscDeviceRegistration waits
/// until all files are closed instead, and would keep whoever unplugs a device waiting for a
/// program.
///
/// As long as a file is open the module cannot be unloaded. If init() of the module fails after a
/// program has opened the file, the destructor waits until it is closed.
///
/// \context May sleep, and so may the operations.
/// \wraps{linux/miscdevice.h,driver-api/misc_devices.html}
template <typename T>
class RevocableMiscDevice {
  using Device = detail::RevocableMisc<T>;

 public:
  /// Makes a T of \p args, and the file that leads to it.
  ///
  /// \errors As of MiscDeviceRegistration::make().
  template <typename... Args>
  static Result<RevocableMiscDevice> make(alloc::Flags flags, const MiscDeviceOptions& options,
                                          Args&&... args) KERNEL_MAY_SLEEP {
    static_assert(
        !requires { &T::show; },
        "a RevocableMiscDevice has no show(): write to the reader's memory in read()");
    if (!detail::is_file_name(options.name)) return EINVAL;
    auto name = TRY(CString::make(options.name, flags));
    auto files = TRY(Arc<detail::RevocableFiles<T>>::make(flags));
    using Content = Revocable<detail::RevocableContent<T>>;
    auto shared = TRY(Arc<Content>::init(flags, [&](Slot<Content> slot) {
      return Content::init(std::move(slot), files, std::forward<Args>(args)...);
    }));
    auto device =
        TRY(KBox<Device>::make(flags, std::move(name), std::move(files), std::move(shared)));
    auto started = device->start(options.mode);
    if (started.is_err()) {
      if (started.error() == EEXIST)
        pr_err("there is a device {} already: choose another name\n", options.name);
      return started.error();
    }
    return RevocableMiscDevice(std::move(device));
  }

  /// Takes the device over.
  RevocableMiscDevice(RevocableMiscDevice&&) = default;
  /// Takes its own file away, and the other device over.
  RevocableMiscDevice& operator=(RevocableMiscDevice&&) KERNEL_MAY_SLEEP = default;
  /// Takes the file away, waits for operations that run, and destroys the T.
  ~RevocableMiscDevice() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP = default;

  /// The T.
  const T& operator*() const& KERNEL_LIFETIME_BOUND { return device_->object(); }
  const T& operator*() const&& = delete;  // the device goes at once: give it a name first
  /// A member of the T.
  const T* operator->() const& KERNEL_LIFETIME_BOUND { return &device_->object(); }
  const T* operator->() const&& = delete;  // the device goes at once: give it a name first

 private:
  explicit RevocableMiscDevice(KBox<Device> device) : device_(std::move(device)) {}

  KBox<Device> device_;
};

}  // namespace kernel
