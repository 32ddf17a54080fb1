// SPDX-License-Identifier: GPL-2.0
// A worker thread that takes jobs from a queue, as a program.

#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

//! [queue]
class Queue {
 public:
  void put(int job) {
    {
      std::lock_guard guard(mutex_);
      jobs_.push_back(job);
    }
    changed_.notify_one();
  }

  // What there is, waiting for the first; empty when nothing comes any more.
  std::vector<int> take() {
    std::unique_lock guard(mutex_);
    changed_.wait(guard, [this] { return !jobs_.empty() || closed_; });
    return std::exchange(jobs_, {});
  }

  void close() {
    {
      std::lock_guard guard(mutex_);
      closed_ = true;
    }
    changed_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<int> jobs_;  // guarded by mutex_
  bool closed_ = false;    // guarded by mutex_
};
//! [queue]

//! [use]
static void sum_up(Queue& queue) {
  int sum = 0;
  for (;;) {
    auto jobs = queue.take();
    if (jobs.empty()) break;
    for (int job : jobs) sum += job;
  }
  std::printf("worker: the sum is %d\n", sum);
}

int main() {
  auto queue = std::make_unique<Queue>();
  std::thread worker([&queue = *queue] { sum_up(queue); });
  for (int job = 1; job <= 100; ++job) queue->put(job);
  queue->close();
  worker.join();
}
//! [use]
