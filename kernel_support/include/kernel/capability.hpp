// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Capabilities: what only some users may do, by name.

#include <helpers/capability.h>

namespace kernel {

/// One of the rights that root's power is divided into.
///
///     kernel::Capability needed = kernel::CAP_NET_ADMIN;
///     EXPECT(kernel::capable(needed));   // insmod is root's
///
/// \context Any.
/// \wraps{linux/capability.h,security/credentials.html}
class Capability {
 public:
  /// The one that C code calls \p number.
  ///
  /// \safety It must be one of the `CAP_` numbers: the kernel stops at others with BUG().
  static constexpr Capability from_raw(int number) { return Capability(number); }
  /// Its number.
  constexpr int as_raw() const { return number_; }

  friend constexpr bool operator==(Capability, Capability) = default;

 private:
  explicit constexpr Capability(int number) : number_(number) {}

  int number_;
};

/// \defgroup capability Capabilities by name
///
/// \{

/// Change who owns a file.
inline constexpr Capability CAP_CHOWN = Capability::from_raw(bindings::CAP_CHOWN);
/// Open any file, whatever its permissions.
inline constexpr Capability CAP_DAC_OVERRIDE = Capability::from_raw(bindings::CAP_DAC_OVERRIDE);
/// Read any file and search any directory.
inline constexpr Capability CAP_DAC_READ_SEARCH =
    Capability::from_raw(bindings::CAP_DAC_READ_SEARCH);
/// Do what only the owner of a file may.
inline constexpr Capability CAP_FOWNER = Capability::from_raw(bindings::CAP_FOWNER);
/// Keep the set-ID bits of a file that is changed.
inline constexpr Capability CAP_FSETID = Capability::from_raw(bindings::CAP_FSETID);
/// Send a signal to any process.
inline constexpr Capability CAP_KILL = Capability::from_raw(bindings::CAP_KILL);
/// Become any group.
inline constexpr Capability CAP_SETGID = Capability::from_raw(bindings::CAP_SETGID);
/// Become any user.
inline constexpr Capability CAP_SETUID = Capability::from_raw(bindings::CAP_SETUID);
/// Give capabilities on, and drop them.
inline constexpr Capability CAP_SETPCAP = Capability::from_raw(bindings::CAP_SETPCAP);
/// Change a file's immutable and append-only flags.
inline constexpr Capability CAP_LINUX_IMMUTABLE =
    Capability::from_raw(bindings::CAP_LINUX_IMMUTABLE);
/// Listen on ports below 1024.
inline constexpr Capability CAP_NET_BIND_SERVICE =
    Capability::from_raw(bindings::CAP_NET_BIND_SERVICE);
/// Unused.
inline constexpr Capability CAP_NET_BROADCAST = Capability::from_raw(bindings::CAP_NET_BROADCAST);
/// Configure networks.
inline constexpr Capability CAP_NET_ADMIN = Capability::from_raw(bindings::CAP_NET_ADMIN);
/// Open raw and packet sockets.
inline constexpr Capability CAP_NET_RAW = Capability::from_raw(bindings::CAP_NET_RAW);
/// Lock memory.
inline constexpr Capability CAP_IPC_LOCK = Capability::from_raw(bindings::CAP_IPC_LOCK);
/// Use any System V queue, semaphore or shared memory.
inline constexpr Capability CAP_IPC_OWNER = Capability::from_raw(bindings::CAP_IPC_OWNER);
/// Load and unload modules.
inline constexpr Capability CAP_SYS_MODULE = Capability::from_raw(bindings::CAP_SYS_MODULE);
/// Use ports and raw devices.
inline constexpr Capability CAP_SYS_RAWIO = Capability::from_raw(bindings::CAP_SYS_RAWIO);
/// Change the root directory.
inline constexpr Capability CAP_SYS_CHROOT = Capability::from_raw(bindings::CAP_SYS_CHROOT);
/// Trace any process.
inline constexpr Capability CAP_SYS_PTRACE = Capability::from_raw(bindings::CAP_SYS_PTRACE);
/// Switch accounting of processes.
inline constexpr Capability CAP_SYS_PACCT = Capability::from_raw(bindings::CAP_SYS_PACCT);
/// Administer what has no capability of its own: a driver should ask for a narrower one.
inline constexpr Capability CAP_SYS_ADMIN = Capability::from_raw(bindings::CAP_SYS_ADMIN);
/// Reboot.
inline constexpr Capability CAP_SYS_BOOT = Capability::from_raw(bindings::CAP_SYS_BOOT);
/// Raise priorities.
inline constexpr Capability CAP_SYS_NICE = Capability::from_raw(bindings::CAP_SYS_NICE);
/// Exceed limits and quotas.
inline constexpr Capability CAP_SYS_RESOURCE = Capability::from_raw(bindings::CAP_SYS_RESOURCE);
/// Set the clock.
inline constexpr Capability CAP_SYS_TIME = Capability::from_raw(bindings::CAP_SYS_TIME);
/// Configure terminals.
inline constexpr Capability CAP_SYS_TTY_CONFIG = Capability::from_raw(bindings::CAP_SYS_TTY_CONFIG);
/// Make device files.
inline constexpr Capability CAP_MKNOD = Capability::from_raw(bindings::CAP_MKNOD);
/// Take leases of files.
inline constexpr Capability CAP_LEASE = Capability::from_raw(bindings::CAP_LEASE);
/// Write to the audit log.
inline constexpr Capability CAP_AUDIT_WRITE = Capability::from_raw(bindings::CAP_AUDIT_WRITE);
/// Configure auditing.
inline constexpr Capability CAP_AUDIT_CONTROL = Capability::from_raw(bindings::CAP_AUDIT_CONTROL);
/// Give files capabilities.
inline constexpr Capability CAP_SETFCAP = Capability::from_raw(bindings::CAP_SETFCAP);
/// Pass over a security module's rules.
inline constexpr Capability CAP_MAC_OVERRIDE = Capability::from_raw(bindings::CAP_MAC_OVERRIDE);
/// Configure a security module.
inline constexpr Capability CAP_MAC_ADMIN = Capability::from_raw(bindings::CAP_MAC_ADMIN);
/// Read the kernel's log where it is restricted, and its addresses.
inline constexpr Capability CAP_SYSLOG = Capability::from_raw(bindings::CAP_SYSLOG);
/// Wake the system by a timer.
inline constexpr Capability CAP_WAKE_ALARM = Capability::from_raw(bindings::CAP_WAKE_ALARM);
/// Keep the system from sleeping.
inline constexpr Capability CAP_BLOCK_SUSPEND = Capability::from_raw(bindings::CAP_BLOCK_SUSPEND);
/// Read the audit log.
inline constexpr Capability CAP_AUDIT_READ = Capability::from_raw(bindings::CAP_AUDIT_READ);
/// Monitor performance.
inline constexpr Capability CAP_PERFMON = Capability::from_raw(bindings::CAP_PERFMON);
/// Load BPF programs.
inline constexpr Capability CAP_BPF = Capability::from_raw(bindings::CAP_BPF);
/// Save processes and restore them.
inline constexpr Capability CAP_CHECKPOINT_RESTORE =
    Capability::from_raw(bindings::CAP_CHECKPOINT_RESTORE);
/// \}

/// Whether the current task has a right in the whole system, not just in a user namespace of its
/// own; a security module is asked, too. The kernel notes that the right was used.
///
///     if (!kernel::capable(kernel::CAP_SYS_TIME)) return kernel::EPERM;
///
/// What a program may do with a file that it was handed is better decided by who opened it:
/// Credential::has_capability() of LocalFile::cred().
///
/// \context Any that runs for a task.
/// \wraps{linux/capability.h,security/credentials.html}
inline bool capable(Capability capability) { return cpp_helper_capable(capability.as_raw()); }

}  // namespace kernel
