// SPDX-License-Identifier: GPL-2.0
//
// A device that copies from pieces into pieces: buffers of a driver, and objects of programs.
#include <kernel/dma/mask.hpp>
#include <kernel/drm/gem/sg_table.hpp>
#include <kernel/drm/registration.hpp>
#include <kernel/ktap.hpp>
#include <kernel/scatterlist/owned.hpp>

#include "../edu.hpp"

using kernel::Atomic;
using kernel::GFP_KERNEL;
using kernel::Relaxed;
using kernel::Result;
using kernel::VVec;
using kernel::device::Core;
using kernel::dma::Direction;
using kernel::scatterlist::Owned;
using kernel::scatterlist::SGTable;
namespace dma = kernel::dma;
namespace drm = kernel::drm;
namespace pci = kernel::pci;

namespace {

// Of its 4096 bytes QEMU takes the last one for none of them.
constexpr size_t kMost = 4095;
// Three pages, the last one not whole.
constexpr size_t kSize = 10000;
using Outgoing = Owned<u8, Direction::kToDevice>;
using Incoming = Owned<u8, Direction::kFromDevice>;

u8 pattern(size_t i) { return static_cast<u8>(i * 7 + i / 256); }

struct Screen;
struct Image {
  using Driver = Screen;
  static Result<Image> make(const drm::Device<Screen>&, size_t) { return Image{}; }
};
struct Screen {
  struct Data {};
  struct File {
    static Result<File> open(const drm::Device<Screen>&) { return File{}; }
  };
  using Object = drm::gem::shmem::Object<Image>;
  using Ioctls = drm::ioctl::Table<>;
  static constexpr drm::DriverInfo kInfo = {.name = "cpp-screen", .desc = "Copies"};
};
using Pages = drm::gem::shmem::SGTable<Image>;

// What probe() has found; it is 1 if all is right.
constinit Atomic<int> buffers_copied{0};
constinit Atomic<int> objects_copied{0};

/// What is at an offset: the address, and how much follows in this piece.
struct Place {
  u64 address;
  size_t left;
};

Place at(const SGTable& table, size_t offset) {
  for (auto piece : table) {
    if (offset < piece.dma_len())
      return {(piece.dma_address() + offset).as_raw(), piece.dma_len() - offset};
    offset -= piece.dma_len();
  }
  return {0, 0};
}

class Edu : public pci::Driver<Edu> {
 public:
  static constexpr auto kIds = edu::kIds;

  static Result<Edu> probe(const pci::Device<Core>& device) {
    TRY(device.enable_device_mem(GFP_KERNEL));
    TRY(dma::set_mask(device, dma::Mask::make<32>()));
    auto bar = TRY(device.iomap_region<edu::kSize, "scatter_edu_test">(GFP_KERNEL, 0));
    auto registers = TRY(bar.access(device));
    auto master = TRY(device.set_master(GFP_KERNEL));
    TRY(copy_buffers(device, *registers));

    auto screen = TRY(drm::Registration<Screen>::make(device));
    TRY(copy_objects(device, *registers, screen.device()));
    // The object outlives its place on the device, which goes when the driver is detached.
    auto object = TRY(Screen::Object::make(screen.device(), kSize));
    auto pages = TRY(Pages::make(GFP_KERNEL, device, *object));
    return {std::in_place, std::move(screen), std::move(object), std::move(pages)};
  }

  Edu(drm::Registration<Screen> screen, kernel::ARef<Screen::Object> object,
      kernel::Devres<Pages> pages)
      : screen_(std::move(screen)), object_(std::move(object)), pages_(std::move(pages)) {}

 private:
  static Result<void> copy_buffers(const pci::Device<Core>& device, const edu::Bar& registers) {
    auto full = TRY(VVec<u8>::from_elem(0, kSize, GFP_KERNEL));
    for (size_t i = 0; i < kSize; ++i) full[i] = pattern(i);
    auto empty = TRY(VVec<u8>::from_elem(0, kSize, GFP_KERNEL));
    auto outgoing = TRY(Outgoing::make(GFP_KERNEL, device, std::move(full)));
    auto incoming = TRY(Incoming::make(GFP_KERNEL, device, std::move(empty)));
    auto out = TRY(outgoing.access(device));
    auto in = TRY(incoming.access(device));
    // What changes in the meantime, the device sees.
    const u8 changed[] = {1, 2, 3};
    TRY(out->write(5000, changed));
    TRY(copy(registers, *out, *in));

    auto seen = TRY(VVec<u8>::from_elem(0, kSize, GFP_KERNEL));
    TRY(in->read(0, seen.span()));
    bool right = true;
    for (size_t i = 0; i < kSize; ++i)
      right = right && seen[i] == (i >= 5000 && i < 5003 ? changed[i - 5000] : pattern(i));
    buffers_copied.store(right, Relaxed);
    return {};
  }

  static Result<void> copy_objects(const pci::Device<Core>& device, const edu::Bar& registers,
                                   const drm::Device<Screen>& screen) {
    auto from = TRY(Screen::Object::make(screen, kSize));
    auto to = TRY(Screen::Object::make(screen, kSize));
    auto sources = TRY(Pages::make(GFP_KERNEL, device, *from));
    auto targets = TRY(Pages::make(GFP_KERNEL, device, *to));
    auto source = TRY(sources.access(device));
    auto target = TRY(targets.access(device));
    auto written = TRY(from->vmap());
    for (size_t i = 0; i < kSize; ++i) TRY(written.write(i, pattern(i)));
    source->sync_for_device();
    target->sync_for_device();
    TRY(copy(registers, *source, *target));
    target->sync_for_cpu();

    auto seen = TRY(to->vmap());
    bool right = true;
    for (size_t i = 0; i < kSize; ++i) {
      u8 byte = TRY(seen.read<u8>(i));
      right = right && byte == pattern(i);
    }
    objects_copied.store(right, Relaxed);
    return {};
  }

  static Result<void> copy(const edu::Bar& registers, const SGTable& from, const SGTable& to) {
    for (size_t done = 0; done < kSize;) {
      const Place source = at(from, done);
      const Place target = at(to, done);
      size_t count = kMost;
      for (size_t most : {source.left, target.left, kSize - done})
        if (most < count) count = most;
      if (count == 0) return kernel::EFAULT;
      TRY(edu::transfer(registers, source.address, edu::kMemory, count, false));
      TRY(edu::transfer(registers, edu::kMemory, target.address, count, true));
      done += count;
    }
    return {};
  }

  drm::Registration<Screen> screen_;
  kernel::ARef<Screen::Object> object_;
  kernel::Devres<Pages> pages_;
};
KERNEL_PCI_DEVICE_TABLE(Edu);

TEST(device_copies_pieces) {
  auto driver = pci::DriverRegistration<Edu>::make(GFP_KERNEL);
  REQUIRE(driver.is_ok());
  EXPECT_EQ(buffers_copied.load(Relaxed), 1);
  EXPECT_EQ(objects_copied.load(Relaxed), 1);
}

}  // namespace

KTAP_MODULE(scatter_edu_test, device_copies_pieces);
