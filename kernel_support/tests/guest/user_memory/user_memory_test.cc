// SPDX-License-Identifier: GPL-2.0
// Devices whose operations do with the memory of a program what the program says.

#include "user_memory.hpp"

#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/sync/mutex.hpp>

using kernel::CStr;
using kernel::File;
using kernel::GFP_KERNEL;
using kernel::KVec;
using kernel::MiscDeviceRegistration;
using kernel::Result;
using kernel::UserPtr;
using kernel::UserSlice;
using kernel::UserSliceReader;
using kernel::UserSliceWriter;

namespace {

constexpr CStr kText = "a text of the kernel";

u64 digest_of(std::span<const unsigned char> bytes) { return digest(bytes.data(), bytes.size()); }

template <typename T>
u64 digest_of_object(const T& object) {
  return digest(reinterpret_cast<const unsigned char*>(&object), sizeof(T));
}

Result<KVec<unsigned char>> patterned(size_t size) {
  auto bytes = TRY(KVec<unsigned char>::from_elem(0, size, GFP_KERNEL));
  for (size_t i = 0; i < size; ++i) bytes[i] = pattern(i);
  return bytes;
}

// Reading operations; `answer` gets what was read.
Result<void> read(Attack& answer, UserSliceReader& reader) {
  u64 count = answer.count;
  switch (answer.operation) {
    case Operation::kRead: {
      auto record = TRY(reader.read<Record>());
      answer.digest = digest_of_object(record);
      return {};
    }
    case Operation::kReadSlice: {
      if (count > kMost / 4) return kernel::E2BIG;
      auto numbers = TRY(KVec<u32>::from_elem(0, count, GFP_KERNEL));
      TRY(reader.read_slice(numbers.span()));
      answer.digest = digest(reinterpret_cast<unsigned char*>(numbers.span().data()), 4 * count);
      return {};
    }
    case Operation::kReadSome: {
      if (count > kMost) return kernel::E2BIG;
      auto bytes = TRY(KVec<unsigned char>::from_elem(0, count, GFP_KERNEL));
      size_t got = reader.read_some(bytes.span());
      if (got != reader.done()) return kernel::EPROTO;
      answer.digest = digest_of(bytes.span().first(got));
      return {};
    }
    case Operation::kReadAll: {
      auto bytes = TRY(reader.read_all(count, GFP_KERNEL));
      answer.digest = digest_of(bytes.span());
      return {};
    }
    case Operation::kReadStr:
    case Operation::kReadCStr: {
      if (count > kMost) return kernel::E2BIG;
      bool to_zero = answer.operation == Operation::kReadCStr;
      auto room = TRY(KVec<char>::from_elem('x', count, GFP_KERNEL));
      CStr text = TRY(to_zero ? reader.read_cstr(room.span()) : reader.read_str(room.span()));
      answer.digest = digest(reinterpret_cast<const unsigned char*>(text.as_raw()), text.size());
      return {};
    }
    case Operation::kSkip:
      return reader.skip(count);
    case Operation::kSkipRead: {
      TRY(reader.skip(count));
      auto record = TRY(reader.read<Record>());
      answer.digest = digest_of_object(record);
      return {};
    }
    default:
      return kernel::EINVAL;
  }
}

Result<void> write(const Attack& attack, UserSliceWriter& writer) {
  u64 count = attack.count;
  switch (attack.operation) {
    case Operation::kWrite:
      return writer.write(Record{.first = 1, .second = 2, .third = 3});
    case Operation::kWriteSlice: {
      if (count > kMost / 4) return kernel::E2BIG;
      auto numbers = TRY(KVec<u32>::with_capacity(count, GFP_KERNEL));
      for (size_t i = 0; i < count; ++i)
        TRY(numbers.push(pattern(4 * i) | pattern(4 * i + 1) << 8 | pattern(4 * i + 2) << 16 |
                             u32{pattern(4 * i + 3)} << 24,
                         GFP_KERNEL));
      return writer.write_slice(numbers.span());
    }
    case Operation::kWriteSome: {
      if (count > kMost) return kernel::E2BIG;
      auto bytes = TRY(patterned(count));
      if (writer.write_some(bytes.span()) != writer.done()) return kernel::EPROTO;
      return {};
    }
    case Operation::kWriteStr:
      return writer.write_str(kText);
    default:
      return kernel::EINVAL;
  }
}

// Writes the next Record over the one that is there.
Result<void> read_and_write(Attack& answer, UserSlice::ReaderWriter& user) {
  Record record = TRY(user.reader.read<Record>());
  answer.digest = digest_of_object(record);
  ++record.first;
  return user.writer.write(record);
}

// An open file. A stream: it has no position.
class Session {
 public:
  Result<Attack> attack(const File&, const Attack& request) const {
    Attack answer = request;
    answer.done = answer.left = answer.digest = 0;
    UserSlice slice(UserPtr(request.address), request.size);
    Result<void> result;
    if (request.operation == Operation::kBoth) {
      auto user = std::move(slice).reader_writer();
      result = read_and_write(answer, user);
      answer.done = user.writer.done();
      answer.left = user.writer.size();
    } else if (request.operation < Operation::kWrite) {
      UserSliceReader reader = std::move(slice).reader();
      result = ::read(answer, reader);
      answer.done = reader.done();
      answer.left = reader.size();
      if (reader.empty() != (answer.left == 0)) return kernel::EPROTO;
    } else {
      UserSliceWriter writer = std::move(slice).writer();
      result = ::write(request, writer);
      answer.done = writer.done();
      answer.left = writer.size();
      if (writer.full() != (answer.left == 0)) return kernel::EPROTO;
    }
    answer.error = result.is_err() ? -result.error().to_errno() : 0;
    return answer;
  }

  Result<void> set_manner(const File&, const Manner& manner) const {
    manner_.store(static_cast<u32>(manner), kernel::Relaxed);
    return {};
  }

  Result<Seen> seen(const File&) const {
    return seen_.with([](Seen& now) { return now; });
  }

  Result<void> read(const File&, UserSliceWriter& out) const {
    size_t size = out.size() < kMost ? out.size() : kMost;
    auto bytes = TRY(patterned(size));
    switch (manner()) {
      case Manner::kAll:
        return out.write_slice(bytes.span());
      case Manner::kSome:
        if (out.write_some(bytes.span()) == 0 && size > 0) return kernel::EFAULT;
        return {};
      case Manner::kFail:
        out.write_some(bytes.span().first(size / 2));
        return kernel::EIO;
      default:
        return {};
    }
  }

  Result<void> write(const File&, UserSliceReader& in) const {
    u64 size = in.size();
    auto bytes = TRY(KVec<unsigned char>::from_elem(0, size < kMost ? size : kMost, GFP_KERNEL));
    size_t got = 0;
    switch (manner()) {
      case Manner::kAll:
        if (size > kMost) return kernel::EMSGSIZE;
        TRY(in.read_slice(bytes.span()));
        got = size;
        break;
      case Manner::kSome:
        got = in.read_some(bytes.span());
        if (got == 0 && size > 0) return kernel::EFAULT;
        break;
      case Manner::kSkip:
        TRY(in.skip(size));
        break;
      case Manner::kFail:
        in.read_some(bytes.span().first(bytes.size() / 2));
        return kernel::EIO;
      default:
        break;
    }
    seen_.with([&](Seen& now) { now = {size, digest_of(bytes.span().first(got))}; });
    return {};
  }

  using Ioctls = kernel::ioctl::Table<kernel::ioctl::Handler<ATTACK, &Session::attack>,
                                      kernel::ioctl::Handler<SET_MANNER, &Session::set_manner>,
                                      kernel::ioctl::Handler<SEEN, &Session::seen>>;

 private:
  Manner manner() const { return static_cast<Manner>(manner_.load(kernel::Relaxed)); }

  kernel::Atomic<u32> manner_;
  kernel::Mutex<Seen, "Session::seen"> seen_;
};

struct Stream {
  Result<Session> open(const File&) const { return {std::in_place}; }
};

// A file of endless length, whose byte at a position is pattern(position).
class Positions {
 public:
  Result<void> read(const File&, UserSliceWriter& out, loff_t& position) const {
    while (!out.full()) {
      unsigned char byte = pattern(static_cast<u64>(position));
      if (out.done() == kMost) break;
      if (out.write(byte).is_err()) {
        if (out.done() == 0) return kernel::EFAULT;
        break;
      }
      ++position;
    }
    return {};
  }

  Result<void> write(const File&, UserSliceReader& in, loff_t& position) const {
    last_.store(position, kernel::Relaxed);
    size_t size = in.size();
    TRY(in.skip(size));
    position += static_cast<loff_t>(size);
    return {};
  }

  Result<s64> last_position(const File&) const { return last_.load(kernel::Relaxed); }

  using Ioctls =
      kernel::ioctl::Table<kernel::ioctl::Handler<LAST_POSITION, &Positions::last_position>>;

 private:
  kernel::Atomic<s64> last_{-1};
};

struct Nothing {};

// A text of more than a page.
struct Text {
  Result<void> show(kernel::SeqFile& text) const {
    for (int line = 0; line < 1000 && !text.has_overflowed(); ++line)
      text.print(FMT("line {}\n", 100'000 + line));
    return {};
  }
};

}  // namespace

class UserMemoryTest : public kernel::Module<UserMemoryTest> {
 public:
  static Result<UserMemoryTest> init(kernel::ThisModule&) {
    auto stream = TRY(MiscDeviceRegistration<Stream>::make(GFP_KERNEL, {.name = "user_stream"}));
    auto positions =
        TRY(MiscDeviceRegistration<Positions>::make(GFP_KERNEL, {.name = "user_positions"}));
    auto nothing = TRY(MiscDeviceRegistration<Nothing>::make(GFP_KERNEL, {.name = "user_nothing"}));
    auto text = TRY(MiscDeviceRegistration<Text>::make(GFP_KERNEL, {.name = "user_text"}));
    return {std::in_place, std::move(stream), std::move(positions), std::move(nothing),
            std::move(text)};
  }

  UserMemoryTest(MiscDeviceRegistration<Stream> stream, MiscDeviceRegistration<Positions> positions,
                 MiscDeviceRegistration<Nothing> nothing, MiscDeviceRegistration<Text> text)
      : stream_(std::move(stream)),
        positions_(std::move(positions)),
        nothing_(std::move(nothing)),
        text_(std::move(text)) {}

 private:
  MiscDeviceRegistration<Stream> stream_;
  MiscDeviceRegistration<Positions> positions_;
  MiscDeviceRegistration<Nothing> nothing_;
  MiscDeviceRegistration<Text> text_;
};

KERNEL_MODULE(UserMemoryTest, {
  .name = "user_memory_test",
  .description = "Reads and writes the memory of a program that lies about it",
  .license = "GPL",
});
