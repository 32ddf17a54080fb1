// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// What the drivers of all buses have in common.

#include <helpers/device.h>

#include <kernel/alloc/kbox.hpp>
#include <kernel/bug.hpp>
#include <kernel/detail/device_id.hpp>
#include <kernel/device.hpp>
#include <kernel/module.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <tuple>
#include <type_traits>

namespace kernel::driver {

namespace detail {

/// What a driver has for one device: the object that probe() builds, right here.
template <typename T>
class Data {
 public:
  template <typename Probe>
  Data(std::in_place_t, Probe&& probe) : result(std::forward<Probe>(probe)()) {}
  Data(const Data&) = delete;
  Data& operator=(const Data&) = delete;

  Result<T> result;
};

/// Has \p probe build a driver's object for a device, which keeps it; an error's number if it
/// fails.
template <typename T, typename Probe>
int attach(const Device<device::Core>& device, Probe&& probe) KERNEL_MAY_SLEEP {
  static_assert(Send<T>, "the driver's object stays with its thread, and any thread may detach it");
  auto made = KBox<Data<T>>::make(GFP_KERNEL, std::in_place, std::forward<Probe>(probe));
  if (made.is_err()) return made.error().to_errno();
  KBox<Data<T>> data = std::move(made).value();
  if (data->result.is_err()) return data->result.error().to_errno();
  cpp_helper_dev_set_drvdata(device.as_raw(), std::move(data).into_raw());
  return 0;
}

/// Takes the object from the device again, lets \p unbind see it, and destroys it.
template <typename T, typename Unbind>
void detach(const Device<device::Core>& device, Unbind&& unbind) KERNEL_MAY_SLEEP {
  void* raw = cpp_helper_dev_get_drvdata(device.as_raw());
  // SAFETY: attach() has left it there, or the device would not be attached.
  auto data = KBox<Data<T>>::from_raw(static_cast<Data<T>*>(raw));
  std::forward<Unbind>(unbind)(data->result.value());
  cpp_helper_dev_set_drvdata(device.as_raw(), nullptr);
}

/// How a driver is called: by its `kName`, or as its module.
template <typename T>
constexpr const char* name_of() {
  if constexpr (requires { T::kName; })
    return CStr(T::kName).as_raw();
  else
    return KBUILD_MODNAME;
}

/// What a bus does with a driver T, `OnBus` being the device that it shows T.
template <typename T, typename OnBus>
struct Calls {
  static constexpr bool kProbes = requires(const OnBus& device) {
    { T::probe(device) } -> std::same_as<Result<T>>;
  };
  static constexpr bool kUnbinds = requires(T & object, const OnBus& device) {
    { object.unbind(device) } -> std::same_as<void>;
  };
  static constexpr bool kUnbindsOtherwise = !kUnbinds && requires { &T::unbind; };

  template <typename Raw>
  static int probe(Raw* raw) {
    // SAFETY: the bus is calling.
    const OnBus& device = OnBus::from_raw(raw);
    return attach<T>(device, [&device] { return T::probe(device); });
  }

  template <typename Raw>
  static void remove(Raw* raw) {
    // SAFETY: the bus is calling.
    const OnBus& device = OnBus::from_raw(raw);
    detach<T>(device, [&](T& object) {
      if constexpr (kUnbinds) object.unbind(device);
    });
  }

  /// The table that KERNEL_DEVICE_TABLE_ has made.
  static const auto* table() requires(kernel::detail::HasDeviceTable<T>) {
    return kernel_device_table_(static_cast<const T*>(nullptr));
  }
};

}  // namespace detail

/// The base of the drivers of all buses: an object of one is what the driver has for one device. It
/// is neither copied nor moved, as its address is what the device keeps.
///
///     # #include <kernel/auxiliary/driver.hpp>
///     struct Port : kernel::auxiliary::Driver<Port> {
///       static constexpr auto kIds = kernel::auxiliary::id_table("cpp_switch.port");
///       static kernel::Result<Port> probe(
///           const kernel::auxiliary::Device<kernel::device::Core>&) {
///         return {std::in_place};
///       }
///     };
///     # ---
///
///     static_assert(std::derived_from<Port, kernel::driver::Driver>);
///     static_assert(!std::is_move_constructible_v<Port>);
class Driver {
 public:
  Driver(const Driver&) = delete;
  Driver& operator=(const Driver&) = delete;

 protected:
  Driver() = default;
  ~Driver() = default;
};

/// A driver that its bus knows, as long as this object is there: the bus attaches it to the devices
/// that it is for, those that are there and those that come. `Bus` says which driver of which bus;
/// use pci::Registration or auxiliary::Registration.
///
/// The destructor detaches it from all of them, and waits for that.
///
///     # #include <kernel/auxiliary/driver.hpp>
///     struct Light : kernel::auxiliary::Driver<Light> {
///       static constexpr auto kIds = kernel::auxiliary::id_table("cpp_switch.light");
///       static kernel::Result<Light> probe(
///           const kernel::auxiliary::Device<kernel::device::Core>&) {
///         return {std::in_place};
///       }
///     };
///     KERNEL_AUXILIARY_DEVICE_TABLE(Light);
///     # ---
///
///     auto light = TRY(kernel::auxiliary::DriverRegistration<Light>::make(kernel::GFP_KERNEL));
///     // attached to each device cpp_switch.light.N from now on
///
/// \context May sleep, also when it is destroyed.
/// \wraps{linux/device/driver.h,driver-api/driver-model/driver.html}
template <typename Bus>
class Registration {
 public:
  /// Makes the driver known.
  ///
  /// Probing begins at once; that it fails for a device is no error here.
  ///
  /// \errors #ENOMEM; #EBUSY if the bus has a driver of that name.
  static Result<Registration> make(alloc::Flags flags) KERNEL_MAY_SLEEP {
    auto state = TRY(KBox<State>::make(flags));
    TRY(state->start());
    return Registration(std::move(state));
  }

 private:
  class State {
   public:
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
      if (registered_) Bus::unregister_driver(driver_);
    }

    Result<void> start() {
      Bus::describe(driver_);
      TRY(to_result(Bus::register_driver(driver_)));
      registered_ = true;
      return {};
    }

   private:
    typename Bus::Raw driver_ = {};
    bool registered_ = false;
  };

  explicit Registration(KBox<State> state) : state_(std::move(state)) {}

  KBox<State> state_;
};

/// A module that is nothing but drivers: it registers them when it is loaded.
///
///     # module: cpp_port_only
///     # #include <kernel/auxiliary/driver.hpp>
///     struct Port : kernel::auxiliary::Driver<Port> {
///       static constexpr auto kIds = kernel::auxiliary::id_table("cpp_switch.port");
///       static kernel::Result<Port> probe(
///           const kernel::auxiliary::Device<kernel::device::Core>&) {
///         return {std::in_place};
///       }
///     };
///     KERNEL_AUXILIARY_DEVICE_TABLE(Port);
///
///     KERNEL_MODULE(kernel::driver::Module<kernel::auxiliary::DriverRegistration<Port>>, {
///       .name = "cpp_port_only",
///       .license = "GPL",
///     });
///
/// \context May sleep.
/// \wraps{linux/device/driver.h,driver-api/driver-model/driver.html}
template <typename... Registrations>
class Module : public kernel::Module<Module<Registrations...>> {
 public:
  /// Registers the drivers, in the order in which they stand. If one fails, those before it go.
  static Result<Module> init(ThisModule&) { return init_after(); }

  /// \cond
  explicit Module(Registrations... registrations) : registrations_(std::move(registrations)...) {}
  /// \endcond

 private:
  template <typename... Made>
  static Result<Module> init_after(Made... made) {
    if constexpr (sizeof...(Made) == sizeof...(Registrations)) {
      return {std::in_place, std::move(made)...};
    } else {
      using Next = std::tuple_element_t<sizeof...(Made), std::tuple<Registrations...>>;
      auto next = TRY(Next::make(GFP_KERNEL));
      return init_after<Made..., Next>(std::move(made)..., std::move(next));
    }
  }

  std::tuple<Registrations...> registrations_;
};

}  // namespace kernel::driver
