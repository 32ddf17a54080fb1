// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// The interrupts of PCI devices.

#include <helpers/pci.h>

#include <kernel/device.hpp>
#include <kernel/irq/request.hpp>
#include <kernel/types/not_thread_safe.hpp>

namespace kernel::pci {

template <typename Context>
class Device;

/// Ways in which a PCI device can interrupt: several are joined by `|`, and the kernel takes the
/// best that device and machine have.
///
///     using kernel::pci::IrqTypes;
///     EXPECT((IrqTypes::intx() | IrqTypes::msi()) != IrqTypes::all());
///
/// \context Any.
/// \wraps{linux/pci.h,PCI/msi-howto.html}
class IrqTypes {
 public:
  /// By a wire, which other devices may share.
  static constexpr IrqTypes intx() { return IrqTypes(kIntx); }
  /// By a message.
  static constexpr IrqTypes msi() { return IrqTypes(bindings::PCI_IRQ_MSI); }
  /// By one of many messages.
  static constexpr IrqTypes msix() { return IrqTypes(bindings::PCI_IRQ_MSIX); }
  /// Any of them.
  static constexpr IrqTypes all() { return intx() | msi() | msix(); }

  /// All of both.
  friend constexpr IrqTypes operator|(IrqTypes left, IrqTypes right) {
    return IrqTypes(left.value_ | right.value_);
  }
  friend constexpr bool operator==(IrqTypes, IrqTypes) = default;

  /// What C code means by them.
  constexpr unsigned as_raw() const { return value_; }

 private:
  // PCI_IRQ_INTX, which older kernels call PCI_IRQ_LEGACY.
  static constexpr unsigned kIntx = 1;

  constexpr explicit IrqTypes(unsigned value) : value_(value) {}

  unsigned value_;
};

/// The interrupts that a PCI device has got: one, or several messages. They are its own until the
/// driver is detached.
///
///     # #include <kernel/irq/registration.hpp>
///     # #include <kernel/pci/device.hpp>
///     kernel::Result<kernel::irq::Request> first(
///         const kernel::pci::Device<kernel::device::Core>& device,
///         const kernel::pci::BusMaster& master) {
///       auto vectors = TRY(device.alloc_irq_vectors(kernel::GFP_KERNEL, master, 1, 1,
///                                                   kernel::pci::IrqTypes::all()));
///       return vectors.get(0);
///     }
///     # ---
///     # static_cast<void>(&first);
///
/// It refers to its device, and is a local variable.
///
/// \context Any.
/// \wraps{linux/pci.h,PCI/msi-howto.html}
class IrqVectors : NotThreadSafe {
 public:
  /// How many there are.
  unsigned size() const { return count_; }

  /// The interrupt \p index, for an irq::Registration.
  ///
  /// \errors #EINVAL if there is none.
  Result<irq::Request> get(unsigned index) const {
    if (index >= count_) return EINVAL;
    int number = bindings::pci_irq_vector(device_, index);
    if (number < 0) return Error::from_errno(number);
    // SAFETY: whoever has this has the bound device, and the interrupt is the device's until its
    // driver is detached and all that was tied to it later is gone.
    return irq::Request::from_raw(
        kernel::Device<device::Bound>::from_raw(cpp_helper_pci_dev_dev(device_)),
        static_cast<unsigned>(number));
  }

 private:
  /// \cond
  friend class Device<device::Core>;
  /// \endcond
  IrqVectors(::pci_dev* device, unsigned count) : device_(device), count_(count) {}

  ::pci_dev* device_;
  unsigned count_;
};

}  // namespace kernel::pci
