// SPDX-License-Identifier: GPL-2.0
// Solution of an exercise: what leaves an index lives on with its new owner.

#include <kernel/alloc/kbox.hpp>
#include <kernel/alloc/kvec.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/rbtree.hpp>

using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::KVec;
using kernel::Result;

//! [solution]
class Book {
 public:
  explicit Book(int year) : year_(year) {}
  Book(const Book&) = delete;
  //! [task]
  //! say "{} is gone" when a book goes.
  ~Book() { pr_info("{} is gone\n", year_); }
  //! [task]

  int year() const { return year_; }

 private:
  int year_;
};

class TakeOut : public kernel::Module<TakeOut> {
  using Index = kernel::RBTree<int, KBox<Book>>;

 public:
  static Result<TakeOut> init(kernel::ThisModule&) {
    Index index;
    for (int year : {1852, 1815, 1903, 1843, 1871}) {
      KBox<Book> book = TRY(KBox<Book>::make(GFP_KERNEL, year));
      TRY(index.try_create_and_insert(year, std::move(book), GFP_KERNEL));
    }

    //! [task]
    //! take 1843, 1844 and 1903 out into a vector, say which is not here and how many are lent,
    //! and let those go.
    KVec<KBox<Book>> lent;
    TRY(lent.reserve(2, GFP_KERNEL));  // before a book is out, as this may fail
    for (int year : {1843, 1844, 1903}) {
      if (auto book = index.remove(year))
        TRY(lent.push(std::move(*book), GFP_KERNEL));
      else
        pr_info("{} is not here\n", year);
    }
    pr_info("{} lent\n", lent.size());
    lent.clear();
    //! [task]
    return {std::in_place, std::move(index)};
  }

  explicit TakeOut(Index index) : index_(std::move(index)) {
    for (auto [year, book] : index_) pr_info("{} is here\n", book->year());
  }

 private:
  Index index_;
};
//! [solution]

KERNEL_MODULE(TakeOut, {
  .name = "take_out",
  .description = "Takes books out of an index",
  .license = "GPL",
});
