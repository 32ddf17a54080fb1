// SPDX-License-Identifier: GPL-2.0
// Two locks in both orders.
// misuse: Locks: two locks are taken in both orders
// rust: not caught; lockdep, too

#include <kernel/module.hpp>
#include <kernel/sync/mutex.hpp>

//! [mistake]
// Nothing to bypass: no guard knows of the others, so no type can
// see in which order they are made.
struct Account {
  kernel::Mutex<int, "Account::balance"> balance{100};
  kernel::Mutex<int, "Account::history"> history{0};
};

[[gnu::noipa]] static void deposit(const Account& account) {
  auto balance = account.balance.lock();
  auto history = account.history.lock();
  *balance += 1;
  *history += 1;
}

[[gnu::noipa]] static void review(const Account& account) {
  auto history = account.history.lock();
  auto balance = account.balance.lock();  // caught here
  *history = *balance;
}
//! [mistake]

struct LockInversion : kernel::Module<LockInversion> {
  static kernel::Result<LockInversion> init(kernel::ThisModule&) {
    Account account;
    deposit(account);
    review(account);
    return {std::in_place};
  }
};

KERNEL_MODULE(LockInversion, {
  .name = "lock_inversion",
  .description = "Broken on purpose",
  .license = "GPL",
});
