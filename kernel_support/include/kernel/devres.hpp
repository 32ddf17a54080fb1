// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// What belongs to a driver only as long as it is attached to a device.

#include <kernel/detail/devres_node.hpp>
#include <kernel/device.hpp>
#include <kernel/revocable.hpp>
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
  using Room = detail::DevresRoom<T>;

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
    static_assert(Send<T>, "any thread may use it and take it away, so it must be Send");
    Room* room = TRY(Room::make(flags, device));
    auto filled = Slot<T>::fill(room->memory(), std::forward<Make>(make));
    if (filled.is_err()) {
      Room::abandon(room);
      return filled.error();
    }
    room->tie();
    return Devres(room);
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
  static bool is_tied_to(const Device<device::Bound>& device) { return Room::is_tied_to(device); }

  /// Takes the T over.
  Devres(Devres&& other) : room_(std::exchange(other.room_, nullptr)) {}
  /// Destroys its own T, and takes the other one over.
  Devres& operator=(Devres&& other) KERNEL_MAY_SLEEP {
    Devres gone(std::move(other));
    std::swap(room_, gone.room_);
    return *this;
  }
  /// Destroys the T, or waits until that has happened.
  ~Devres() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    if (room_) Room::give_up(room_);
  }

  /// The T, for whoever has its device: a driver is attached, so nobody takes it away.
  ///
  /// \errors #EINVAL if \p device is another one; #ENODEV if the T belonged to a driver that was
  /// attached before.
  Result<Ref<const T>> access(const Device<device::Bound>& device) const KERNEL_LIFETIME_BOUND {
    if (!(device == room_->device())) return EINVAL;
    if (!room_->users().is_available()) return ENODEV;
    // SAFETY: it is there, and stays as long as its driver is attached.
    return Ref<const T>(room_->content());
  }

  /// The T, unless it is gone: ask the guard. As long as the guard is there, the T stays, and
  /// detaching the driver waits.
  ///
  /// \context As Revocable::try_access().
  RevocableGuard<T> try_access() const KERNEL_LIFETIME_BOUND {
    return {room_->users(), room_->content()};
  }

  /// The device.
  const Device<>& device() const KERNEL_LIFETIME_BOUND { return room_->device(); }

 private:
  explicit Devres(Room* room) : room_(room) {}

  // SAFETY: ours alone, or null after a move.
  Room* room_;
};

}  // namespace kernel
