// SPDX-License-Identifier: GPL-2.0
// Registers of devices, and what goes with them.

#include <kernel/alloc/kbox.hpp>
#include <kernel/io/mmio.hpp>
#include <kernel/io/poll.hpp>
#include <kernel/revocable.hpp>

#include "bench.h"

using kernel::EIO;
using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::Result;
using kernel::Revocable;
using kernel::Slot;
namespace io = kernel::io;

namespace {

constexpr int kTimes = 1000;

using Chip = io::Mmio<BENCH_REGISTERS>;

struct Identification : io::Register<0x00, u32, io::Access::kReadOnly> {
  Field<31, 16> version;
  Field<15, 0> product;
};

struct Command : io::Register<0x20, u32> {
  Bit<0> start;
  Bit<2> interrupt;
  Field<15, 8> channel;
};

struct Volume : io::RegisterArray<0x400, u32, 64> {
  Field<31, 0> value;
};

struct Place {
  Chip chip{io::detail::MmioAddress{bench_registers()}, BENCH_REGISTERS};
};

}  // namespace

Result<void> device_read() {
  const Place on_stack;
  const Chip* chip = &on_stack.chip;
  unsigned long sum = 0;
  bench_hide(chip);
  for (int i = 0; i < kTimes; ++i) sum += chip->read<Identification>().product;
  if (sum != 0) return EIO;
  return {};
}

Result<void> device_write() {
  const Place on_stack;
  const Chip* chip = &on_stack.chip;
  u8 channel = 3;
  bench_hide(chip);
  for (int i = 0; i < kTimes; ++i) {
    bench_hide(channel);
    chip->write(Command{.start = true, .interrupt = true, .channel = channel});
  }
  return {};
}

Result<void> device_update() {
  const Place on_stack;
  const Chip* chip = &on_stack.chip;
  u8 channel = 3;
  bench_hide(chip);
  for (int i = 0; i < kTimes; ++i) {
    chip->update<Command>([&](Command& command) {
      bench_hide(channel);
      command.channel = channel;
    });
  }
  return {};
}

Result<void> device_read_at() {
  const Place on_stack;
  const Chip* chip = &on_stack.chip;
  unsigned long sum = 0;
  size_t channel = 5;
  bench_hide(chip);
  for (int i = 0; i < kTimes; ++i) {
    bench_hide(channel);
    if (channel >= Volume::kCount) return kernel::EINVAL;
    sum += chip->read_at<Volume>(channel).value;
  }
  if (sum != 0) return EIO;
  return {};
}

Result<void> device_try_read_at() {
  const Place on_stack;
  const Chip* chip = &on_stack.chip;
  unsigned long sum = 0;
  size_t channel = 5;
  bench_hide(chip);
  for (int i = 0; i < kTimes; ++i) {
    bench_hide(channel);
    auto volume = TRY(chip->try_read_at<Volume>(channel));
    sum += volume.value;
  }
  if (sum != 0) return EIO;
  return {};
}

Result<void> device_try_read() {
  const Place on_stack;
  const Chip* chip = &on_stack.chip;
  unsigned long sum = 0;
  size_t offset = 0x800;
  bench_hide(chip);
  for (int i = 0; i < kTimes; ++i) {
    bench_hide(offset);
    sum += TRY(chip->try_read32(offset));
  }
  if (sum != 0) return EIO;
  return {};
}

Result<void> device_poll() {
  using namespace kernel::literals;
  const Place on_stack;
  const Chip* chip = &on_stack.chip;
  bench_hide(chip);
  for (int i = 0; i < kTimes; ++i) {
    auto read = [&] { return chip->read<Identification>(); };
    auto ready = [](const Identification& value) { return value.version == 0; };
    TRY(io::read_poll_timeout_atomic(read, ready, 1_us, 100_us));
  }
  return {};
}

Result<void> device_revocable() {
  using Level = Revocable<long>;
  auto box = TRY(KBox<Level>::init(
      GFP_KERNEL, [](Slot<Level> slot) { return Level::init(std::move(slot), 1L); }));
  const Level* level = &*box;
  long sum = 0;
  bench_hide(level);
  for (int i = 0; i < kTimes; ++i)
    if (auto access = level->try_access()) sum += *access;
  if (sum != kTimes) return EIO;
  return {};
}
