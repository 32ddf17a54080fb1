// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// What `modinfo` shows: strings of the form "key=value" in a section of the module.

#include <kernel/detail/text.hpp>

/// What stands before the names of parameters and the strings for modinfo: nothing in a module,
/// which has a file of its own; its name where it is one of many in the kernel.
#ifdef MODULE
#define KERNEL_NAME_PREFIX_
#else
#define KERNEL_NAME_PREFIX_ KBUILD_MODNAME "."
#endif

namespace kernel::modinfo {

using size_t = decltype(sizeof(0));

/// At most this many authors, aliases, ... of one module.
inline constexpr size_t kListMax = 8;

/// When a module is started that is built into the kernel: the levels of the kernel's initcalls,
/// one after the other while it boots. Within a level the order is that of the makefiles.
///
/// \wraps{linux/init.h,core-api/kernel-api.html}
enum class InitLevel : unsigned char {
  kCore = 1,  ///< core_initcall()
  kPostcore,  ///< postcore_initcall(): buses
  kArch,      ///< arch_initcall()
  kSubsys,    ///< subsys_initcall(): what drivers register with
  kFs,        ///< fs_initcall()
  kDevice,    ///< device_initcall(), C's module_init(): drivers
  kLate,      ///< late_initcall(): when all drivers are there
};

/// What a module says about itself; see KERNEL_MODULE.
///
///     # module: disk_guard
///     # #include <kernel/module.hpp>
///     # struct DiskGuard : kernel::Module<DiskGuard> {
///     #   static kernel::Result<DiskGuard> init(kernel::ThisModule&) { return {std::in_place}; }
///     # };
///     KERNEL_MODULE(DiskGuard, {
///       .name = "disk_guard",
///       .authors = {"Ada Lovelace", "Grace Hopper"},
///       .license = "GPL",
///       .aliases = {"block-guard"},
///       .softdep = "pre: dm_mod",
///     });
struct Info {
  const char* name;                      ///< as Kbuild calls it
  const char* authors[kListMax] = {};    ///< "Name <address>"
  const char* description = nullptr;     ///< one line
  const char* license;                   ///< "GPL", or another that linux/module.h lists
  const char* version = nullptr;         ///< of the module, free text
  const char* aliases[kListMax] = {};    ///< further names that modprobe knows it by
  const char* firmware[kListMax] = {};   ///< files it asks for
  const char* softdep = nullptr;         ///< "pre: a b post: c", see modprobe.d(5)
  const char* import_ns[kListMax] = {};  ///< symbol namespaces it uses
  /// when it is started if it is built into the kernel; of a module that is loaded, the loading
  /// says
  InitLevel init_level = InitLevel::kDevice;
};

namespace detail {

using Writer = ::kernel::detail::TextWriter;

constexpr void entry(Writer& out, const char* key, const char* value) {
  if (!value) return;
  out.put("" KERNEL_NAME_PREFIX_);
  out.put(key);
  out.put('=');
  out.put(value);
  out.put('\0');
}

template <size_t N>
constexpr void entries(Writer& out, const char* key, const char* const (&values)[N]) {
  for (const char* value : values) entry(out, key, value);
}

constexpr bool equal(const char* left, const char* right) {
  while (*left && *left == *right) ++left, ++right;
  return *left == *right;
}

}  // namespace detail

/// The strings of a module: `key=value`, each ended by a zero byte.
constexpr void write(const Info& info, detail::Writer& out) {
  detail::entry(out, "license", info.license);
  detail::entries(out, "author", info.authors);
  detail::entry(out, "description", info.description);
  detail::entry(out, "version", info.version);
  detail::entries(out, "alias", info.aliases);
  detail::entries(out, "firmware", info.firmware);
  detail::entry(out, "softdep", info.softdep);
  detail::entries(out, "import_ns", info.import_ns);
#ifndef MODULE
  // By this the kernel's build knows of modules that are part of the kernel (modules.builtin).
  detail::entry(out, "file", KBUILD_MODFILE);
#endif
}

}  // namespace kernel::modinfo

/// Puts one "key=value" where modinfo finds it; \p name makes the variable's name unique.
#define KERNEL_MODINFO_(name, key, value)                             \
  [[gnu::used, gnu::section(".modinfo"),                              \
    gnu::aligned(1)]] static constexpr char kernel_modinfo_##name[] = \
      KERNEL_NAME_PREFIX_ key "=" value
