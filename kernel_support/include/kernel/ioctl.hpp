// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Numbered operations on files (ioctl).

#include <kernel/fs/file.hpp>
#include <kernel/uaccess.hpp>

// The numbers of user space's own headers, so that a module and its programs can include the same.
// NOLINTBEGIN(bugprone-reserved-identifier): they are C's names
/// The number of an ioctl that passes nothing.
#define _IO(type, number) ::kernel::ioctl::make_number(bindings::_IOC_NONE, (type), (number), 0)
/// The number of an ioctl whose \p T the program reads: it comes from the kernel.
#define _IOR(type, number, T) \
  ::kernel::ioctl::make_number(bindings::_IOC_READ, (type), (number), sizeof(T))
/// The number of an ioctl whose \p T the program writes: it goes to the kernel.
#define _IOW(type, number, T) \
  ::kernel::ioctl::make_number(bindings::_IOC_WRITE, (type), (number), sizeof(T))
/// The number of an ioctl whose \p T goes to the kernel and comes back.
#define _IOWR(type, number, T)                                                               \
  ::kernel::ioctl::make_number(bindings::_IOC_READ | bindings::_IOC_WRITE, (type), (number), \
                               sizeof(T))
// NOLINTEND(bugprone-reserved-identifier)

namespace kernel::ioctl {

/// The number that is composed of these: what _IO() and its relatives give.
///
///     using bindings::_IOC_READ;
///     static_assert(_IOR('m', 1, u32) == kernel::ioctl::make_number(_IOC_READ, 'm', 1, 4));
constexpr unsigned int make_number(unsigned int direction, unsigned int type, unsigned int number,
                                   size_t size) {
  return direction << bindings::_IOC_DIRSHIFT | type << bindings::_IOC_TYPESHIFT |
         number << bindings::_IOC_NRSHIFT |
         static_cast<unsigned int>(size) << bindings::_IOC_SIZESHIFT;
}

namespace detail {

/// What a handler takes and gives, by its type.
template <typename Handler>
struct Signature {
  static_assert(
      !sizeof(Handler),
      "the function of an ioctl is Result<...> f(const File&) const, or has a const T& as "
      "second parameter");
  using In = void;
  using Out = void;
};
template <typename C, typename R>
struct Signature<Result<R> (C::*)(const File&) const> {
  using In = void;
  using Out = R;
};
template <typename C, typename R, typename T>
struct Signature<Result<R> (C::*)(const File&, const T&) const> {
  using In = T;
  using Out = R;
};

template <typename T>
inline constexpr size_t kSize = sizeof(T);
template <>
inline constexpr size_t kSize<void> = 0;

template <typename T>
concept Passed = std::is_void_v<T> || PlainData<T>;

/// To ask has the compiler look at a Handler, so a wrong one is shown where the table is written.
template <typename T>
concept IsHandler = requires {
  T::number;
};

}  // namespace detail

/// One operation: its number, and the member function that carries it out.
///
///     using kernel::File, kernel::Result;
///     using kernel::ioctl::Handler;
///
///     struct Lamp {
///       Result<void> off(const File&) const { return {}; }
///       Result<u32> level(const File&) const { return 3U; }
///       Result<void> set_level(const File&, const u32& level) const {
///         if (level > 9) return kernel::EINVAL;
///         return {};
///       }
///       Result<u32> exchange(const File&, const u32& level) const { return 3U; }
///
///       using Ioctls = kernel::ioctl::Table<Handler<_IO('L', 0), &Lamp::off>,
///                                           Handler<_IOR('L', 1, u32), &Lamp::level>,
///                                           Handler<_IOW('L', 2, u32), &Lamp::set_level>,
///                                           Handler<_IOWR('L', 3, u32), &Lamp::exchange>>;
///     };
///     # ---
///     # alignas(long) unsigned char room[64];
///     # auto& file = kernel::File::from_raw(reinterpret_cast<::file*>(room));
///     # kernel::UserPtr nowhere(0);
///     # EXPECT(Lamp::Ioctls::run(Lamp(), file, _IO('L', 0), nowhere).is_ok());
///     # EXPECT(Lamp::Ioctls::run(Lamp(), file, _IOW('L', 2, u32), nowhere).error()
///     #        == kernel::EFAULT);
///     # EXPECT(Lamp::Ioctls::run(Lamp(), file, _IO('L', 4), nowhere).error() == kernel::ENOTTY);
///
/// Letter and count are any that no other driver uses. What the function takes and gives must be
/// what its number says, as shown, or the module does not compile. It is PlainData. What a program
/// passes is copied once, before the function is called; what the function gives is copied back, if
/// it is no Error.
template <unsigned int kNumber, auto kHandler>
struct Handler {
 private:
  using Signature = detail::Signature<decltype(kHandler)>;
  using In = typename Signature::In;
  using Out = typename Signature::Out;
  static constexpr unsigned int kDirection =
      (std::is_void_v<In> ? bindings::_IOC_NONE : bindings::_IOC_WRITE) |
      (std::is_void_v<Out> ? bindings::_IOC_NONE : bindings::_IOC_READ);
  static constexpr size_t kSize = std::is_void_v<In> ? detail::kSize<Out> : detail::kSize<In>;

  static_assert(detail::Passed<In> && detail::Passed<Out>,
                "what an ioctl passes is plain data: no pointers, no bool, no padding");
  static_assert(std::is_void_v<In> || std::is_void_v<Out> || std::is_same_v<In, Out>,
                "what an ioctl gives back has the type of what it takes");
  static_assert(kNumber >> bindings::_IOC_DIRSHIFT == kDirection,
                "the direction in the ioctl's number is not that of its function: _IO passes "
                "nothing, _IOR gives, _IOW takes, _IOWR does both");
  static_assert((kNumber >> bindings::_IOC_SIZESHIFT & ((1U << bindings::_IOC_SIZEBITS) - 1)) ==
                    kSize,
                "the size in the ioctl's number is not that of what its function takes or gives");

 public:
  /// The number.
  static constexpr unsigned int number = kNumber;

  /// Copies, calls, copies back.
  template <typename Object>
  static Result<void> run(const Object& object, const File& file, UserPtr argument) {
    UserSlice slice(argument, kSize);
    if constexpr (std::is_void_v<In> && std::is_void_v<Out>) {
      return (object.*kHandler)(file);
    } else if constexpr (std::is_void_v<In>) {
      Out out = TRY((object.*kHandler)(file));
      return std::move(slice).writer().write(out);
    } else {
      auto user = std::move(slice).reader_writer();
      In in = TRY(user.reader.template read<In>());
      if constexpr (std::is_void_v<Out>) {
        return (object.*kHandler)(file, in);
      } else {
        Out out = TRY((object.*kHandler)(file, in));
        return user.writer.write(out);
      }
    }
  }
};

/// The operations of a kind of file, for MiscDeviceRegistration. A number that is none of these is
/// refused with #ENOTTY, as programs expect it.
template <detail::IsHandler... Handlers>
struct Table {
 private:
  static constexpr bool all_differ() {
    unsigned int numbers[] = {Handlers::number...};
    for (size_t i = 0; i < sizeof...(Handlers); ++i)
      for (size_t k = 0; k < i; ++k)
        if (numbers[i] == numbers[k]) return false;
    return true;
  }
  static_assert(all_differ(), "two ioctls have the same number");

 public:
  /// Carries out the operation with this \p number.
  template <typename Object>
  static Result<void> run(const Object& object, const File& file,
                          [[maybe_unused]] unsigned int number, UserPtr argument) {
    Result<void> result = ENOTTY;
    static_cast<void>(
        ((number == Handlers::number && (result = Handlers::run(object, file, argument), true)) ||
         ...));
    return result;
  }
};

}  // namespace kernel::ioctl
