// SPDX-License-Identifier: GPL-2.0
//
// The module's side of shared pages; guest/user_mmap has the programs'.
#include <kernel/ktap.hpp>
#include <kernel/mm/vmalloc_user.hpp>

using kernel::EINVAL;
using kernel::ENOMEM;
using kernel::Result;
using kernel::VmallocUser;

namespace {

constexpr size_t kPage = bindings::PAGE_SIZE;

struct Record {
  u32 number;
  u8 bytes[12];
  friend bool operator==(const Record&, const Record&) = default;
};

static_assert(!std::is_copy_constructible_v<VmallocUser> &&
              !std::is_copy_assignable_v<VmallocUser> && kernel::Send<VmallocUser> &&
              !kernel::AtomicDestructible<VmallocUser>);

template <typename T>
T sure(Result<T> result) {
  return std::move(result).value();
}

TEST(sizes) {
  EXPECT_EQ(VmallocUser::make(0).error(), EINVAL);
  for (size_t size : {size_t{1}, kPage - 1, kPage})
    EXPECT_EQ(sure(VmallocUser::make(size)).size(), kPage);
  EXPECT_EQ(sure(VmallocUser::make(kPage + 1)).size(), 2 * kPage);
  EXPECT_EQ(VmallocUser::make(~size_t{0}).error(), ENOMEM);
  EXPECT_EQ(VmallocUser::make(~size_t{0} - kPage).error(), ENOMEM);
  EXPECT_EQ(VmallocUser::make(size_t{1} << (sizeof(size_t) * 8 - 1)).error(), ENOMEM);
}

TEST(zero_at_first) {
  auto pages = sure(VmallocUser::make(2 * kPage));
  u64 all = 0;
  for (size_t offset = 0; offset < pages.size(); offset += 8) all |= sure(pages.read<u64>(offset));
  EXPECT_EQ(all, 0U);
}

TEST(what_is_written_is_read) {
  auto pages = sure(VmallocUser::make(kPage));
  EXPECT(pages.write(1, u8{1}).is_ok());
  EXPECT(pages.write(2, u16{0x0302}).is_ok());
  EXPECT(pages.write(4, u32{0x07060504}).is_ok());
  EXPECT(pages.write(8, u64{0x0f0e0d0c0b0a0908}).is_ok());
  for (u8 i = 0; i < 16; ++i) EXPECT_EQ(sure(pages.read<u8>(i)), i);
  Record record = {.number = 5, .bytes = {1, 2, 3}};
  EXPECT(pages.write(kPage - sizeof(Record), record).is_ok());
  EXPECT(sure(pages.read<Record>(kPage - sizeof(Record))) == record);
  EXPECT_EQ(sure(pages.read<u32>(kPage - sizeof(Record))), 5U);
}

TEST(nothing_lies_outside) {
  auto pages = sure(VmallocUser::make(kPage));
  EXPECT(pages.read<u8>(kPage - 1).is_ok());
  EXPECT_EQ(pages.read<u8>(kPage).error(), EINVAL);
  EXPECT_EQ(pages.read<u8>(~size_t{0}).error(), EINVAL);
  EXPECT(pages.read<u64>(kPage - 8).is_ok());
  EXPECT_EQ(pages.read<u64>(kPage - 4).error(), EINVAL);
  EXPECT_EQ(pages.read<u64>(~size_t{0} - 7).error(), EINVAL);
  EXPECT_EQ(pages.read<u32>(2).error(), EINVAL);
  EXPECT_EQ(pages.read<Record>(kPage - 12).error(), EINVAL);
  EXPECT_EQ(pages.read<Record>(6).error(), EINVAL);
  EXPECT_EQ(pages.write(kPage - 4, u64{1}).error(), EINVAL);
  EXPECT_EQ(pages.write(kPage - 12, Record{}).error(), EINVAL);
  EXPECT_EQ(pages.write(~size_t{0} - 15, Record{}).error(), EINVAL);
  EXPECT(pages.atomic<u32>(kPage - 4));
  EXPECT(!pages.atomic<u32>(kPage));
  EXPECT(!pages.atomic<u32>(2));
  EXPECT(!pages.atomic<u64>(4));
  EXPECT(!pages.atomic<u64>(~size_t{0} - 7));
}

TEST(atomics_lie_in_the_pages) {
  auto pages = sure(VmallocUser::make(kPage));
  auto number = pages.atomic<u32>(16);
  number->add(3, kernel::Relaxed);
  EXPECT_EQ(sure(pages.read<u32>(16)), 3U);
  EXPECT(pages.write(16, u32{7}).is_ok());
  EXPECT_EQ(number->load(kernel::Acquire), 7U);
}

TEST(moved) {
  auto pages = sure(VmallocUser::make(2 * kPage));
  EXPECT(pages.write(kPage, u32{9}).is_ok());
  VmallocUser other(std::move(pages));
  EXPECT_EQ(pages.size(), 0U);  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(pages.read<u8>(0).error(), EINVAL);
  EXPECT(!pages.atomic<u32>(0));
  EXPECT_EQ(sure(other.read<u32>(kPage)), 9U);
  auto third = sure(VmallocUser::make(kPage));
  third = std::move(other);
  EXPECT_EQ(sure(third.read<u32>(kPage)), 9U);
  EXPECT(other.as_raw() == nullptr);  // NOLINT(bugprone-use-after-move)
}

}  // namespace

KTAP_MODULE(vmalloc_user_test, sizes, zero_at_first, what_is_written_is_read, nothing_lies_outside,
            atomics_lie_in_the_pages, moved);
