// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Memory that a driver and its device share all the time.

#include <helpers/dma-mapping.h>

#include <kernel/alloc/layout.hpp>
#include <kernel/devres.hpp>
#include <kernel/dma/address.hpp>
#include <kernel/sync/access.hpp>
#include <kernel/sync/barrier.hpp>
#include <kernel/types/plain_data.hpp>
#include <span>

namespace kernel::dma {

/// An array of T in memory that processor and device both see as it is, without a word to each
/// other: rings of descriptors, mailboxes, buffers.
///
///     # #include <kernel/dma/coherent.hpp>
///     # #include <kernel/faux.hpp>
///     struct Descriptor {
///       u64 address;
///       u32 length, flags;
///     };
///     # ---
///
///     # auto owner = TRY(kernel::faux::Registration::make(kernel::GFP_KERNEL, "cpp_ring"));
///     # const kernel::Device<kernel::device::Bound>& device = owner.device();
///     using Ring = kernel::dma::Coherent<Descriptor>;
///     kernel::Devres<Ring> devres = TRY(Ring::make(kernel::GFP_KERNEL, device, 64));
///
///     const Ring& ring = *TRY(devres.access(device));
///     TRY(ring.write(3, {.address = 0x1000, .length = 512, .flags = 1}));
///     kernel::dma_wmb();   // what stands above, the device sees first
///     TRY(ring.write(4, {.address = 0, .length = 0, .flags = 2}));
///     EXPECT_EQ(TRY(ring.read(3)).length, 512);
///     EXPECT(ring.address_of(3).value() == ring.address() + 3 * sizeof(Descriptor));
///     EXPECT(ring.read(64).error() == kernel::EINVAL);
///
/// It begins as zeroes. It belongs to a Devres, so it goes at the latest when the driver is
/// detached. Before it goes, the device must have stopped using it: no type knows what a device
/// does.
///
/// There is no reference into it, as the device may change all of it at any time. What is read is a
/// copy. An element of 1, 2, 4 or 8 bytes is read and written at once, a larger one piece by piece.
/// In which order the device sees what was written is for barriers to say: dma_wmb() and
/// dma_rmb(), or a register that is written or read, unless relaxed.
///
/// All functions are constant, as any number of threads may access it: who writes what, they agree
/// upon by a lock.
///
/// \context Making: as the flags say. Destroying: may sleep. All else: any.
/// \wraps{linux/dma-mapping.h,core-api/dma-api.html}
template <PlainData T>
class Coherent {
  struct Key {};

 public:
  /// The memory for \p count elements, as large as the pages that it takes and at their beginning.
  ///
  /// \errors #EINVAL for no element; #EIO if the device's bus has no DMA; #ENOMEM, also if the
  /// device reaches no free memory.
  static Result<Devres<Coherent>> make(alloc::Flags flags, const Device<device::Bound>& device,
                                       size_t count) KERNEL_MAY_SLEEP {
    if (count == 0) return EINVAL;
    if (!cpp_helper_dma_capable(device.as_raw())) return EIO;
    if (count > alloc::ArrayLayout<T>::kMax) return ENOMEM;
    return Devres<Coherent>::init(
        flags, device, [&](Slot<Coherent> slot) -> Result<Placed<Coherent>> {
          dma_addr_t address = 0;
          void* memory = bindings::dma_alloc_attrs(device.as_raw(), count * sizeof(T), &address,
                                                   flags.as_raw(), 0);
          if (!memory) return ENOMEM;
          return std::move(slot).emplace(Key(), device.as_raw(), static_cast<T*>(memory), count,
                                         Address::from_raw(address));
        });
  }

  /// \cond
  Coherent(Key, ::device* device, T* memory, size_t count, Address address)
      : device_(device), memory_(memory), count_(count), address_(address) {}
  /// \endcond
  Coherent(const Coherent&) = delete;
  Coherent& operator=(const Coherent&) = delete;
  ~Coherent() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    bindings::dma_free_attrs(device_, count_ * sizeof(T), memory_, address_.as_raw(), 0);
  }

  /// The number of elements.
  size_t size() const { return count_; }
  /// Where the device finds the first one.
  Address address() const { return address_; }
  /// Where the device finds the element \p index.
  ///
  /// \errors #EINVAL if there is none.
  Result<Address> address_of(size_t index) const {
    if (index >= count_) return EINVAL;
    return address_ + index * sizeof(T);
  }

  /// A copy of the element \p index.
  ///
  /// \errors #EINVAL if there is none.
  Result<T> read(size_t index) const {
    if (index >= count_) return EINVAL;
    if constexpr (kAtOnce) {
      return READ_ONCE(memory_[index]);
    } else {
      T value;
      copy(&value, &memory_[index], 1);
      return value;
    }
  }
  /// Sets the element \p index.
  ///
  /// \errors #EINVAL if there is none.
  Result<void> write(size_t index, const T& value) const {
    if (index >= count_) return EINVAL;
    if constexpr (kAtOnce)
      WRITE_ONCE(memory_[index], value);
    else
      copy(&memory_[index], &value, 1);
    return {};
  }
  /// Copies the elements from \p index on to \p to, as many as have room there.
  ///
  /// \errors #EINVAL if they are not so many; nothing is copied then.
  Result<void> read(size_t index, std::span<T> to) const {
    if (!has(index, to.size())) return EINVAL;
    copy(to.data(), memory_ + index, to.size());
    return {};
  }
  /// Sets the elements from \p index on to what is in \p from.
  ///
  /// \errors #EINVAL if they are not so many; nothing is copied then.
  Result<void> write(size_t index, std::span<const T> from) const {
    if (!has(index, from.size())) return EINVAL;
    copy(memory_ + index, from.data(), from.size());
    return {};
  }

  /// The memory, for C functions.
  ///
  /// \safety It must not be used after the object is gone, and as memory that a device changes.
  T* as_raw() const KERNEL_LIFETIME_BOUND { return memory_; }

 private:
  static constexpr bool kAtOnce =
      sizeof(T) == 1 || sizeof(T) == 2 || sizeof(T) == 4 || sizeof(T) == sizeof(long);

  bool has(size_t index, size_t count) const { return index <= count_ && count <= count_ - index; }

  /// The compiler does not know that the device reads and writes, and must neither leave copies out
  /// nor move them.
  static void copy(T* to, const T* from, size_t count) {
    barrier();
    __builtin_memcpy(to, from, count * sizeof(T));
    barrier();
  }

  ::device* device_;
  T* memory_;
  size_t count_;
  Address address_;
};

}  // namespace kernel::dma
