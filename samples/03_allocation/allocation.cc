// SPDX-License-Identifier: GPL-2.0
// Memory in the kernel: where it comes from, who owns it, and how all of it goes back.

#include <kernel/alloc/kbox.hpp>
#include <kernel/alloc/kvec.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/rbtree.hpp>

using kernel::GFP_KERNEL;
using kernel::GFP_NOWAIT;
using kernel::KBox;
using kernel::KVec;
using kernel::KVVec;
using kernel::Result;
using kernel::VBox;

//! [counted]
// Counts the books that were made and the books that are gone.
class Book {
 public:
  explicit Book(int year) : year_(year) { ++made; }
  Book(const Book&) = delete;
  ~Book() { ++gone; }

  int year() const { return year_; }

  static constinit int made;
  static constinit int gone;

 private:
  int year_;
};
constinit int Book::made = 0;
constinit int Book::gone = 0;
//! [counted]

//! [pinned]
// Points into itself, and so must stay where it was built: it can be neither copied nor moved.
class Shelf {
 public:
  explicit Shelf(int first, int last) : years_{first, last}, favourite_(years_[1]) {}
  Shelf(const Shelf&) = delete;

  int favourite() const { return favourite_; }

 private:
  int years_[2];
  int& favourite_;
};
//! [pinned]

//! [allocators]
static Result<void> three_allocators() {
  // Kmalloc: small things, and whatever hardware has to see in one piece.
  KBox<Book> book = TRY(KBox<Book>::make(GFP_KERNEL, 1843));
  // Vmalloc: large things, in whole pages that only the processor sees in one piece.
  VBox<char[1 << 20]> scan = TRY(VBox<char[1 << 20]>::make_zeroed(GFP_KERNEL));
  // KVmalloc: what may become either.
  KVVec<int> years = TRY(KVVec<int>::from_elem(book->year(), 100000, GFP_KERNEL));
  pr_info("a book of {}, a scan of {} bytes, {} years\n", book->year(), sizeof(*scan),
          years.size());
  return {};
}  // all three are given back here
//! [allocators]

//! [impossible]
static void ask_for_the_impossible() {
  KVec<int> numbers;
  Result<void> result = numbers.reserve(1UL << 60, GFP_KERNEL);
  if (result.is_err()) pr_info("room for 2^60 numbers: {}\n", result.error());
}
//! [impossible]

//! [growing]
static Result<void> grow() {
  KVec<int> numbers;
  int moves = 0;
  for (int i = 0; i < 1000; ++i) {
    if (numbers.size() == numbers.capacity()) ++moves;  // the next push needs a larger block
    TRY(numbers.push(i, GFP_KERNEL));
  }
  pr_info("{} numbers, {} blocks on the way\n", numbers.size(), moves);
  return {};
}
//! [growing]

//! [reserved]
static Result<void> do_not_grow() {
  KVec<int> numbers;
  TRY(numbers.reserve(3, GFP_KERNEL));  // here the kernel may sleep until memory is free
  // From here on nothing may sleep, under a spinlock for instance: the room is there already.
  for (int i = 0; i < 3; ++i) TRY(numbers.push(i, GFP_NOWAIT));
  pr_info("{} numbers without another allocation\n", numbers.size());
  return {};
}
//! [reserved]

//! [module]
class Allocation : public kernel::Module<Allocation> {
  using Index = kernel::RBTree<int, KBox<Book>>;

 public:
  static Result<Allocation> init(kernel::ThisModule&) {
    TRY(three_allocators());
    ask_for_the_impossible();
    TRY(grow());
    TRY(do_not_grow());

    KBox<Shelf> shelf = TRY(KBox<Shelf>::make(GFP_KERNEL, 1815, 1852));
    Index index;
    for (int year : {1852, 1815, 1843}) {
      KBox<Book> book = TRY(KBox<Book>::make(GFP_KERNEL, year));
      TRY(index.try_create_and_insert(year, std::move(book), GFP_KERNEL));
    }
    return {std::in_place, std::move(shelf), std::move(index)};
  }

  Allocation(KBox<Shelf> shelf, Index index) : shelf_(std::move(shelf)), index_(std::move(index)) {
    pr_info("the favourite is of {}\n", shelf_->favourite());
    for (auto [year, book] : index_) pr_info("in order: {}\n", book->year());
  }

 private:
  // Members are destroyed in reverse order: this one last, when the books must be gone.
  struct Census {
    ~Census() { pr_info("{} books made, {} gone\n", Book::made, Book::gone); }
  } census_;
  KBox<Shelf> shelf_;
  Index index_;
};
//! [module]

KERNEL_MODULE(Allocation, {
  .name = "allocation",
  .authors = {"The C++ for Linux authors"},
  .description = "Allocates in every way, and gives everything back",
  .license = "GPL",
});
