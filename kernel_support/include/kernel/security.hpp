// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// What security modules of the kernel (SELinux, AppArmor and others) say.

#include <helpers/security.h>

#include <kernel/cred.hpp>
#include <kernel/fs/file.hpp>
#include <kernel/lifetime.hpp>
#include <kernel/result.hpp>
#include <kernel/thread_safety.hpp>
#include <span>
#include <utility>

namespace kernel {

/// The text by which a security module calls those to whom it gives the same permissions, such as
/// `system_u:object_r:bin_t:s0` (SELinux) or `unconfined` (AppArmor). It goes back to the module at
/// the end.
///
///     auto me = kernel::Credential::current();
///     auto context = kernel::SecurityCtx::from_secid(me->get_secid());
///     if (context.is_ok())
///       pr_info("runs as a security module's {} bytes\n", context.value().size());
///     else   // no module, or none that knows it
///       EXPECT(context.error() == kernel::EOPNOTSUPP || context.error() == kernel::EINVAL);
///
/// It can be moved and not copied. One that was moved from has no bytes.
///
/// \invariant The bytes are the security module's, and nobody else gives them back; or there are
/// none.
/// \context Any.
/// \wraps{linux/security.h,security/lsm.html}
class [[nodiscard]] SecurityCtx {
 public:
  /// What \p secid stands for, a number as Credential::get_secid() gives it.
  ///
  /// \errors #EOPNOTSUPP if no security module has such texts; #EINVAL and others if one does not
  /// know the number; #ENOMEM.
  static Result<SecurityCtx> from_secid(u32 secid) {
    ::cpp_helper_secctx context;
    TRY(to_result(cpp_helper_security_secid_to_secctx(secid, &context)));
    return SecurityCtx(context);
  }

  /// Takes the bytes over; \p other is empty then.
  SecurityCtx(SecurityCtx&& other) : context_(std::exchange(other.context_, {})) {}
  /// Takes the bytes of \p other, which is empty then, and gives its own back.
  SecurityCtx& operator=(SecurityCtx&& other) {
    SecurityCtx taken(std::move(other));
    std::swap(context_, taken.context_);
    return *this;
  }
  ~SecurityCtx() {
    if (context_.bytes) cpp_helper_security_release_secctx(&context_);
  }

  /// How many bytes it has.
  size_t size() const { return context_.size; }
  /// Whether it has none.
  bool empty() const { return size() == 0; }

  /// The bytes. With SELinux the last one is zero, with AppArmor and Smack there is no zero byte.
  std::span<const char> span() const& KERNEL_LIFETIME_BOUND { return {context_.bytes, size()}; }
  std::span<const char> span() const&& = delete;  // the bytes go at once: give it a name first

 private:
  explicit SecurityCtx(const ::cpp_helper_secctx& context) : context_(context) {}

  ::cpp_helper_secctx context_;
};

/// What Binder, which passes messages between the processes of Android, asks security modules. An
/// error is their no; where there is no such module, all is allowed.
///
///     auto me = kernel::Credential::current();
///     TRY(kernel::security::binder_transaction(*me, *me));
///
/// Linux (6.12) has these functions for code that is part of the kernel; a module that calls one is
/// refused when it is built: `"security_binder_transaction" [example.ko] undefined!`. Modules may
/// call them on Debian's kernels, which build Binder as a module, and on kernels without
/// `CONFIG_SECURITY`, where they do nothing.
namespace security {

/// Whether \p mgr may become the context manager of Binder, who knows all services.
///
/// \errors Those of the security module, such as #EACCES. \context May sleep.
/// \wraps{linux/security.h,security/lsm.html}
inline Result<void> binder_set_context_mgr(const Credential& mgr) KERNEL_MAY_SLEEP {
  return to_result(cpp_helper_security_binder_set_context_mgr(mgr.as_raw()));
}

/// Whether \p from may call \p to.
///
/// \errors Those of the security module, such as #EACCES. \context May sleep.
/// \wraps{linux/security.h,security/lsm.html}
inline Result<void> binder_transaction(const Credential& from,
                                       const Credential& to) KERNEL_MAY_SLEEP {
  return to_result(cpp_helper_security_binder_transaction(from.as_raw(), to.as_raw()));
}

/// Whether \p from may give \p to a reference to an object of Binder.
///
/// \errors Those of the security module, such as #EACCES. \context May sleep.
/// \wraps{linux/security.h,security/lsm.html}
inline Result<void> binder_transfer_binder(const Credential& from,
                                           const Credential& to) KERNEL_MAY_SLEEP {
  return to_result(cpp_helper_security_binder_transfer_binder(from.as_raw(), to.as_raw()));
}

/// Whether \p from may give \p to the open file \p file.
///
/// \errors Those of the security module, such as #EACCES. \context May sleep.
/// \wraps{linux/security.h,security/lsm.html}
inline Result<void> binder_transfer_file(const Credential& from, const Credential& to,
                                         const File& file) KERNEL_MAY_SLEEP {
  return to_result(
      cpp_helper_security_binder_transfer_file(from.as_raw(), to.as_raw(), file.as_raw()));
}

}  // namespace security

}  // namespace kernel
