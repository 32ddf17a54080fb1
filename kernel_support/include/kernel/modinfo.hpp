// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// What `modinfo` shows: strings of the form "key=value" in a section of the module.

#include <kernel/detail/text.hpp>

namespace kernel::modinfo {

using size_t = decltype(sizeof(0));

/// At most this many authors, aliases, ... of one module.
inline constexpr size_t kListMax = 8;

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
};

namespace detail {

using Writer = ::kernel::detail::TextWriter;

constexpr void entry(Writer& out, const char* key, const char* value) {
  if (!value) return;
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
}

}  // namespace kernel::modinfo

/// Puts one "key=value" where modinfo finds it; \p name makes the variable's name unique.
#define KERNEL_MODINFO_(name, key, value) \
  [[gnu::used, gnu::section(".modinfo"),  \
    gnu::aligned(1)]] static constexpr char kernel_modinfo_##name[] = key "=" value
