// SPDX-License-Identifier: GPL-2.0
// A mistake: a vector that grows would move what must not move.

#include <kernel/alloc/kvec.hpp>
#include <kernel/module.hpp>

//! [mistake]
class Shelf {
 public:
  explicit Shelf(int year) : year_(year), favourite_(year_) {}
  Shelf(const Shelf&) = delete;

 private:
  int year_;
  int& favourite_;
};

struct Immovable : kernel::Module<Immovable> {
  static kernel::Result<Immovable> init(kernel::ThisModule&) {
    kernel::KVec<Shelf> shelves;
    TRY(shelves.emplace(kernel::GFP_KERNEL, 1843));
    return {std::in_place};
  }
};
//! [mistake]

KERNEL_MODULE(Immovable, {
  .name = "immovable",
  .description = "Does not compile",
  .license = "GPL",
});
