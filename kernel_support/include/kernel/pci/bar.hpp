// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// The memory of a PCI device, where its registers are.

#include <helpers/pci.h>

#include <kernel/io/mmio.hpp>
#include <kernel/thread_safety.hpp>

namespace kernel::pci {

namespace detail {

/// A region of a device that is reserved for us and mapped, as long as this is there.
class Mapping {
 public:
  Mapping(::pci_dev* device, int bar, void* address)
      : device_(device), address_(address), bar_(bar) {}
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    cpp_helper_pci_iounmap(device_, address_);
    bindings::pci_release_region(device_, bar_);
  }

 private:
  ::pci_dev* device_;
  void* address_;  // void __iomem *
  int bar_;
};

}  // namespace detail

/// A region of a PCI device, mapped: at least \p kSize bytes of registers or memory, read and
/// written as io::Mmio says. Nobody else can reserve it meanwhile.
///
///     # #include <kernel/pci/device.hpp>
///     struct Identification : kernel::io::Register<0x00, u32, kernel::io::Access::kReadOnly> {
///       Field<31, 24> major_version;
///     };
///
///     kernel::Result<u8> version(
///         const kernel::pci::Device<kernel::device::Bound>& device) {
///       auto bar = TRY(device.iomap_region<4096, "example">(kernel::GFP_KERNEL, 0));
///       auto registers = TRY(bar.access(device));
///       return u8{registers->read<Identification>().major_version};
///     }
///     # ---
///     # static_cast<void>(&version);
///
/// It comes from pci::Device::iomap_region(), in a Devres: when the driver is detached, it is gone.
///
/// \context Reading and writing: any. Destroying: may sleep.
/// \wraps{linux/pci.h,PCI/pci.html}
template <size_t kSize>
class Bar : detail::Mapping, public io::Mmio<kSize> {
 public:
  /// \cond
  Bar(::pci_dev* device, int bar, void* address, size_t size)
      : Mapping(device, bar, address), io::Mmio<kSize>(io::detail::MmioAddress{address}, size) {}
  /// \endcond
};

}  // namespace kernel::pci

/// \cond
// Its registers are the device's: it is in a Devres, which any thread may ask for it.
template <size_t kSize>
inline constexpr bool kernel::kIsSend<kernel::pci::Bar<kSize>> = true;
/// \endcond
