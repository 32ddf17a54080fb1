// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Numbered operations of graphics devices (ioctl).

#include <array>
#include <kernel/drm/file.hpp>
#include <kernel/ioctl.hpp>

// The names of user space's own headers, so that a module and its programs can include the same.
/// The number of an ioctl of DRM that passes nothing.
///
///     static_assert(DRM_IO(DRM_COMMAND_BASE) == _IO('d', 0x40));
#define DRM_IO(number) _IO(bindings::DRM_IOCTL_BASE, (number))
/// The number of an ioctl of DRM whose \p T the program reads.
///
///     static_assert(DRM_IOR(DRM_COMMAND_BASE, u32) == _IOR('d', 0x40, u32));
#define DRM_IOR(number, T) _IOR(bindings::DRM_IOCTL_BASE, (number), T)
/// The number of an ioctl of DRM whose \p T the program writes.
///
///     static_assert(DRM_IOW(DRM_COMMAND_BASE, u32) == _IOW('d', 0x40, u32));
#define DRM_IOW(number, T) _IOW(bindings::DRM_IOCTL_BASE, (number), T)
/// The number of an ioctl of DRM whose \p T goes to the kernel and comes back.
///
///     static_assert(DRM_IOWR(DRM_COMMAND_BASE, u32) == _IOWR('d', 0x40, u32));
#define DRM_IOWR(number, T) _IOWR(bindings::DRM_IOCTL_BASE, (number), T)

/// The first number of those that belong to the driver.
inline constexpr unsigned int DRM_COMMAND_BASE = bindings::DRM_COMMAND_BASE;
/// The first number behind those that belong to the driver.
inline constexpr unsigned int DRM_COMMAND_END = bindings::DRM_COMMAND_END;

namespace kernel::drm::ioctl {

/// Who may call an operation: a set of these, made by `|`.
///
///     using kernel::drm::ioctl::AUTH, kernel::drm::ioctl::RENDER_ALLOW;
///     static_assert((AUTH | RENDER_ALLOW).as_raw() == (AUTH.as_raw() | RENDER_ALLOW.as_raw()));
///
/// \wraps{drm/drm_ioctl.h,gpu/drm-uapi.html}
class Flags {
 public:
  /// Nobody is excluded but clients of a render node.
  constexpr Flags() = default;
  /// All that are in one of both.
  friend constexpr Flags operator|(Flags left, Flags right) {
    return Flags(left.bits_ | right.bits_);
  }
  /// The flags that C code calls \p bits.
  static constexpr Flags from_raw(unsigned int bits) { return Flags(bits); }
  /// The number that C code has for them.
  constexpr unsigned int as_raw() const { return bits_; }

 private:
  explicit constexpr Flags(unsigned int bits) : bits_(bits) {}

 public:
  unsigned int bits_ = 0;  ///< public, so that it can be an argument of a template
};

/// On the primary node (`card`), only clients that its master has let in.
inline constexpr Flags AUTH = Flags::from_raw(bindings::DRM_AUTH);
/// Only the client that is the master of the primary node.
inline constexpr Flags MASTER = Flags::from_raw(bindings::DRM_MASTER);
/// Only who has #CAP_SYS_ADMIN.
inline constexpr Flags ROOT_ONLY = Flags::from_raw(bindings::DRM_ROOT_ONLY);
/// Also clients of a render node, which need not be let in by anybody.
inline constexpr Flags RENDER_ALLOW = Flags::from_raw(bindings::DRM_RENDER_ALLOW);

namespace detail {

/// What a function takes and gives, by its type.
template <typename Function>
struct Signature {
  static_assert(!sizeof(Function),
                "the function of an ioctl of DRM is static Result<...> f(const "
                "RegisteredDevice<D>&, const File<D>&), or has a const T& as third parameter");
  using Driver = void;
  using In = void;
  using Out = void;
};
template <typename D, typename R>
struct Signature<Result<R> (*)(const RegisteredDevice<D>&, const File<D>&)> {
  using Driver = D;
  using In = void;
  using Out = R;
};
template <typename D, typename R, typename T>
struct Signature<Result<R> (*)(const RegisteredDevice<D>&, const File<D>&, const T&)> {
  using Driver = D;
  using In = T;
  using Out = R;
};

}  // namespace detail

/// One operation of a driver: its number, the function that carries it out, and who may call it.
///
///     # #include <kernel/drm/ioctl.hpp>
///     struct clock_speed {
///       __u64 megahertz;
///     };
///     #define CLOCK_GET_SPEED DRM_IOR(DRM_COMMAND_BASE, struct clock_speed)
///     #define CLOCK_SET_SPEED DRM_IOW(DRM_COMMAND_BASE + 1, struct clock_speed)
///
///     struct Clock {
///       struct Data {};
///       struct File {};
///       using Device = kernel::drm::RegisteredDevice<Clock>;
///       using Client = kernel::drm::File<Clock>;
///
///       static kernel::Result<clock_speed> speed(const Device&, const Client&) {
///         return clock_speed{800};
///       }
///       static kernel::Result<void> set_speed(const Device&, const Client&,
///                                             const clock_speed& speed) {
///         if (speed.megahertz > 1000) return kernel::EINVAL;
///         return {};
///       }
///       using Ioctls = kernel::drm::ioctl::Table<
///           kernel::drm::ioctl::Handler<CLOCK_GET_SPEED, &Clock::speed,
///                                       kernel::drm::ioctl::RENDER_ALLOW>,
///           kernel::drm::ioctl::Handler<CLOCK_SET_SPEED, &Clock::set_speed>>;
///     };
///     # ---
///
///     static_assert(Clock::Ioctls::kBelongsTo<Clock>);
///
/// What the function takes and gives must be what the number says, or the module does not compile.
/// It is PlainData. A program may pass less, of an older version of the struct: then the rest is
/// zero; and more, which the function does not see.
///
/// The device stays registered while the function runs. If it is not, the program gets #ENODEV.
/// What of \p kFlags a client does not fulfil gives #EACCES, for ROOT_ONLY #EACCES as well.
///
/// \context The function may sleep.
/// \wraps{drm/drm_ioctl.h,gpu/drm-uapi.html}
template <unsigned int kNumber, auto kFunction, Flags kFlags = Flags()>
struct Handler {
 private:
  using Signature = detail::Signature<decltype(kFunction)>;
  using D = typename Signature::Driver;
  using In = typename Signature::In;
  using Out = typename Signature::Out;
  static constexpr unsigned int kDirection =
      (std::is_void_v<In> ? bindings::_IOC_NONE : bindings::_IOC_WRITE) |
      (std::is_void_v<Out> ? bindings::_IOC_NONE : bindings::_IOC_READ);
  static constexpr size_t kSize =
      std::is_void_v<In> ? kernel::ioctl::detail::kSize<Out> : kernel::ioctl::detail::kSize<In>;

  static_assert(kernel::ioctl::detail::Passed<In> && kernel::ioctl::detail::Passed<Out>,
                "what an ioctl passes is plain data: no pointers, no bool, no padding");
  static_assert(std::is_void_v<In> || std::is_void_v<Out> || std::is_same_v<In, Out>,
                "what an ioctl gives back has the type of what it takes");
  static_assert((kNumber >> bindings::_IOC_TYPESHIFT & 0xff) == bindings::DRM_IOCTL_BASE,
                "the number of an ioctl of DRM is made by DRM_IO, DRM_IOR, DRM_IOW or DRM_IOWR");
  static_assert(kNumber >> bindings::_IOC_DIRSHIFT == kDirection,
                "the direction in the ioctl's number is not that of its function: DRM_IO passes "
                "nothing, DRM_IOR gives, DRM_IOW takes, DRM_IOWR does both");
  static_assert((kNumber >> bindings::_IOC_SIZESHIFT & ((1U << bindings::_IOC_SIZEBITS) - 1)) ==
                    kSize,
                "the size in the ioctl's number is not that of what its function takes or gives");

  static int run(::drm_device* raw_device, void* data, ::drm_file* raw_file) {
    int index;
    if (!bindings::drm_dev_enter(raw_device, &index)) return ENODEV.to_errno();
    int result = call(raw_device, data, raw_file);
    bindings::drm_dev_exit(index);
    return result;
  }

  static int call(::drm_device* raw_device, void* data, ::drm_file* raw_file) {
    // SAFETY: the device is entered, and C code holds the file open, until we return.
    const RegisteredDevice<D>& device = RegisteredDevice<D>::from_raw(raw_device);
    const File<D>& file = File<D>::from_raw(raw_file);
    auto result = [&] {
      if constexpr (std::is_void_v<In>)
        return kFunction(device, file);
      else
        // SAFETY: DRM has copied the program's memory there, and has zeroed the rest of it.
        return kFunction(device, file, *static_cast<const In*>(data));
    }();
    if (result.is_err()) return result.error().to_errno();
    if constexpr (!std::is_void_v<Out>) *static_cast<Out*>(data) = std::move(result).value();
    return 0;
  }

 public:
  /// The number.
  static constexpr unsigned int number = kNumber;
  /// The driver whose operation it is.
  using Driver = typename detail::Signature<decltype(kFunction)>::Driver;

  /// What DRM knows of it, with a \p name for its messages.
  ///
  /// \safety The name must stay as long as the result is used.
  static constexpr ::drm_ioctl_desc describe(const char* name) {
    ::drm_ioctl_desc description = {};
    description.cmd = kNumber;
    description.flags = static_cast<decltype(description.flags)>(kFlags.as_raw());
    description.func = run;
    description.name = name;
    return description;
  }
};

/// The operations of a driver, in the order of their numbers, from DRM_COMMAND_BASE on and without
/// a gap, or the module does not compile. A number that is none of them is refused with #EINVAL.
template <kernel::ioctl::detail::IsHandler... Handlers>
struct Table {
 private:
  static constexpr bool in_order() {
    unsigned int expected = DRM_COMMAND_BASE;
    return (((Handlers::number & 0xff) == expected++) && ...);
  }
  static_assert(in_order(),
                "the ioctls of a driver are numbered from DRM_COMMAND_BASE on, in the order of the "
                "table and without a gap");
  static_assert(sizeof...(Handlers) <= DRM_COMMAND_END - DRM_COMMAND_BASE,
                "a driver has no more numbers for ioctls than up to DRM_COMMAND_END");

 public:
  /// Whether all belong to the driver D.
  template <typename D>
  static constexpr bool kBelongsTo = (std::is_same_v<typename Handlers::Driver, D> && ...);

  /// The table as DRM wants it, with a \p name for its messages.
  ///
  /// \safety The name must stay as long as the result is used.
  static constexpr std::array<::drm_ioctl_desc, sizeof...(Handlers)> describe(
      [[maybe_unused]] const char* name) {
    return {Handlers::describe(name)...};
  }
};

}  // namespace kernel::drm::ioctl
