// SPDX-License-Identifier: GPL-2.0
// Builds an object that cannot move, in steps that may fail.

#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>

using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::Placed;
using kernel::Result;
using kernel::Slot;

//! [in_place]
// Points into itself, and needs memory that may not be there.
class Reader {
 public:
  static Result<KBox<Reader>> make(int pages) {
    return KBox<Reader>::init(GFP_KERNEL, [&](Slot<Reader> slot) -> Result<Placed<Reader>> {
      auto page = TRY(KBox<char[4096]>::make_zeroed(GFP_KERNEL));  // before: nothing to undo
      auto reader = std::move(slot).emplace(std::move(page));      // here it is, to stay
      TRY(reader->open(pages));                                    // after: it is destroyed
      return reader;
    });
  }

  explicit Reader(KBox<char[4096]> page) : page_(std::move(page)), position_(&first_) {
    pr_info("reader built\n");
  }
  Reader(const Reader&) = delete;
  ~Reader() { pr_info("reader destroyed\n"); }

  int position() const { return *position_; }

 private:
  Result<void> open(int pages) {
    if (pages == 0) return kernel::ENODATA;
    return {};
  }

  KBox<char[4096]> page_;
  int first_ = 1;
  int* position_;
};
//! [in_place]

//! [use]
class InPlace : public kernel::Module<InPlace> {
 public:
  static Result<InPlace> init(kernel::ThisModule&) {
    auto empty = Reader::make(0);
    if (empty.is_err()) pr_info("no pages: {}\n", empty.error());
    KBox<Reader> reader = TRY(Reader::make(3));
    return {std::in_place, std::move(reader)};
  }

  explicit InPlace(KBox<Reader> reader) : reader_(std::move(reader)) {
    pr_info("at page {}\n", reader_->position());
  }

 private:
  KBox<Reader> reader_;
};
//! [use]

KERNEL_MODULE(InPlace, {
  .name = "in_place",
  .description = "Builds an object that cannot move",
  .license = "GPL",
});
