// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// PCI devices that access memory by themselves.

#include <bindings.hpp>

#include <kernel/devres.hpp>
#include <kernel/sync/arc.hpp>

namespace kernel::pci {

template <typename Context>
class Device;

namespace detail {

class Mastering {
 public:
  explicit Mastering(::pci_dev* device) : device_(device) { bindings::pci_set_master(device); }
  Mastering(const Mastering&) = delete;
  Mastering& operator=(const Mastering&) = delete;
  ~Mastering() { bindings::pci_clear_master(device_); }

 private:
  // SAFETY: it is in the Devres of the device.
  ::pci_dev* device_;
};

}  // namespace detail

/// That a PCI device may write to memory by itself, which DMA is, and so is an interrupt as a
/// message (MSI). Without that both do nothing, and nobody says so.
///
///     # #include <kernel/pci/device.hpp>
///     kernel::Result<void> start(const kernel::pci::Device<kernel::device::Core>& device) {
///       TRY(device.enable_device_mem(kernel::GFP_KERNEL));
///       auto master = TRY(device.set_master(kernel::GFP_KERNEL));
///       auto vectors = TRY(device.alloc_irq_vectors(kernel::GFP_KERNEL, master, 1, 1,
///                                                   kernel::pci::IrqTypes::all()));
///       // from here on the device can do both, as long as `master` or a copy of it is there
///       return {};
///     }
///     # ---
///     # static_cast<void>(&start);
///
/// When the last copy goes, or the driver is detached, the device cannot write any more. So have it
/// made, and declared, after the memory that the device writes to: it goes before that.
///
/// \context Destroying: may sleep.
/// \wraps{linux/pci.h,PCI/pci.html}
class BusMaster {
 private:
  /// \cond
  friend class Device<device::Core>;
  /// \endcond
  explicit BusMaster(Arc<Devres<detail::Mastering>> mastering) : mastering_(std::move(mastering)) {}

  Arc<Devres<detail::Mastering>> mastering_;
};

}  // namespace kernel::pci
