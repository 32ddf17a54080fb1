// SPDX-License-Identifier: GPL-2.0
// What runs each time the module is loaded. The comments say how often each line runs.
#include <kernel/ktap.hpp>

#include "twice.hpp"

int of_other_file(int number);
extern "C" int of_c(int number);

int never_called(int number) {
  return number + 1;  // 0 times
}

static int half(int number) {
  if (number % 2 == 0) {  // 4 times
    return number / 2;    // 2 times
  }
  if (number < 0) return 0;  // 2 times
  number--;                  // 2 times
  return number / 2;         // 2 times
}

static int sum_of_ten(int stranger) {
  int sum = 0;
  for (int number = 0; number < 10; number++) {
    if (number == stranger) {  // 20 times
      sum += 100;              // 0 times
    }
    sum += number;  // 20 times
  }
  return sum;  // 2 times
}

TEST(runs) {
  EXPECT_EQ(twice(4), 8);         // 2 times
  EXPECT_EQ(twice(4L), 8L);       // 2 times
  EXPECT_EQ(half(8), 4);          // 2 times
  EXPECT_EQ(half(9), 4);          // 2 times
  EXPECT_EQ(sum_of_ten(11), 45);  // 2 times
  EXPECT_EQ(of_other_file(5), 11);
  EXPECT_EQ(of_c(5), 6);
}

KTAP_MODULE(counted, runs);
