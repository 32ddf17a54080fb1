// SPDX-License-Identifier: GPL-2.0
// One thread writes messages; another finds out that they are there, and reads them: no lock.

#include <kernel/alloc/kvec.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/thread.hpp>
#include <kernel/time/delay.hpp>

using kernel::Acquire;
using kernel::Atomic;
using kernel::Delta;
using kernel::GFP_KERNEL;
using kernel::KVVec;
using kernel::Release;
using kernel::Result;
using kernel::Thread;

//! [mail]
struct Mail {
  KVVec<unsigned long> messages;  // ordinary variables
  Atomic<size_t> sent{0};         // how many of them may be read

  void write() {
    for (size_t i = 0; i < messages.size(); ++i) {
      messages[i] = i + 1;
      sent.store(i + 1, Release);  // whoever sees this number sees the message
    }
  }

  size_t read() {
    size_t seen = 0;
    size_t wrong = 0;
    while (seen < messages.size()) {
      size_t there = sent.load(Acquire);
      if (there == seen) kernel::fsleep(Delta::from_micros(100));
      for (; seen < there; ++seen)
        if (messages[seen] != seen + 1) ++wrong;
    }
    return wrong;
  }
};
//! [mail]

struct MessagePassing : kernel::Module<MessagePassing> {
  static Result<MessagePassing> init(kernel::ThisModule&) {
    auto messages = TRY(KVVec<unsigned long>::from_elem(0, 100'000, GFP_KERNEL));
    Mail mail{std::move(messages)};
    Thread writer = TRY(Thread::spawn(GFP_KERNEL, "writer", [&] { mail.write(); }));
    size_t wrong = mail.read();
    pr_info("{} messages read, {} of them wrong\n", mail.messages.size(), wrong);
    return {std::in_place};
  }
};

KERNEL_MODULE(MessagePassing, {
  .name = "message_passing",
  .description = "Hands messages from one thread to another without a lock",
  .license = "GPL",
});
