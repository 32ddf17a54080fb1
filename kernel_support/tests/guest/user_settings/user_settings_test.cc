// SPDX-License-Identifier: GPL-2.0
// Settings in /proc/sys whose texts a module says and takes.

#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/sysctl.hpp>

using kernel::Atomic;
using kernel::CStr;
using kernel::GFP_KERNEL;
using kernel::Result;
using kernel::sysctl::Setting;
using kernel::sysctl::Text;

namespace {

// Keeps what is written, if it is not too long.
class Word {
 public:
  Result<void> show(Text& text) const {
    auto word = word_.lock();
    return text.write(FMT("{}", *word));
  }
  Result<void> set(CStr text) const {
    auto word = word_.lock();
    word->clear();
    return word->write(FMT("{}", text));
  }

 private:
  kernel::Mutex<Text, "Word::word"> word_;
};

struct Shown {
  Result<void> show(Text& text) const { return text.write(FMT("only shown")); }
};

struct Taken {
  Result<void> set(CStr text) const {
    pr_info("took {} characters\n", text.size());
    return {};
  }
};

struct Failing {
  Result<void> show(Text& text) const {
    static_cast<void>(text.write(FMT("nobody reads this")));
    return kernel::EIO;
  }
  Result<void> set(CStr) const { return kernel::ERANGE; }
};

// A line of a length that programs choose.
class Line {
 public:
  Result<void> show(Text& text) const {
    for (int left = length_.load(kernel::Relaxed); left > 0; --left) TRY(text.write(FMT("x")));
    return {};
  }
  Result<void> set(CStr text) const {
    int length = TRY(kernel::parse<int>(text));
    length_.store(length, kernel::Relaxed);
    return {};
  }

 private:
  Atomic<int> length_;
};

template <typename T>
Result<Setting<T>> make(CStr name, unsigned short mode = 0644) {
  return Setting<T>::make(GFP_KERNEL, {.path = "user_settings", .name = name, .mode = mode});
}

}  // namespace

class UserSettingsTest : public kernel::Module<UserSettingsTest> {
 public:
  static Result<UserSettingsTest> init(kernel::ThisModule&) {
    auto number = TRY(make<Atomic<s8>>("number", 0666));
    auto word = TRY(make<Word>("word", 0666));
    auto shown = TRY(make<Shown>("shown", 0666));
    auto taken = TRY(make<Taken>("taken"));
    auto failing = TRY(make<Failing>("failing"));
    auto line = TRY(make<Line>("line"));
    TRY((*word).set("at first"));
    return {std::in_place,    std::move(number),  std::move(word), std::move(shown),
            std::move(taken), std::move(failing), std::move(line)};
  }

  UserSettingsTest(Setting<Atomic<s8>> number, Setting<Word> word, Setting<Shown> shown,
                   Setting<Taken> taken, Setting<Failing> failing, Setting<Line> line)
      : number_(std::move(number)),
        word_(std::move(word)),
        shown_(std::move(shown)),
        taken_(std::move(taken)),
        failing_(std::move(failing)),
        line_(std::move(line)) {}

 private:
  Setting<Atomic<s8>> number_;
  Setting<Word> word_;
  Setting<Shown> shown_;
  Setting<Taken> taken_;
  Setting<Failing> failing_;
  Setting<Line> line_;
};

KERNEL_MODULE(UserSettingsTest, {
  .name = "user_settings_test",
  .description = "Settings with functions of their own",
  .license = "GPL",
});
