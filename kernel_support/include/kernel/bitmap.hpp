// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Many bits.

#include <helpers/bitmap.h>
#include <helpers/bitops.h>
#include <helpers/find.h>

#include <kernel/alloc/allocator.hpp>
#include <kernel/result.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <optional>
#include <utility>

namespace kernel {

namespace detail {

inline constexpr size_t kBitsPerLong = 8 * sizeof(unsigned long);

/// The number of words that hold \p bits bits.
constexpr size_t words_of(size_t bits) { return (bits + kBitsPerLong - 1) / kBitsPerLong; }

}  // namespace detail

/// What all bitmaps can do: Bitmap, BitmapVec and BitmapRef.
///
///     kernel::Bitmap<16> used;
///     used.set(3);
///     if (auto free = used.next_zero_bit(0)) used.set(*free);
///     for (size_t bit : used.set_bits()) pr_info("{} is used\n", bit);   // 0 and 3
///     EXPECT_EQ(used.count(), 2);
///
/// Bits count from 0. Setting, clearing or asking for a bit that the bitmap does not have is a bug
/// and stops the thread with an oops; searching from there on finds nothing.
///
/// The functions with `atomic` in their name may run at any time, in several threads at once. While
/// one of the others changes a bitmap nothing else may use it. Note that C's `set_bit()` is
/// set_atomic() here, and C's `__set_bit()` is set().
///
/// \context Any.
/// \wraps{linux/bitmap.h,core-api/kernel-api.html}
template <typename Self>
class BitmapOperations {
 public:
  class BitRange;

  /// Whether the bit is set.
  bool test(size_t bit) const { return cpp_helper_test_bit(checked(bit), words()); }

  /// Sets the bit.
  void set(size_t bit) { cpp_helper___set_bit(checked(bit), words()); }
  /// Clears the bit.
  void clear(size_t bit) { cpp_helper___clear_bit(checked(bit), words()); }
  /// Sets the bit; whether it was set before.
  bool test_and_set(size_t bit) { return cpp_helper___test_and_set_bit(checked(bit), words()); }
  /// Clears the bit; whether it was set before.
  bool test_and_clear(size_t bit) { return cpp_helper___test_and_clear_bit(checked(bit), words()); }

  /// Sets the bit. Orders no other access to memory.
  void set_atomic(size_t bit) const { cpp_helper_set_bit(checked(bit), words()); }
  /// Clears the bit. Orders no other access to memory.
  void clear_atomic(size_t bit) const { cpp_helper_clear_bit(checked(bit), words()); }
  /// Sets the bit; whether it was set before. Accesses before and after it stay there.
  bool test_and_set_atomic(size_t bit) const {
    return cpp_helper_test_and_set_bit(checked(bit), words());
  }
  /// Clears the bit; whether it was set before. Accesses before and after it stay there.
  bool test_and_clear_atomic(size_t bit) const {
    return cpp_helper_test_and_clear_bit(checked(bit), words());
  }

  /// Sets \p count bits from \p first on.
  void set_range(size_t first, size_t count) {
    check_range(first, count);
    // Of a bitmap of one word, the kernel's function would shift by the size of a word.
    if (count > 0) cpp_helper_bitmap_set(words(), first, count);
  }
  /// Clears \p count bits from \p first on.
  void clear_range(size_t first, size_t count) {
    check_range(first, count);
    if (count > 0) cpp_helper_bitmap_clear(words(), first, count);
  }
  /// Sets all bits.
  void set_all() { set_range(0, size()); }
  /// Clears all bits.
  void clear_all() { clear_range(0, size()); }

  /// The first set bit at \p start or after it.
  std::optional<size_t> next_bit(size_t start) const {
    return found(cpp_helper_find_next_bit(words(), size(), start));
  }
  /// The first bit at \p start or after it that is not set.
  std::optional<size_t> next_zero_bit(size_t start) const {
    return found(cpp_helper_find_next_zero_bit(words(), size(), start));
  }
  /// The last set bit.
  std::optional<size_t> last_bit() const {
    return found(cpp_helper_find_last_bit(words(), size()));
  }

  /// All set bits in their order, for a loop. In the loop bits may be set and cleared.
  BitRange set_bits() const& { return BitRange(words(), size()); }
  BitRange set_bits() const&& = delete;

  /// The number of set bits.
  size_t count() const { return cpp_helper_bitmap_weight(words(), size()); }
  /// Whether no bit is set.
  bool none() const { return cpp_helper_bitmap_empty(words(), size()); }
  /// Whether all bits are set.
  bool all() const { return cpp_helper_bitmap_full(words(), size()); }

  /// Copies the bits of \p source, as many as there is room for; bits beyond those become 0.
  template <typename Source>
  void copy_and_extend(const BitmapOperations<Source>& source) {
    size_t common = source.size() < size() ? source.size() : size();
    cpp_helper_bitmap_copy_and_extend(words(), source.words(), common, size());
  }

  /// Whether both have as many bits, and the same ones are set.
  template <typename Other>
  bool operator==(const BitmapOperations<Other>& other) const {
    return size() == other.size() && cpp_helper_bitmap_equal(words(), other.words(), size());
  }

 protected:
  BitmapOperations() = default;
  ~BitmapOperations() = default;
  BitmapOperations(const BitmapOperations&) = default;
  BitmapOperations& operator=(const BitmapOperations&) = default;

 private:
  template <typename Other>
  friend class BitmapOperations;

  constexpr size_t size() const { return static_cast<const Self&>(*this).size(); }
  unsigned long* words() const { return static_cast<const Self&>(*this).as_raw(); }

  size_t checked(size_t bit) const {
    if (bit >= size()) bug("a bitmap has no such bit: compare with size() first");
    return bit;
  }

  void check_range(size_t first, size_t count) const {
    if (first > size() || count > size() - first)
      bug("a bitmap has no such bits: compare with size() first");
  }

  std::optional<size_t> found(size_t bit) const {
    if (bit >= size()) return std::nullopt;
    return bit;
  }
};

/// The set bits of a bitmap, as a loop sees them.
template <typename Self>
class BitmapOperations<Self>::BitRange : NotThreadSafe {
 public:
  /// Where each loop ends.
  struct End {};

  /// Where a loop is.
  class Iterator : NotThreadSafe {
   public:
    /// The bit.
    size_t operator*() const { return bit_; }
    /// Goes on to the next one.
    Iterator& operator++() {
      ++bit_;
      search();
      return *this;
    }
    /// Whether there is none any more.
    friend bool operator==(const Iterator& iterator, End) {
      return iterator.bit_ >= iterator.size_;
    }

   private:
    friend class BitRange;
    Iterator(const unsigned long* words, size_t size) : words_(words), size_(size) { search(); }

    void search() { bit_ = cpp_helper_find_next_bit(words_, size_, bit_); }

    const unsigned long* words_;
    size_t size_;
    size_t bit_ = 0;
  };

  /// The first one.
  Iterator begin() const { return Iterator(words_, size_); }
  /// The end.
  End end() const { return {}; }

 private:
  friend class BitmapOperations;
  BitRange(const unsigned long* words, size_t size) : words_(words), size_(size) {}

  const unsigned long* words_;
  size_t size_;
};

/// A bitmap of \p bits bits, a number known while compiling; all are 0 at first.
///
/// It may be a `constinit` variable, and can be copied. See BitmapOperations for what it can do.
///
/// \context Any.
/// \wraps{linux/bitmap.h,core-api/kernel-api.html}
template <size_t bits>
class Bitmap : public BitmapOperations<Bitmap<bits>> {
  static_assert(bits > 0 && bits <= 0x7fffffff, "the kernel's bitmaps have 1 to INT_MAX bits");

 public:
  constexpr Bitmap() = default;

  /// The number of bits.
  static constexpr size_t size() { return bits; }

  /// The words that hold the bits, for C functions.
  ///
  /// \safety Through it, only what is atomic may change a bitmap that others use.
  unsigned long* as_raw() const { return words_; }

 private:
  // atomic operations change bitmaps that are shared, and for that reason constant
  mutable unsigned long words_[detail::words_of(bits)] = {};
};

/// A bitmap with a number of bits that is found at run time and does not change; all are 0 at
/// first.
///
///     # size_t channels = 100;
///     auto used = TRY(kernel::BitmapVec::make(channels, kernel::GFP_KERNEL));
///     used.set_range(0, 10);
///     EXPECT_EQ(*used.next_zero_bit(0), 10);
///
/// Up to 64 bits (32 on 32-bit machines) lie in the object itself, more in memory from the
/// allocator A: BitmapVec uses Kmalloc. Two words wide. It can be moved and not copied but by
/// clone(); one that was moved from has no bits. See BitmapOperations for what it can do.
///
/// \invariant Of more than kMaxInline bits, the words are a block of A; otherwise they are one in
/// the object.
/// \context Making: as the flags say. Else any, with Kmalloc also for destroying.
/// \wraps{linux/bitmap.h,core-api/kernel-api.html}
template <alloc::Allocator A>
class BasicBitmapVec : public BitmapOperations<BasicBitmapVec<A>> {
 public:
  /// The greatest number of bits that needs no memory.
  static constexpr size_t kMaxInline = detail::kBitsPerLong;
  /// The greatest number of bits.
  static constexpr size_t kMaxSize = 0x7fffffff;

  /// A bitmap of \p size bits, which may be 0.
  ///
  /// \errors #ENOMEM, also for a size that is impossible; never up to kMaxInline.
  static Result<BasicBitmapVec> make(size_t size, alloc::Flags flags) {
    if (size <= kMaxInline) return BasicBitmapVec(size);
    unsigned long* block = TRY(allocate(size, flags | __GFP_ZERO));
    return BasicBitmapVec(size, block);
  }

  /// A bitmap with the same bits.
  ///
  /// \errors #ENOMEM; never up to kMaxInline.
  Result<BasicBitmapVec> clone(alloc::Flags flags) const {
    if (size_ <= kMaxInline) return BasicBitmapVec(size_, word_);
    unsigned long* block = TRY(allocate(size_, flags));
    __builtin_memcpy(block, block_, bytes(size_));
    return BasicBitmapVec(size_, block);
  }

  /// Takes the bits over; \p other has none then.
  BasicBitmapVec(BasicBitmapVec&& other) { take(other); }
  /// Drops its own bits and takes those of \p other, which has none then.
  BasicBitmapVec& operator=(BasicBitmapVec&& other) {
    if (this != &other) {
      free();
      take(other);
    }
    return *this;
  }
  ~BasicBitmapVec() { free(); }

  /// The number of bits.
  size_t size() const { return size_; }

  /// The words that hold the bits, for C functions.
  ///
  /// \safety Through it, only what is atomic may change a bitmap that others use. Moving the bitmap
  /// may make it invalid.
  unsigned long* as_raw() const { return size_ > kMaxInline ? block_ : &word_; }

 private:
  explicit BasicBitmapVec(size_t size, unsigned long word = 0) : word_(word), size_(size) {}
  BasicBitmapVec(size_t size, unsigned long* block) : block_(block), size_(size) {}

  static constexpr size_t bytes(size_t size) {
    return detail::words_of(size) * sizeof(unsigned long);
  }

  static Result<unsigned long*> allocate(size_t size, alloc::Flags flags) {
    if (size > kMaxSize) return ENOMEM;
    void* block = A::allocate(bytes(size), alignof(unsigned long), flags);
    if (!block) return ENOMEM;
    return static_cast<unsigned long*>(block);
  }

  void take(BasicBitmapVec& other) {
    size_ = other.size_;
    if (size_ > kMaxInline)
      block_ = other.block_;
    else
      word_ = other.word_;
    other.size_ = 0;
  }

  void free() {
    if (size_ > kMaxInline) A::deallocate(block_);
  }

  union {
    // atomic operations change bitmaps that are shared, and for that reason constant
    mutable unsigned long word_;
    unsigned long* block_;
  };
  size_t size_;
};

/// A bitmap in memory from Kmalloc: up to some 32 million bits.
using BitmapVec = BasicBitmapVec<Kmalloc>;

/// A bitmap that C code, or another object, owns. See BitmapOperations for what it can do.
///
///     unsigned long flags[2] = {};   // part of a C structure
///     // SAFETY: the array has as many bits, outlives `bits`, and nobody else uses it.
///     auto bits = kernel::BitmapRef::from_raw(flags, 8 * sizeof(flags));
///     bits.set(5);
///     EXPECT_EQ(flags[0], 1UL << 5);
///
/// \invariant The words are there as long as the BitmapRef is used.
/// \context Any.
/// \wraps{linux/bitmap.h,core-api/kernel-api.html}
class BitmapRef : public BitmapOperations<BitmapRef> {
 public:
  /// The \p size bits in \p words.
  ///
  /// \safety The words must hold that many bits, at most 2147483647, and fulfil the invariant. What
  /// others do with them at the same time must be atomic, and so must then what is done here.
  static BitmapRef from_raw(unsigned long* words, size_t size) { return {words, size}; }

  /// The number of bits.
  size_t size() const { return size_; }

  /// The words that hold the bits, for C functions.
  ///
  /// \safety As for from_raw().
  unsigned long* as_raw() const { return words_; }

 private:
  BitmapRef(unsigned long* words, size_t size) : words_(words), size_(size) {}

  unsigned long* words_;
  size_t size_;
};

/// \cond
template <>
inline constexpr bool kIsSend<BitmapRef> = false;
/// \endcond

}  // namespace kernel
