// SPDX-License-Identifier: GPL-2.0
// A member takes what was built in the slot of another object.
// misuse: Objects in place: a member that was built elsewhere
// rust: the API has no such call: an initializer is run where the member is

#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>

using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::Member;
using kernel::Placed;
using kernel::Result;
using kernel::Slot;

struct Number {
  explicit Number(int number) : number(number) {}
  int number;
};

class Device {
 public:
  explicit Device(Placed<Number> number) : number_(std::move(number)) {}
  int number() const { return number_->number; }

 private:
  Member<Number> number_;
};

static Result<void> misuse() {
  auto number = TRY(KBox<Number>::init(GFP_KERNEL, [](Slot<Number> slot) -> Result<Placed<Number>> {
    auto placed = std::move(slot).emplace(7);
    auto device = TRY(KBox<Device>::make(GFP_KERNEL, std::move(placed)));
    pr_info("{}\n", device->number());
    return kernel::EIO;
  }));
  return {};
}

struct MemberElsewhere : kernel::Module<MemberElsewhere> {
  static Result<MemberElsewhere> init(kernel::ThisModule&) {
    TRY(misuse());
    return {std::in_place};
  }
};

KERNEL_MODULE(MemberElsewhere, {
  .name = "member_elsewhere",
  .description = "Broken on purpose",
  .license = "GPL",
});
