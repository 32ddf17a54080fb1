// SPDX-License-Identifier: GPL-2.0
// The Arc that it is borrowed from gives its share back at the end of the function.
// misuse: Shared objects: a borrow of a local Arc is returned
// rust: compile error: returns a value that refers to a local variable (E0515)
// by: lint
// expect: address of stack memory associated with .*'owner' returned

#include <kernel/sync/arc.hpp>

#ifdef FAIL
kernel::ArcBorrow<int> lent(kernel::Arc<int> owner);

kernel::ArcBorrow<int> lent(kernel::Arc<int> owner) { return owner.borrow(); }
#else
kernel::Arc<int> lent(kernel::ArcBorrow<int> borrowed);

kernel::Arc<int> lent(kernel::ArcBorrow<int> borrowed) { return kernel::Arc<int>(borrowed); }
#endif
