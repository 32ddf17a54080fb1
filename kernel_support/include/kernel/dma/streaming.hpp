// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Buffers of a driver that a device reads or writes for a while.

#include <helpers/dma-mapping.h>

#include <kernel/alloc/kvec.hpp>
#include <kernel/devres.hpp>
#include <kernel/dma/address.hpp>
#include <kernel/dma/direction.hpp>
#include <kernel/types/plain_data.hpp>
#include <span>

namespace kernel::dma {

/// A KVec whose elements a device reads or writes while this object is there, which owns it then:
/// for data that is in memory anyhow, and goes once or a few times. What driver and device share
/// all the time is Coherent.
///
///     # #include <kernel/dma/streaming.hpp>
///     # #include <kernel/faux.hpp>
///     using kernel::dma::Direction, kernel::dma::Streaming;
///     # ---
///     # auto owner = TRY(kernel::faux::Registration::make(kernel::GFP_KERNEL, "cpp_disk"));
///     # const kernel::Device<kernel::device::Bound>& device = owner.device();
///     auto sector = TRY(kernel::KVec<u8>::from_elem(0, 512, kernel::GFP_KERNEL));
///     using Buffer = Streaming<u8, Direction::kFromDevice>;
///     auto mapped = TRY(Buffer::make(kernel::GFP_KERNEL, device, std::move(sector)));
///
///     const Buffer& buffer = *TRY(mapped.access(device));
///     // The device is told buffer.address() and buffer.size(), and says that it is done. Then:
///     u8 head[4];
///     TRY(buffer.read(0, head));
///
/// The processor's caches, or a copy that the kernel made because the device does not reach the
/// buffer, may differ from what the device sees. So nobody but read() and write() gets at the
/// elements: these say before and after whose turn it is, for the elements in question. A direction
/// has only what makes sense in it. The turn of the device must be over then, and no type knows
/// that.
///
/// It belongs to a Devres, so it goes at the latest when the driver is detached. Before it goes,
/// the device must have stopped using it.
///
/// \context Making: may sleep. Destroying: any. All else: any.
/// \wraps{linux/dma-mapping.h,core-api/dma-api.html}
template <PlainData T, Direction direction>
class Streaming {
  struct Key {};
  static constexpr ::dma_data_direction kDirection = detail::to_raw(direction);

 public:
  /// Hands the elements of \p buffer over to the device; on failure they stay the caller's.
  ///
  /// \errors #EINVAL if there are none; #ENOMEM; #EIO if the device cannot reach the memory, or its
  /// bus has no DMA.
  static Result<Devres<Streaming>> make(alloc::Flags flags, const Device<device::Bound>& device,
                                        KVec<T>&& buffer) KERNEL_MAY_SLEEP {
    if (buffer.empty()) return EINVAL;
    if (!cpp_helper_dma_capable(device.as_raw())) return EIO;
    return Devres<Streaming>::init(
        flags, device, [&](Slot<Streaming> slot) -> Result<Placed<Streaming>> {
          std::span<T> elements = buffer.span();
          dma_addr_t address = cpp_helper_dma_map_single(device.as_raw(), elements.data(),
                                                         elements.size_bytes(), kDirection);
          if (cpp_helper_dma_mapping_error(device.as_raw(), address)) return EIO;
          return std::move(slot).emplace(Key(), device.as_raw(), std::move(buffer),
                                         Address::from_raw(address));
        });
  }

  /// \cond
  Streaming(Key, ::device* device, KVec<T> buffer, Address address)
      : device_(device), buffer_(std::move(buffer)), address_(address) {}
  /// \endcond
  Streaming(const Streaming&) = delete;
  Streaming& operator=(const Streaming&) = delete;
  ~Streaming() {
    cpp_helper_dma_unmap_single(device_, address_.as_raw(), buffer_.size() * sizeof(T), kDirection);
  }

  /// The number of elements.
  size_t size() const { return buffer_.size(); }
  /// Where the device finds the first one.
  Address address() const { return address_; }

  /// Copies the elements from \p index on to \p to, as many as have room there.
  ///
  /// \errors #EINVAL if they are not so many; nothing is copied then.
  Result<void> read(size_t index, std::span<T> to) const
      requires(direction != Direction::kToDevice) {
    if (!has(index, to.size())) return EINVAL;
    const Turn turn(*this, index, to.size());
    if (!to.empty()) __builtin_memcpy(to.data(), &buffer_[index], to.size_bytes());
    return {};
  }
  /// Sets the elements from \p index on to what is in \p from.
  ///
  /// \errors #EINVAL if they are not so many; nothing is copied then.
  Result<void> write(size_t index, std::span<const T> from) const
      requires(direction != Direction::kFromDevice) {
    if (!has(index, from.size())) return EINVAL;
    const Turn turn(*this, index, from.size());
    if (!from.empty()) __builtin_memcpy(&buffer_[index], from.data(), from.size_bytes());
    return {};
  }

 private:
  /// The processor's turn at some of the elements.
  class Turn {
   public:
    Turn(const Streaming& all, size_t index, size_t count)
        : device_(all.device_),
          address_((all.address_ + index * sizeof(T)).as_raw()),
          size_(count * sizeof(T)) {
      if (size_) cpp_helper_dma_sync_single_for_cpu(device_, address_, size_, kDirection);
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
      if (size_) cpp_helper_dma_sync_single_for_device(device_, address_, size_, kDirection);
    }

   private:
    ::device* device_;
    dma_addr_t address_;
    size_t size_;
  };

  bool has(size_t index, size_t count) const {
    return index <= buffer_.size() && count <= buffer_.size() - index;
  }

  ::device* device_;
  mutable KVec<T> buffer_;
  Address address_;
};

}  // namespace kernel::dma
