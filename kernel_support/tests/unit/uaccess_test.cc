// SPDX-License-Identifier: GPL-2.0
//
// What needs no memory of a program; guest/user_memory has the rest.
#include <kernel/ktap.hpp>
#include <kernel/uaccess.hpp>

using kernel::UserPtr;
using kernel::UserSlice;
using kernel::UserSliceReader;
using kernel::UserSliceWriter;

namespace {

template <typename T>
constexpr bool kIsOwn = !std::is_copy_constructible_v<T> && !std::is_copy_assignable_v<T> &&
                        !std::is_move_assignable_v<T> && !kernel::Send<T>;
static_assert(kIsOwn<UserSlice> && kIsOwn<UserSliceReader> && kIsOwn<UserSliceWriter>);
static_assert(std::is_move_constructible_v<UserSlice> &&
              !std::is_move_constructible_v<UserSliceReader> &&
              !std::is_move_constructible_v<UserSliceWriter>);
static_assert(sizeof(UserPtr) == sizeof(long) && !std::is_convertible_v<unsigned long, UserPtr>);
static_assert(UserPtr(7) == UserPtr(7) && UserPtr(7) != UserPtr(8) && UserPtr(7).address() == 7);

TEST(addresses) {
  const void* pointer = &kernel::kIsSend<int>;
  UserPtr address = UserPtr::from_raw(pointer);
  EXPECT_EQ(address.address(), reinterpret_cast<unsigned long>(pointer));
  EXPECT(address.as_raw() == pointer);
  EXPECT(UserPtr(0).as_raw() == nullptr);
}

TEST(slices_are_used_up) {
  UserSlice slice(UserPtr(0), 100);
  EXPECT_EQ(slice.size(), 100UL);
  UserSlice other(std::move(slice));
  EXPECT_EQ(slice.size(), 0UL);  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(other.size(), 100UL);
  UserSliceReader reader = std::move(other).reader();
  EXPECT_EQ(other.size(), 0UL);  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(reader.size(), 100UL);
  UserSliceReader nothing = std::move(other).reader();  // NOLINT(bugprone-use-after-move)
  EXPECT(nothing.empty());
  UserSlice third(UserPtr(0), 10);
  UserSlice::ReaderWriter both = std::move(third).reader_writer();
  EXPECT_EQ(both.reader.size(), 10UL);
  EXPECT_EQ(both.writer.size(), 10UL);
  EXPECT_EQ(third.size(), 0UL);  // NOLINT(bugprone-use-after-move)
}

TEST(what_failed_does_not_count) {
  UserSliceReader reader = UserSlice(UserPtr(0), 100).reader();
  EXPECT(reader.skip(30).is_ok());
  EXPECT_EQ(reader.skip(71).error(), kernel::EFAULT);
  EXPECT_EQ(reader.read<u64>().error(), kernel::EFAULT);
  EXPECT_EQ(reader.size(), 70UL);
  EXPECT_EQ(reader.done(), 30UL);
  UserSliceWriter writer = UserSlice(UserPtr(0), 100).writer();
  EXPECT_EQ(writer.write(u8{1}).error(), kernel::EFAULT);
  EXPECT_EQ(writer.write_str("text").error(), kernel::EFAULT);
  EXPECT_EQ(writer.size(), 100UL);
  EXPECT_EQ(writer.done(), 0UL);
}

TEST(a_string_that_cannot_be_read) {
  UserSliceReader reader = UserSlice(UserPtr(0), 100).reader();
  char room[8];
  EXPECT_EQ(reader.read_cstr(room).error(), kernel::EFAULT);
  EXPECT(reader.empty());
}

}  // namespace

KTAP_MODULE(uaccess_test, addresses, slices_are_used_up, what_failed_does_not_count,
            a_string_that_cannot_be_read);
