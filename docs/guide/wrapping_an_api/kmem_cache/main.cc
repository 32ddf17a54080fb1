// SPDX-License-Identifier: GPL-2.0
// Books from a cache of their own: what tests the wrapper, and shows its use.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

#include "kmem_cache.hpp"

using kernel::GFP_KERNEL;
using kernel::Result;

//! [use]
struct Book {
  explicit Book(int year) : year(year) {}
  Book(const Book&) = delete;
  ~Book() { pr_info("the book of {} goes back\n", year); }

  int year;
};

class Books : public kernel::Module<Books> {
 public:
  static Result<Books> init(kernel::ThisModule&) {
    auto cache = TRY(KmemCache<Book>::make("books"));
    auto first = TRY(cache.alloc(GFP_KERNEL, 1815));
    auto second = TRY(cache.alloc(GFP_KERNEL, 1843));
    pr_info("two books: {}, {}\n", first->year, second->year);
    return {std::in_place, std::move(cache), std::move(second)};
  }

  Books(KmemCache<Book> cache, CacheBox<Book> kept)
      : cache_(std::move(cache)), kept_(std::move(kept)) {}

 private:
  KmemCache<Book> cache_;
  CacheBox<Book> kept_;  // goes first
};
//! [use]

KERNEL_MODULE(Books, {
  .name = "books",
  .description = "Takes books from a slab cache",
  .license = "GPL",
});
