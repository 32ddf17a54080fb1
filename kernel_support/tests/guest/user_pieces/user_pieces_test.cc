// SPDX-License-Identifier: GPL-2.0
// A device of 64 bytes that programs read and write in pieces, one that takes numbers, and one that
// is a text.

#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>
#include <kernel/sync/mutex.hpp>

using kernel::GFP_KERNEL;
using kernel::IovIterDest;
using kernel::IovIterSource;
using kernel::Kiocb;
using kernel::MiscDeviceRegistration;
using kernel::Result;

namespace {

constexpr size_t kSize = 64;

class Memory {
 public:
  Result<void> read_iter(Kiocb& call, IovIterDest& out) const {
    auto bytes = bytes_.lock();
    auto from = part(*bytes, call.position());
    size_t done = out.write_some(from);
    if (done == 0 && !from.empty() && !out.full()) return kernel::EFAULT;
    call.position() += static_cast<loff_t>(done);
    return {};
  }

  Result<void> write_iter(Kiocb& call, IovIterSource& in) const {
    auto bytes = bytes_.lock();
    auto to = part(*bytes, call.position());
    if (to.empty()) return kernel::ENOSPC;
    size_t done = in.read_some(to);
    if (done == 0 && !in.empty()) return kernel::EFAULT;
    call.position() += static_cast<loff_t>(done);
    return {};
  }

 private:
  using Bytes = std::array<unsigned char, kSize>;

  static std::span<unsigned char> part(Bytes& bytes, loff_t position) {
    auto begin = static_cast<unsigned long long>(position);
    return std::span(bytes).subspan(begin < kSize ? begin : kSize);
  }

  kernel::Mutex<Bytes, "Memory::bytes_"> bytes_{};
};

struct Pair {
  u32 first, second;
};

// Takes pairs, and gives back the sums of those that were written by one call.
class Sums {
 public:
  Result<void> write_iter(Kiocb&, IovIterSource& in) const {
    u64 sum = 0;
    while (!in.empty()) {
      auto pair = TRY(in.read<Pair>());
      sum += u64{pair.first} * pair.second;
    }
    auto last = sum_.lock();
    *last = sum;
    return {};
  }

  Result<void> read_iter(Kiocb&, IovIterDest& out) const {
    auto last = sum_.lock();
    return out.write(*last);
  }

 private:
  kernel::Mutex<u64, "Sums::sum_"> sum_{u64{0}};
};

// Takes one word to leave out and then two, and gives these two back.
class Words {
 public:
  Result<void> write_iter(Kiocb&, IovIterSource& in) const {
    TRY(in.skip(sizeof(u32)));
    auto words = words_.lock();
    return in.read_slice(std::span(*words));
  }

  Result<void> read_iter(Kiocb&, IovIterDest& out) const {
    auto words = words_.lock();
    return out.write_slice(std::span(*words));
  }

 private:
  kernel::Mutex<std::array<u32, 2>, "Words::words_"> words_{};
};

struct Text {
  Result<void> read_iter(Kiocb& call, IovIterDest& out) const {
    return out.write_from("in pieces\n", call.position());
  }
};

}  // namespace

class UserPiecesTest : public kernel::Module<UserPiecesTest> {
 public:
  static Result<UserPiecesTest> init(kernel::ThisModule&) {
    auto memory = TRY(MiscDeviceRegistration<Memory>::make(GFP_KERNEL, {.name = "user_pieces"}));
    auto sums = TRY(MiscDeviceRegistration<Sums>::make(GFP_KERNEL, {.name = "user_sums"}));
    auto text = TRY(MiscDeviceRegistration<Text>::make(GFP_KERNEL, {.name = "user_text"}));
    auto words = TRY(MiscDeviceRegistration<Words>::make(GFP_KERNEL, {.name = "user_words"}));
    return {std::in_place, std::move(memory), std::move(sums), std::move(words), std::move(text)};
  }

  UserPiecesTest(MiscDeviceRegistration<Memory> memory, MiscDeviceRegistration<Sums> sums,
                 MiscDeviceRegistration<Words> words, MiscDeviceRegistration<Text> text)
      : memory_(std::move(memory)),
        sums_(std::move(sums)),
        words_(std::move(words)),
        text_(std::move(text)) {}

 private:
  MiscDeviceRegistration<Memory> memory_;
  MiscDeviceRegistration<Sums> sums_;
  MiscDeviceRegistration<Words> words_;
  MiscDeviceRegistration<Text> text_;
};

KERNEL_MODULE(UserPiecesTest, {
  .name = "user_pieces_test",
  .description = "Memory of programs in pieces",
  .license = "GPL",
});
