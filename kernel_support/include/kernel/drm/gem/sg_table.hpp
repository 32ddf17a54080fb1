// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// The memory of graphics objects, for the hardware.

#include <helpers/dma-mapping.h>

#include <kernel/devres.hpp>
#include <kernel/drm/gem/shmem.hpp>
#include <kernel/scatterlist/sg_table.hpp>

namespace kernel::drm::gem::shmem {

/// Where a device finds the memory of an Object, which stays where it is until this goes.
///
///     # #include <kernel/drm/gem/sg_table.hpp>
///     # struct Screen;
///     # struct Image { using Driver = Screen; };
///     # struct Screen { struct Data {}; };
///     using Pages = kernel::drm::gem::shmem::SGTable<Image>;
///     // The hardware shows what programs have painted.
///     kernel::Result<void> show(const kernel::Device<kernel::device::Bound>& device,
///                               const kernel::drm::gem::shmem::Object<Image>& image) {
///       auto mapped = TRY(Pages::make(kernel::GFP_KERNEL, device, image));
///       const Pages& pages = *TRY(mapped.access(device));
///       pages.sync_for_device();
///       for (auto piece : pages)
///         pr_info("{} bytes at {:#x}\n", piece.dma_len(), piece.dma_address().as_raw());
///       return {};
///     }
///     # ---
///     # static_assert(!std::is_copy_constructible_v<Pages>);
///
/// The device both reads and writes it, while programs may have it mapped. It owns the object, and
/// belongs to a Devres, so it goes at the latest when the driver is detached. Before it goes, the
/// device must have stopped using the memory.
///
/// \context Making and destroying: may sleep. All else: any.
/// \wraps{drm/drm_gem_shmem_helper.h,gpu/drm-mm.html}
template <typename T>
class SGTable : public scatterlist::SGTable {
  struct Key {};

 public:
  /// Keeps the memory of \p object in its place, and hands it over to \p device. That is the one
  /// with the hardware; a device on the auxiliary bus cannot do DMA.
  ///
  /// \errors #EIO if the device cannot do DMA or reach the memory; #ENOMEM; #EINTR; #EINVAL if the
  /// object is another driver's buffer that was imported for another device.
  static Result<Devres<SGTable>> make(alloc::Flags flags,
                                      const kernel::Device<device::Bound>& device,
                                      const Object<T>& object) KERNEL_MAY_SLEEP {
    if (!cpp_helper_dma_capable(device.as_raw())) return EIO;
    return Devres<SGTable>::init(flags, device, [&](Slot<SGTable> slot) -> Result<Placed<SGTable>> {
      auto* table =
          TRY(from_err_ptr(cpp_helper_drm_gem_shmem_map_sgt(object.as_raw(), device.as_raw())));
      return std::move(slot).emplace(Key(), device.as_raw(), ARef<Object<T>>(object), table);
    });
  }

  /// \cond
  SGTable(Key, ::device* device, ARef<Object<T>> object, ::sg_table* table)
      : scatterlist::SGTable(*table), device_(device), object_(std::move(object)), table_(table) {}
  /// \endcond
  ~SGTable() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    cpp_helper_drm_gem_shmem_unmap_sgt(object_->as_raw(), device_, table_);
  }

  /// The device shall see what the processor has written. Of an imported object its owner says so.
  void sync_for_device() const {
    cpp_helper_drm_gem_shmem_sync_for_device(object_->as_raw(), device_, table_);
  }
  /// The processor, and programs with it, shall see what the device has written.
  void sync_for_cpu() const {
    cpp_helper_drm_gem_shmem_sync_for_cpu(object_->as_raw(), device_, table_);
  }

 private:
  ::device* device_;
  ARef<Object<T>> object_;
  ::sg_table* table_;
};

}  // namespace kernel::drm::gem::shmem
