// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Values that are set once, while others may be reading.

#include <kernel/lifetime.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <kernel/types/optional_ref.hpp>
#include <new>
#include <optional>
#include <type_traits>
#include <utility>

namespace kernel {
namespace detail {

/// Whether a T can be built from Args.
template <typename T, typename... Args>
concept OnceFrom = requires {
  T{std::declval<Args>()...};
};

/// How far a SetOnce is.
enum class OnceState { kEmpty, kBeingSet, kSet };

/// Room for a T that is there only in the state kSet.
template <typename T>
struct OnceRoom {
  Atomic<OnceState> state;
  union Room {
    constexpr Room() : nothing() {}
    char nothing;
    alignas(T) unsigned char bytes[sizeof(T)];
  };
  mutable Room room;

  T* address() const {
    T* object = std::launder(reinterpret_cast<T*>(room.bytes));
    // The kernel's flags let the compiler believe that even this could be null.
    if (!object) __builtin_unreachable();
    return object;
  }
};

/// The same, destroying the T. Nothing is to be done if T needs no destructor, so that it can be a
/// static object then.
template <typename T, bool kTrivially = std::is_trivially_destructible_v<T>>
struct OnceStorage : OnceRoom<T> {};
template <typename T>
struct OnceStorage<T, false> : OnceRoom<T> {
  constexpr OnceStorage() = default;
  ~OnceStorage() {
    if (this->state.load(Relaxed) == OnceState::kSet) this->address()->~T();
  }
};

}  // namespace detail

/// A T that does not exist at first, is made once, and then stays as it is; whoever comes too early
/// finds none. No lock is needed, nobody waits.
///
///     static constinit kernel::SetOnce<int> speed;
///     EXPECT(!speed.as_ref());
///     EXPECT(speed.populate(9600));
///     EXPECT(!speed.populate(115200));   // too late
///     EXPECT_EQ(*speed.as_ref(), 9600);
///
/// As others may be reading at the same time, the T is constant.
///
/// \context Any; destroying it: where T may be destroyed.
template <typename T>
class SetOnce {
  static_assert(std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T>,
                "it holds one object, and that is constant for everybody");

 public:
  /// Without a T.
  constexpr SetOnce() = default;
  SetOnce(const SetOnce&) = delete;
  SetOnce& operator=(const SetOnce&) = delete;

  /// Makes the T from \p args, unless somebody did so before or is about to; says whether it did.
  /// If it did not, the T may not be there yet.
  ///
  /// \context Where T may be built.
  template <typename... Args>
    requires(detail::OnceFrom<T, Args...>)
  bool populate(Args&&... args) const {
    using State = detail::OnceState;
    if (storage_.state.cmpxchg(State::kEmpty, State::kBeingSet, Relaxed) != State::kEmpty) {
      return false;
    }
    // INVARIANT: only one thread ever comes here, and readers wait for kSet.
    ::new (storage_.room.bytes) T{std::forward<Args>(args)...};
    storage_.state.store(State::kSet, Release);
    return true;
  }

  /// The T, if it is there. Whatever its maker did before, the caller sees.
  OptionalRef<const T> as_ref() const KERNEL_LIFETIME_BOUND {
    if (storage_.state.load(Acquire) != detail::OnceState::kSet) return {};
    return OptionalRef<const T>(*storage_.address());
  }

  /// A copy of the T, if it is there.
  ///
  ///     kernel::SetOnce<int> speed;
  ///     speed.populate(9600);
  ///     EXPECT_EQ(speed.copy().value_or(0), 9600);
  std::optional<T> copy() const requires std::is_copy_constructible_v<T> {
    if (auto value = as_ref()) return *value;
    return std::nullopt;
  }

 private:
  detail::OnceStorage<T> storage_;
};

/// \cond
template <typename T>
inline constexpr bool kIsSend<SetOnce<T>> = Send<T>;
/// \endcond

}  // namespace kernel
