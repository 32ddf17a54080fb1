// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Memory of devices that the machine describes.

#include <helpers/ioport.h>

#include <kernel/devres.hpp>
#include <kernel/io/mmio.hpp>
#include <kernel/str/literal.hpp>
#include <kernel/thread_safety.hpp>

namespace kernel::io {

namespace detail {

/// Addresses that are reserved for us and mapped, as long as this is there.
class Mapping {
 public:
  Mapping(u64 start, u64 size, void* address) : start_(start), size_(size), address_(address) {}
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    cpp_helper_iounmap(address_);
    cpp_helper_release_mem_region(start_, size_);
  }

 private:
  u64 start_;
  u64 size_;
  void* address_;  // void __iomem *
};

}  // namespace detail

/// A region of a device's memory, mapped: at least \p kSize bytes of registers or memory, read and
/// written as io::Mmio says. Nobody else can reserve it meanwhile.
///
///     # #include <kernel/platform/device.hpp>
///     struct Turns : kernel::io::Register<0x04, u32, kernel::io::Access::kReadOnly> {
///       Field<15, 0> per_minute;
///     };
///
///     kernel::Result<u32> turns(const kernel::platform::Device<kernel::device::Bound>& fan) {
///       auto memory = TRY(fan.iomap_resource<8, "cpp_fan">(kernel::GFP_KERNEL, 0));
///       auto registers = TRY(memory.access(fan));
///       return u32{registers->read<Turns>().per_minute};
///     }
///     # ---
///     # static_cast<void>(&turns);
///
/// It comes from platform::Device::iomap_resource(), in a Devres: when the driver is detached, it
/// is gone.
///
/// \context Reading and writing: any. Destroying: may sleep.
/// \wraps{linux/io.h,driver-api/device-io.html}
template <size_t kSize>
class Mem : detail::Mapping, public Mmio<kSize> {
 public:
  /// Reserves the region \p resource under the name that `/proc/iomem` shows, and maps all of it,
  /// for the driver of \p device.
  ///
  /// \safety It must be a region of \p device, which is described as long as a driver is attached.
  /// \errors #EINVAL if it is smaller than \p kSize; #EBUSY if somebody else has it; #ENOMEM.
  /// \context May sleep.
  template <Literal kName>
  static Result<Devres<Mem>> from_raw(alloc::Flags flags, const Device<device::Bound>& device,
                                      const ::resource* resource) KERNEL_MAY_SLEEP {
    const u64 start = cpp_helper_resource_start(resource);
    const u64 size = cpp_helper_resource_size(resource);
    if (size < kSize || size > ~size_t{0}) return EINVAL;
    return Devres<Mem>::init(flags, device, [&](Slot<Mem> slot) -> Result<Placed<Mem>> {
      if (!cpp_helper_request_mem_region(start, size, kName.characters)) return EBUSY;
      void* address = cpp_helper_ioremap_resource(resource);
      if (!address) {
        cpp_helper_release_mem_region(start, size);
        return ENOMEM;
      }
      return std::move(slot).emplace(start, size, address);
    });
  }

  /// \cond
  Mem(u64 start, u64 size, void* address)
      : Mapping(start, size, address),
        Mmio<kSize>(detail::MmioAddress{address}, static_cast<size_t>(size)) {}
  /// \endcond
};

}  // namespace kernel::io

/// \cond
// Its registers are the device's: it is in a Devres, which any thread may ask for it.
template <size_t kSize>
inline constexpr bool kernel::kIsSend<kernel::io::Mem<kSize>> = true;
/// \endcond
