// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Large buffers of a driver that a device reads or writes for a while.

#include <helpers/dma-mapping.h>

#include <kernel/alloc/kvec.hpp>
#include <kernel/devres.hpp>
#include <kernel/dma/direction.hpp>
#include <kernel/scatterlist/sg_table.hpp>
#include <kernel/types/plain_data.hpp>
#include <span>

namespace kernel::scatterlist {

namespace detail {

/// Hands memory of vmalloc() over to a device.
inline Result<::sg_table> map(alloc::Flags flags, ::device* device, void* memory, size_t size,
                              ::dma_data_direction direction) {
  ::sg_table table = {};
  TRY(to_result(
      cpp_helper_sg_alloc_table_from_vmalloc(&table, device, memory, size, flags.as_raw())));
  cpp_helper_flush_kernel_vmap_range(memory, size);
  auto mapped = to_result(bindings::dma_map_sgtable(device, &table, direction, 0));
  if (mapped.is_err()) {
    bindings::sg_free_table(&table);
    return mapped.error();
  }
  return table;
}

}  // namespace detail

/// A VVec whose elements a device reads or writes while this object is there, which owns it then.
/// The device is told where the pieces are: see SGTable. What a KVec has room for goes in one
/// piece: dma::Streaming.
///
///     # #include <kernel/faux.hpp>
///     # #include <kernel/scatterlist/owned.hpp>
///     using kernel::dma::Direction, kernel::scatterlist::Owned;
///     # ---
///     # auto owner = TRY(kernel::faux::Registration::make(kernel::GFP_KERNEL, "cpp_camera"));
///     # const kernel::Device<kernel::device::Bound>& device = owner.device();
///     constexpr size_t kSize = 640 * 480 * 2;
///     auto image = TRY(kernel::VVec<u8>::from_elem(0, kSize, kernel::GFP_KERNEL));
///     using Image = Owned<u8, Direction::kFromDevice>;
///     auto mapped = TRY(Image::make(kernel::GFP_KERNEL, device, std::move(image)));
///
///     const Image& pieces = *TRY(mapped.access(device));
///     size_t bytes = 0;
///     for (auto piece : pieces) bytes += piece.dma_len();
///     EXPECT_EQ(bytes, kSize);
///     // The device says that it is done. Then:
///     u8 line[640 * 2];
///     TRY(pieces.read(0, line));
///
/// read() and write() say before and after whose turn it is, at the whole buffer: they are for
/// large parts of it. Else all is as dma::Streaming has it, also that a direction has only what
/// makes sense in it, and that no type knows when the device is done. Whoever reads and writes
/// while others do agrees with them by a lock, also upon different elements.
///
/// It belongs to a Devres, so it goes at the latest when the driver is detached. Before it goes,
/// the device must have stopped using it.
///
/// \context Making and destroying: may sleep. All else: any.
/// \wraps{linux/scatterlist.h,core-api/dma-api.html}
template <PlainData T, dma::Direction direction>
class Owned : public SGTable {
  struct Key {};
  static constexpr ::dma_data_direction kDirection = dma::detail::to_raw(direction);

 public:
  /// Hands the elements of \p buffer over to the device; on failure they stay the caller's.
  ///
  /// \errors #EINVAL if there are none; #ENOMEM, also for 2 GB or more; #EIO if the device cannot
  /// reach the memory, or its bus has no DMA.
  static Result<Devres<Owned>> make(alloc::Flags flags, const Device<device::Bound>& device,
                                    VVec<T>&& buffer) KERNEL_MAY_SLEEP {
    if (buffer.empty()) return EINVAL;
    if (!cpp_helper_dma_capable(device.as_raw())) return EIO;
    return Devres<Owned>::init(flags, device, [&](Slot<Owned> slot) -> Result<Placed<Owned>> {
      std::span<T> elements = buffer.span();
      ::sg_table table = TRY(
          detail::map(flags, device.as_raw(), elements.data(), elements.size_bytes(), kDirection));
      return std::move(slot).emplace(Key(), device.as_raw(), std::move(buffer), table);
    });
  }

  /// \cond
  Owned(Key, ::device* device, VVec<T> buffer, const ::sg_table& table)
      : SGTable(table), device_(device), buffer_(std::move(buffer)) {}
  /// \endcond
  ~Owned() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    cpp_helper_dma_unmap_sgtable(device_, as_raw(), kDirection);
    bindings::sg_free_table(as_raw());
  }

  /// The number of elements.
  size_t size() const { return buffer_.size(); }

  /// Copies the elements from \p index on to \p to, as many as have room there.
  ///
  /// \errors #EINVAL if they are not so many; nothing is copied then.
  Result<void> read(size_t index, std::span<T> to) const
      requires(direction != dma::Direction::kToDevice) {
    if (!has(index, to.size())) return EINVAL;
    const Turn turn(*this);
    if (!to.empty()) __builtin_memcpy(to.data(), &buffer_[index], to.size_bytes());
    return {};
  }
  /// Sets the elements from \p index on to what is in \p from.
  ///
  /// \errors #EINVAL if they are not so many; nothing is copied then.
  Result<void> write(size_t index, std::span<const T> from) const
      requires(direction != dma::Direction::kFromDevice) {
    if (!has(index, from.size())) return EINVAL;
    const Turn turn(*this);
    if (!from.empty()) __builtin_memcpy(&buffer_[index], from.data(), from.size_bytes());
    return {};
  }

 private:
  /// The processor's turn at all of it.
  class Turn {
   public:
    explicit Turn(const Owned& all) : all_(all) {
      cpp_helper_dma_sync_sgtable_for_cpu(all_.device_, all_.as_raw(), kDirection);
      cpp_helper_invalidate_kernel_vmap_range(all_.buffer_.span().data(), all_.bytes());
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
      cpp_helper_flush_kernel_vmap_range(all_.buffer_.span().data(), all_.bytes());
      cpp_helper_dma_sync_sgtable_for_device(all_.device_, all_.as_raw(), kDirection);
    }

   private:
    const Owned& all_;
  };

  size_t bytes() const { return buffer_.size() * sizeof(T); }
  bool has(size_t index, size_t count) const {
    return index <= buffer_.size() && count <= buffer_.size() - index;
  }

  ::device* device_;
  mutable VVec<T> buffer_;
};

}  // namespace kernel::scatterlist
