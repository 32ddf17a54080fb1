// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Drivers of graphics devices: from C++ types to the tables of C.

#include <kernel/drm/ioctl.hpp>
#include <kernel/this_module.hpp>

// What some kernels lack. A name that the bindings have hides the one here.
namespace bindings {
namespace absent {
inline constexpr unsigned int FOP_UNSIGNED_OFFSET = 0;
}  // namespace absent
using namespace absent;  // NOLINT(google-build-using-namespace): that is what it is for
}  // namespace bindings

namespace kernel::drm {

/// What programs are told of a driver.
///
///     constexpr kernel::drm::DriverInfo info{
///         .name = "cpp-clock", .desc = "Graphics that tell the time", .major = 1};
///     # EXPECT_EQ(info.major, 1);
struct DriverInfo {
  const char* name;          ///< short, the same for all devices
  const char* desc;          ///< for people
  int major = 0;             ///< the version: counts what breaks programs,
  int minor = 0;             ///< what is added,
  int patchlevel = 0;        ///< and the rest
  bool render_node = false;  ///< whether there is a `renderD*`, for programs that show nothing
  bool dumb_buffers =
      false;  ///< whether programs may make pictures in ordinary memory, and map them
};

namespace detail {

template <typename D>
concept HasInfo = requires {
  { D::kInfo } -> std::same_as<const DriverInfo&>;
};
template <typename D>
concept HasTypes = requires {
  typename D::Data;
  typename D::File;
  typename D::Object;
  typename D::Ioctls;
};
template <typename D>
concept OpensFiles = requires(const Device<D>& device) {
  { D::File::open(device) } -> std::same_as<Result<typename D::File>>;
};

/// The tables of a driver, which are data made by the compiler.
template <typename D>
class DriverTables {
  static_assert(HasInfo<D>, "a driver of DRM has a static constexpr drm::DriverInfo kInfo");
  static_assert(HasTypes<D>,
                "a driver of DRM names its types Data, File, Object and Ioctls: see drm::Driver");
  static_assert(OpensFiles<D>,
                "the File of a driver of DRM has static Result<File> open(const drm::Device<D>&)");
  static_assert(D::Ioctls::template kBelongsTo<D>,
                "an ioctl in the table takes devices of another driver");
  static_assert(Send<typename D::Data> && Send<typename D::File>,
                "the object stays with its thread, and any program's thread uses it");

  using Room = FileRoom<typename D::File>;

  static int open(::drm_device* device, ::drm_file* file) {
    // SAFETY: programs open devices that are registered, and so have their data.
    auto made = KBox<Room>::make(GFP_KERNEL, Device<D>::from_raw(device));
    if (made.is_err()) return made.error().to_errno();
    KBox<Room> room = std::move(made).value();
    if (room->file.is_err()) return room->file.error().to_errno();
    cpp_helper_drm_file_set_private(file, std::move(room).into_raw());
    return 0;
  }

  static void postclose(::drm_device*, ::drm_file* file) {
    // SAFETY: it comes from open(), and the last who used it is gone.
    auto gone = KBox<Room>::from_raw(static_cast<Room*>(cpp_helper_drm_file_private(file)));
  }

  static void release(::drm_device* device) {
    using Data = typename D::Data;
    reinterpret_cast<DeviceMemory<D>*>(device)->data.~Data();
  }

  template <typename Operations>
  static constexpr Operations file_operations() {
    Operations operations = {};
    operations.owner = kernel::detail::this_module();
    operations.open = bindings::drm_open;
    operations.release = bindings::drm_release;
    operations.unlocked_ioctl = bindings::drm_ioctl;
#ifdef CONFIG_COMPAT
    operations.compat_ioctl = bindings::drm_compat_ioctl;
#endif
    operations.poll = bindings::drm_poll;
    operations.read = bindings::drm_read;
    operations.llseek = bindings::noop_llseek;
    operations.mmap = bindings::drm_gem_mmap;
    if constexpr (requires { operations.fop_flags; })
      operations.fop_flags = bindings::FOP_UNSIGNED_OFFSET;
    return operations;
  }

  // C has no const for texts that it only prints.
  static constexpr char* text(const char* text) { return const_cast<char*>(text); }

  /// A device whose data is not built yet has nothing to release.
  template <typename Driver>
  static constexpr Driver driver(bool with_data) {
    Driver driver = {};
    driver.open = open;
    driver.postclose = postclose;
    if (with_data) driver.release = release;
    driver.major = D::kInfo.major;
    driver.minor = D::kInfo.minor;
    driver.patchlevel = D::kInfo.patchlevel;
    driver.name = text(D::kInfo.name);
    driver.desc = text(D::kInfo.desc);
    // 6.1 tells it to programs, later kernels have no use for it.
    if constexpr (requires { driver.date; }) driver.date = text("0");
    driver.driver_features =
        bindings::DRIVER_GEM | (D::kInfo.render_node ? bindings::DRIVER_RENDER : 0U);
    driver.ioctls = kIoctls.data();
    driver.num_ioctls = static_cast<int>(kIoctls.size());
    driver.fops = &kFileOperations;
    D::Object::describe(driver);
    if (!D::kInfo.dumb_buffers) driver.dumb_create = nullptr;
    return driver;
  }

  static constexpr auto kIoctls = D::Ioctls::describe(D::kInfo.name);
  static constinit const ::file_operations kFileOperations;

 public:
  static constinit const ::drm_driver kWithoutData;
  static constinit const ::drm_driver kDriver;
};
template <typename D>
constinit const ::file_operations DriverTables<D>::kFileOperations =
    DriverTables<D>::template file_operations<::file_operations>();
template <typename D>
constinit const ::drm_driver DriverTables<D>::kWithoutData =
    DriverTables<D>::template driver<::drm_driver>(false);
template <typename D>
constinit const ::drm_driver DriverTables<D>::kDriver =
    DriverTables<D>::template driver<::drm_driver>(true);

}  // namespace detail

/// A class that is a driver of graphics devices. It has no objects; it names what belongs together:
///
/// | Name | What it is |
/// |---|---|
/// | `static constexpr drm::DriverInfo kInfo` | what programs are told |
/// | `Data` | what the driver has for each device |
/// | `File` | what it has for each client, see drm::File |
/// | `Object` | its objects of memory, see gem::shmem::Object |
/// | `Ioctls` | its operations, an ioctl::Table |
///
/// The tables of C (`struct drm_driver`, `struct file_operations`, the ioctls) are made of it while
/// compiling: they are constants, and what they lead to is the driver's own functions, inlined.
///
/// Registration has an example.
///
/// \wraps{drm/drm_drv.h,gpu/drm-internals.html}
template <typename D>
concept Driver = detail::HasInfo<D> && detail::HasTypes<D> && detail::OpensFiles<D>;

}  // namespace kernel::drm
