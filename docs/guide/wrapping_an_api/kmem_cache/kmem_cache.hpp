// SPDX-License-Identifier: GPL-2.0
#pragma once
// Many objects of one type, from a cache of their own.

#include <kernel/alloc/flags.hpp>
#include <kernel/result.hpp>
#include <kernel/str.hpp>
#include <new>
#include <utility>

extern "C" {
#include "kmem_cache_helpers.h"
}

//! [box]
// An object from a cache, to which it goes back at the end.
//
// The cache is alive, and the object is one of its own; or both are null after a move.
template <typename T>
class CacheBox {
 public:
  CacheBox(CacheBox&& other)
      : cache_(std::exchange(other.cache_, nullptr)),
        object_(std::exchange(other.object_, nullptr)) {}
  CacheBox& operator=(CacheBox&&) = delete;

  ~CacheBox() {
    if (!object_) return;
    object_->~T();
    books_cache_free(cache_, object_);
  }

  T& operator*() { return *object_; }
  T* operator->() { return object_; }

 private:
  template <typename U>
  friend class KmemCache;

  CacheBox(kmem_cache* cache, T* object) : cache_(cache), object_(object) {}

  kmem_cache* cache_;
  T* object_;
};
//! [box]

//! [cache]
// A cache of objects of type T; it must outlive all of them.
template <typename T>
class KmemCache {
 public:
  // May sleep. ENOMEM.
  static kernel::Result<KmemCache> make(kernel::CStr name) {
    kmem_cache* cache = books_cache_create(name.as_raw(), sizeof(T), alignof(T));
    if (!cache) return kernel::ENOMEM;
    return KmemCache(cache);
  }

  KmemCache(KmemCache&& other) : cache_(std::exchange(other.cache_, nullptr)) {}
  KmemCache& operator=(KmemCache&&) = delete;

  // May sleep.
  ~KmemCache() {
    if (cache_) books_cache_destroy(cache_);
  }

  // Sleeps if the flags let it. ENOMEM.
  template <typename... Args>
  kernel::Result<CacheBox<T>> alloc(kernel::alloc::Flags flags, Args&&... args) const& {
    void* memory = books_cache_alloc(cache_, flags.as_raw());
    if (!memory) return kernel::ENOMEM;
    return CacheBox<T>(cache_, ::new (memory) T{std::forward<Args>(args)...});
  }
  template <typename... Args>
  kernel::Result<CacheBox<T>> alloc(kernel::alloc::Flags,
                                    Args&&...) const&& = delete;  // it goes before the object

 private:
  explicit KmemCache(kmem_cache* cache) : cache_(cache) {}

  kmem_cache* cache_;
};
//! [cache]
