// SPDX-License-Identifier: GPL-2.0
//
// The kernel has no memory left: for all that an operation allocates, then for all but the first
// allocation, and so on, with what the kernel itself allocates for our objects.
// Not swept: it makes its allocations fail itself.
#include <kernel/alloc/kbox.hpp>
#include <kernel/alloc/kvec.hpp>
#include <kernel/devres.hpp>
#include <kernel/faux.hpp>
#include <kernel/ida.hpp>
#include <kernel/ktap.hpp>
#include <kernel/mm/vmalloc_user.hpp>
#include <kernel/pci/driver.hpp>
#include <kernel/proc.hpp>
#include <kernel/revocable.hpp>
#include <kernel/str/cstring.hpp>
#include <kernel/sync/arc.hpp>
#include <kernel/sync/srcu.hpp>
#include <kernel/sysctl.hpp>
#include <kernel/thread.hpp>
#include <kernel/workqueue/queue.hpp>
#include <kernel/xarray.hpp>

extern "C" {
#include "fail_nth.h"
}

using kernel::ENOMEM;
using kernel::GFP_ATOMIC;
using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::Result;
using kernel::XArray;
using kernel::workqueue::OwnedQueue;
using kernel::xarray::AllocKind;
namespace pci = kernel::pci;

namespace {

using Srcu = kernel::Srcu<"out_of_memory">;

// The kernel's own bookkeeping allocates as well (kmemleak, debug objects) and manages without.
// So an operation may succeed although an allocation failed; if it does not, it says ENOMEM.
// Returns how often it did not.
template <typename F>
int times_refused(kernel::ktap::Test& test, F&& operation) {
  int refused = 0;
  for (unsigned int number = 1; number < 1000; ++number) {
    fail_allocations_from(number);
    const auto result = operation();
    const bool failed = stop_failing();
    if (result.is_err()) {
      EXPECT(failed);
      EXPECT_EQ(result.error(), ENOMEM);
      ++refused;
    }
    if (!failed) return refused;
  }
  EXPECT(!"it came to an end");
  return refused;
}

TEST(box) {
  EXPECT(times_refused(test, [] { return KBox<int>::make(GFP_KERNEL, 1); }) >= 1);
  EXPECT(times_refused(test, [] { return kernel::VBox<int>::make(GFP_KERNEL, 1); }) >= 1);
}

TEST(vector) {
  kernel::KVec<int> numbers;
  EXPECT(times_refused(test, [&] { return numbers.push(7, GFP_KERNEL); }) >= 1);
  REQUIRE(!numbers.empty());
  EXPECT_EQ(numbers[0], 7);
}

TEST(arc) {
  EXPECT(times_refused(test, [] { return kernel::Arc<int>::make(GFP_KERNEL, 1); }) >= 1);
  EXPECT(times_refused(test, [] { return kernel::Arc<Srcu>::init(GFP_KERNEL, Srcu::init); }) >= 1);
}

TEST(string) {
  EXPECT(times_refused(test, [] { return kernel::CString::make("a text", GFP_KERNEL); }) >= 1);
}

// Nodes for large indices are many, and the value comes back each time.
TEST(xarray_store) {
  XArray<KBox<int>> numbers(AllocKind::kAlloc);
  auto made = KBox<int>::make(GFP_KERNEL, 5);
  REQUIRE(made.is_ok());
  KBox<int> box = std::move(made).value();
  int given_back = 0;
  const int refused = times_refused(test, [&] {
    auto guard = numbers.lock();
    Result<void> inserted = guard.insert(1UL << 40, std::move(box), GFP_ATOMIC);
    if (inserted.is_err()) {
      if (*box == 5 && guard.begin() == guard.end()) ++given_back;
    } else {
      box = *guard.remove(1UL << 40);
    }
    return inserted;
  });
  EXPECT(refused >= 1);
  EXPECT_EQ(given_back, refused);
}

TEST(xarray_alloc) {
  XArray<KBox<int>> numbers(AllocKind::kAlloc);
  auto made = KBox<int>::make(GFP_KERNEL, 5);
  REQUIRE(made.is_ok());
  KBox<int> box = std::move(made).value();
  const kernel::xarray::Limit far = {.min = 1 << 20};
  EXPECT(times_refused(test, [&] {
           auto guard = numbers.lock();
           Result<u32> index = guard.alloc(std::move(box), far, GFP_ATOMIC);
           if (index.is_ok()) box = *guard.remove(index.value());
           return index;
         }) >= 1);
  EXPECT_EQ(*box, 5);
}

TEST(id_allocator) {
  kernel::IdAllocator ids;
  EXPECT(times_refused(test, [&] { return ids.alloc_min(1 << 20, GFP_KERNEL); }) >= 1);
}

TEST(srcu) {
  EXPECT(times_refused(test, [] { return KBox<Srcu>::init(GFP_KERNEL, Srcu::init); }) >= 1);
}

TEST(thread) {
  EXPECT(times_refused(test, [] { return kernel::Thread::spawn(GFP_KERNEL, "short", [] {}); }) >=
         2);
}

TEST(work_queue) {
  EXPECT(times_refused(test, [] { return OwnedQueue::make("cpp_queue"); }) >= 2);
}

// Each looks its name up in a /proc of its own first.
TEST(file_in_proc) {
  using Entry = kernel::proc::Entry<kernel::Atomic<int>>;
  EXPECT(times_refused(test,
                       [] { return Entry::make(GFP_KERNEL, {.name = "cpp_out_of_memory"}); }) >= 4);
}

TEST(setting) {
  using Setting = kernel::sysctl::Setting<kernel::Atomic<int>>;
  EXPECT(times_refused(test, [] {
           return Setting::make(GFP_KERNEL, {.path = "cpp_out_of_memory", .name = "number"});
         }) >= 4);
}

TEST(pages_for_programs) {
  EXPECT(times_refused(test, [] { return kernel::VmallocUser::make(100'000); }) >= 1);
}

TEST(taken_away) {
  using Level = kernel::Revocable<int>;
  EXPECT(times_refused(test, [] {
           return KBox<Level>::init(GFP_KERNEL, [](kernel::Slot<Level> slot) {
             return Level::init(std::move(slot), 7);
           });
         }) >= 2);
}

TEST(tied_to_a_device) {
  auto owner = kernel::faux::Registration::make(GFP_KERNEL, "cpp_out_of_memory");
  REQUIRE(owner.is_ok());
  const auto& device = owner.value().device();
  EXPECT(times_refused(
             test, [&device] { return kernel::Devres<int>::make(GFP_KERNEL, device, 7); }) >= 3);
}

constinit kernel::ktap::Test* running = nullptr;
constinit bool probed = false;

class Edu : public pci::Driver<Edu> {
 public:
  static constexpr auto kIds = pci::id_table(pci::DeviceId::from_id(0x1234, 0x11e8));

  // The kernel calls a region busy, too, when it has no memory to note whose it is. It has more of
  // them to get when it maps the region, of which it reports the last as a mistake of its own: so
  // this ends at the first.
  static Result<Edu> probe(const pci::Device<kernel::device::Core>& device) {
    kernel::ktap::Test& test = *running;
    auto map = [&device] { return device.iomap_region<0x80, "out_of_memory">(GFP_KERNEL, 0); };
    bool reserved = false;
    for (unsigned int number = 1; number < 1000; ++number) {
      fail_allocations_from(number);
      auto registers = map();
      EXPECT(stop_failing());
      if (registers.is_ok()) break;
      const bool busy = registers.error() == kernel::EBUSY;
      EXPECT(busy || registers.error() == ENOMEM);
      reserved = reserved || busy;
      if (reserved && !busy) break;
    }
    EXPECT(reserved);
    EXPECT(map().is_ok());
    probed = true;
    return {std::in_place};
  }
};
KERNEL_PCI_DEVICE_TABLE(Edu);

TEST(registers) {
  running = &test;
  EXPECT(pci::DriverRegistration<Edu>::make(GFP_KERNEL).is_ok());
  EXPECT(probed);
}

}  // namespace

KTAP_MODULE(out_of_memory, box, vector, arc, string, xarray_store, xarray_alloc, id_allocator, srcu,
            thread, work_queue, file_in_proc, setting, pages_for_programs, taken_away,
            tied_to_a_device, registers);
