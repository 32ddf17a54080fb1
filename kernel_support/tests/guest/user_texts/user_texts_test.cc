// SPDX-License-Identifier: GPL-2.0
// Files in debugfs, in /proc and in /proc/sys: what programs read and write, and files that go
// while somebody has them open.

#include <kernel/debugfs.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/proc.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/sysctl.hpp>
#include <optional>

namespace debugfs = kernel::debugfs;
namespace proc = kernel::proc;
using kernel::Atomic;
using kernel::CStr;
using kernel::GFP_KERNEL;
using kernel::Result;
using kernel::SeqFile;
using kernel::UserSliceReader;

namespace {

// A text of many pages.
struct Long {
  Result<void> show(SeqFile& text) const {
    for (int line = 0; line < 3000; ++line) text.print(FMT("line {}\n", line));
    return {};
  }
};

// One that cannot be shown.
struct Failing {
  Result<void> show(SeqFile&) const { return kernel::EIO; }
  Result<void> write(UserSliceReader&) const { return kernel::EPERM; }
};

// Takes what is written, four bytes at a time.
struct Sink {
  Result<void> write(UserSliceReader& in) const {
    char room[5];
    if (in.size() > 4) {
      unsigned char part[4];
      in.read_some(part);
      return {};
    }
    CStr text = TRY(in.read_str(room));
    pr_info("took '{}'\n", text);
    return {};
  }
};

struct Greeting {
  Result<void> show(SeqFile& text) const {
    text.print(FMT("hello\n"));
    return {};
  }
};

// Whoever writes takes another file away.
template <typename File>
class Remover {
 public:
  explicit Remover(File file) : file_(std::move(file)) {}
  Result<void> write(UserSliceReader& in) const {
    TRY(in.skip(in.size()));
    auto file = file_.lock();
    file->reset();
    return {};
  }

 private:
  kernel::Mutex<std::optional<File>, "Remover::file_"> file_;
};

using Shown = debugfs::File<Greeting>;
using Entry = proc::Entry<Greeting>;

}  // namespace

class UserTextsTest : public kernel::Module<UserTextsTest> {
 public:
  static Result<UserTextsTest> init(kernel::ThisModule&) {
    auto dir = TRY(debugfs::Dir::make(GFP_KERNEL, "user_texts"));
    auto inner = TRY(dir.subdir(GFP_KERNEL, "inner"));
    auto again = TRY(dir.subdir(GFP_KERNEL, "inner"));  // taken: nothing is to be seen
    auto unseen = TRY(debugfs::File<Greeting>::make(GFP_KERNEL, again, {.name = "unseen"}));
    auto text = TRY(debugfs::File<Long>::make(GFP_KERNEL, dir, {.name = "long"}));
    auto failing = TRY(debugfs::File<Failing>::make(GFP_KERNEL, dir, {.name = "failing"}));
    auto sink = TRY(debugfs::File<Sink>::make(GFP_KERNEL, inner, {.name = "sink", .mode = 0666}));
    auto level = TRY(debugfs::File<Atomic<u8>>::make(GFP_KERNEL, inner, {.name = "level"}));
    (*level).store(3, kernel::Relaxed);
    auto shown = TRY(Shown::make(GFP_KERNEL, dir, {.name = "shown"}));
    auto remover = TRY(
        debugfs::File<Remover<Shown>>::make(GFP_KERNEL, dir, {.name = "remove"}, std::move(shown)));
    auto entry = TRY(Entry::make(GFP_KERNEL, {.name = "user_texts"}));
    auto entry_remover = TRY(debugfs::File<Remover<Entry>>::make(
        GFP_KERNEL, dir, {.name = "remove_entry"}, std::move(entry)));
    auto number =
        TRY(proc::Entry<Atomic<int>>::make(GFP_KERNEL, {.name = "user_number", .mode = 0644}, -5));
    auto limit = TRY(kernel::sysctl::Int::make(
        GFP_KERNEL, {.path = "user_texts", .name = "limit", .least = 1, .greatest = 9}, 4));
    auto other =
        TRY(kernel::sysctl::Int::make(GFP_KERNEL, {.path = "user_texts", .name = "other"}, -1));
    return {std::in_place,    std::move(text),    std::move(failing),       std::move(sink),
            std::move(level), std::move(remover), std::move(entry_remover), std::move(number),
            std::move(limit), std::move(other)};
  }

  UserTextsTest(debugfs::File<Long> text, debugfs::File<Failing> failing, debugfs::File<Sink> sink,
                debugfs::File<Atomic<u8>> level, debugfs::File<Remover<Shown>> remover,
                debugfs::File<Remover<Entry>> entry_remover, proc::Entry<Atomic<int>> number,
                kernel::sysctl::Int limit, kernel::sysctl::Int other)
      : text_(std::move(text)),
        failing_(std::move(failing)),
        sink_(std::move(sink)),
        level_(std::move(level)),
        remover_(std::move(remover)),
        entry_remover_(std::move(entry_remover)),
        number_(std::move(number)),
        limit_(std::move(limit)),
        other_(std::move(other)) {}

  ~UserTextsTest() {
    pr_info("number {}, limit {}\n", (*number_).load(kernel::Relaxed), limit_.get());
  }

 private:
  debugfs::File<Long> text_;
  debugfs::File<Failing> failing_;
  debugfs::File<Sink> sink_;
  debugfs::File<Atomic<u8>> level_;
  debugfs::File<Remover<Shown>> remover_;
  debugfs::File<Remover<Entry>> entry_remover_;
  proc::Entry<Atomic<int>> number_;
  kernel::sysctl::Int limit_;
  kernel::sysctl::Int other_;
};

KERNEL_MODULE(UserTextsTest, {
  .name = "user_texts_test",
  .description = "Files that are texts",
  .license = "GPL",
});
