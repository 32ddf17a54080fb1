// SPDX-License-Identifier: GPL-2.0
#pragma once
// Internal to kernel_support: an object behind open files, which may go while they are open.

#include <kernel/detail/poll_relay.hpp>
#include <kernel/list.hpp>
#include <kernel/miscdevice.hpp>
#include <kernel/revocable.hpp>
#include <kernel/sync/arc.hpp>
#include <kernel/sync/mutex.hpp>
#include <optional>

namespace kernel::detail {

/// An object of which its open files have nothing but what says whether it is still there.
template <typename T>
class RevocableObject {
 public:
  /// Of what the operations of an open file are member functions.
  using Object = T;

  template <typename... Args>
  static Result<RevocableObject> make(alloc::Flags flags, Args&&... args) KERNEL_MAY_SLEEP {
    auto shared = TRY(Arc<Revocable<T>>::init(flags, [&](Slot<Revocable<T>> slot) {
      return Revocable<T>::init(std::move(slot), std::forward<Args>(args)...);
    }));
    return RevocableObject(std::move(shared));
  }

  const T& device() const { return shared_->access_raw(); }
  void revoke() const KERNEL_MAY_SLEEP { shared_->revoke(); }

  int open(::file* file) const {
    auto* shared = const_cast<Revocable<T>*>(Arc<Revocable<T>>(shared_).into_raw());
    cpp_helper_set_file_private_data(file, shared);
    return 0;
  }
  static void close(::file* file) {
    // SAFETY: open() has left one owner there, and the last who used it is gone.
    auto gone = Arc<Revocable<T>>::from_raw(&opened(file));
  }

  /// What \p call returns for the object, or ENODEV.
  template <typename Call>
  static auto with(const ::file* file, Call&& call) -> decltype(call(std::declval<const T&>())) {
    auto access = opened(file).try_access();
    if (!access) return ENODEV.to_errno();
    return call(*access);
  }

 private:
  explicit RevocableObject(Arc<Revocable<T>> shared) : shared_(std::move(shared)) {}

  static const Revocable<T>& opened(const ::file* file) {
    return *static_cast<const Revocable<T>*>(cpp_helper_file_private_data(file));
  }

  Arc<Revocable<T>> shared_;
};

/// Whether open files have something of the object that must go before it.
template <typename T>
concept LeftInFiles = OpensSessions<T> || requires {
  &T::poll;
};

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

/// Whether programs can poll the open files.
template <typename T>
concept Polled = requires {
  &RevocableSession<T>::Object::poll;
};

/// Of files that they cannot.
struct NoRelay {};

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

/// \cond
/// An open file.
template <typename T>
class RevocableFile : public ListLinks<> {
 public:
  RevocableFile(Arc<Revocable<RevocableContent<T>>> shared, Arc<RevocableFiles<T>> files,
                const T& device, const File& file)
      : shared(std::move(shared)), files(std::move(files)), session(device, file) {}

  /// Gives back what it has of the device, which is going.
  void leave() KERNEL_MAY_SLEEP {
    if constexpr (Polled<T>) relay.hang_up();
    session.close();
  }

  Arc<Revocable<RevocableContent<T>>> shared;
  Arc<RevocableFiles<T>> files;
  RevocableSession<T> session;
  // It goes first, as it is in queues of the session.
  [[no_unique_address]] std::conditional_t<Polled<T>, PollRelay, NoRelay> relay;
};
/// \endcond

/// The same with files that have something of the object.
template <LeftInFiles T>
class RevocableObject<T> {
  using OpenFile = RevocableFile<T>;
  using Files = Arc<RevocableFiles<T>>;
  using Content = Revocable<RevocableContent<T>>;
  using Shared = Arc<Content>;

 public:
  using Object = typename RevocableSession<T>::Object;

  template <typename... Args>
  static Result<RevocableObject> make(alloc::Flags flags, Args&&... args) KERNEL_MAY_SLEEP {
    auto files = TRY(Files::make(flags));
    auto shared = TRY(Shared::init(flags, [&](Slot<Content> slot) {
      return Content::init(std::move(slot), files, std::forward<Args>(args)...);
    }));
    return RevocableObject(std::move(files), std::move(shared));
  }

  const T& device() const { return shared_->access_raw().device; }
  void revoke() const KERNEL_MAY_SLEEP { shared_->revoke(); }

  /// The caller holds a lock without which the object does not go: what open() makes is in the list
  /// before it can.
  int open(::file* file) const {
    auto made = KBox<OpenFile>::make(GFP_KERNEL, shared_, files_, device(), File::from_raw(file));
    if (made.is_err()) return made.error().to_errno();
    KBox<OpenFile> opened = std::move(made).value();
    auto started = opened->session.opened();
    if (started.is_err()) return started.error().to_errno();
    cpp_helper_set_file_private_data(file, &*opened);
    files_->list.with(
        [&opened](typename RevocableFiles<T>::List& list) { list.push_back(std::move(opened)); });
    return 0;
  }

  static void close(::file* file) {
    OpenFile& gone = opened(file);
    const Shared shared = std::move(gone.shared);
    const Files files = std::move(gone.files);
    // What the file has of the device goes before that does: in an access of it, or, when there is
    // none any more, by leave(), with the lock of the list.
    auto access = shared->try_access();
    std::optional<KBox<OpenFile>> last;
    auto list = files->list.lock();
    if (!access) gone.leave();
    last = list->remove(gone);
  }

  template <typename Call>
  static auto with(const ::file* file, Call&& call)
      -> decltype(call(std::declval<const Object&>())) {
    const OpenFile& opened = RevocableObject::opened(file);
    auto access = opened.shared->try_access();
    if (!access) return ENODEV.to_errno();
    return call(opened.session.object(access->device));
  }

  /// What \p call answers a program that polls the file.
  template <typename Call>
  static PollEvents poll(const ::file* file, ::poll_table* table, Call&& call) {
    const OpenFile& opened = RevocableObject::opened(file);
    auto access = opened.shared->try_access();
    if (!access) return EPOLLHUP | EPOLLERR;
    return opened.relay.ask(file, table, [&](const PollTable& queues) {
      return call(opened.session.object(access->device), queues);
    });
  }

 private:
  RevocableObject(Files files, Shared shared)
      : files_(std::move(files)), shared_(std::move(shared)) {}

  static OpenFile& opened(const ::file* file) {
    return *static_cast<OpenFile*>(cpp_helper_file_private_data(file));
  }

  Files files_;
  Shared shared_;
};

}  // namespace kernel::detail
