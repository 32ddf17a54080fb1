// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// What belongs to a driver only as long as it is attached to a device.

#include <kernel/device.hpp>
#include <kernel/revocable.hpp>
#include <kernel/sync/arc.hpp>
#include <kernel/sync/completion.hpp>
#include <kernel/types/ref.hpp>

namespace kernel {

/// Owns a T that must go when the driver is detached from a device: registers that are mapped, an
/// interrupt, memory for DMA. The T goes then, or before, when this object goes.
///
///     # #include <kernel/faux.hpp>
///     struct Tank {
///       int litres;
///     };
///     # ---
///
///     auto pump = TRY(kernel::faux::Registration::make(kernel::GFP_KERNEL, "cpp_pump"));
///     auto tank = TRY(kernel::Devres<Tank>::make(kernel::GFP_KERNEL, pump.device(), 40));
///     // Whoever has the bound device knows that the T is there,
///     auto direct = TRY(tank.access(pump.device()));
///     EXPECT_EQ(direct->litres, 40);
///     // and others ask.
///     if (auto access = tank.try_access()) EXPECT_EQ(access->litres, 40);
///
/// So it may be kept where the compiler cannot know how long the driver is attached: in an Arc that
/// open files have, for instance.
///
/// The T is constant, as a Revocable has it, and must be Send. What is tied to one device goes in
/// the reverse order of its making.
///
/// One that was moved from is empty and must not be used any more but to be destroyed or assigned
/// to.
///
/// \invariant The device knows of the T and destroys it, or it is destroyed.
/// \context May sleep, also when it is destroyed: if the driver is being detached at this moment,
/// it waits until the T is gone. So it must not go while this thread has access to its T.
/// \wraps{linux/device/devres.h,driver-api/driver-model/devres.html}
template <typename T>
class Devres {
  class State;

 public:
  /// Makes a T of \p args that goes with the driver of \p device.
  ///
  /// \errors #ENOMEM.
  template <typename... Args>
  static Result<Devres> make(alloc::Flags flags, const Device<device::Bound>& device,
                             Args&&... args) KERNEL_MAY_SLEEP {
    return init(flags, device, [&](Slot<T> slot) -> Result<Placed<T>> {
      return std::move(slot).emplace(std::forward<Args>(args)...);
    });
  }

  /// The same with a T that \p make builds in a Slot: for objects whose making can fail, or that
  /// cannot move.
  ///
  ///     # #include <kernel/faux.hpp>
  ///     # ---
  ///     auto pump = TRY(kernel::faux::Registration::make(kernel::GFP_KERNEL, "cpp_pump"));
  ///     using Number = kernel::KBox<int>;
  ///     auto number = TRY(kernel::Devres<Number>::init(
  ///         kernel::GFP_KERNEL, pump.device(),
  ///         [](kernel::Slot<Number> slot) -> kernel::Result<kernel::Placed<Number>> {
  ///           auto box = TRY(Number::make(kernel::GFP_KERNEL, 7));
  ///           return std::move(slot).emplace(std::move(box));
  ///         }));
  ///     # auto inside = TRY(number.access(pump.device()));
  ///     # EXPECT_EQ(**inside, 7);
  ///
  /// \errors #ENOMEM, and those of \p make.
  template <typename Make>
  static Result<Devres> init(alloc::Flags flags, const Device<device::Bound>& device,
                             Make&& make) KERNEL_MAY_SLEEP {
    // Before the T, as nothing may fail after it.
    void* node = bindings::__devres_alloc_node(State::release, sizeof(void*), flags.as_raw(),
                                               bindings::NUMA_NO_NODE, "Devres");
    if (!node) return ENOMEM;
    auto made = Arc<State>::init(flags, [&](Slot<State> slot) -> Result<Placed<State>> {
      auto [content, rest] = std::move(slot).template split<&State::content>();
      auto placed = TRY(Revocable<T>::init_by(std::move(content), std::forward<Make>(make)));
      return std::move(rest).emplace(std::move(placed), device);
    });
    if (made.is_err()) {
      bindings::devres_free(node);
      return made.error();
    }
    Arc<State> state = std::move(made).value();
    *static_cast<const State**>(node) = Arc<State>(state).into_raw();
    bindings::devres_add(device.as_raw(), node);
    return Devres(std::move(state));
  }

  /// Whether a T of this type is tied to \p device now.
  ///
  ///     # #include <kernel/faux.hpp>
  ///     # ---
  ///     auto pump = TRY(kernel::faux::Registration::make(kernel::GFP_KERNEL, "cpp_pump"));
  ///     auto number = TRY(kernel::Devres<int>::make(kernel::GFP_KERNEL, pump.device(), 7));
  ///     EXPECT(kernel::Devres<int>::is_tied_to(pump.device()));
  ///     EXPECT(!kernel::Devres<long>::is_tied_to(pump.device()));
  ///
  /// \context Any.
  static bool is_tied_to(const Device<device::Bound>& device) {
    return bindings::devres_find(device.as_raw(), State::release, nullptr, nullptr);
  }

  /// Takes the T over.
  Devres(Devres&& other) : state_(std::exchange(other.state_, nullptr)) {}
  /// Destroys its own T, and takes the other one over.
  Devres& operator=(Devres&& other) KERNEL_MAY_SLEEP {
    Devres gone(std::move(other));
    std::swap(state_, gone.state_);
    return *this;
  }
  /// Destroys the T, or waits until that has happened.
  ~Devres() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    if (!state_) return;
    // SAFETY: the owner that init() has given us.
    auto state = Arc<State>::from_raw(state_);
    state->give_up();
  }

  /// The T, for whoever has its device: a driver is attached, so nobody takes it away.
  ///
  /// \errors #EINVAL if \p device is another one; #ENODEV if the T belonged to a driver that was
  /// attached before.
  Result<Ref<const T>> access(const Device<device::Bound>& device) const KERNEL_LIFETIME_BOUND {
    const State& state = *state_;
    if (!(device == *state.device)) return EINVAL;
    if (!state.content->is_available()) return ENODEV;
    // SAFETY: it is there, and stays as long as its driver is attached.
    return Ref<const T>(state.content->access_raw());
  }

  /// The T, unless it is gone: ask the guard. As long as the guard is there, the T stays, and
  /// detaching the driver waits.
  ///
  /// \context As Revocable::try_access().
  RevocableGuard<T> try_access() const KERNEL_LIFETIME_BOUND {
    return state_->content->try_access();
  }

  /// The device.
  const Device<>& device() const KERNEL_LIFETIME_BOUND { return *state_->device; }

 private:
  /// What the device and the owner share.
  class State {
   public:
    State(Placed<Revocable<T>> placed, const Device<>& owner)
        : device(owner), content(std::move(placed)) {}

    /// What the driver core calls when the driver is detached.
    static void release(::device*, void* node) {
      // SAFETY: init() has left one owner there.
      auto state = Arc<State>::from_raw(*static_cast<const State**>(node));
      state->content->revoke();
      state->gone_.complete_all();
    }

    /// The owner's part: destroys the T, or waits for release() if that has begun.
    void give_up() const {
      void* node =
          bindings::devres_remove(device->as_raw(), release, is_of, const_cast<State*>(this));
      if (!node) {
        gone_.wait();
        return;
      }
      content->revoke();
      // SAFETY: init() has left one owner there, and the device knows nothing of it any more.
      Arc<State>::from_raw(this);
      bindings::devres_free(node);
    }

    ARef<Device<>> device;
    Member<Revocable<T>> content;

   private:
    static int is_of(::device*, void* node, void* state) {
      return *static_cast<void**>(node) == state;
    }

    Completion gone_;
  };

  explicit Devres(Arc<State> state) : state_(std::move(state).into_raw()) {}

  // SAFETY: an owner of it, or null after a move.
  const State* state_;
};

}  // namespace kernel
