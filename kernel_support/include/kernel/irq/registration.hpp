// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Functions that interrupts call.

#include <kernel/alloc/kbox.hpp>
#include <kernel/devres.hpp>
#include <kernel/irq/flags.hpp>
#include <kernel/irq/request.hpp>
#include <kernel/str/cstring.hpp>
#include <optional>

namespace kernel::irq {

/// What a handler has found.
///
///     # #include <kernel/irq/registration.hpp>
///     # ---
///     static_assert(kernel::irq::Return::kNone != kernel::irq::Return::kHandled);
enum class Return : unsigned {
  kNone = bindings::IRQ_NONE,               ///< its device has not interrupted
  kHandled = bindings::IRQ_HANDLED,         ///< its device had, and does no more
  kWakeThread = bindings::IRQ_WAKE_THREAD,  ///< its device had, and the thread does the rest
};

namespace detail {

template <typename T>
concept Handles = requires(const T& handler, const Device<device::Bound>& device) {
  { handler.handle(device) } -> std::same_as<Return>;
};
template <typename T>
concept HandlesInThread = requires(const T& handler, const Device<device::Bound>& device) {
  { handler.handle_threaded(device) } -> std::same_as<Return>;
};

/// An interrupt that calls a function of ours, from start() to the end.
class Line {
 public:
  Line(unsigned number, void* cookie) : number_(number), cookie_(cookie) {}
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    // Handlers that run are out of the function then, and the thread has ended.
    if (requested_) bindings::free_irq(number_, cookie_);
  }

  Result<void> start(irqreturn_t (*handler)(int, void*), irqreturn_t (*thread)(int, void*),
                     Flags flags, CStr name) {
    TRY(to_result(bindings::request_threaded_irq(number_, handler, thread, flags.as_raw(),
                                                 name.as_raw(), cookie_)));
    requested_ = true;
    return {};
  }

  void synchronize() const { bindings::synchronize_irq(number_); }

 private:
  unsigned number_;
  // SAFETY: the handler, which outlives the line.
  void* cookie_;
  bool requested_ = false;
};

/// A handler, its interrupt, and what C code needs of both.
template <typename T, bool kThreaded>
class Handler {
 public:
  template <typename... Args>
  explicit Handler(const Device<>& device, CString name, Args&&... args)
      : handler{std::forward<Args>(args)...}, device_(device), name_(std::move(name)) {}
  Handler(const Handler&) = delete;
  Handler& operator=(const Handler&) = delete;
  ~Handler() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP = default;

  Result<void> start(alloc::Flags flags, const Request& request, Flags irq_flags) {
    line_ = TRY(
        Devres<Line>::init(flags, request.device(), [&](Slot<Line> slot) -> Result<Placed<Line>> {
          auto line = std::move(slot).emplace(request.number(), static_cast<void*>(this));
          if constexpr (!kThreaded)
            TRY(line->start(run, nullptr, irq_flags, *name_));
          else if constexpr (Handles<T>)
            TRY(line->start(run, run_threaded, irq_flags, *name_));
          else
            TRY(line->start(nullptr, run_threaded, irq_flags | IRQF_ONESHOT, *name_));
          return line;
        }));
    return {};
  }

  Result<void> synchronize(const Device<device::Bound>& device) const {
    auto line = TRY(line_->access(device));
    line->synchronize();
    return {};
  }

  T handler;

 private:
  static Handler& of(void* cookie) { return *static_cast<Handler*>(cookie); }
  const Device<device::Bound>& bound() const {
    // SAFETY: the line is tied to the device, and frees the interrupt before the driver is gone.
    return Device<device::Bound>::from_raw(device_->as_raw());
  }
  static irqreturn_t run(int, void* cookie) {
    const Handler& self = of(cookie);
    return static_cast<irqreturn_t>(std::as_const(self.handler).handle(self.bound()));
  }
  static irqreturn_t run_threaded(int, void* cookie) {
    const Handler& self = of(cookie);
    return static_cast<irqreturn_t>(std::as_const(self.handler).handle_threaded(self.bound()));
  }

  ARef<Device<>> device_;
  CString name_;
  // It comes last, so that nobody is in the handler any more when that goes.
  std::optional<Devres<Line>> line_;
};

/// What both kinds of registrations are.
template <typename T, bool kThreaded>
class Registered {
  using Node = Handler<T, kThreaded>;

 public:
  /// The handler.
  const T& operator*() const& KERNEL_LIFETIME_BOUND { return node_->handler; }
  const T& operator*() const&& = delete;  // the handler goes at once: give it a name first
  /// A member of the handler.
  const T* operator->() const& KERNEL_LIFETIME_BOUND { return &node_->handler; }
  const T* operator->() const&& = delete;  // the handler goes at once: give it a name first

  /// Waits until no handler of the interrupt runs, here or on other processors.
  ///
  /// \errors #EINVAL if \p device is another one; #ENODEV if the interrupt belonged to a driver
  /// that was attached before.
  /// \context May sleep; not in the handler, and with no lock that it takes.
  Result<void> synchronize(const Device<device::Bound>& device) const KERNEL_MAY_SLEEP {
    return node_->synchronize(device);
  }

 protected:
  explicit Registered(KBox<Node> node) : node_(std::move(node)) {}

  template <typename... Args>
  static Result<KBox<Node>> make_node(alloc::Flags flags, const Request& request, Flags irq_flags,
                                      CStr name, Args&&... args) {
    static_assert(Send<T>,
                  "the handler stays with its thread, and interrupts call it on any processor");
    auto copy = TRY(CString::make(name, flags));
    auto node = TRY(
        KBox<Node>::make(flags, request.device(), std::move(copy), std::forward<Args>(args)...));
    TRY(node->start(flags, request, irq_flags));
    return node;
  }

 private:
  KBox<Node> node_;
};

}  // namespace detail

/// Has an interrupt call a function. It owns the object whose function that is, and the function is
/// called as long as this is there and the driver of the device is attached.
///
///     # #include <kernel/irq/registration.hpp>
///     # #include <kernel/sync/atomic.hpp>
///     class Counter {
///      public:
///       kernel::irq::Return handle(const kernel::Device<kernel::device::Bound>&) const {
///         count_.add(1, kernel::Relaxed);
///         return kernel::irq::Return::kHandled;
///       }
///       u64 count() const { return count_.load(kernel::Relaxed); }
///
///      private:
///       kernel::Atomic<u64> count_;
///     };
///
///     using Counting = kernel::irq::Registration<Counter>;
///     kernel::Result<Counting> start(kernel::irq::Request request) {
///       return Counting::make(kernel::GFP_KERNEL, request, kernel::IRQF_SHARED, "counter");
///     }
///     # ---
///     # static_cast<void>(&start);
///
/// `Return handle(const Device<device::Bound>&) const` of a T is called in the interrupt: it must
/// not sleep. It may be called on any processor, so T must be Send, and what changes in it guards
/// itself: by an Atomic, or a lock that whoever takes it outside of the interrupt takes with
/// interrupts off. The device is the one that the interrupt belongs to: what is tied to it is
/// there.
///
/// If others have the same line (IRQF_SHARED), the function is called when their devices interrupt,
/// too, and asks its device first; Return::kNone says that it was not this one.
///
/// It may be called before make() has returned, and is not running any more when the destructor
/// has.
///
/// \context Making and destroying: may sleep. Destroying: not in the handler, and with no lock that
/// it takes.
/// \wraps{linux/interrupt.h,core-api/genericirq.html}
template <typename T>
class Registration : public detail::Registered<T, false> {
 public:
  /// Makes a T of \p args, and has the interrupt call its function.
  ///
  /// \p name is for `/proc/interrupts`.
  ///
  /// \errors #EBUSY if somebody has the interrupt and does not share it, or the device's driver
  /// does not; #EINVAL if the interrupt cannot be had; #ENOMEM.
  template <typename... Args>
  static Result<Registration> make(alloc::Flags flags, const Request& request, Flags irq_flags,
                                   CStr name, Args&&... args) KERNEL_MAY_SLEEP {
    static_assert(detail::Handles<T>,
                  "the function of an interrupt is "
                  "irq::Return handle(const Device<device::Bound>&) const");
    auto node =
        TRY(Registration::make_node(flags, request, irq_flags, name, std::forward<Args>(args)...));
    return Registration(std::move(node));
  }

 private:
  using detail::Registered<T, false>::Registered;
};

/// Has an interrupt wake a thread that calls a function: that may sleep.
///
///     # #include <kernel/irq/registration.hpp>
///     struct Slow {
///       kernel::irq::Return handle_threaded(
///           const kernel::Device<kernel::device::Bound>&) const {
///         return kernel::irq::Return::kHandled;   // may have slept
///       }
///     };
///
///     using Waiting = kernel::irq::ThreadedRegistration<Slow>;
///     kernel::Result<Waiting> start_slow(kernel::irq::Request request) {
///       return Waiting::make(kernel::GFP_KERNEL, request, kernel::irq::Flags(), "slow");
///     }
///     # ---
///     # static_cast<void>(&start_slow);
///
/// `Return handle_threaded(const Device<device::Bound>&) const` of a T is called in a thread of the
/// kernel; the line stays off until it returns. If there is a `handle()` as for a Registration, it
/// is called in the interrupt first, and the thread only if it returns Return::kWakeThread; then
/// the line is on again, and it has silenced the device.
///
/// All else is as for a Registration.
///
/// \context Making and destroying: may sleep. Destroying: not in the handler, and with no lock that
/// it takes.
/// \wraps{linux/interrupt.h,core-api/genericirq.html}
template <typename T>
class ThreadedRegistration : public detail::Registered<T, true> {
 public:
  /// Makes a T of \p args, and has the interrupt's thread call its function.
  ///
  /// \p name is for `/proc/interrupts`, and the thread's.
  ///
  /// \errors As of Registration::make().
  template <typename... Args>
  static Result<ThreadedRegistration> make(alloc::Flags flags, const Request& request,
                                           Flags irq_flags, CStr name,
                                           Args&&... args) KERNEL_MAY_SLEEP {
    static_assert(detail::HandlesInThread<T>,
                  "the function of an interrupt's thread is "
                  "irq::Return handle_threaded(const Device<device::Bound>&) const");
    static_assert(
        detail::Handles<T> || !requires { &T::handle; },
        "the function of an interrupt is irq::Return handle(const Device<device::Bound>&) const");
    auto node = TRY(ThreadedRegistration::make_node(flags, request, irq_flags, name,
                                                    std::forward<Args>(args)...));
    return ThreadedRegistration(std::move(node));
  }

 private:
  using detail::Registered<T, true>::Registered;
};

}  // namespace kernel::irq
