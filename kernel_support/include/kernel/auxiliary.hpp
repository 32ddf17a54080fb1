// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// The auxiliary bus: parts of a device that have drivers of their own.

#include <helpers/auxiliary_bus.h>

#include <kernel/detail/device_id.hpp>
#include <kernel/detail/file_name.hpp>
#include <kernel/devres.hpp>
#include <kernel/driver.hpp>
#include <kernel/sync/lock_class.hpp>

/// The auxiliary bus: the driver of a device with several functions makes a device for each of
/// them, which a driver in another module drives.
namespace kernel::auxiliary {

namespace detail {

/// What is known of the data of a device that a Registration has made, in whichever module.
struct DataOfDevice {
  const char* type;  // the name of the type, as compilers write it
  size_t size;
  const void* object;
};

/// A device of a Registration, which has this device_type's name. Another layout needs another one.
///
/// Its last owner may go when the module that made it is not there any more: an open file of
/// another driver keeps the device of which it is one. So the kernel itself frees it, and nothing
/// of it needs to be destroyed.
struct Node {
  static constexpr CStr kType = "cpp_auxiliary_1";

  ::auxiliary_device device;
  DataOfDevice data;
  char name[sizeof(::auxiliary_device_id::name)];
};
static_assert(std::is_trivially_destructible_v<Node>);

/// The name that two modules have for a type.
template <typename T>
constexpr auto kTypeName = kernel::detail::type_name<T>();

}  // namespace detail

/// A device on the auxiliary bus, called after the module that made it, what it is and a number:
/// always a reference to a `struct auxiliary_device`. What the argument says, kernel::Device tells.
///
///     # #include <kernel/dev_print.hpp>
///     kernel::Result<void> greet(
///         const kernel::auxiliary::Device<kernel::device::Bound>& device) {
///       dev_info(device, "part number {} of {}\n", device.id(), device.parent().dev_name());
///       return {};
///     }
///     # ---
///     # static_cast<void>(&greet);
///
/// It converts to the kernel::Device that it is.
///
/// \context Any. Giving one back (dec_ref()): may sleep.
/// \wraps{linux/auxiliary_bus.h,driver-api/auxiliary_bus.html}
template <typename Context = device::Normal>
class Device;

/// One of which nothing is known but that it exists.
template <>
class Device<device::Normal> {
 public:
  Device() = delete;
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  /// \name Counting, for ARef
  /// \{

  /// One owner more.
  static void inc_ref(const Device& device) { kernel::Device<>::inc_ref(device); }
  /// One owner less.
  static void dec_ref(const Device& device) { kernel::Device<>::dec_ref(device); }
  /// \}

  /// The device that C code calls \p device.
  ///
  /// \safety It must be kept as long as the reference is used.
  static const Device& from_raw(::auxiliary_device* device) {
    return *reinterpret_cast<const Device*>(device);
  }

  /// The number at the end of its name.
  u32 id() const { return cpp_helper_auxiliary_device_id(as_raw()); }

  /// The device of which it is a part.
  const kernel::Device<>& parent() const KERNEL_LIFETIME_BOUND {
    return kernel::Device<>::from_raw(
        cpp_helper_dev_parent(cpp_helper_auxiliary_device_dev(as_raw())));
  }

  /// As all buses know it.
  // NOLINTNEXTLINE(google-explicit-constructor): it is one
  operator const kernel::Device<>&() const KERNEL_LIFETIME_BOUND {
    return kernel::Device<>::from_raw(cpp_helper_auxiliary_device_dev(as_raw()));
  }

  /// The C object, for C functions.
  ///
  /// \safety Somebody must keep the device as long as it is used.
  ::auxiliary_device* as_raw() const {
    return reinterpret_cast<::auxiliary_device*>(const_cast<Device*>(this));
  }
};

/// One that has a driver as long as the reference is there.
template <>
class Device<device::Bound> : public Device<device::Normal> {
 public:
  /// \name No owners
  ///
  /// A driver is attached for a time only: keep an `ARef<Device<>>`.
  /// \{
  static void inc_ref(const Device<device::Normal>& device) = delete;
  static void dec_ref(const Device<device::Normal>& device) = delete;
  /// \}

  /// The device that C code calls \p device.
  ///
  /// \safety A driver must be attached to it as long as the reference is used.
  static const Device& from_raw(::auxiliary_device* device) {
    return *reinterpret_cast<const Device*>(device);
  }

  /// The device of which it is a part. That has a driver, too: its driver has made this one, and
  /// takes it away before it goes.
  const kernel::Device<device::Bound>& parent() const KERNEL_LIFETIME_BOUND {
    // SAFETY: a Registration goes when the driver of its parent is detached.
    return kernel::Device<device::Bound>::from_raw(
        cpp_helper_dev_parent(cpp_helper_auxiliary_device_dev(as_raw())));
  }

  /// The object that the parent's driver has given the Registration for the driver of this one. It
  /// is constant, as both use it.
  ///
  /// T must be the same type in both modules, from the same header.
  ///
  /// \errors #ENOENT if there is none; #EINVAL if it is of another type.
  template <typename T>
  Result<Ref<const T>> registration_data() const KERNEL_LIFETIME_BOUND {
    ::device* raw = cpp_helper_auxiliary_device_dev(as_raw());
    // Somebody else's device has another device_type, or none.
    if (detail::Node::kType != CStr::from_raw(cpp_helper_dev_type_name(raw))) return ENOENT;
    // INVARIANT: the C device is the first member of a Node.
    const detail::DataOfDevice& data = reinterpret_cast<const detail::Node*>(as_raw())->data;
    if (!data.object) return ENOENT;
    if (data.size != sizeof(T) ||
        CStr::from_raw(data.type) != CStr::from_raw(detail::kTypeName<T>.characters))
      return EINVAL;
    // SAFETY: it is of this type, and the Registration keeps it until no driver is attached.
    return Ref<const T>(*static_cast<const T*>(data.object));
  }

  /// As all buses know it.
  // NOLINTNEXTLINE(google-explicit-constructor): it is one
  operator const kernel::Device<device::Bound>&() const KERNEL_LIFETIME_BOUND {
    return kernel::Device<device::Bound>::from_raw(cpp_helper_auxiliary_device_dev(as_raw()));
  }
};

/// One whose bus is calling the driver.
template <>
class Device<device::Core> : public Device<device::Bound> {
 public:
  /// The device that C code calls \p device.
  ///
  /// \safety Its bus must be calling the driver as long as the reference is used.
  static const Device& from_raw(::auxiliary_device* device) {
    return *reinterpret_cast<const Device*>(device);
  }

  /// As all buses know it.
  // NOLINTNEXTLINE(google-explicit-constructor): it is one
  operator const kernel::Device<device::Core>&() const KERNEL_LIFETIME_BOUND {
    return kernel::Device<device::Core>::from_raw(cpp_helper_auxiliary_device_dev(as_raw()));
  }
};

namespace detail {

/// A device that is being made, is on the bus, or was on it; it keeps what the C object points to.
template <typename T>
class Registered {
 public:
  template <typename... Args>
  explicit Registered(KBox<Node> node, Args&&... args)
      : object_{std::forward<Args>(args)...}, node_(std::move(node).into_raw()) {
    if constexpr (!std::is_same_v<T, std::nullptr_t>)
      node_->data = {kTypeName<T>.characters, sizeof(T), &object_};
  }
  Registered(const Registered&) = delete;
  Registered& operator=(const Registered&) = delete;
  ~Registered() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    if (state_ == State::New) {
      bindings::kfree(node_);
      return;
    }
    // Its driver is detached then, and nobody has the object any more.
    if (state_ == State::Added) cpp_helper_auxiliary_device_delete(&node_->device);
    node_->device.dev.type = nullptr;
    cpp_helper_auxiliary_device_uninit(&node_->device);
  }

  Result<void> start(const kernel::Device<device::Bound>& parent, u32 id) KERNEL_MAY_SLEEP {
    ::auxiliary_device& device = node_->device;
    device.name = node_->name;
    device.id = id;
    device.dev.parent = parent.as_raw();
    device.dev.type = &kType;
    // SAFETY: the device is at the beginning of its memory, which kmalloc() gave. For the machine
    // both functions take an address and give nothing; where calls are checked by type (kCFI), the
    // kernel is one that is built by clang, and those are refused.
    static_assert(offsetof(Node, device) == 0 && offsetof(::auxiliary_device, dev) == 0);
    device.dev.release = __builtin_bit_cast(void (*)(::device*), &bindings::kfree);
    TRY(to_result(bindings::auxiliary_device_init(&device)));
    state_ = State::Initialised;
    TRY(to_result(bindings::__auxiliary_device_add(&device, KBUILD_MODNAME)));
    state_ = State::Added;
    return {};
  }

 private:
  enum class State : unsigned char { New, Initialised, Added };

  static constexpr ::device_type make_type() {
    ::device_type type = {};
    type.name = Node::kType.as_raw();
    return type;
  }
  static constinit const ::device_type kType;

  T object_;
  Node* node_;
  State state_ = State::New;
};
template <typename T>
constinit const ::device_type Registered<T>::kType = Registered<T>::make_type();

}  // namespace detail

/// A device on the auxiliary bus, as long as this object is there and the driver of its parent is
/// attached: what the parent's driver makes for a driver in another module. It owns a T for that
/// driver, or nothing.
///
///     # #include <kernel/faux.hpp>
///     struct Ports {
///       int count;
///     };
///     # ---
///
///     auto parent = TRY(kernel::faux::Registration::make(kernel::GFP_KERNEL, "cpp_hub"));
///     auto part = TRY(kernel::auxiliary::Registration<Ports>::make(
///         kernel::GFP_KERNEL, parent.device(), "ports", 0, 4));
///     // the device MODULE.ports.0 is there, and the driver for MODULE.ports is attached
///
/// The destructor, and the detaching of the parent's driver, detaches the driver of this device
/// first, and waits for that.
///
/// \context May sleep, also when it is destroyed.
/// \wraps{linux/auxiliary_bus.h,driver-api/auxiliary_bus.html}
template <typename T = std::nullptr_t>
class Registration {
 public:
  /// Makes a T of \p args, and a device with the \p name and number \p id, as a part of \p parent.
  /// No two devices of a module may have the same name and number.
  ///
  /// \errors #EINVAL if the name cannot be one of a file, or is too long for a table; #EEXIST if
  /// there is such a device, of which the log has a report; #ENOMEM.
  template <typename... Args>
  static Result<Registration> make(alloc::Flags flags, const kernel::Device<device::Bound>& parent,
                                   CStr name, u32 id, Args&&... args) KERNEL_MAY_SLEEP {
    static_assert(Send<T>, "the driver of the device uses the object in its own threads");
    if (!kernel::detail::is_file_name(name) || name.size() >= sizeof(detail::Node::name))
      return EINVAL;
    using Registered = detail::Registered<T>;
    auto node = TRY(KBox<detail::Node>::make_zeroed(flags));
    __builtin_memcpy(node->name, name.as_raw(), name.size());
    auto device = TRY(Devres<Registered>::init(
        flags, parent, [&](Slot<Registered> slot) -> Result<Placed<Registered>> {
          auto registered = std::move(slot).emplace(std::move(node), std::forward<Args>(args)...);
          TRY(registered->start(parent, id));
          return registered;
        }));
    return Registration(std::move(device));
  }

 private:
  explicit Registration(Devres<detail::Registered<T>> device) : device_(std::move(device)) {}

  Devres<detail::Registered<T>> device_;
};

/// The devices that a driver is for; see id_table().
///
///     constexpr auto ids = kernel::auxiliary::id_table("nova_core.nova-drm");
///     static_assert(std::same_as<decltype(ids), const kernel::auxiliary::IdTable<1>>);
template <size_t N>
struct IdTable {
  /// \cond
  kernel::detail::IdTable<::auxiliary_device_id, N> table = {};
  /// \endcond
};

/// A table of names: each that of the module, a dot, and that of the device without its number.
///
///     static constexpr auto kIds = kernel::auxiliary::id_table("cpp_switch.port");
///     # static_cast<void>(kIds);
template <size_t... kSizes>
consteval auto id_table(const char (&... names)[kSizes]) {
  static_assert(sizeof...(kSizes) > 0, "name the devices that the driver is for");
  static_assert(((kSizes <= sizeof(::auxiliary_device_id::name)) && ...),
                "the kernel has no room for a name that long");
  IdTable<sizeof...(kSizes)> ids;
  auto* entry = ids.table.entries;
  auto add = [&entry](const char* name) {
    for (char* to = entry++->name; *name; ++name) *to++ = *name;
  };
  (add(names), ...);
  return ids;
}

/// The base of a class that drives devices on the auxiliary bus: each object is what the driver has
/// for one of them.
///
///     # module: cpp_port
///     # #include <kernel/dev_print.hpp>
///     # #include <kernel/module.hpp>
///     using kernel::device::Core;
///
///     class Port : public kernel::auxiliary::Driver<Port> {
///      public:
///       static constexpr auto kIds = kernel::auxiliary::id_table("cpp_switch.port");
///
///       static kernel::Result<Port> probe(const kernel::auxiliary::Device<Core>& device) {
///         dev_info(device, "here I am\n");
///         return {std::in_place};
///       }
///       void unbind(const kernel::auxiliary::Device<Core>& device) {
///         dev_info(device, "there I go\n");
///       }
///     };
///     KERNEL_AUXILIARY_DEVICE_TABLE(Port);
///
///     KERNEL_MODULE(kernel::driver::Module<kernel::auxiliary::DriverRegistration<Port>>, {
///       .name = "cpp_port",
///       .license = "GPL",
///     });
///
/// - `static constexpr auto kIds`: the devices, an id_table().
/// - `static Result<T> probe(const auxiliary::Device<device::Core>&)` builds the object where it
///   stays (`return {std::in_place, arguments...};`), or returns the error for which the driver
///   does not want the device.
/// - `void unbind(const auxiliary::Device<device::Core>&)`, if there is one, is called when the
///   driver is detached. The object is destroyed next, then what it has tied to the device and not
///   destroyed.
///
/// \context probe(), unbind() and the destructor may sleep.
/// \wraps{linux/auxiliary_bus.h,driver-api/auxiliary_bus.html}
template <typename Self>
class Driver : public driver::Driver {
 protected:
  Driver() = default;
  ~Driver() = default;
};

namespace detail {

template <typename T>
concept Probes = requires(const Device<device::Core>& device) {
  { T::probe(device) } -> std::same_as<Result<T>>;
};
template <typename T>
concept Unbinds = requires(T& object, const Device<device::Core>& device) {
  { object.unbind(device) } -> std::same_as<void>;
};

/// The bus, for driver::Registration.
template <typename T>
struct Bus {
  using Raw = ::auxiliary_driver;

  static int probe(::auxiliary_device* raw, const ::auxiliary_device_id*) {
    // SAFETY: the bus is calling.
    const auto& device = Device<device::Core>::from_raw(raw);
    return driver::detail::attach<T>(device, [&device] { return T::probe(device); });
  }

  static void remove(::auxiliary_device* raw) {
    // SAFETY: the bus is calling.
    const auto& device = Device<device::Core>::from_raw(raw);
    driver::detail::detach<T>(device, [&](T& object) {
      if constexpr (Unbinds<T>) object.unbind(device);
    });
  }

  static void describe(Raw& driver) {
    static_assert(std::derived_from<T, Driver<T>>, "derive it from auxiliary::Driver<itself>");
    static_assert(Probes<T>,
                  "probe() of a driver on the auxiliary bus is static Result<itself> "
                  "probe(const auxiliary::Device<device::Core>&)");
    static_assert(
        Unbinds<T> || !requires { &T::unbind; },
        "unbind() of a driver on the auxiliary bus is void unbind(const "
        "auxiliary::Device<device::Core>&)");
    static_assert(
        kernel::detail::HasDeviceTable<T>,
        "write KERNEL_AUXILIARY_DEVICE_TABLE(itself); behind the driver, so that modprobe "
        "finds the module");
    if constexpr (kernel::detail::HasDeviceTable<T>) {
      driver.name = driver::detail::name_of<T>();
      driver.probe = probe;
      driver.remove = remove;
      driver.id_table = kernel_device_table_(static_cast<const T*>(nullptr));
    }
  }
  static int register_driver(Raw& driver) {
    return bindings::__auxiliary_driver_register(&driver, ThisModule::get().as_raw(),
                                                 KBUILD_MODNAME);
  }
  static void unregister_driver(Raw& driver) { bindings::auxiliary_driver_unregister(&driver); }
};

}  // namespace detail

/// A driver that the auxiliary bus knows, as long as this object is there; see
/// driver::Registration.
///
///     # struct Port : kernel::auxiliary::Driver<Port> {
///     #   static constexpr auto kIds = kernel::auxiliary::id_table("cpp_switch.port");
///     #   static kernel::Result<Port> probe(
///     #       const kernel::auxiliary::Device<kernel::device::Core>&) {
///     #     return {std::in_place};
///     #   }
///     # };
///     KERNEL_AUXILIARY_DEVICE_TABLE(Port);
///     # ---
///
///     auto port = TRY(kernel::auxiliary::DriverRegistration<Port>::make(kernel::GFP_KERNEL));
template <typename T>
using DriverRegistration = driver::Registration<detail::Bus<T>>;

}  // namespace kernel::auxiliary

/// Puts the table of \p Type, an auxiliary::Driver, where modprobe's aliases are made from. Once
/// for each driver, right behind the class and in its namespace.
///
///     struct Valve : kernel::auxiliary::Driver<Valve> {
///       static constexpr auto kIds = kernel::auxiliary::id_table("cpp_boiler.valve");
///       static kernel::Result<Valve> probe(
///           const kernel::auxiliary::Device<kernel::device::Core>&) {
///         return {std::in_place};
///       }
///     };
///     KERNEL_AUXILIARY_DEVICE_TABLE(Valve);
///     # ---
///     # static_assert(std::derived_from<Valve, kernel::driver::Driver>);
///
/// \p Type is a name without `::`.
#define KERNEL_AUXILIARY_DEVICE_TABLE(Type) KERNEL_DEVICE_TABLE_(auxiliary, Type)
