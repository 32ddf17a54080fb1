// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Devices on the PCI bus.

#include <helpers/pci.h>

#include <kernel/device/bus_device.hpp>
#include <kernel/devres.hpp>
#include <kernel/pci/bar.hpp>
#include <kernel/pci/bus_master.hpp>
#include <kernel/pci/config_space.hpp>
#include <kernel/pci/irq.hpp>
#include <kernel/str/literal.hpp>

namespace kernel::pci {

namespace detail {

/// How C code calls what is on this bus.
struct Kind {
  using Raw = ::pci_dev;

  static ::device* to_device(Raw* device) { return cpp_helper_pci_dev_dev(device); }
  static bool is_on(::device* device) { return cpp_helper_dev_is_pci(device); }
  static Raw* from_device(::device* device) { return cpp_helper_to_pci_dev(device); }
};

}  // namespace detail

/// A PCI device: always a reference to a `struct pci_dev`. What the argument says, kernel::Device
/// tells.
///
///     # #include <kernel/dev_print.hpp>
///     # #include <kernel/pci/device.hpp>
///     using kernel::device::Core;
///
///     kernel::Result<void> look_at(const kernel::pci::Device<Core>& device) {
///       TRY(device.enable_device_mem(kernel::GFP_KERNEL));
///       u64 size = TRY(device.resource_len(0));
///       dev_info(device, "{:04x}:{:04x}, {} bytes of registers\n", device.vendor_id(),
///                device.device_id(), size);
///       return {};
///     }
///     # ---
///     # static_cast<void>(&look_at);
///
/// It converts to the kernel::Device that it is; see device::BusDevice.
///
/// \context Any. Giving one back (dec_ref()): may sleep.
/// \wraps{linux/pci.h,PCI/pci.html}
template <typename Context = device::Normal>
class Device;

/// One of which nothing is known but that it exists.
template <>
class Device<device::Normal> : public device::BusDevice<Device, device::Normal, detail::Kind> {
 public:
  /// The number of its maker.
  u16 vendor_id() const { return cpp_helper_pci_vendor(as_raw()); }
  /// The number that its maker has given it.
  u16 device_id() const { return cpp_helper_pci_device(as_raw()); }
  /// Its revision.
  u8 revision_id() const { return cpp_helper_pci_revision(as_raw()); }
  /// What it is: three bytes, class, subclass and programming interface.
  u32 class_code() const { return cpp_helper_pci_class(as_raw()); }

  /// How many bytes its region \p bar has; 0 if there is none.
  ///
  /// \errors #EINVAL if \p bar is not below 6.
  Result<u64> resource_len(unsigned bar) const {
    if (bar >= bindings::PCI_STD_NUM_BARS) return EINVAL;
    return cpp_helper_pci_resource_len(as_raw(), static_cast<int>(bar));
  }
  /// Where its region \p bar begins, as the processor sees it.
  ///
  /// \errors #EINVAL if \p bar is not below 6.
  Result<u64> resource_start(unsigned bar) const {
    if (bar >= bindings::PCI_STD_NUM_BARS) return EINVAL;
    return cpp_helper_pci_resource_start(as_raw(), static_cast<int>(bar));
  }
};

/// One that has a driver as long as the reference is there.
template <>
class Device<device::Bound> : public device::BusDevice<Device, device::Bound, detail::Kind> {
 public:
  /// Reserves the region \p bar under the name that `/proc/iomem` shows, and maps all of it: at
  /// least \p kSize bytes.
  ///
  /// \errors #EINVAL if \p bar is not below 6, or the region is smaller or not memory; #EBUSY if
  /// somebody else has it; #ENOMEM.
  /// \context May sleep.
  template <size_t kSize, Literal kName>
  Result<Devres<Bar<kSize>>> iomap_region(alloc::Flags flags, unsigned bar) const KERNEL_MAY_SLEEP {
    const u64 length = TRY(resource_len(bar));
    const auto size = static_cast<size_t>(length);
    const int index = static_cast<int>(bar);
    ::pci_dev* device = as_raw();
    if (size < kSize || !cpp_helper_pci_resource_is_memory(device, index)) return EINVAL;
    return Devres<Bar<kSize>>::init(
        flags, *this, [&](Slot<Bar<kSize>> slot) -> Result<Placed<Bar<kSize>>> {
          TRY(to_result(bindings::pci_request_region(device, index, kName.characters)));
          void* address = cpp_helper_pci_iomap(device, index);
          if (!address) {
            bindings::pci_release_region(device, index);
            return ENOMEM;
          }
          return std::move(slot).emplace(device, index, address, size);
        });
  }

  /// Its configuration space.
  ConfigSpace config_space() const KERNEL_LIFETIME_BOUND { return ConfigSpace(as_raw()); }
};

/// One whose bus is calling the driver: what changes the device as a whole is done here.
template <>
class Device<device::Core> : public device::BusDevice<Device, device::Core, detail::Kind> {
 public:
  /// Wakes the device, and has it answer to its memory regions. That ends when the driver is
  /// detached.
  ///
  /// \errors #ENOMEM, and what the machine says of a device that it cannot wake.
  /// \context May sleep.
  Result<void> enable_device_mem(alloc::Flags flags) const KERNEL_MAY_SLEEP {
    return tie(flags, disable,
               [this] { return to_result(bindings::pci_enable_device_mem(as_raw())); });
  }

  /// Allows the device to write to memory by itself; see BusMaster.
  ///
  /// \errors #EBUSY if it may already, as the first of two that go would end it for both: copy the
  /// BusMaster that is there; #ENOMEM.
  /// \context May sleep.
  Result<BusMaster> set_master(alloc::Flags flags) const KERNEL_MAY_SLEEP {
    if (Devres<detail::Mastering>::is_tied_to(*this)) return EBUSY;
    auto mastering = TRY(Devres<detail::Mastering>::make(flags, *this, as_raw()));
    auto shared = TRY(Arc<Devres<detail::Mastering>>::make(flags, std::move(mastering)));
    return BusMaster(std::move(shared));
  }

  /// Gets at least \p min and at most \p max interrupts, of the best of \p types that there is.
  /// They are the device's until the driver is detached.
  ///
  /// A message (MSI) is a write to memory: hence \p master.
  ///
  /// \errors #EBUSY if it has some; #ENOSPC if there are fewer than \p min; #EINVAL if \p min is 0
  /// or larger than \p max; #ENOMEM.
  /// \context May sleep.
  Result<IrqVectors> alloc_irq_vectors(alloc::Flags flags, const BusMaster& master, unsigned min,
                                       unsigned max, IrqTypes types) const KERNEL_MAY_SLEEP {
    static_cast<void>(master);
    return alloc_irq_vectors(flags, min, max, types);
  }

  /// Gets the interrupt of a device that is to interrupt by its wire only, and need not write to
  /// memory.
  ///
  /// \errors #EBUSY if it has messages; #ENOSPC if it has no wire; #ENOMEM.
  /// \context May sleep.
  Result<IrqVectors> alloc_intx(alloc::Flags flags) const KERNEL_MAY_SLEEP {
    return alloc_irq_vectors(flags, 1, 1, IrqTypes::intx());
  }

 private:
  static void disable(::device* device, void*) {
    bindings::pci_disable_device(cpp_helper_to_pci_dev(device));
  }
  static void free_vectors(::device* device, void*) {
    bindings::pci_free_irq_vectors(cpp_helper_to_pci_dev(device));
  }

  /// Does something that \p undo undoes when the driver is detached, if it succeeds.
  template <typename Do>
  Result<void> tie(alloc::Flags flags, void (*undo)(::device*, void*), Do&& act) const {
    void* node = bindings::__devres_alloc_node(undo, 0, flags.as_raw(), bindings::NUMA_NO_NODE,
                                               "pci::Device");
    if (!node) return ENOMEM;
    Result<void> done = std::forward<Do>(act)();
    if (done.is_err()) {
      bindings::devres_free(node);
      return done;
    }
    bindings::devres_add(cpp_helper_pci_dev_dev(as_raw()), node);
    return {};
  }

  Result<IrqVectors> alloc_irq_vectors(alloc::Flags flags, unsigned min, unsigned max,
                                       IrqTypes types) const {
    if (min == 0 || min > max) return EINVAL;
    // Asked here, as the kernel reports it like a mistake of its own.
    if (cpp_helper_pci_dev_msi_enabled(as_raw())) return EBUSY;
    unsigned count = 0;
    TRY(tie(flags, free_vectors, [&]() -> Result<void> {
      int got = cpp_helper_pci_alloc_irq_vectors(as_raw(), min, max, types.as_raw());
      if (got < 0) return Error::from_errno(got);
      count = static_cast<unsigned>(got);
      return {};
    }));
    return IrqVectors(as_raw(), count);
  }
};

}  // namespace kernel::pci
