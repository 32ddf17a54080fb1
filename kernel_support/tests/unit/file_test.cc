// SPDX-License-Identifier: GPL-2.0
//
// Open files of insmod: 0 is /dev/null, 1 leads to the report. Descriptors that a test installs are
// closed when insmod ends; guest/user_files has the programs that use some.
#include <kernel/alloc/kvec.hpp>
#include <kernel/fs/file.hpp>
#include <kernel/ktap.hpp>
#include <kernel/thread.hpp>

using kernel::ARef;
using kernel::File;
using kernel::FileDescriptorReservation;
using kernel::LocalFile;
using kernel::Result;

namespace {

static_assert(sizeof(ARef<File>) == sizeof(void*) && kernel::Send<ARef<File>>);
static_assert(!kernel::Send<ARef<LocalFile>> && !kernel::Send<LocalFile>);
static_assert(!std::is_copy_constructible_v<File> && !std::is_copy_constructible_v<LocalFile>);
static_assert(std::is_convertible_v<const File&, const LocalFile&>);
static_assert(!std::is_convertible_v<const LocalFile&, const File&>);
static_assert(!std::is_convertible_v<ARef<LocalFile>, ARef<File>>);
static_assert(!kernel::Send<FileDescriptorReservation>);
static_assert(!kernel::Send<Result<FileDescriptorReservation>>);
static_assert(!std::is_copy_constructible_v<FileDescriptorReservation>);
static_assert(!std::is_copy_assignable_v<FileDescriptorReservation>);

Result<ARef<File>> file_of(unsigned int descriptor) {
  auto local = TRY(LocalFile::fget(descriptor));
  // SAFETY: loading a module uses no position.
  return File::assume_no_fdget_pos(std::move(local));
}

bool leads_nowhere(unsigned int descriptor) {
  auto got = LocalFile::fget(descriptor);
  return got.is_err() && got.error() == kernel::EBADF;
}

Result<FileDescriptorReservation> reserve() {
  return FileDescriptorReservation::get_unused_fd_flags(kernel::O_CLOEXEC);
}

// The one that the next reservation gets.
unsigned int next_descriptor() {
  auto got = reserve();
  return got.is_ok() ? got.value().reserved_fd() : ~0U;
}

TEST(no_file) {
  for (unsigned int descriptor : {1000U, 0x7fffffffU, 0x80000000U, ~0U})
    EXPECT_EQ(LocalFile::fget(descriptor).error(), kernel::EBADF);
}

TEST(standard_input) {
  auto got = file_of(0);
  REQUIRE(got.is_ok());
  ARef<File> file = std::move(got).value();
  EXPECT_EQ(file->flags() & kernel::O_ACCMODE, kernel::O_RDONLY);
  EXPECT(!file->is_nonblocking());
  EXPECT(file->cred().uid() == kernel::Kuid::from_raw(0));
  EXPECT(&File::from_raw(file->as_raw()) == &*file);
}

TEST(standard_output) {
  auto got = LocalFile::fget(1);
  REQUIRE(got.is_ok());
  ARef<LocalFile> file = std::move(got).value();
  EXPECT_EQ(file->flags() & kernel::O_ACCMODE, kernel::O_WRONLY);
  EXPECT(&LocalFile::from_raw(file->as_raw()) == &*file);
}

TEST(the_same_file) {
  auto first = file_of(0);
  auto second = file_of(0);
  auto other = file_of(1);
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

// A File is a LocalFile, and counts as one.
TEST(local_and_shared) {
  auto got = LocalFile::fget(0);
  REQUIRE(got.is_ok());
  ARef<LocalFile> local = std::move(got).value();
  ARef<LocalFile> kept = local;
  // SAFETY: loading a module uses no position.
  ARef<File> file = File::assume_no_fdget_pos(std::move(local));
  const LocalFile& same = *file;
  EXPECT(&same == &*kept);
  ARef<LocalFile> again(*file);
  EXPECT(again == kept);
  EXPECT_EQ(again->flags(), file->flags());
}

// A file is given back by a thread that has no files itself.
TEST(given_to_a_thread) {
  auto got = file_of(0);
  REQUIRE(got.is_ok());
  auto use = [](kernel::ThreadStop&, const ARef<File>& file) {
    return (file->flags() & kernel::O_ACCMODE) == kernel::O_RDONLY ? 1 : 0;
  };
  auto thread = kernel::Thread::spawn(kernel::GFP_KERNEL, "other", use, std::move(got).value());
  REQUIRE(thread.is_ok());
  int right = std::move(thread).value().join();
  EXPECT_EQ(right, 1);
}

TEST(descriptor_installed) {
  auto input = file_of(0);
  auto reserved = reserve();
  REQUIRE(input.is_ok());
  REQUIRE(reserved.is_ok());
  ARef<File> file = std::move(input).value();
  FileDescriptorReservation reservation = std::move(reserved).value();
  unsigned int descriptor = reservation.reserved_fd();
  EXPECT(descriptor > 1);
  EXPECT(leads_nowhere(descriptor));
  std::move(reservation).fd_install(file);
  auto found = LocalFile::fget(descriptor);
  REQUIRE(found.is_ok());
  EXPECT(&*found.value() == &*file);
  EXPECT(next_descriptor() != descriptor);
}

TEST(descriptor_given_back) {
  unsigned int next = next_descriptor();
  EXPECT(next != ~0U);
  EXPECT_EQ(next_descriptor(), next);
  EXPECT(leads_nowhere(next));
}

TEST(descriptor_moved) {
  auto first = reserve();
  auto second = reserve();
  REQUIRE(first.is_ok());
  REQUIRE(second.is_ok());
  FileDescriptorReservation mine = std::move(first).value();
  FileDescriptorReservation other = std::move(second).value();
  unsigned int low = mine.reserved_fd();
  unsigned int high = other.reserved_fd();
  EXPECT(low < high);
  FileDescriptorReservation moved(std::move(mine));
  EXPECT_EQ(moved.reserved_fd(), low);
  EXPECT(next_descriptor() > high);
  moved = std::move(other);
  EXPECT_EQ(moved.reserved_fd(), high);
  EXPECT_EQ(next_descriptor(), low);
  FileDescriptorReservation& itself = moved;
  moved = std::move(itself);
  EXPECT_EQ(moved.reserved_fd(), high);
}

// As many as there may be, and then none.
TEST(descriptors_run_out) {
  unsigned int next = next_descriptor();
  {
    kernel::KVec<FileDescriptorReservation> all;
    for (;;) {
      auto one = reserve();
      if (one.is_err()) {
        EXPECT_EQ(one.error(), kernel::EMFILE);
        break;
      }
      REQUIRE(all.push(std::move(one).value(), kernel::GFP_KERNEL).is_ok());
    }
    EXPECT(all.size() > 100);
    EXPECT_EQ(all[0].reserved_fd(), next);
    for (size_t i = 1; i < all.size(); ++i)
      REQUIRE(all[i - 1].reserved_fd() < all[i].reserved_fd());
  }
  EXPECT_EQ(next_descriptor(), next);
}

}  // namespace

KTAP_MODULE(file_test, no_file, standard_input, standard_output, the_same_file, local_and_shared,
            given_to_a_thread, descriptor_installed, descriptor_given_back, descriptor_moved,
            descriptors_run_out);
