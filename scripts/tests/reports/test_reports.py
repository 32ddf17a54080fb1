# SPDX-License-Identifier: GPL-2.0
"""Every report of the kernel is found and named; what only looks like one is not."""
from __future__ import annotations

import pytest
from reports import kernel_log

# What kernels print, a line or more for each kind.
SAMPLES = {
    "KASAN": ["BUG: KASAN: slab-use-after-free in use_after_free+0x33/0x50 [broken]"],
    "KCSAN": ["BUG: KCSAN: data-race in reader / writer"],
    "KMSAN": ["BUG: KMSAN: uninit-value in read_it+0x5b/0x70"],
    "KFENCE": ["BUG: KFENCE: out-of-bounds read in broken_init+0x21/0x1000"],
    "UBSAN": ["UBSAN: array-index-out-of-bounds in broken.c:31:12"],
    "kmemleak": ["kmemleak: 3 new suspected memory leaks (see /sys/kernel/debug/kmemleak)",
                 "unreferenced object 0xffff888003b2a600 (size 64):",
                 "kmemleak: Kernel memory leak detector disabled", "kmemleak: could not scan"],
    "lockdep: circular locking": ["WARNING: possible circular locking dependency detected"],
    "lockdep: recursive locking": ["WARNING: possible recursive locking detected"],
    "lockdep: inconsistent lock state": ["WARNING: inconsistent lock state"],
    "lockdep: unsafe lock order": [
        "WARNING: HARDIRQ-safe -> HARDIRQ-unsafe lock order detected",
        "WARNING: possible irq lock inversion dependency detected"],
    "lockdep: invalid wait context": ["[ BUG: Invalid wait context ]"],
    "lockdep: lock still held": ["WARNING: lock held when returning to user space!",
                                 "WARNING: insmod/91 still has locks held!"],
    "lockdep: bad unlock balance": ["WARNING: bad unlock balance detected!"],
    "lockdep: freed a held lock": ["WARNING: held lock freed!"],
    "lockdep: uninitialised lock": ["INFO: trying to register non-static key."],
    "lockdep: bad contention": ["WARNING: bad contention detected!"],
    "lockdep: nested lock": ["WARNING: Nested lock was not taken"],
    "suspicious RCU usage": ["WARNING: suspicious RCU usage"],
    "RCU stall": ["rcu: INFO: rcu_preempt self-detected stall on CPU",
                  "rcu: INFO: rcu_sched detected stalls on CPUs/tasks:",
                  "rcu: INFO: rcu_preempt detected expedited stalls on CPUs/tasks: { 1-... }"],
    "scheduling while atomic": ["BUG: scheduling while atomic: insmod/93/0x00000002"],
    "sleeping in atomic context": [
        "BUG: sleeping function called from invalid context at kernel/locking/mutex.c:580"],
    "blocking in a wait loop": [
        "do not call blocking ops when !TASK_RUNNING; state=1 set at [<0000>] prepare_to_wait"],
    "refcount": ["refcount_t: underflow; use-after-free."],
    "spinlock misuse": ["BUG: spinlock bad magic on CPU#0, insmod/88",
                        "BUG: rwlock wrong owner on CPU#1, kworker/1:1/30"],
    "preemption count": ["DEBUG_LOCKS_WARN_ON(val > preempt_count())",
                         "initcall init_module+0x0/0xff0 [broken] returned with preemption "
                         "imbalance"],
    "mutex misuse": ["DEBUG_LOCKS_WARN_ON(lock->magic != lock)"],
    "hung task": ["INFO: task producer:102 blocked for more than 120 seconds.",
                  "INFO: task consumer:103 blocked on a mutex likely for more than 120 seconds."],
    "lockup": ["watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [insmod:87]",
               "watchdog: CPU1: Watchdog detected hard LOCKUP on cpu 1",
               "BUG: workqueue lockup - pool cpus=0 node=0 flags=0x0 nice=0 stuck for 33s!"],
    "list corruption": ["list_add corruption. next->prev should be prev (x), but was y.",
                        "list_del corruption, ffff8880->next is LIST_POISON1 (dead000000000100)",
                        "list_add double add: new=ffff8880, prev=ffff8881, next=ffff8880."],
    "object misuse": ["ODEBUG: free active (active state 0) object: 00 object type: timer_list"],
    "kobject misuse": [
        "kobject (00000000c0ffee00): tried to init an initialized object, something is wrong.",
        "kobject: 'broken' (00000000c0ffee00): does not have a release() function, it is broken"],
    "name used twice": ["sysfs: cannot create duplicate filename '/devices/virtual/misc/broken'"],
    "slab corruption": ["BUG kmalloc-64 (Tainted: G    B      O      ): Redzone overwritten",
                        "BUG kmalloc-64 (Not tainted): Object already free",
                        "kmem_cache_destroy broken: Slab cache still has objects"],
    "buffer overflow": ["memcpy: detected buffer overflow: 12 byte write of buffer size 8",
                        "memcpy: detected field-spanning write (size 9) of single field"],
    "user copy": ["usercopy: Kernel memory exposure attempt detected from SLUB object 'x'"],
    "null pointer": ["BUG: kernel NULL pointer dereference, address: 0000000000000008",
                     "KASAN: null-ptr-deref in range [0x0000000000000000-0x0000000000000007]"],
    "stack overflow": ["BUG: TASK stack guard page was hit at 0000 (stack is 0000..0000)",
                       "BUG: stack guard page was hit at 0000 (stack is 0000..0000)"],
    "bad memory access": [
        "BUG: unable to handle page fault for address: ffffc90000abc000",
        "Unable to handle kernel paging request at virtual address dead000000000100",
        "general protection fault, probably for non-canonical address 0xdead000000000122: 0000"],
    "processor exception": ["invalid opcode: 0000 [#1] PREEMPT SMP NOPTI",
                            "Oops: invalid opcode: 0000 [#1] PREEMPT SMP NOPTI",
                            "divide error: 0000 [#1] SMP", "int3: 0000 [#1] SMP"],
    "control flow": ["Missing ENDBR: broken_init+0x0/0x1000 [broken]",
                     "CFI failure at do_one_initcall+0x5a/0x1f0 (target: x; expected type: 0x0)"],
    "stack corruption": ["corrupted stack end detected inside scheduler"],
    "bad page state": ["BUG: Bad page state in process insmod  pfn:03c52",
                       "BUG: Bad rss-counter state mm:0000 type:MM_ANONPAGES val:1"],
    "out of memory": ["insmod: page allocation failure: order:10, mode:0xcc0(GFP_KERNEL)",
                      "Out of memory: Killed process 90 (insmod) total-vm:4000kB"],
    "lost interrupt": ["irq 11: nobody cared (try booting with the \"irqpoll\" option)"],
    "panic": ["Kernel panic - not syncing: Fatal exception",
              "Kernel panic - not syncing: stack-protector: Kernel stack is corrupted in: x"],
    "Oops": ["Oops: 0002 [#1] PREEMPT SMP NOPTI", "Internal error: Oops: 96000004 [#1] SMP"],
    "BUG": ["kernel BUG at mm/slub.c:562!", "BUG: something new that nobody knows yet"],
    "WARNING": ["WARNING: CPU: 0 PID: 89 at /src/broken.c:12 broken_init+0x1c/0x1000 [broken]"],
}


def test_every_kind_has_a_sample() -> None:
    assert list(SAMPLES) and set(SAMPLES) == {kind for kind, _pattern in kernel_log._KINDS}


@pytest.mark.parametrize("kind, line", [
    (kind, line) for kind, lines in SAMPLES.items() for line in lines
    if not (kind == "panic" and "stack is corrupted" in line)])
@pytest.mark.parametrize("stamp", ["", "[    1.742091] ", "[   12.000001][  T123] "])
def test_finds(kind: str, line: str, stamp: str) -> None:
    log = f"[    0.000000] Linux version 6.12\n{stamp}{line}\n[    1.9] all is well\n"
    assert kernel_log.scan(log) == [kernel_log.Finding(kind, line, 2)]


@pytest.mark.parametrize("lines, kinds", [
    (["refcount_t: underflow; use-after-free.", "WARNING: CPU: 0 PID: 8 at lib/refcount.c:28 x"],
     ["refcount"]),
    (["list_add double add: new=1, prev=2, next=1.", "------------[ cut here ]------------",
      "kernel BUG at lib/list_debug.c:35!"], ["list corruption"]),
    (["Oops: general protection fault, probably for non-canonical address 0xdffffc0000000000",
      "KASAN: null-ptr-deref in range [0x0000000000000000-0x0000000000000007]"], ["null pointer"]),
    (["Oops: general protection fault, probably for non-canonical address 0xdead000000000122",
      "KASAN: maybe wild-memory-access in range [0xdead-0xbeef]"], ["bad memory access"]),
    (["refcount_t: saturated; leaking memory.", "", "",
      "WARNING: CPU: 0 PID: 8 at lib/refcount.c:28 x"], ["refcount", "WARNING"]),
    (["WARNING: CPU: 0 PID: 8 at a.c:1 x", "WARNING: CPU: 0 PID: 8 at b.c:2 y"],
     ["WARNING", "WARNING"]),
])
def test_lines_of_one_report_count_once(lines: list[str], kinds: list[str]) -> None:
    assert [one.kind for one in kernel_log.scan("\n".join(lines))] == kinds


@pytest.mark.parametrize("line", [
    "ACPI BIOS Error (bug): Could not resolve symbol",
    "MMIO Stale Data CPU bug present and SMT on, data leak possible",
    "hello_world: debugging: on",
    "rcu: Hierarchical RCU implementation.",
    "print_test: warning: the sky is falling",
    "kmemleak: Kernel memory leak detector initialized (mem pool available: 15679)",
    "Spectre V2 : WARNING_NOT_THIS",
    "Lockdown: hibernation is restricted",
    "hello: refcount is 3",
])
def test_leaves_alone(line: str) -> None:
    assert kernel_log.scan(f"[    1.000000] {line}\n") == []


@pytest.mark.parametrize("value, names", [
    (0, []),
    (1 << 12 | 1 << 13, []),
    (1 << 12 | 1 << 9, ["W (warning)"]),
    (1 << 7 | 1 << 0, ["P (proprietary module)", "D (oops or BUG)"]),
    (1 << 25, ["bit 25"]),
])
def test_decodes_the_taint(value: int, names: list[str]) -> None:
    assert kernel_log.unexpected_taint(value) == names


def test_a_report_taints() -> None:
    brought = 1 << 5 | 1 << 7 | 1 << 9 | 1 << 14
    assert kernel_log.unexpected_taint(brought, reported=True) == []
    forced = kernel_log.unexpected_taint(brought | 1 << 1, reported=True)
    assert forced == ["F (module force loaded)"]
