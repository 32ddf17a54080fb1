// SPDX-License-Identifier: GPL-2.0
//
// Open files of insmod: 0 is /dev/null, 1 leads to the report.
#include <kernel/fs/file.hpp>
#include <kernel/ktap.hpp>
#include <kernel/thread.hpp>

using kernel::ARef;
using kernel::File;

namespace {

constexpr unsigned int kAccessMode = 3;
constexpr unsigned int kReadOnly = 0;
constexpr unsigned int kWriteOnly = 1;

static_assert(sizeof(ARef<File>) == sizeof(void*) && kernel::Send<ARef<File>>);
static_assert(!std::is_copy_constructible_v<File>);

TEST(no_file) {
  for (unsigned int descriptor : {1000U, 0x7fffffffU, 0x80000000U, ~0U})
    EXPECT_EQ(File::fget(descriptor).error(), kernel::EBADF);
}

TEST(standard_input) {
  auto got = File::fget(0);
  REQUIRE(got.is_ok());
  ARef<File> file = std::move(got).value();
  EXPECT_EQ(file->flags() & kAccessMode, kReadOnly);
  EXPECT(!file->is_nonblocking());
  EXPECT(file->cred().uid() == kernel::Kuid::from_raw(0));
  EXPECT(&File::from_raw(file->as_raw()) == &*file);
}

TEST(standard_output) {
  auto got = File::fget(1);
  REQUIRE(got.is_ok());
  ARef<File> file = std::move(got).value();
  EXPECT_EQ(file->flags() & kAccessMode, kWriteOnly);
}

TEST(the_same_file) {
  auto first = File::fget(0);
  auto second = File::fget(0);
  auto other = File::fget(1);
  REQUIRE(first.is_ok());
  REQUIRE(second.is_ok());
  REQUIRE(other.is_ok());
  ARef<File> kept = std::move(first).value();
  ARef<File> again = std::move(second).value();
  ARef<File> output = std::move(other).value();
  EXPECT(kept == again);
  EXPECT(kept != output);
  ARef<File> copy = output;
  output = std::move(kept);
  EXPECT(output == again);
  EXPECT(copy != again);
}

// A file is given back by a thread that has no files itself.
TEST(given_to_a_thread) {
  auto got = File::fget(0);
  REQUIRE(got.is_ok());
  auto use = [](kernel::ThreadStop&, const ARef<File>& file) {
    return (file->flags() & kAccessMode) == kReadOnly ? 1 : 0;
  };
  auto thread = kernel::Thread::spawn(kernel::GFP_KERNEL, "other", use, std::move(got).value());
  REQUIRE(thread.is_ok());
  int right = std::move(thread).value().join();
  EXPECT_EQ(right, 1);
}

}  // namespace

KTAP_MODULE(file_test, no_file, standard_input, standard_output, the_same_file, given_to_a_thread);
