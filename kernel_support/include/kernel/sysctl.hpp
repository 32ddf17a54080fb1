// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Settings of the kernel, in /proc/sys.

#include <helpers/sysctl.h>

#include <concepts>
#include <kernel/alloc/kbox.hpp>
#include <kernel/detail/file_name.hpp>
#include <kernel/detail/proc_name.hpp>
#include <kernel/fmt/format.hpp>
#include <kernel/str/cstring.hpp>
#include <kernel/str/parse_int.hpp>
#include <kernel/sync/access.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/thread_safety.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <limits>

namespace kernel::sysctl {

/// How a setting appears, and which values it takes.
///
///     kernel::sysctl::IntOptions options{.path = "kernel", .name = "cpp_level", .greatest = 7};
///     # EXPECT_EQ(options.greatest, 7);
struct IntOptions {
  CStr path;                                       ///< the folder below /proc/sys, made if missing
  CStr name;                                       ///< in it; there is one of a name
  int least = std::numeric_limits<int>::min();     ///< no value is below
  int greatest = std::numeric_limits<int>::max();  ///< no value is above
  unsigned short mode = 0644;                      ///< who may read and change it
};

/// What a setting says, without the end of the line.
using Text = fmt::Buffer<256>;

/// How a Setting appears.
///
///     kernel::sysctl::SettingOptions options{.path = "kernel", .name = "cpp_mode", .mode = 0444};
///     # EXPECT(options.name == "cpp_mode");
struct SettingOptions {
  CStr path;                   ///< the folder below /proc/sys, made if missing
  CStr name;                   ///< in it; there is one of a name
  unsigned short mode = 0644;  ///< who may read and change it; what it cannot do is left out
};

namespace detail {

/// Whether a setting can have this place.
inline bool is_place(CStr path, CStr name) {
  char before = '/';
  for (char character : path.span()) {
    // Neither `.` nor `..`, which lead elsewhere when the place is looked up.
    if (character == '.' && before == '/') return false;
    before = character;
  }
  return !path.empty() && kernel::detail::is_file_name(name);
}

/// What C code knows of a setting. It goes before that to which it leads.
class Row {
 public:
  explicit Row(CString name) : name_(std::move(name)) {}
  Row(const Row&) = delete;
  Row& operator=(const Row&) = delete;
  ~Row() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    // It waits for whoever reads or writes.
    if (header_) cpp_helper_unregister_sysctl_table(header_);
  }

  ::ctl_table* table() { return &table_[0]; }
  const char* name() const { return name_->as_raw(); }

  Result<void> start(CStr path) {
    auto place = TRY(CString::from_fmt(FMT("sys/{}/{}", path, name_), GFP_KERNEL));
    TRY(kernel::detail::check_free_in_proc(*place));
    header_ = cpp_helper_register_sysctl(path.as_raw(), &table_[0]);
    if (!header_) return ENOMEM;
    return {};
  }

 private:
  // The second is the end, where the kernel is not told the number.
  ::ctl_table table_[2] = {};
  ::ctl_table_header* header_ = nullptr;
  CString name_;
};

/// A number, and what C code knows of it.
class IntTable {
 public:
  IntTable(CString name, const IntOptions& options, int value)
      : least_(options.least), greatest_(options.greatest), value_(value), row_(std::move(name)) {
    cpp_helper_sysctl_int(row_.table(), row_.name(), options.mode, &value_, &least_, &greatest_);
  }

  Result<void> start(CStr path) { return row_.start(path); }
  int get() const { return READ_ONCE(value_); }

 private:
  int least_;
  int greatest_;
  int value_;
  Row row_;
};

template <typename T>
concept ShowsSetting = requires(const T& object, Text& text) {
  { object.show(text) } -> std::same_as<Result<void>>;
};
template <typename T>
concept TakesSetting = requires(const T& object, CStr text) {
  { object.set(text) } -> std::same_as<Result<void>>;
};

/// How the text of a T is made and taken: by its own functions,
template <typename T>
struct TextOf {
  static constexpr bool kShows = ShowsSetting<T>;
  static constexpr bool kTakes = TakesSetting<T>;
  static_assert(Send<T>,
                "the object stays with its thread, and any program's thread uses the setting");
  static_assert(
      kShows || !requires { &T::show; },
      "show() of a setting is Result<void> show(sysctl::Text&) const");
  static_assert(
      kTakes || !requires { &T::set; }, "set() of a setting is Result<void> set(CStr) const");
  static_assert(
      kShows || kTakes || requires { &T::show; } || requires { &T::set; },
      "an object behind a setting has show(), set() or both");

  static Result<void> show(const T& object, Text& text) { return object.show(text); }
  static Result<void> set(const T& object, CStr text) { return object.set(text); }
};

/// and of a number, in decimal.
template <ParseInt T>
struct TextOf<Atomic<T>> {
  static constexpr bool kShows = true;
  static constexpr bool kTakes = true;

  static Result<void> show(const Atomic<T>& number, Text& text) {
    return text.write(FMT("{}", number.load(Relaxed)));
  }
  static Result<void> set(const Atomic<T>& number, CStr text) {
    T value = TRY(parse<T>(text));
    number.store(value, Relaxed);
    return {};
  }
};

/// The kernel's series differ in whether the table is constant.
template <typename F>
struct HandlerOf;
template <typename Table>
struct HandlerOf<int(Table*, int, void*, size_t*, loff_t*)> {
  using Argument = Table;
};

/// An object, and what C code knows of it.
template <typename T>
class Table {
  using Of = TextOf<T>;
  using Argument = typename HandlerOf<::proc_handler>::Argument;

 public:
  template <typename... Args>
  explicit Table(CString name, unsigned short mode, Args&&... args)
      : object{std::forward<Args>(args)...}, row_(std::move(name)) {
    cpp_helper_sysctl_text(row_.table(), row_.name(), mode & kModes, &object, handle);
  }

  Result<void> start(CStr path) { return row_.start(path); }

  T object;

 private:
  static constexpr unsigned short kModes = (Of::kShows ? 0444 : 0) | (Of::kTakes ? 0222 : 0);

  /// Copies the part of the text that begins at \p position, and returns how much.
  static Result<size_t> read(const T& object, std::span<char> buffer, loff_t position) {
    Text text;
    TRY(Of::show(object, text));
    TRY(text.write(FMT("\n")));
    if (position < 0 || static_cast<u64>(position) >= text.size()) return size_t{0};
    std::span<const char> rest = text.str().span().subspan(static_cast<size_t>(position));
    size_t size = rest.size() < buffer.size() ? rest.size() : buffer.size();
    __builtin_memcpy(buffer.data(), rest.data(), size);
    return size;
  }

  /// Takes a whole text, which is copied as nobody says that it ends by a zero byte.
  static Result<void> write(const T& object, std::span<const char> buffer, loff_t position) {
    if (position != 0) return EINVAL;
    size_t size = buffer.size();
    if (size && buffer[size - 1] == '\n') --size;
    char room[Text::capacity() + 1];
    if (size >= sizeof(room)) return EMSGSIZE;
    __builtin_memcpy(room, buffer.data(), size);
    room[size] = '\0';
    CStr text = TRY(CStr::from_bytes_with_nul(std::span<const char>(room, size + 1)));
    return Of::set(object, text);
  }

  static int handle(Argument* table, int write_it, void* buffer, size_t* size, loff_t* position) {
    // SAFETY: the constructor has put it there; the row goes before the object does.
    const T& object = *static_cast<const T*>(cpp_helper_ctl_table_data(table));
    auto* bytes = static_cast<char*>(buffer);
    if (*size == 0) return 0;
    if (write_it) {
      if constexpr (Of::kTakes) {
        Result<void> result = write(object, {bytes, *size}, *position);
        if (result.is_err()) return result.error().to_errno();
        *position += static_cast<loff_t>(*size);
        return 0;
      }
    } else {
      if constexpr (Of::kShows) {
        Result<size_t> copied = read(object, {bytes, *size}, *position);
        if (copied.is_err()) return copied.error().to_errno();
        *size = copied.value();
        *position += static_cast<loff_t>(*size);
        return 0;
      }
    }
    return EINVAL.to_errno();
  }

  // It goes first.
  Row row_;
};

}  // namespace detail

/// A number that an administrator sets by `sysctl` or in `/proc/sys`: it is there as long as this
/// object is.
///
///     auto level = TRY(kernel::sysctl::Int::make(
///         kernel::GFP_KERNEL,
///         {.path = "kernel", .name = "cpp_log_level", .least = 0, .greatest = 7}, 4));
///     // sysctl -w kernel.cpp_log_level=6
///     EXPECT_EQ(level.get(), 4);
///
/// A program that writes a value which is too small or too great gets #EINVAL, and nothing changes.
///
/// \context May sleep, also when it is destroyed; get() may be called in any.
/// \wraps{linux/sysctl.h,admin-guide/sysctl/index.html}
class Int {
 public:
  /// A setting, which has \p value until somebody changes it.
  ///
  /// \errors #EINVAL if the value is not in the range, the path is empty or has a folder that
  /// begins with a dot, or the name cannot be one of a file; #EEXIST if the name is taken; #ENOTDIR
  /// if the path leads through a setting; #ENOMEM, also if the kernel was built without
  /// `CONFIG_SYSCTL`.
  static Result<Int> make(alloc::Flags flags, const IntOptions& options,
                          int value) KERNEL_MAY_SLEEP {
    if (value < options.least || value > options.greatest) return EINVAL;
    if (!detail::is_place(options.path, options.name)) return EINVAL;
    auto name = TRY(CString::make(options.name, flags));
    auto table = TRY(KBox<detail::IntTable>::make(flags, std::move(name), options, value));
    TRY(table->start(options.path));
    return Int(std::move(table));
  }

  /// Takes the setting over.
  Int(Int&&) = default;
  /// Takes its own setting away, and the other one over.
  Int& operator=(Int&&) KERNEL_MAY_SLEEP = default;
  /// Takes the setting away, and waits for those who read or write it.
  ~Int() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP = default;

  /// What it is now.
  ///
  /// \context Any.
  int get() const { return table_->get(); }

 private:
  explicit Int(KBox<detail::IntTable> table) : table_(std::move(table)) {}

  KBox<detail::IntTable> table_;
};

/// A setting whose text a T says and takes. It owns the T, and the setting is there as long as it
/// is.
///
///     class Colour {
///      public:
///       kernel::Result<void> show(kernel::sysctl::Text& text) const {
///         if (is_green_.load(kernel::Relaxed)) return text.write(FMT("green"));
///         return text.write(FMT("red"));
///       }
///       kernel::Result<void> set(kernel::CStr text) const {
///         if (text != "green" && text != "red") return kernel::EINVAL;
///         is_green_.store(text == "green", kernel::Relaxed);
///         return {};
///       }
///
///      private:
///       kernel::Atomic<bool> is_green_;
///     };
///     # ---
///
///     auto colour = TRY(kernel::sysctl::Setting<Colour>::make(
///         kernel::GFP_KERNEL, {.path = "kernel", .name = "cpp_colour"}));
///     // sysctl -w kernel.cpp_colour=green
///     TRY(colour->set("green"));
///
/// T is an Atomic number, in decimal, or has one of these or both:
///
/// - `Result<void> show(sysctl::Text&) const` says what programs read, a line of up to 254
///   characters; its end is added.
/// - `Result<void> set(CStr) const` takes what a program writes, without the end of the line. An
///   error is what the program gets.
///
/// They are called on a constant T by any number of threads at once: what changes in it guards
/// itself, by a Mutex for instance.
///
/// A program may read in pieces, and writes a text as a whole: it gets #EINVAL if it writes
/// anywhere but at the beginning, or a zero byte, and #EMSGSIZE if it writes more than 255
/// characters.
///
/// The destructor waits for those that run; who has the file open gets #ENOENT from then on. So no
/// show() or set() destroys its own setting, nor waits for somebody who does. An open file does not
/// keep the module.
///
/// \context May sleep, also when it is destroyed, and so may the operations.
/// \wraps{linux/sysctl.h,admin-guide/sysctl/index.html}
template <typename T>
class Setting {
  using Table = detail::Table<T>;

 public:
  /// Makes a T of \p args, and the setting that leads to it.
  ///
  /// \errors #EINVAL if the path is empty or has a folder that begins with a dot, or the name
  /// cannot be one of a file; #EEXIST if the name is taken; #ENOTDIR if the path leads through a
  /// setting; #ENOMEM, also if the kernel was built without `CONFIG_SYSCTL`.
  template <typename... Args>
  static Result<Setting> make(alloc::Flags flags, const SettingOptions& options,
                              Args&&... args) KERNEL_MAY_SLEEP {
    if (!detail::is_place(options.path, options.name)) return EINVAL;
    auto name = TRY(CString::make(options.name, flags));
    auto table =
        TRY(KBox<Table>::make(flags, std::move(name), options.mode, std::forward<Args>(args)...));
    TRY(table->start(options.path));
    return Setting(std::move(table));
  }

  /// Takes the setting over.
  Setting(Setting&&) = default;
  /// Takes its own setting away, and the other one over.
  Setting& operator=(Setting&&) KERNEL_MAY_SLEEP = default;
  /// Takes the setting away, and waits for those who read or write it.
  ~Setting() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP = default;

  /// The T.
  const T& operator*() const& KERNEL_LIFETIME_BOUND { return table_->object; }
  const T& operator*() const&& = delete;  // the setting goes at once: give it a name first
  /// A member of the T.
  const T* operator->() const& KERNEL_LIFETIME_BOUND { return &table_->object; }
  const T* operator->() const&& = delete;  // the setting goes at once: give it a name first

 private:
  explicit Setting(KBox<Table> table) : table_(std::move(table)) {}

  KBox<Table> table_;
};

}  // namespace kernel::sysctl
