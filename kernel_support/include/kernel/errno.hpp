// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// The kernel's errors by name.

#include <kernel/error.hpp>

namespace kernel {

/// \defgroup errno Errors by name
///
/// Each is an Error that a function may return as it is: `return kernel::ENOMEM;`. Those from
/// ERESTARTSYS on are for use inside the kernel; user space never sees them.
///
/// \wraps{linux/errno.h,core-api/kernel-api.html}
/// \{

/// Not allowed to do that.
inline constexpr Error EPERM = Error::from_errno(-bindings::EPERM);
/// No such file, object or entry.
inline constexpr Error ENOENT = Error::from_errno(-bindings::ENOENT);
/// No such task.
inline constexpr Error ESRCH = Error::from_errno(-bindings::ESRCH);
/// A signal came before anything was done.
inline constexpr Error EINTR = Error::from_errno(-bindings::EINTR);
/// The device failed to read or write.
inline constexpr Error EIO = Error::from_errno(-bindings::EIO);
/// No such device or address.
inline constexpr Error ENXIO = Error::from_errno(-bindings::ENXIO);
/// The argument list is too long.
inline constexpr Error E2BIG = Error::from_errno(-bindings::E2BIG);
/// Not a program the kernel can run.
inline constexpr Error ENOEXEC = Error::from_errno(-bindings::ENOEXEC);
/// Not an open file.
inline constexpr Error EBADF = Error::from_errno(-bindings::EBADF);
/// No child task.
inline constexpr Error ECHILD = Error::from_errno(-bindings::ECHILD);
/// Not now: try again.
inline constexpr Error EAGAIN = Error::from_errno(-bindings::EAGAIN);
/// Out of memory.
inline constexpr Error ENOMEM = Error::from_errno(-bindings::ENOMEM);
/// Permissions forbid it.
inline constexpr Error EACCES = Error::from_errno(-bindings::EACCES);
/// An address of user space is not valid.
inline constexpr Error EFAULT = Error::from_errno(-bindings::EFAULT);
/// A block device is needed.
inline constexpr Error ENOTBLK = Error::from_errno(-bindings::ENOTBLK);
/// In use by somebody else.
inline constexpr Error EBUSY = Error::from_errno(-bindings::EBUSY);
/// Exists already.
inline constexpr Error EEXIST = Error::from_errno(-bindings::EEXIST);
/// On another file system.
inline constexpr Error EXDEV = Error::from_errno(-bindings::EXDEV);
/// No such device, or it is gone.
inline constexpr Error ENODEV = Error::from_errno(-bindings::ENODEV);
/// Not a directory.
inline constexpr Error ENOTDIR = Error::from_errno(-bindings::ENOTDIR);
/// A directory.
inline constexpr Error EISDIR = Error::from_errno(-bindings::EISDIR);
/// An argument makes no sense.
inline constexpr Error EINVAL = Error::from_errno(-bindings::EINVAL);
/// The system has too many open files.
inline constexpr Error ENFILE = Error::from_errno(-bindings::ENFILE);
/// The process has too many open files.
inline constexpr Error EMFILE = Error::from_errno(-bindings::EMFILE);
/// The device does not know this ioctl.
inline constexpr Error ENOTTY = Error::from_errno(-bindings::ENOTTY);
/// The program is running.
inline constexpr Error ETXTBSY = Error::from_errno(-bindings::ETXTBSY);
/// The file would become too large.
inline constexpr Error EFBIG = Error::from_errno(-bindings::EFBIG);
/// No room left.
inline constexpr Error ENOSPC = Error::from_errno(-bindings::ENOSPC);
/// The file has no position to move.
inline constexpr Error ESPIPE = Error::from_errno(-bindings::ESPIPE);
/// The file system is read-only.
inline constexpr Error EROFS = Error::from_errno(-bindings::EROFS);
/// Too many hard links.
inline constexpr Error EMLINK = Error::from_errno(-bindings::EMLINK);
/// Nobody reads the other end.
inline constexpr Error EPIPE = Error::from_errno(-bindings::EPIPE);
/// The argument is outside the function's domain.
inline constexpr Error EDOM = Error::from_errno(-bindings::EDOM);
/// The result does not fit.
inline constexpr Error ERANGE = Error::from_errno(-bindings::ERANGE);
/// Waiting would never end.
inline constexpr Error EDEADLK = Error::from_errno(-bindings::EDEADLK);
/// The name is too long.
inline constexpr Error ENAMETOOLONG = Error::from_errno(-bindings::ENAMETOOLONG);
/// No locks left.
inline constexpr Error ENOLCK = Error::from_errno(-bindings::ENOLCK);
/// There is no such system call.
inline constexpr Error ENOSYS = Error::from_errno(-bindings::ENOSYS);
/// The directory is not empty.
inline constexpr Error ENOTEMPTY = Error::from_errno(-bindings::ENOTEMPTY);
/// Too many symbolic links.
inline constexpr Error ELOOP = Error::from_errno(-bindings::ELOOP);
/// Another name of EAGAIN.
inline constexpr Error EWOULDBLOCK = Error::from_errno(-bindings::EWOULDBLOCK);
/// No message of that type.
inline constexpr Error ENOMSG = Error::from_errno(-bindings::ENOMSG);
/// The identifier was removed.
inline constexpr Error EIDRM = Error::from_errno(-bindings::EIDRM);
/// The channel number is out of range.
inline constexpr Error ECHRNG = Error::from_errno(-bindings::ECHRNG);
/// Level 2 is not synchronised.
inline constexpr Error EL2NSYNC = Error::from_errno(-bindings::EL2NSYNC);
/// Level 3 stopped.
inline constexpr Error EL3HLT = Error::from_errno(-bindings::EL3HLT);
/// Level 3 was reset.
inline constexpr Error EL3RST = Error::from_errno(-bindings::EL3RST);
/// The link number is out of range.
inline constexpr Error ELNRNG = Error::from_errno(-bindings::ELNRNG);
/// The protocol driver is not attached.
inline constexpr Error EUNATCH = Error::from_errno(-bindings::EUNATCH);
/// No CSI structure is available.
inline constexpr Error ENOCSI = Error::from_errno(-bindings::ENOCSI);
/// Level 2 stopped.
inline constexpr Error EL2HLT = Error::from_errno(-bindings::EL2HLT);
/// The exchange is not valid.
inline constexpr Error EBADE = Error::from_errno(-bindings::EBADE);
/// The request descriptor is not valid.
inline constexpr Error EBADR = Error::from_errno(-bindings::EBADR);
/// The exchange is full.
inline constexpr Error EXFULL = Error::from_errno(-bindings::EXFULL);
/// No anode.
inline constexpr Error ENOANO = Error::from_errno(-bindings::ENOANO);
/// The request code is not valid.
inline constexpr Error EBADRQC = Error::from_errno(-bindings::EBADRQC);
/// The slot is not valid.
inline constexpr Error EBADSLT = Error::from_errno(-bindings::EBADSLT);
/// Another name of EDEADLK.
inline constexpr Error EDEADLOCK = Error::from_errno(-bindings::EDEADLOCK);
/// The font file's format is wrong.
inline constexpr Error EBFONT = Error::from_errno(-bindings::EBFONT);
/// The device is not a stream.
inline constexpr Error ENOSTR = Error::from_errno(-bindings::ENOSTR);
/// No data is there.
inline constexpr Error ENODATA = Error::from_errno(-bindings::ENODATA);
/// The timer ran out.
inline constexpr Error ETIME = Error::from_errno(-bindings::ETIME);
/// No streams resources left.
inline constexpr Error ENOSR = Error::from_errno(-bindings::ENOSR);
/// The machine is not on the network.
inline constexpr Error ENONET = Error::from_errno(-bindings::ENONET);
/// The package is not installed.
inline constexpr Error ENOPKG = Error::from_errno(-bindings::ENOPKG);
/// The object is on another machine.
inline constexpr Error EREMOTE = Error::from_errno(-bindings::EREMOTE);
/// The link was cut.
inline constexpr Error ENOLINK = Error::from_errno(-bindings::ENOLINK);
/// An advertise error.
inline constexpr Error EADV = Error::from_errno(-bindings::EADV);
/// A srmount error.
inline constexpr Error ESRMNT = Error::from_errno(-bindings::ESRMNT);
/// Sending failed.
inline constexpr Error ECOMM = Error::from_errno(-bindings::ECOMM);
/// The other side broke the protocol.
inline constexpr Error EPROTO = Error::from_errno(-bindings::EPROTO);
/// A multihop was tried.
inline constexpr Error EMULTIHOP = Error::from_errno(-bindings::EMULTIHOP);
/// An error of RFS.
inline constexpr Error EDOTDOT = Error::from_errno(-bindings::EDOTDOT);
/// The message is damaged.
inline constexpr Error EBADMSG = Error::from_errno(-bindings::EBADMSG);
/// The value does not fit its type.
inline constexpr Error EOVERFLOW = Error::from_errno(-bindings::EOVERFLOW);
/// The name is taken on the network.
inline constexpr Error ENOTUNIQ = Error::from_errno(-bindings::ENOTUNIQ);
/// The file descriptor is in a bad state.
inline constexpr Error EBADFD = Error::from_errno(-bindings::EBADFD);
/// The address at the other side changed.
inline constexpr Error EREMCHG = Error::from_errno(-bindings::EREMCHG);
/// A shared library cannot be reached.
inline constexpr Error ELIBACC = Error::from_errno(-bindings::ELIBACC);
/// A shared library is damaged.
inline constexpr Error ELIBBAD = Error::from_errno(-bindings::ELIBBAD);
/// A section of a library is damaged.
inline constexpr Error ELIBSCN = Error::from_errno(-bindings::ELIBSCN);
/// Too many shared libraries.
inline constexpr Error ELIBMAX = Error::from_errno(-bindings::ELIBMAX);
/// A shared library cannot be run.
inline constexpr Error ELIBEXEC = Error::from_errno(-bindings::ELIBEXEC);
/// The byte sequence is not a character.
inline constexpr Error EILSEQ = Error::from_errno(-bindings::EILSEQ);
/// The system call should be started again.
inline constexpr Error ERESTART = Error::from_errno(-bindings::ERESTART);
/// A streams pipe error.
inline constexpr Error ESTRPIPE = Error::from_errno(-bindings::ESTRPIPE);
/// Too many users.
inline constexpr Error EUSERS = Error::from_errno(-bindings::EUSERS);
/// Not a socket.
inline constexpr Error ENOTSOCK = Error::from_errno(-bindings::ENOTSOCK);
/// A destination address is needed.
inline constexpr Error EDESTADDRREQ = Error::from_errno(-bindings::EDESTADDRREQ);
/// The message is too long.
inline constexpr Error EMSGSIZE = Error::from_errno(-bindings::EMSGSIZE);
/// The protocol does not fit the socket.
inline constexpr Error EPROTOTYPE = Error::from_errno(-bindings::EPROTOTYPE);
/// The protocol does not have this option.
inline constexpr Error ENOPROTOOPT = Error::from_errno(-bindings::ENOPROTOOPT);
/// The protocol is not supported.
inline constexpr Error EPROTONOSUPPORT = Error::from_errno(-bindings::EPROTONOSUPPORT);
/// The socket type is not supported.
inline constexpr Error ESOCKTNOSUPPORT = Error::from_errno(-bindings::ESOCKTNOSUPPORT);
/// The object does not support the operation.
inline constexpr Error EOPNOTSUPP = Error::from_errno(-bindings::EOPNOTSUPP);
/// The protocol family is not supported.
inline constexpr Error EPFNOSUPPORT = Error::from_errno(-bindings::EPFNOSUPPORT);
/// The address family is not supported.
inline constexpr Error EAFNOSUPPORT = Error::from_errno(-bindings::EAFNOSUPPORT);
/// The address is in use.
inline constexpr Error EADDRINUSE = Error::from_errno(-bindings::EADDRINUSE);
/// The address is not to be had.
inline constexpr Error EADDRNOTAVAIL = Error::from_errno(-bindings::EADDRNOTAVAIL);
/// The network is down.
inline constexpr Error ENETDOWN = Error::from_errno(-bindings::ENETDOWN);
/// No route to the network.
inline constexpr Error ENETUNREACH = Error::from_errno(-bindings::ENETUNREACH);
/// The network dropped the connection on a reset.
inline constexpr Error ENETRESET = Error::from_errno(-bindings::ENETRESET);
/// The connection was aborted on this side.
inline constexpr Error ECONNABORTED = Error::from_errno(-bindings::ECONNABORTED);
/// The other side reset the connection.
inline constexpr Error ECONNRESET = Error::from_errno(-bindings::ECONNRESET);
/// No buffer space left.
inline constexpr Error ENOBUFS = Error::from_errno(-bindings::ENOBUFS);
/// Connected already.
inline constexpr Error EISCONN = Error::from_errno(-bindings::EISCONN);
/// Not connected.
inline constexpr Error ENOTCONN = Error::from_errno(-bindings::ENOTCONN);
/// The other end was shut down.
inline constexpr Error ESHUTDOWN = Error::from_errno(-bindings::ESHUTDOWN);
/// Too many references.
inline constexpr Error ETOOMANYREFS = Error::from_errno(-bindings::ETOOMANYREFS);
/// It took too long.
inline constexpr Error ETIMEDOUT = Error::from_errno(-bindings::ETIMEDOUT);
/// Nobody listens there.
inline constexpr Error ECONNREFUSED = Error::from_errno(-bindings::ECONNREFUSED);
/// The host is down.
inline constexpr Error EHOSTDOWN = Error::from_errno(-bindings::EHOSTDOWN);
/// No route to the host.
inline constexpr Error EHOSTUNREACH = Error::from_errno(-bindings::EHOSTUNREACH);
/// Under way already.
inline constexpr Error EALREADY = Error::from_errno(-bindings::EALREADY);
/// Now under way.
inline constexpr Error EINPROGRESS = Error::from_errno(-bindings::EINPROGRESS);
/// A file handle points to what is gone.
inline constexpr Error ESTALE = Error::from_errno(-bindings::ESTALE);
/// The structure needs cleaning.
inline constexpr Error EUCLEAN = Error::from_errno(-bindings::EUCLEAN);
/// Not a XENIX named file.
inline constexpr Error ENOTNAM = Error::from_errno(-bindings::ENOTNAM);
/// No XENIX semaphores are to be had.
inline constexpr Error ENAVAIL = Error::from_errno(-bindings::ENAVAIL);
/// A named file.
inline constexpr Error EISNAM = Error::from_errno(-bindings::EISNAM);
/// The remote device failed.
inline constexpr Error EREMOTEIO = Error::from_errno(-bindings::EREMOTEIO);
/// The quota is used up.
inline constexpr Error EDQUOT = Error::from_errno(-bindings::EDQUOT);
/// No medium in the drive.
inline constexpr Error ENOMEDIUM = Error::from_errno(-bindings::ENOMEDIUM);
/// The medium is of the wrong type.
inline constexpr Error EMEDIUMTYPE = Error::from_errno(-bindings::EMEDIUMTYPE);
/// The operation was cancelled.
inline constexpr Error ECANCELED = Error::from_errno(-bindings::ECANCELED);
/// The key is not there.
inline constexpr Error ENOKEY = Error::from_errno(-bindings::ENOKEY);
/// The key expired.
inline constexpr Error EKEYEXPIRED = Error::from_errno(-bindings::EKEYEXPIRED);
/// The key was revoked.
inline constexpr Error EKEYREVOKED = Error::from_errno(-bindings::EKEYREVOKED);
/// The service rejected the key.
inline constexpr Error EKEYREJECTED = Error::from_errno(-bindings::EKEYREJECTED);
/// The owner of the lock died.
inline constexpr Error EOWNERDEAD = Error::from_errno(-bindings::EOWNERDEAD);
/// The state cannot be repaired.
inline constexpr Error ENOTRECOVERABLE = Error::from_errno(-bindings::ENOTRECOVERABLE);
/// The radio is switched off.
inline constexpr Error ERFKILL = Error::from_errno(-bindings::ERFKILL);
/// The memory page has a hardware error.
inline constexpr Error EHWPOISON = Error::from_errno(-bindings::EHWPOISON);
/// A signal came: user space restarts the call or sees EINTR.
inline constexpr Error ERESTARTSYS = Error::from_errno(-bindings::ERESTARTSYS);
/// A signal came: restart the call always.
inline constexpr Error ERESTARTNOINTR = Error::from_errno(-bindings::ERESTARTNOINTR);
/// A signal came: restart the call if it has no handler.
inline constexpr Error ERESTARTNOHAND = Error::from_errno(-bindings::ERESTARTNOHAND);
/// No such ioctl here: another layer may know it.
inline constexpr Error ENOIOCTLCMD = Error::from_errno(-bindings::ENOIOCTLCMD);
/// Restart through the restart block.
inline constexpr Error ERESTART_RESTARTBLOCK = Error::from_errno(-bindings::ERESTART_RESTARTBLOCK);
/// The driver wants to be probed again later.
inline constexpr Error EPROBE_DEFER = Error::from_errno(-bindings::EPROBE_DEFER);
/// Open found a stale entry.
inline constexpr Error EOPENSTALE = Error::from_errno(-bindings::EOPENSTALE);
/// No such parameter.
inline constexpr Error ENOPARAM = Error::from_errno(-bindings::ENOPARAM);
/// The NFS file handle is not valid.
inline constexpr Error EBADHANDLE = Error::from_errno(-bindings::EBADHANDLE);
/// An update does not match.
inline constexpr Error ENOTSYNC = Error::from_errno(-bindings::ENOTSYNC);
/// The cookie is stale.
inline constexpr Error EBADCOOKIE = Error::from_errno(-bindings::EBADCOOKIE);
/// The operation is not supported (inside the kernel; user space gets EOPNOTSUPP).
inline constexpr Error ENOTSUPP = Error::from_errno(-bindings::ENOTSUPP);
/// The buffer or request is too small.
inline constexpr Error ETOOSMALL = Error::from_errno(-bindings::ETOOSMALL);
/// The server failed in a way that has no name.
inline constexpr Error ESERVERFAULT = Error::from_errno(-bindings::ESERVERFAULT);
/// The server does not support the type.
inline constexpr Error EBADTYPE = Error::from_errno(-bindings::EBADTYPE);
/// Started, but will take long.
inline constexpr Error EJUKEBOX = Error::from_errno(-bindings::EJUKEBOX);
/// Queued: the completion tells.
inline constexpr Error EIOCBQUEUED = Error::from_errno(-bindings::EIOCBQUEUED);
/// In conflict with a recalled state.
inline constexpr Error ERECALLCONFLICT = Error::from_errno(-bindings::ERECALLCONFLICT);
/// The grace period for reclaiming is over.
inline constexpr Error ENOGRACE = Error::from_errno(-bindings::ENOGRACE);
/// \}

}  // namespace kernel
