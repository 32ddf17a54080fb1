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
inline constexpr Error EPERM = Error::from_errno(-bindings::EPERM);  ///< not allowed to do that
inline constexpr Error ENOENT = Error::from_errno(-bindings::ENOENT);  ///< no such file, object or entry
inline constexpr Error ESRCH = Error::from_errno(-bindings::ESRCH);  ///< no such task
inline constexpr Error EINTR = Error::from_errno(-bindings::EINTR);  ///< a signal came before anything was done
inline constexpr Error EIO = Error::from_errno(-bindings::EIO);  ///< the device failed to read or write
inline constexpr Error ENXIO = Error::from_errno(-bindings::ENXIO);  ///< no such device or address
inline constexpr Error E2BIG = Error::from_errno(-bindings::E2BIG);  ///< the argument list is too long
inline constexpr Error ENOEXEC = Error::from_errno(-bindings::ENOEXEC);  ///< not a program the kernel can run
inline constexpr Error EBADF = Error::from_errno(-bindings::EBADF);  ///< not an open file
inline constexpr Error ECHILD = Error::from_errno(-bindings::ECHILD);  ///< no child task
inline constexpr Error EAGAIN = Error::from_errno(-bindings::EAGAIN);  ///< not now: try again
inline constexpr Error ENOMEM = Error::from_errno(-bindings::ENOMEM);  ///< out of memory
inline constexpr Error EACCES = Error::from_errno(-bindings::EACCES);  ///< permissions forbid it
inline constexpr Error EFAULT = Error::from_errno(-bindings::EFAULT);  ///< an address of user space is not valid
inline constexpr Error ENOTBLK = Error::from_errno(-bindings::ENOTBLK);  ///< a block device is needed
inline constexpr Error EBUSY = Error::from_errno(-bindings::EBUSY);  ///< in use by somebody else
inline constexpr Error EEXIST = Error::from_errno(-bindings::EEXIST);  ///< exists already
inline constexpr Error EXDEV = Error::from_errno(-bindings::EXDEV);  ///< on another file system
inline constexpr Error ENODEV = Error::from_errno(-bindings::ENODEV);  ///< no such device, or it is gone
inline constexpr Error ENOTDIR = Error::from_errno(-bindings::ENOTDIR);  ///< not a directory
inline constexpr Error EISDIR = Error::from_errno(-bindings::EISDIR);  ///< a directory
inline constexpr Error EINVAL = Error::from_errno(-bindings::EINVAL);  ///< an argument makes no sense
inline constexpr Error ENFILE = Error::from_errno(-bindings::ENFILE);  ///< the system has too many open files
inline constexpr Error EMFILE = Error::from_errno(-bindings::EMFILE);  ///< the process has too many open files
inline constexpr Error ENOTTY = Error::from_errno(-bindings::ENOTTY);  ///< the device does not know this ioctl
inline constexpr Error ETXTBSY = Error::from_errno(-bindings::ETXTBSY);  ///< the program is running
inline constexpr Error EFBIG = Error::from_errno(-bindings::EFBIG);  ///< the file would become too large
inline constexpr Error ENOSPC = Error::from_errno(-bindings::ENOSPC);  ///< no room left
inline constexpr Error ESPIPE = Error::from_errno(-bindings::ESPIPE);  ///< the file has no position to move
inline constexpr Error EROFS = Error::from_errno(-bindings::EROFS);  ///< the file system is read-only
inline constexpr Error EMLINK = Error::from_errno(-bindings::EMLINK);  ///< too many hard links
inline constexpr Error EPIPE = Error::from_errno(-bindings::EPIPE);  ///< nobody reads the other end
inline constexpr Error EDOM = Error::from_errno(-bindings::EDOM);  ///< the argument is outside the function's domain
inline constexpr Error ERANGE = Error::from_errno(-bindings::ERANGE);  ///< the result does not fit
inline constexpr Error EDEADLK = Error::from_errno(-bindings::EDEADLK);  ///< waiting would never end
inline constexpr Error ENAMETOOLONG = Error::from_errno(-bindings::ENAMETOOLONG);  ///< the name is too long
inline constexpr Error ENOLCK = Error::from_errno(-bindings::ENOLCK);  ///< no locks left
inline constexpr Error ENOSYS = Error::from_errno(-bindings::ENOSYS);  ///< there is no such system call
inline constexpr Error ENOTEMPTY = Error::from_errno(-bindings::ENOTEMPTY);  ///< the directory is not empty
inline constexpr Error ELOOP = Error::from_errno(-bindings::ELOOP);  ///< too many symbolic links
inline constexpr Error EWOULDBLOCK = Error::from_errno(-bindings::EWOULDBLOCK);  ///< another name of EAGAIN
inline constexpr Error ENOMSG = Error::from_errno(-bindings::ENOMSG);  ///< no message of that type
inline constexpr Error EIDRM = Error::from_errno(-bindings::EIDRM);  ///< the identifier was removed
inline constexpr Error ECHRNG = Error::from_errno(-bindings::ECHRNG);  ///< the channel number is out of range
inline constexpr Error EL2NSYNC = Error::from_errno(-bindings::EL2NSYNC);  ///< level 2 is not synchronised
inline constexpr Error EL3HLT = Error::from_errno(-bindings::EL3HLT);  ///< level 3 stopped
inline constexpr Error EL3RST = Error::from_errno(-bindings::EL3RST);  ///< level 3 was reset
inline constexpr Error ELNRNG = Error::from_errno(-bindings::ELNRNG);  ///< the link number is out of range
inline constexpr Error EUNATCH = Error::from_errno(-bindings::EUNATCH);  ///< the protocol driver is not attached
inline constexpr Error ENOCSI = Error::from_errno(-bindings::ENOCSI);  ///< no CSI structure is available
inline constexpr Error EL2HLT = Error::from_errno(-bindings::EL2HLT);  ///< level 2 stopped
inline constexpr Error EBADE = Error::from_errno(-bindings::EBADE);  ///< the exchange is not valid
inline constexpr Error EBADR = Error::from_errno(-bindings::EBADR);  ///< the request descriptor is not valid
inline constexpr Error EXFULL = Error::from_errno(-bindings::EXFULL);  ///< the exchange is full
inline constexpr Error ENOANO = Error::from_errno(-bindings::ENOANO);  ///< no anode
inline constexpr Error EBADRQC = Error::from_errno(-bindings::EBADRQC);  ///< the request code is not valid
inline constexpr Error EBADSLT = Error::from_errno(-bindings::EBADSLT);  ///< the slot is not valid
inline constexpr Error EDEADLOCK = Error::from_errno(-bindings::EDEADLOCK);  ///< another name of EDEADLK
inline constexpr Error EBFONT = Error::from_errno(-bindings::EBFONT);  ///< the font file's format is wrong
inline constexpr Error ENOSTR = Error::from_errno(-bindings::ENOSTR);  ///< the device is not a stream
inline constexpr Error ENODATA = Error::from_errno(-bindings::ENODATA);  ///< no data is there
inline constexpr Error ETIME = Error::from_errno(-bindings::ETIME);  ///< the timer ran out
inline constexpr Error ENOSR = Error::from_errno(-bindings::ENOSR);  ///< no streams resources left
inline constexpr Error ENONET = Error::from_errno(-bindings::ENONET);  ///< the machine is not on the network
inline constexpr Error ENOPKG = Error::from_errno(-bindings::ENOPKG);  ///< the package is not installed
inline constexpr Error EREMOTE = Error::from_errno(-bindings::EREMOTE);  ///< the object is on another machine
inline constexpr Error ENOLINK = Error::from_errno(-bindings::ENOLINK);  ///< the link was cut
inline constexpr Error EADV = Error::from_errno(-bindings::EADV);  ///< an advertise error
inline constexpr Error ESRMNT = Error::from_errno(-bindings::ESRMNT);  ///< a srmount error
inline constexpr Error ECOMM = Error::from_errno(-bindings::ECOMM);  ///< sending failed
inline constexpr Error EPROTO = Error::from_errno(-bindings::EPROTO);  ///< the other side broke the protocol
inline constexpr Error EMULTIHOP = Error::from_errno(-bindings::EMULTIHOP);  ///< a multihop was tried
inline constexpr Error EDOTDOT = Error::from_errno(-bindings::EDOTDOT);  ///< an error of RFS
inline constexpr Error EBADMSG = Error::from_errno(-bindings::EBADMSG);  ///< the message is damaged
inline constexpr Error EOVERFLOW = Error::from_errno(-bindings::EOVERFLOW);  ///< the value does not fit its type
inline constexpr Error ENOTUNIQ = Error::from_errno(-bindings::ENOTUNIQ);  ///< the name is taken on the network
inline constexpr Error EBADFD = Error::from_errno(-bindings::EBADFD);  ///< the file descriptor is in a bad state
inline constexpr Error EREMCHG = Error::from_errno(-bindings::EREMCHG);  ///< the address at the other side changed
inline constexpr Error ELIBACC = Error::from_errno(-bindings::ELIBACC);  ///< a shared library cannot be reached
inline constexpr Error ELIBBAD = Error::from_errno(-bindings::ELIBBAD);  ///< a shared library is damaged
inline constexpr Error ELIBSCN = Error::from_errno(-bindings::ELIBSCN);  ///< a section of a library is damaged
inline constexpr Error ELIBMAX = Error::from_errno(-bindings::ELIBMAX);  ///< too many shared libraries
inline constexpr Error ELIBEXEC = Error::from_errno(-bindings::ELIBEXEC);  ///< a shared library cannot be run
inline constexpr Error EILSEQ = Error::from_errno(-bindings::EILSEQ);  ///< the byte sequence is not a character
inline constexpr Error ERESTART = Error::from_errno(-bindings::ERESTART);  ///< the system call should be started again
inline constexpr Error ESTRPIPE = Error::from_errno(-bindings::ESTRPIPE);  ///< a streams pipe error
inline constexpr Error EUSERS = Error::from_errno(-bindings::EUSERS);  ///< too many users
inline constexpr Error ENOTSOCK = Error::from_errno(-bindings::ENOTSOCK);  ///< not a socket
inline constexpr Error EDESTADDRREQ = Error::from_errno(-bindings::EDESTADDRREQ);  ///< a destination address is needed
inline constexpr Error EMSGSIZE = Error::from_errno(-bindings::EMSGSIZE);  ///< the message is too long
inline constexpr Error EPROTOTYPE = Error::from_errno(-bindings::EPROTOTYPE);  ///< the protocol does not fit the socket
inline constexpr Error ENOPROTOOPT = Error::from_errno(-bindings::ENOPROTOOPT);  ///< the protocol does not have this option
inline constexpr Error EPROTONOSUPPORT = Error::from_errno(-bindings::EPROTONOSUPPORT);  ///< the protocol is not supported
inline constexpr Error ESOCKTNOSUPPORT = Error::from_errno(-bindings::ESOCKTNOSUPPORT);  ///< the socket type is not supported
inline constexpr Error EOPNOTSUPP = Error::from_errno(-bindings::EOPNOTSUPP);  ///< the object does not support the operation
inline constexpr Error EPFNOSUPPORT = Error::from_errno(-bindings::EPFNOSUPPORT);  ///< the protocol family is not supported
inline constexpr Error EAFNOSUPPORT = Error::from_errno(-bindings::EAFNOSUPPORT);  ///< the address family is not supported
inline constexpr Error EADDRINUSE = Error::from_errno(-bindings::EADDRINUSE);  ///< the address is in use
inline constexpr Error EADDRNOTAVAIL = Error::from_errno(-bindings::EADDRNOTAVAIL);  ///< the address is not to be had
inline constexpr Error ENETDOWN = Error::from_errno(-bindings::ENETDOWN);  ///< the network is down
inline constexpr Error ENETUNREACH = Error::from_errno(-bindings::ENETUNREACH);  ///< no route to the network
inline constexpr Error ENETRESET = Error::from_errno(-bindings::ENETRESET);  ///< the network dropped the connection on a reset
inline constexpr Error ECONNABORTED = Error::from_errno(-bindings::ECONNABORTED);  ///< the connection was aborted on this side
inline constexpr Error ECONNRESET = Error::from_errno(-bindings::ECONNRESET);  ///< the other side reset the connection
inline constexpr Error ENOBUFS = Error::from_errno(-bindings::ENOBUFS);  ///< no buffer space left
inline constexpr Error EISCONN = Error::from_errno(-bindings::EISCONN);  ///< connected already
inline constexpr Error ENOTCONN = Error::from_errno(-bindings::ENOTCONN);  ///< not connected
inline constexpr Error ESHUTDOWN = Error::from_errno(-bindings::ESHUTDOWN);  ///< the other end was shut down
inline constexpr Error ETOOMANYREFS = Error::from_errno(-bindings::ETOOMANYREFS);  ///< too many references
inline constexpr Error ETIMEDOUT = Error::from_errno(-bindings::ETIMEDOUT);  ///< it took too long
inline constexpr Error ECONNREFUSED = Error::from_errno(-bindings::ECONNREFUSED);  ///< nobody listens there
inline constexpr Error EHOSTDOWN = Error::from_errno(-bindings::EHOSTDOWN);  ///< the host is down
inline constexpr Error EHOSTUNREACH = Error::from_errno(-bindings::EHOSTUNREACH);  ///< no route to the host
inline constexpr Error EALREADY = Error::from_errno(-bindings::EALREADY);  ///< under way already
inline constexpr Error EINPROGRESS = Error::from_errno(-bindings::EINPROGRESS);  ///< now under way
inline constexpr Error ESTALE = Error::from_errno(-bindings::ESTALE);  ///< a file handle points to what is gone
inline constexpr Error EUCLEAN = Error::from_errno(-bindings::EUCLEAN);  ///< the structure needs cleaning
inline constexpr Error ENOTNAM = Error::from_errno(-bindings::ENOTNAM);  ///< not a XENIX named file
inline constexpr Error ENAVAIL = Error::from_errno(-bindings::ENAVAIL);  ///< no XENIX semaphores are to be had
inline constexpr Error EISNAM = Error::from_errno(-bindings::EISNAM);  ///< a named file
inline constexpr Error EREMOTEIO = Error::from_errno(-bindings::EREMOTEIO);  ///< the remote device failed
inline constexpr Error EDQUOT = Error::from_errno(-bindings::EDQUOT);  ///< the quota is used up
inline constexpr Error ENOMEDIUM = Error::from_errno(-bindings::ENOMEDIUM);  ///< no medium in the drive
inline constexpr Error EMEDIUMTYPE = Error::from_errno(-bindings::EMEDIUMTYPE);  ///< the medium is of the wrong type
inline constexpr Error ECANCELED = Error::from_errno(-bindings::ECANCELED);  ///< the operation was cancelled
inline constexpr Error ENOKEY = Error::from_errno(-bindings::ENOKEY);  ///< the key is not there
inline constexpr Error EKEYEXPIRED = Error::from_errno(-bindings::EKEYEXPIRED);  ///< the key expired
inline constexpr Error EKEYREVOKED = Error::from_errno(-bindings::EKEYREVOKED);  ///< the key was revoked
inline constexpr Error EKEYREJECTED = Error::from_errno(-bindings::EKEYREJECTED);  ///< the service rejected the key
inline constexpr Error EOWNERDEAD = Error::from_errno(-bindings::EOWNERDEAD);  ///< the owner of the lock died
inline constexpr Error ENOTRECOVERABLE = Error::from_errno(-bindings::ENOTRECOVERABLE);  ///< the state cannot be repaired
inline constexpr Error ERFKILL = Error::from_errno(-bindings::ERFKILL);  ///< the radio is switched off
inline constexpr Error EHWPOISON = Error::from_errno(-bindings::EHWPOISON);  ///< the memory page has a hardware error
inline constexpr Error ERESTARTSYS = Error::from_errno(-bindings::ERESTARTSYS);  ///< a signal came: user space restarts the call or sees EINTR
inline constexpr Error ERESTARTNOINTR = Error::from_errno(-bindings::ERESTARTNOINTR);  ///< a signal came: restart the call always
inline constexpr Error ERESTARTNOHAND = Error::from_errno(-bindings::ERESTARTNOHAND);  ///< a signal came: restart the call if it has no handler
inline constexpr Error ENOIOCTLCMD = Error::from_errno(-bindings::ENOIOCTLCMD);  ///< no such ioctl here: another layer may know it
inline constexpr Error ERESTART_RESTARTBLOCK = Error::from_errno(-bindings::ERESTART_RESTARTBLOCK);  ///< restart through the restart block
inline constexpr Error EPROBE_DEFER = Error::from_errno(-bindings::EPROBE_DEFER);  ///< the driver wants to be probed again later
inline constexpr Error EOPENSTALE = Error::from_errno(-bindings::EOPENSTALE);  ///< open found a stale entry
inline constexpr Error ENOPARAM = Error::from_errno(-bindings::ENOPARAM);  ///< no such parameter
inline constexpr Error EBADHANDLE = Error::from_errno(-bindings::EBADHANDLE);  ///< the NFS file handle is not valid
inline constexpr Error ENOTSYNC = Error::from_errno(-bindings::ENOTSYNC);  ///< an update does not match
inline constexpr Error EBADCOOKIE = Error::from_errno(-bindings::EBADCOOKIE);  ///< the cookie is stale
inline constexpr Error ENOTSUPP = Error::from_errno(-bindings::ENOTSUPP);  ///< the operation is not supported (inside the kernel; user space gets EOPNOTSUPP)
inline constexpr Error ETOOSMALL = Error::from_errno(-bindings::ETOOSMALL);  ///< the buffer or request is too small
inline constexpr Error ESERVERFAULT = Error::from_errno(-bindings::ESERVERFAULT);  ///< the server failed in a way that has no name
inline constexpr Error EBADTYPE = Error::from_errno(-bindings::EBADTYPE);  ///< the server does not support the type
inline constexpr Error EJUKEBOX = Error::from_errno(-bindings::EJUKEBOX);  ///< started, but will take long
inline constexpr Error EIOCBQUEUED = Error::from_errno(-bindings::EIOCBQUEUED);  ///< queued: the completion tells
inline constexpr Error ERECALLCONFLICT = Error::from_errno(-bindings::ERECALLCONFLICT);  ///< in conflict with a recalled state
inline constexpr Error ENOGRACE = Error::from_errno(-bindings::ENOGRACE);  ///< the grace period for reclaiming is over
/// \}

}  // namespace kernel
