// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Memory in pieces, as a device sees it.

#include <helpers/scatterlist.h>

#include <kernel/dma/address.hpp>
#include <kernel/lifetime.hpp>

namespace kernel::scatterlist {

/// A piece of memory that a device finds in one go: an element of an SGTable.
///
///     # #include <kernel/scatterlist/sg_table.hpp>
///     u64 end_of(kernel::scatterlist::SGEntry entry) {
///       return entry.dma_address().as_raw() + entry.dma_len();
///     }
///     # ---
///     # static_assert(std::is_trivially_copyable_v<kernel::scatterlist::SGEntry>);
///
/// It tells nothing of how long the memory is there.
///
/// \context Any.
/// \wraps{linux/scatterlist.h,core-api/dma-api.html}
class SGEntry {
 public:
  /// Where the device finds it (`sg_dma_address()`).
  dma::Address dma_address() const { return address_; }
  /// How many bytes there are (`sg_dma_len()`).
  size_t dma_len() const { return length_; }

 private:
  friend class SGTable;
  SGEntry(dma::Address address, size_t length) : address_(address), length_(length) {}

  dma::Address address_;
  size_t length_;
};

/// Memory that a device was given, piece by piece in order: what large buffers consist of, as the
/// kernel seldom has many pages in a row. Owned and drm::gem::shmem::SGTable are such tables.
///
///     # #include <kernel/scatterlist/sg_table.hpp>
///     // A device with two registers for each piece is told where its buffer is.
///     void fill(const kernel::scatterlist::SGTable& table) {
///       for (kernel::scatterlist::SGEntry entry : table)
///         pr_info("{} bytes at {:#x}\n", entry.dma_len(), entry.dma_address().as_raw());
///     }
///     # ---
///     # static_assert(!std::is_copy_constructible_v<kernel::scatterlist::SGTable>);
///
/// The kernel may join pieces that the device sees in a row, so there may be less of them than
/// pages. No piece is larger than what the device takes at once.
///
/// \context Any.
/// \wraps{linux/scatterlist.h,core-api/dma-api.html}
class SGTable {
 public:
  /// Goes from one piece to the next.
  class Iterator {
   public:
    /// The piece.
    SGEntry operator*() const {
      return {dma::Address::from_raw(cpp_helper_sg_dma_address(at_)), cpp_helper_sg_dma_len(at_)};
    }
    /// Goes on.
    Iterator& operator++() {
      at_ = cpp_helper_sg_next(at_);
      --left_;
      return *this;
    }
    /// The same; its old state is the result.
    Iterator operator++(int) {
      Iterator old = *this;
      ++*this;
      return old;
    }
    /// Whether both are at the same piece of a table.
    friend bool operator==(const Iterator& left, const Iterator& right) {
      return left.left_ == right.left_;
    }

   private:
    friend class SGTable;
    Iterator(::scatterlist* at, unsigned left) : at_(at), left_(left) {}

    ::scatterlist* at_;
    unsigned left_;
  };

  SGTable(const SGTable&) = delete;
  SGTable& operator=(const SGTable&) = delete;

  /// The first piece.
  Iterator begin() const KERNEL_LIFETIME_BOUND { return {table_.sgl, table_.nents}; }
  /// Behind the last one.
  Iterator end() const KERNEL_LIFETIME_BOUND { return {nullptr, 0}; }
  /// How many pieces there are.
  unsigned nents() const { return table_.nents; }

 protected:
  /// \cond
  explicit SGTable(const ::sg_table& table) : table_(table) {}
  ~SGTable() = default;
  ::sg_table* as_raw() const { return &table_; }
  /// \endcond

 private:
  mutable ::sg_table table_;
};

}  // namespace kernel::scatterlist
