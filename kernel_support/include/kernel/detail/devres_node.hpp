// SPDX-License-Identifier: GPL-2.0
#pragma once
// Internal to kernel_support: what is tied to a device, whatever its type.

#include <helpers/device.h>

#include <kernel/alloc/allocator.hpp>
#include <kernel/detail/revocation.hpp>
#include <kernel/device.hpp>
#include <kernel/sync/completion.hpp>
#include <kernel/sync/lock_class.hpp>
#include <kernel/sync/refcount.hpp>

namespace kernel::detail {

class DevresNode;

/// What a DevresNode has to know of the type of its content.
struct DevresType {
  size_t size, align;  // of the node together with the content
  const char* name;    // of the lock class
  ::lock_class_key* key;
  void (*destroy)(DevresNode& node);  // the content
};

/// The part of a Devres that is the same for all types. A module has these functions once.
///
/// \invariant It has two owners, the Devres and the device, until the one or the other is done with
/// it. The content is there until one of them destroys it, for which both wait.
class DevresNode {
 public:
  DevresNode(const DevresNode&) = delete;
  DevresNode& operator=(const DevresNode&) = delete;

  /// A node without content, of which the device does not know yet: abandon() or tie() is next.
  [[gnu::noinline]] static Result<DevresNode*> make(alloc::Flags flags, const Device<>& device,
                                                    const DevresType& type) KERNEL_MAY_SLEEP {
    // Before the content, as nothing may fail after it.
    void* entry = bindings::__devres_alloc_node(release, sizeof(void*), flags.as_raw(),
                                                bindings::NUMA_NO_NODE, "Devres");
    if (!entry) return ENOMEM;
    void* memory = Kmalloc::allocate(type.size, type.align, flags);
    if (!memory) {
      bindings::devres_free(entry);
      return ENOMEM;
    }
    auto* node = ::new (memory) DevresNode(device, type, entry);
    auto started = node->users_.start(type.name, type.key);
    if (started.is_err()) {
      // What C did not initialise must not be destroyed.
      node->device_.~ARef();
      Kmalloc::deallocate(memory);
      bindings::devres_free(entry);
      return started.error();
    }
    *static_cast<DevresNode**>(entry) = node;
    return node;
  }

  /// There is no content, and never will be.
  [[gnu::noinline]] static void abandon(DevresNode* node) KERNEL_MAY_SLEEP {
    bindings::devres_free(node->entry_);
    free(node);
  }

  /// The content is built: the device destroys it when its driver is detached.
  void tie() {
    users_.grant();
    bindings::devres_add(device_->as_raw(), entry_);
  }

  /// Destroys the content, or waits for whoever is doing so. The Devres does not know the node
  /// then.
  [[gnu::noinline]] static void give_up(DevresNode* node) KERNEL_MAY_SLEEP {
    void* entry = bindings::devres_remove(node->device_->as_raw(), release, is_of, node);
    node->revoke();
    if (entry) {
      bindings::devres_free(entry);
      node->leave();
    }
    node->leave();
  }

  /// Whether something of \p type is tied to \p device.
  static bool is_tied_to(const Device<>& device, const DevresType& type) {
    return bindings::devres_find(device.as_raw(), release, is_a, const_cast<DevresType*>(&type));
  }

  const Device<>& device() const { return *device_; }
  const Revocation& users() const { return users_; }

 private:
  DevresNode(const Device<>& device, const DevresType& type, void* entry)
      : type_(type), entry_(entry), device_(device) {}
  ~DevresNode() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP = default;

  static void free(DevresNode* node) KERNEL_MAY_SLEEP {
    node->~DevresNode();
    Kmalloc::deallocate(node);
  }

  void leave() KERNEL_MAY_SLEEP {
    if (owners_.dec_and_test()) free(this);
  }

  /// When this returns there is no content any more, whoever destroys it.
  void revoke() KERNEL_MAY_SLEEP {
    if (users_.revoke()) {
      type_.destroy(*this);
      gone_.complete_all();
    } else {
      gone_.wait();
    }
  }

  /// What the driver core calls when the driver is detached. It took the entries of the device out
  /// before, all at once: so the Devres may be given up before, by what was tied to the device
  /// later and goes earlier.
  static void release(::device*, void* entry) {
    DevresNode& node = **static_cast<DevresNode**>(entry);
    node.revoke();
    node.leave();
  }
  static int is_of(::device*, void* entry, void* node) {
    return *static_cast<void**>(entry) == node;
  }
  static int is_a(::device*, void* entry, void* type) {
    return &(*static_cast<DevresNode**>(entry))->type_ == type;
  }

  const DevresType& type_;
  void* entry_;
  ARef<Device<>> device_;
  Revocation users_;
  Completion gone_;
  Refcount owners_{2};
};

/// A node and its content.
template <typename T>
class DevresRoom : public DevresNode {
 public:
  static Result<DevresRoom*> make(alloc::Flags flags, const Device<>& device) KERNEL_MAY_SLEEP {
    DevresNode* node = TRY(DevresNode::make(flags, device, kType));
    return static_cast<DevresRoom*>(node);
  }

  static bool is_tied_to(const Device<>& device) { return DevresNode::is_tied_to(device, kType); }

  void* memory() { return content_; }
  const T& content() const { return *reinterpret_cast<const T*>(content_); }

 private:
  using Class = LockClass<DevresRoom, T, "">;

  static void destroy(DevresNode& node) {
    reinterpret_cast<T*>(static_cast<DevresRoom&>(node).content_)->~T();
  }

  static const DevresType kType;

  alignas(T) unsigned char content_[sizeof(T)];
};

template <typename T>
constinit const DevresType DevresRoom<T>::kType = {sizeof(DevresRoom), alignof(DevresRoom),
                                                   Class::name(), Class::key(), destroy};

}  // namespace kernel::detail
