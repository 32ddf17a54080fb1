// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// An array that grows.

#include <kernel/alloc/allocator.hpp>
#include <kernel/alloc/layout.hpp>
#include <kernel/lifetime.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <kernel/types/relocatable.hpp>
#include <optional>
#include <span>

namespace kernel {

/// An array of any number of T in memory from the allocator A; three words wide.
///
///     kernel::KVec<int> numbers;                          // no memory yet
///     TRY(numbers.push(1, kernel::GFP_KERNEL));
///     TRY(numbers.reserve(100, kernel::GFP_KERNEL));      // room for 100 more
///     for (int& number : numbers) number *= 2;
///     EXPECT_EQ(numbers[0], 2);
///     EXPECT(numbers.capacity() >= 101);
///
/// Whatever may allocate takes flags and returns a Result. When it fails nothing has changed: the
/// vector holds what it held, and a value that was to be moved in is still the caller's.
///
/// KVec, VVec and KVVec use Kmalloc, Vmalloc and KVmalloc.
///
/// \invariant The first size() of capacity() places hold objects.
/// \context Growing: as the flags say. All else: any; destroying where T may be destroyed, a VVec
/// or KVVec not in interrupt context.
/// \wraps{linux/slab.h,core-api/memory-allocation.html}
template <typename T, alloc::Allocator A>
class Vec {
 public:
  /// An empty vector, without memory.
  constexpr Vec() = default;

  /// An empty vector with room for \p capacity elements.
  ///
  /// \errors #ENOMEM, also for a size that is impossible.
  [[gnu::always_inline]] static Result<Vec> with_capacity(size_t capacity, alloc::Flags flags) {
    Vec vec;
    if (capacity == 0) return vec;
    if (capacity > alloc::ArrayLayout<T>::kMax) return ENOMEM;
    vec.data_ = TRY(allocate(capacity, flags));
    vec.capacity_ = capacity;
    return vec;
  }

  /// The same near the NUMA node \p node; of allocators that know nodes. Later growth goes by
  /// itself to the node of the processor that runs, unless reserve() is given a node too.
  ///
  /// \errors #ENOMEM, also for a size that is impossible.
  static Result<Vec> with_capacity(size_t capacity, alloc::Flags flags,
                                   alloc::NumaNode node) requires alloc::NodeAllocator<A> {
    Vec vec;
    if (capacity == 0) return vec;
    if (capacity > alloc::ArrayLayout<T>::kMax) return ENOMEM;
    vec.data_ = TRY(allocate(capacity, flags, node));
    vec.capacity_ = capacity;
    return vec;
  }

  /// A vector of \p count copies of \p value.
  ///
  /// \errors #ENOMEM, also for a size that is impossible.
  static Result<Vec> from_elem(const T& value, size_t count,
                               alloc::Flags flags) requires std::is_copy_constructible_v<T> {
    Vec vec;
    TRY(vec.resize(count, value, flags));
    return vec;
  }

  /// Takes the elements and their memory over; \p other is empty then.
  Vec(Vec&& other) : data_(other.data_), size_(other.size_), capacity_(other.capacity_) {
    other.forget();
  }
  /// Takes the elements of \p other, which is empty then, and destroys its own, of which \p other
  /// may be a part.
  Vec& operator=(Vec&& other) {
    Vec taken(std::move(other));
    std::swap(data_, taken.data_);
    std::swap(size_, taken.size_);
    std::swap(capacity_, taken.capacity_);
    return *this;
  }
  /// Destroys all elements, from the first to the last.
  ~Vec() {
    // Here T is known, and need not be where a T has a vector of its own kind.
    static_assert(std::is_move_constructible_v<T> && std::is_object_v<T>,
                  "a Vec moves its elements when it grows: keep what cannot move in boxes");
    T* data = data_;
    if (!data) return;
    if constexpr (!std::is_trivially_destructible_v<T>) {
      T* end = data + size_;
      forget();  // a destructor that looks finds nothing
      for (T* element = data; element != end; ++element) element->~T();
    }
    A::deallocate(data);
  }

  /// The number of elements.
  size_t size() const { return size_; }
  /// Whether there is none.
  bool empty() const { return size_ == 0; }
  /// The number of elements that there is room for.
  size_t capacity() const { return capacity_; }

  /// The element at \p index; one that is not there is a bug and stops the thread with an oops.
  /// Not to be had of a vector that goes at once, as whatever leads into one.
  T& operator[](size_t index) & KERNEL_LIFETIME_BOUND {
    if (index >= size_) bug("a vector has no such element: compare with size() first");
    return data_[index];
  }
  const T& operator[](size_t index) const& KERNEL_LIFETIME_BOUND {
    if (index >= size_) bug("a vector has no such element: compare with size() first");
    return data_[index];
  }
  const T& operator[](size_t) const&& = delete;  // the vector goes at once: give it a name first

  /// \name Iteration
  ///
  /// From the first element to the last. Growing the vector makes the addresses invalid.
  /// \{
  T* begin() & KERNEL_LIFETIME_BOUND { return data_; }
  T* end() & KERNEL_LIFETIME_BOUND { return data_ + size_; }
  const T* begin() const& KERNEL_LIFETIME_BOUND { return data_; }
  const T* end() const& KERNEL_LIFETIME_BOUND { return data_ + size_; }
  const T* begin() const&& = delete;  // the vector goes at once: give it a name first
  const T* end() const&& = delete;    // the vector goes at once: give it a name first
  /// \}

  /// All elements, for functions that take a span. Growing the vector makes it invalid.
  std::span<T> span() & KERNEL_LIFETIME_BOUND { return {data_, size_}; }
  std::span<const T> span() const& KERNEL_LIFETIME_BOUND { return {data_, size_}; }
  std::span<const T> span() const&& = delete;  // the vector goes at once: give it a name first
  // NOLINTNEXTLINE(google-explicit-constructor): so that a span is not made of it either
  operator std::span<const T>() && = delete;  // the vector goes at once: give it a name first

  /// The address of the first element, for C functions.
  ///
  /// \safety Growing the vector makes it invalid.
  T* as_raw() & KERNEL_LIFETIME_BOUND { return data_; }
  const T* as_raw() const& KERNEL_LIFETIME_BOUND { return data_; }
  const T* as_raw() const&& = delete;  // the vector goes at once: give it a name first

  /// Makes room for \p additional elements beyond those there are.
  ///
  /// \errors #ENOMEM, also for a size that is impossible.
  Result<void> reserve(size_t additional, alloc::Flags flags) {
    if (capacity_ - size_ >= additional) return {};
    size_t wanted = TRY(grown_capacity(additional));
    return set_capacity(wanted, flags);
  }

  /// The same near the NUMA node \p node, if it takes a new block; of allocators that know nodes.
  ///
  /// \errors #ENOMEM, also for a size that is impossible.
  Result<void> reserve(size_t additional, alloc::Flags flags,
                       alloc::NumaNode node) requires alloc::NodeAllocator<A> {
    if (capacity_ - size_ >= additional) return {};
    size_t wanted = TRY(grown_capacity(additional));
    T* fresh = TRY(allocate(wanted, flags, node));
    relocate(data_, size_, fresh);
    adopt(fresh, size_, wanted);
    return {};
  }

  /// Moves \p value to the end. On failure \p value stays as it is.
  ///
  /// \errors #ENOMEM.
  Result<void> push(T&& value, alloc::Flags flags) {
    if constexpr (kPlain) {
      return push_plain(value, flags);
    } else if constexpr (kIsRelocatable<T>) {
      if (size_ == capacity_) [[unlikely]]
        return push_growing(value, flags);
      ::new (static_cast<void*>(data_ + size_)) T(std::move(value));
      ++size_;
      return {};
    } else {
      return emplace(flags, std::move(value));
    }
  }

  /// Copies \p value to the end.
  ///
  /// \errors #ENOMEM.
  Result<void> push(const T& value, alloc::Flags flags) requires std::is_copy_constructible_v<T> {
    if constexpr (kPlain) {
      return push_plain(value, flags);
    } else {
      return emplace(flags, value);
    }
  }

  /// Moves \p value, which converts to T as a box of a derived class does to one of the base, to
  /// the end. On failure \p value stays as it is.
  ///
  /// \errors #ENOMEM.
  template <typename U>
  Result<void> push(U&& value, alloc::Flags flags) requires detail::Becomes<U, T> {
    return emplace(flags, std::forward<U>(value));
  }

  /// Builds an element at the end from \p args, which stay as they are on failure.
  ///
  /// \errors #ENOMEM.
  template <typename... Args>
  Result<void> emplace(alloc::Flags flags, Args&&... args) {
    if (size_ < capacity_) [[likely]] {
      ::new (static_cast<void*>(data_ + size_)) T{std::forward<Args>(args)...};
      ++size_;
      return {};
    }
    // The new element is built before the others move: an argument may be one of them.
    size_t capacity = TRY(doubled_capacity());
    T* fresh = TRY(allocate(capacity, flags));
    ::new (static_cast<void*>(fresh + size_)) T{std::forward<Args>(args)...};
    relocate(data_, size_, fresh);
    adopt(fresh, size_ + 1, capacity);
    return {};
  }

  /// Appends copies of \p elements, which may be elements of this vector: all of them or none.
  ///
  /// \errors #ENOMEM.
  Result<void> extend(std::span<const T> elements,
                      alloc::Flags flags) requires std::is_copy_constructible_v<T> {
    if (capacity_ - size_ >= elements.size()) {
      copy(elements.data(), elements.size(), data_ + size_);
      size_ += elements.size();
      return {};
    }
    size_t capacity = TRY(grown_capacity(elements.size()));
    T* fresh = TRY(allocate(capacity, flags));
    copy(elements.data(), elements.size(), fresh + size_);
    relocate(data_, size_, fresh);
    adopt(fresh, size_ + elements.size(), capacity);
    return {};
  }

  /// Moves \p value to the place \p index; what was there and behind it makes room. On failure
  /// \p value stays as it is.
  ///
  /// \errors #EINVAL if \p index is greater than size(); #ENOMEM.
  Result<void> insert(size_t index, T&& value, alloc::Flags flags) {
    if (index > size_) return EINVAL;
    TRY(push(std::move(value), flags));
    move_last_to(index);
    return {};
  }

  /// The same with a \p value that converts to T.
  template <typename U>
  Result<void> insert(size_t index, U&& value, alloc::Flags flags) requires detail::Becomes<U, T> {
    if (index > size_) return EINVAL;
    TRY(push(std::forward<U>(value), flags));
    move_last_to(index);
    return {};
  }

  /// Takes the last element out, if there is one.
  std::optional<T> pop() {
    if (size_ == 0) return std::nullopt;
    --size_;
    std::optional<T> value(std::move(data_[size_]));
    data_[size_].~T();
    return value;
  }

  /// Takes the element at \p index out; those behind it move up.
  ///
  /// \errors #EINVAL if there is none.
  Result<T> remove(size_t index) {
    if (index >= size_) return EINVAL;
    for (size_t i = index; i + 1 < size_; ++i) swap(data_[i], data_[i + 1]);
    --size_;
    Result<T> value(std::move(data_[size_]));
    data_[size_].~T();
    return value;
  }

  /// Destroys all elements but the first \p size, in their order. The memory stays.
  void truncate(size_t size) {
    if (size >= size_) return;
    if constexpr (std::is_trivially_destructible_v<T>) {
      size_ = size;
    } else {
      Borrowed all(*this);
      for (size_t i = size; i < all.size; ++i) all.data[i].~T();
      all.size = size;
    }
  }

  /// Destroys all elements, from the first to the last. The memory stays.
  void clear() { truncate(0); }

  /// Makes it \p size elements: the last ones go, or copies of \p value come.
  ///
  /// \errors #ENOMEM, also for a size that is impossible.
  Result<void> resize(size_t size, const T& value,
                      alloc::Flags flags) requires std::is_copy_constructible_v<T> {
    if (size <= size_) {
      truncate(size);
      return {};
    }
    T copied(value);  // may be one of the elements
    TRY(reserve(size - size_, flags));
    while (size_ < size) ::new (static_cast<void*>(data_ + size_++)) T(copied);
    return {};
  }

  /// Keeps the elements for which \p predicate, called with each in order, is true.
  template <typename Predicate>
  void retain(Predicate&& predicate) {
    size_t kept = 0;
    {
      Borrowed all(*this);
      for (size_t i = 0; i < all.size; ++i) {
        if (!predicate(all.data[i])) continue;
        if (kept != i) swap(all.data[kept], all.data[i]);
        ++kept;
      }
    }
    truncate(kept);
  }

  /// Takes all elements out, calling \p function with each in order. The memory stays.
  template <typename Function>
  void drain(Function&& function) {
    {
      Borrowed all(*this);
      for (size_t i = 0; i < all.size; ++i) function(std::move(all.data[i]));
    }
    clear();
  }

  /// Gives back memory beyond \p capacity places, as far as the elements allow.
  ///
  /// \errors #ENOMEM, if the smaller block cannot be had; the larger one stays.
  Result<void> shrink_to(size_t capacity, alloc::Flags flags) {
    if (capacity < size_) capacity = size_;
    if (capacity >= capacity_) return {};
    if (capacity == 0) {
      A::deallocate(data_);
      forget();
      return {};
    }
    return set_capacity(capacity, flags);
  }

 private:
  /// Elements that may be copied as bytes.
  static constexpr bool kPlain = std::is_trivially_copyable_v<T>;
  /// The capacity of the first block.
  static constexpr size_t kFirst = 4;

  /// The elements while functions of others run. Meanwhile the vector has none, and to give it some
  /// is a bug.
  struct Borrowed {
    explicit Borrowed(Vec& vec)
        : vec(vec), data(vec.data_), size(vec.size_), capacity(vec.capacity_) {
      vec.forget();
    }
    ~Borrowed() {
      if (vec.data_) bug("a vector was changed by a function that it called: change it afterwards");
      vec.data_ = data;
      vec.size_ = size;
      vec.capacity_ = capacity;
    }
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;
    Vec& vec;
    T* data;
    size_t size;
    size_t capacity;
  };

  Result<void> push_plain(T value, alloc::Flags flags) {
    if (size_ == capacity_) [[unlikely]] {
      size_t capacity = TRY(doubled_capacity());
      TRY(set_capacity(capacity, flags));
    }
    ::new (static_cast<void*>(data_ + size_)) T(value);
    ++size_;
    return {};
  }

  /// push() where there is no room. The value may be one of the elements, so it leaves before they
  /// move.
  Result<void> push_growing(T& value, alloc::Flags flags) {
    T moved(std::move(value));
    Result<void> grown = grow(flags);
    if (grown.is_err()) {
      value.~T();
      ::new (static_cast<void*>(&value)) T(std::move(moved));
      return grown;
    }
    ::new (static_cast<void*>(data_ + size_)) T(std::move(moved));
    ++size_;
    return {};
  }

  /// Makes room for more, at least for one.
  Result<void> grow(alloc::Flags flags) {
    size_t capacity = TRY(doubled_capacity());
    return set_capacity(capacity, flags);
  }

  /// The capacity to grow to for \p additional elements: at least twice what it is.
  Result<size_t> grown_capacity(size_t additional) const {
    constexpr size_t most = alloc::ArrayLayout<T>::kMax;
    if (additional > most - size_) return ENOMEM;
    size_t wanted = size_ + additional;
    size_t doubled = capacity_ <= most / 2 ? capacity_ * 2 : most;
    if (wanted < doubled) wanted = doubled;
    return wanted < kFirst ? kFirst : wanted;
  }

  /// The capacity to grow to for one more element. Not from the size, as GCC would count up twice
  /// then where a push makes the vector grow.
  Result<size_t> doubled_capacity() const {
    if (capacity_ > alloc::ArrayLayout<T>::kMax / 2) return ENOMEM;
    return capacity_ ? capacity_ * 2 : kFirst;
  }

  static Result<T*> allocate(size_t capacity, alloc::Flags flags) {
    void* memory = A::allocate(capacity * sizeof(T), alignof(T), flags);
    if (!memory) return ENOMEM;
    return static_cast<T*>(memory);
  }

  static Result<T*> allocate(size_t capacity, alloc::Flags flags, alloc::NumaNode node) {
    void* memory = A::allocate_node(capacity * sizeof(T), alignof(T), flags, node);
    if (!memory) return ENOMEM;
    return static_cast<T*>(memory);
  }

  Result<void> set_capacity(size_t capacity, alloc::Flags flags) {
    if constexpr (kIsRelocatable<T>) {
      void* memory =
          A::reallocate(data_, capacity_ * sizeof(T), capacity * sizeof(T), alignof(T), flags);
      if (!memory) return ENOMEM;
      data_ = static_cast<T*>(memory);
      capacity_ = capacity;
    } else {
      T* fresh = TRY(allocate(capacity, flags));
      relocate(data_, size_, fresh);
      adopt(fresh, size_, capacity);
    }
    return {};
  }

  /// Moves \p count elements to a place where none are.
  static void relocate(T* from, size_t count, T* to) {
    if constexpr (kIsRelocatable<T>) {
      if (count)
        __builtin_memcpy(static_cast<void*>(to), static_cast<void*>(from), count * sizeof(T));
    } else {
      for (size_t i = 0; i < count; ++i) {
        ::new (static_cast<void*>(to + i)) T(std::move(from[i]));
        from[i].~T();
      }
    }
  }

  static void copy(const T* from, size_t count, T* to) {
    if constexpr (kPlain) {
      if (count) __builtin_memcpy(static_cast<void*>(to), from, count * sizeof(T));
    } else {
      for (size_t i = 0; i < count; ++i) ::new (static_cast<void*>(to + i)) T(from[i]);
    }
  }

  void move_last_to(size_t index) {
    for (size_t i = size_ - 1; i > index; --i) swap(data_[i], data_[i - 1]);
  }

  static void swap(T& left, T& right) {
    T kept(std::move(left));
    left.~T();
    ::new (static_cast<void*>(&left)) T(std::move(right));
    right.~T();
    ::new (static_cast<void*>(&right)) T(std::move(kept));
  }

  /// Takes a block whose elements are already there for the one there was.
  void adopt(T* data, size_t size, size_t capacity) {
    if (data_) A::deallocate(data_);
    data_ = data;
    size_ = size;
    capacity_ = capacity;
  }

  void forget() {
    data_ = nullptr;
    size_ = 0;
    capacity_ = 0;
  }

  T* data_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

/// A vector in memory from Kmalloc: up to a few megabytes.
template <typename T>
using KVec = Vec<T, Kmalloc>;
/// A vector in memory from Vmalloc.
template <typename T>
using VVec = Vec<T, Vmalloc>;
/// A vector in memory from KVmalloc: of any size.
template <typename T>
using KVVec = Vec<T, KVmalloc>;

/// \cond
template <typename T, alloc::Allocator A>
inline constexpr bool kIsSend<Vec<T, A>> = Send<T>;
template <typename T, alloc::Allocator A>
inline constexpr bool kIsRelocatable<Vec<T, A>> = true;
/// \endcond

}  // namespace kernel
