// SPDX-License-Identifier: GPL-2.0
// What a class promises it can keep only if nobody else writes there.
// misuse: Language: a member that keeps a promise is written from outside
// rust: compile error: private field (E0616)
// expect: error: 'int Level::level_' is private

#include <kernel/result.hpp>

class Level {
 public:
  void set(int level) { level_ = level > 9 ? 9 : level; }

 private:
  [[maybe_unused]] int level_ = 0;
};

[[maybe_unused]] static void loudest(Level& level) {
#ifdef FAIL
  level.level_ = 11;
#else
  level.set(11);
#endif
}
