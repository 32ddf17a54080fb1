// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// What makes a class a kernel module.

#include <kernel/modinfo.hpp>
#include <kernel/module_param.hpp>
#include <kernel/result.hpp>
#include <kernel/this_module.hpp>
#include <new>

namespace kernel {

/// The base of a class that is a kernel module.
///
///     # module: hello_world
///     struct HelloWorld : kernel::Module<HelloWorld> {
///       static kernel::Result<HelloWorld> init(kernel::ThisModule&) {
///         pr_info("Hello!\n");
///         return {std::in_place};
///       }
///       ~HelloWorld() { pr_info("Goodbye.\n"); }
///     };
///     KERNEL_MODULE(HelloWorld, {.name = "hello_world", .license = "GPL"});
///
/// insmod calls init(): what it returns is the module's one object, and lives until rmmod destroys
/// it. If init() returns an Error, insmod fails with just that error, no object ever existed, and
/// what init() had built before is destroyed in reverse order, as everywhere in C++.
///
/// The object is built where it stays, by `return {std::in_place, arguments...};`, and is neither
/// copied nor moved: it may hold what cannot move.
///
/// In a module that is built into the kernel, init() is called while the kernel boots, at the level
/// of initcalls that modinfo::Info names. Its object stays: there is no destructor.
///
/// \context init() and the destructor may sleep.
/// \wraps{linux/module.h,driver-api/basics.html}
template <typename Self>
class Module {
 public:
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;

 protected:
  Module() = default;
  ~Module() = default;
};

namespace detail {

template <typename M>
concept IsModule = std::is_base_of_v<Module<M>, M> && requires(ThisModule& module) {
  { M::init(module) } -> std::same_as<Result<M>>;
};

/// Room for the module's object, which comes into being when the module is loaded.
template <IsModule M>
class ModuleObject {
 public:
  int init() {
    // The result is built in place: init() returns it right here.
    auto* result = ::new (static_cast<void*>(storage_)) Result<M>(M::init(ThisModule::get()));
    if (result->is_ok()) return 0;
    int error = result->error().to_errno();
    result->~Result();
    return error;
  }

  void exit() {
    // INVARIANT: the kernel calls exit() only after init() returned 0, so there is a value, which a
    // Result of a class keeps at its beginning. Not asking whether spares the module the answer.
    reinterpret_cast<M*>(storage_)->~M();
  }

 private:
  alignas(Result<M>) unsigned char storage_[sizeof(Result<M>)];
};

}  // namespace detail
}  // namespace kernel

#ifdef MODULE

extern "C" {
/// What the kernel calls when the module is loaded; KERNEL_MODULE defines it.
int init_module();
/// What the kernel calls before the module is unloaded; KERNEL_MODULE defines it.
void cleanup_module();
}

/// C's notrace, which __exit implies: ftrace keeps no record of the function.
#ifdef CC_USING_PATCHABLE_FUNCTION_ENTRY
#define KERNEL_NOTRACE_ [[gnu::patchable_function_entry(0, 0)]]
#else
#define KERNEL_NOTRACE_ [[gnu::no_instrument_function]]
#endif

/// Where the kernel enters and leaves a module that it loads.
#define KERNEL_MODULE_ENTRY_(...)                                                             \
  [[gnu::externally_visible, gnu::cold, gnu::section(".init.text")]] int init_module() {      \
    return kernel_module_object_.init();                                                      \
  }                                                                                           \
  [[gnu::externally_visible, gnu::cold, gnu::section(".exit.text")]] KERNEL_NOTRACE_ void     \
  cleanup_module() {                                                                          \
    kernel_module_object_.exit();                                                             \
  }                                                                                           \
  /* objtool must know that the kernel calls both through pointers */                         \
  [[gnu::used, gnu::section(".init.data")]] static auto* kernel_init_address_ = &init_module; \
  [[gnu::used, gnu::section(".exit.data")]] static auto* kernel_exit_address_ = &cleanup_module

#else

/// An entry of the table of initcalls of a level. An assembler line of the function that it
/// names: a section attribute takes no level that is computed, and no entry that is relative.
#ifdef CONFIG_HAVE_ARCH_PREL32_RELOCATIONS
#define KERNEL_INITCALL_(level, function)                                                   \
  asm volatile(                                                                             \
      ".pushsection .initcall%c0.init, \"a\"\n\t.long %c1 - .\n\t.popsection" ::"i"(level), \
      "i"(function))
#else
#define KERNEL_INITCALL_(level, function)                                                         \
  asm volatile(".pushsection .initcall%c0.init, \"aw\"\n\t.dc.a %c1\n\t.popsection" ::"i"(level), \
               "i"(function))
#endif

/// Where the kernel that a module is part of enters it while it boots; it never leaves. `used`
/// and `noclone`: the entry is there once.
#define KERNEL_MODULE_ENTRY_(...)                                                              \
  static int kernel_module_init_() __asm__(KBUILD_MODNAME "_init");                            \
  [[gnu::used, gnu::noinline, gnu::noclone, gnu::cold, gnu::section(".init.text")]] static int \
  kernel_module_init_() {                                                                      \
    constexpr int level = [] {                                                                 \
      constexpr ::kernel::modinfo::Info info = __VA_ARGS__;                                    \
      return static_cast<int>(info.init_level);                                                \
    }();                                                                                       \
    KERNEL_INITCALL_(level, kernel_module_init_);                                              \
    return kernel_module_object_.init();                                                       \
  }                                                                                            \
  static_assert(true)

#endif

/// Makes \p Type, a kernel::Module, the module that this file builds. Once in a module, at
/// namespace scope; the second argument is a kernel::modinfo::Info:
///
///     # module: greeter
///     # struct Greeter : kernel::Module<Greeter> {
///     #   static kernel::Result<Greeter> init(kernel::ThisModule&) { return {std::in_place}; }
///     # };
///     KERNEL_MODULE(Greeter, {
///       .name = "greeter",
///       .authors = {"Ada Lovelace"},
///       .description = "A module that greets",
///       .license = "GPL",
///     });
///
/// `.name` must be the name that Kbuild gives the module, `.license` must be there.
///
/// \context init_module() and cleanup_module() are called by the kernel, and may sleep.
/// \wraps{linux/module.h,core-api/kernel-api.html}
#define KERNEL_MODULE(Type, ...)                                                                   \
  static_assert(::kernel::detail::IsModule<Type>,                                                  \
                "a module is a kernel::Module and has a public "                                   \
                "static kernel::Result<" #Type "> init(kernel::ThisModule&)");                     \
  [[gnu::used, gnu::section(".modinfo"), gnu::aligned(1)]] static constexpr auto kernel_modinfo_ = \
      ::kernel::detail::compose([](::kernel::detail::TextWriter& out) {                            \
        constexpr ::kernel::modinfo::Info info = __VA_ARGS__;                                      \
        static_assert(info.name && ::kernel::modinfo::detail::equal(info.name, KBUILD_MODNAME),    \
                      ".name is not the module's name in Kbuild (obj-m := <name>.o)");             \
        static_assert(info.license, ".license is missing: the kernel loads no module without");    \
        ::kernel::modinfo::write(info, out);                                                       \
      });                                                                                          \
  static constinit ::kernel::detail::ModuleObject<Type> kernel_module_object_ = {};                \
  KERNEL_MODULE_ENTRY_(__VA_ARGS__)
