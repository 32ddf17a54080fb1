// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Open files of a graphics device: its clients.

#include <kernel/alloc/kbox.hpp>
#include <kernel/drm/device.hpp>

namespace kernel::drm {

namespace detail {

/// What a client has, and whether it could be made: it is built in place.
template <typename T>
struct FileRoom {
  template <typename D>
  explicit FileRoom(const Device<D>& device) : file(T::open(device)) {}

  Result<T> file;
};

}  // namespace detail

/// One client of a graphics device of the driver D: always a reference to a `struct drm_file`. It
/// has handles of GEM objects, which nobody else can use, and a `D::File` of its own.
///
///     # #include <kernel/drm/file.hpp>
///     # #include <kernel/sync/atomic.hpp>
///     struct Clock {
///       struct Data {};
///       class File {   // what each client has
///        public:
///         static kernel::Result<File> open(const kernel::drm::Device<Clock>&) {
///           return {std::in_place};
///         }
///         kernel::Atomic<u32> calls{0};
///       };
///     };
///     u32 calls(const kernel::drm::File<Clock>& file) {
///       return file.inner().calls.load(kernel::Relaxed);
///     }
///     # ---
///
///     static_assert(!std::is_copy_constructible_v<kernel::drm::File<Clock>>);
///
/// `D::File` has a `static Result<File> open(const Device<D>&)`, which makes one for each file that
/// is opened, and which may refuse that. It is Send and constant, as the threads of a program call
/// at once, and is destroyed when the file is closed, after its handles.
///
/// \context Any.
/// \wraps{drm/drm_file.h,gpu/drm-internals.html}
template <typename D>
class File {
 public:
  File() = delete;
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  /// What the driver has for the client: a constant `D::File`.
  const auto& inner() const KERNEL_LIFETIME_BOUND {
    auto& room = *static_cast<const detail::FileRoom<typename D::File>*>(
        cpp_helper_drm_file_private(as_raw()));
    // INVARIANT: a file whose object could not be made was never opened.
    if (room.file.is_err()) __builtin_unreachable();
    return room.file.value();
  }

  /// The device that the file was opened of.
  const Device<D>& device() const KERNEL_LIFETIME_BOUND {
    // SAFETY: a file keeps its device.
    return Device<D>::from_raw(cpp_helper_drm_file_device(as_raw()));
  }

  /// The file that C code calls \p file.
  ///
  /// \safety It must be one of a device of the driver D, and stay open as long as the reference is
  /// used.
  static const File& from_raw(::drm_file* file) { return *reinterpret_cast<const File*>(file); }

  /// The C object, for C functions.
  ///
  /// \safety Somebody must keep the file open as long as it is used.
  ::drm_file* as_raw() const { return reinterpret_cast<::drm_file*>(const_cast<File*>(this)); }
};

}  // namespace kernel::drm
