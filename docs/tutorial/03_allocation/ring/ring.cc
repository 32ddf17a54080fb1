// SPDX-License-Identifier: GPL-2.0
// Solution of an exercise: an object that cannot move and whose making can fail.

#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>

using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::Placed;
using kernel::Result;
using kernel::Slot;

//! [solution]
MODULE_PARAM(size, unsigned int, 4, 0444, "how many values it remembers");

class Ring {
  static constexpr unsigned int kRoom = 16;

 public:
  static Result<KBox<Ring>> make(unsigned int size) {
    //! [task]
    //! return a ring in a box, or EINVAL for a size that it cannot have.
    //! > return kernel::ENOSYS;
    return KBox<Ring>::init(GFP_KERNEL, [&](Slot<Ring> slot) -> Result<Placed<Ring>> {
      if (size == 0 || size > kRoom) return kernel::EINVAL;
      return std::move(slot).emplace(size);
    });
    //! [task]
  }

  //! [task]
  //! the constructor; and may a ring be copied?
  explicit Ring(unsigned int size) : next_(values_), end_(values_ + size) {}
  Ring(const Ring&) = delete;
  //! [task]

  void add(int value) {
    //! [task]
    //! put the value where the oldest one is, and keep the sum right.
    sum_ += value - *next_;
    *next_ = value;
    if (++next_ == end_) next_ = values_;
    //! [task]
  }

  int sum() const { return sum_; }

 private:
  //! [task]
  //! the array, the place in it where the next value goes, and its end.
  int values_[kRoom] = {};
  int* next_;
  int* end_;
  //! [task]
  int sum_ = 0;
};

class RingModule : public kernel::Module<RingModule> {
 public:
  static Result<RingModule> init(kernel::ThisModule&) {
    KBox<Ring> ring = TRY(Ring::make(size.get()));
    return {std::in_place, std::move(ring)};
  }

  explicit RingModule(KBox<Ring> ring) : ring_(std::move(ring)) {
    for (int value = 1; value <= 10; ++value) ring_->add(value);
    pr_info("the last {} values add up to {}\n", size.get(), ring_->sum());
  }

 private:
  KBox<Ring> ring_;
};
//! [solution]

KERNEL_MODULE(RingModule, {
  .name = "ring",
  .description = "Remembers the last values",
  .license = "GPL",
});
