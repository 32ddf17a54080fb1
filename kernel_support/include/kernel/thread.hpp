// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Threads of the kernel.

#include <helpers/sched.h>

#include <kernel/alloc/kbox.hpp>
#include <kernel/fmt/format.hpp>
#include <kernel/sync/completion.hpp>
#include <kernel/thread_safety.hpp>
#include <kernel/time.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <tuple>

namespace kernel {

/// The signals that threads of the kernel are sent; see ThreadStop::allow_signal.
///
/// \wraps{linux/signal.h,core-api/kernel-api.html}
enum class Signal : int {
  Hup = bindings::SIGHUP,    ///< SIGHUP
  Int = bindings::SIGINT,    ///< SIGINT
  Kill = bindings::SIGKILL,  ///< SIGKILL
  Usr1 = bindings::SIGUSR1,  ///< SIGUSR1
  Usr2 = bindings::SIGUSR2,  ///< SIGUSR2
  Term = bindings::SIGTERM,  ///< SIGTERM
};

/// What a thread's function is given: how it learns that it shall end, and how it waits for that.
///
/// It belongs to the thread whose function got it and must not be used by others.
///
/// \context In the thread; all of it but should_stop() may sleep.
/// \wraps{linux/kthread.h,driver-api/basics.html}
class ThreadStop : NotThreadSafe {
 public:
  ThreadStop(const ThreadStop&) = delete;
  ThreadStop& operator=(const ThreadStop&) = delete;

  /// Whether the thread shall end: its function should return soon.
  bool should_stop() const { return bindings::kthread_should_stop(); }

  /// Sleeps until \p delta has passed, rounded up to ticks. It ends early when the thread shall
  /// stop, when Thread::wake_up() is called, and when a signal comes that the thread allows.
  /// Returns how much was left, which is Delta::kZero if nothing came.
  Delta sleep(Delta delta) const KERNEL_MAY_SLEEP {
    // The state first: whoever asks for the end after that wakes the thread.
    cpp_helper_set_current_state(bindings::TASK_INTERRUPTIBLE);
    if (should_stop()) {
      cpp_helper___set_current_state(bindings::TASK_RUNNING);
      return delta;
    }
    Delta left = sleep_in_state(delta);
    return left < delta ? left : delta;
  }

  /// Sleeps until the thread shall stop, whatever else comes.
  void wait() const KERNEL_MAY_SLEEP {
    for (;;) {
      cpp_helper_set_current_state(bindings::TASK_IDLE);
      if (should_stop()) break;
      sleep_in_state(Delta::kMax);
    }
    cpp_helper___set_current_state(bindings::TASK_RUNNING);
  }

  /// Lets the signal end interruptible waits of the thread. A thread ignores all signals at first.
  void allow_signal(Signal signal) { cpp_helper_allow_signal(static_cast<int>(signal)); }
  /// Whether a signal came that the thread allows; to be told to stop is none. Until
  /// clear_signals() no wait that signals interrupt does wait.
  bool has_signal() const { return cpp_helper_task_sigpending(cpp_helper_current()); }
  /// Forgets the signals that came.
  void clear_signals() { bindings::flush_signals(cpp_helper_current()); }

 private:
  friend class Thread;
  ThreadStop() = default;

  static Delta sleep_in_state(Delta delta) {
    // Jiffies are not negative when used as a timeout, so the conversions lose nothing.
    long left = bindings::schedule_timeout(static_cast<long>(Jiffies(delta).as_raw()));
    return Jiffies::from_raw(static_cast<unsigned long>(left)).as_delta();
  }
};

namespace detail {

/// What a function object gives that a thread runs, with a ThreadStop before the other arguments or
/// without.
template <typename F, typename... Args>
struct ThreadCall : std::invoke_result<F, Args...> {};
template <typename F, typename... Args>
  requires(std::invocable<F, ThreadStop&, Args...>)
struct ThreadCall<F, Args...> : std::invoke_result<F, ThreadStop&, Args...> {};
template <typename F, typename... Args>
using ThreadResult = typename ThreadCall<std::decay_t<F>, std::decay_t<Args>...>::type;

}  // namespace detail

/// What a thread can run: a function object that takes values of the types Args, before them
/// `ThreadStop&` if it wants to, and returns nothing or an int.
template <typename F, typename... Args>
concept ThreadFunction = std::constructible_from<std::decay_t<F>, F> &&
                         (std::constructible_from<std::decay_t<Args>, Args>&&...) &&
                         (std::is_void_v<detail::ThreadResult<F, Args...>> ||
                          std::same_as<detail::ThreadResult<F, Args...>, int>);

/// Owns a thread of the kernel; one pointer wide.
///
///     using namespace kernel::literals;
///     auto thread = TRY(kernel::Thread::spawn(
///         kernel::GFP_KERNEL, "example", [](kernel::ThreadStop& stop, int rounds) {
///           int done = 0;
///           while (done < rounds && !stop.should_stop()) {
///             stop.sleep(1_ms);
///             ++done;
///           }
///           stop.wait();
///           return done;
///         }, 3));
///     int done = std::move(thread).stop();
///     // It may have been stopped before it got anywhere.
///     EXPECT(done <= 3);
///
/// When the owner goes, the thread is told to stop, and waited for: nothing that it uses is in use
/// after that. That takes as long as its function takes to notice: by ThreadStop::should_stop(), as
/// one of ThreadStop's waits ends, or as an interruptible wait of a CondVar, a Completion or a
/// WaitQueue does, with #ERESTARTSYS. A wait that is not interruptible goes on, and the owner waits
/// with it.
///
/// A function that ends by itself needs no ThreadStop:
///
///     int sum = 0;
///     auto adder = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "adder", [&sum] {
///       for (int i = 1; i <= 10; ++i) sum += i;
///     }));
///     std::move(adder).join();
///     EXPECT_EQ(sum, 55);
///
/// What the function object holds, and the other arguments, stay in memory that the owner frees.
/// Arguments must be Send, which the compiler checks. What a lambda captures it cannot see: what
/// that refers to must outlive the thread. Declare the Thread after it, so that it goes first.
///
/// A thread that is stopped at once may never run its function; what was given to it is destroyed
/// all the same.
///
/// It can be moved and not copied. One that was moved from must not be used any more but to be
/// destroyed or assigned to. Members that have no thread yet are a `std::optional<Thread>` or a
/// KVec.
///
/// \invariant The pointer is that of a body whose task holds a reference and runs it, or null after
/// a move.
/// \context All of it may sleep, wake_up() and send_signal() excepted. A thread that destroys its
/// own Thread would wait for itself: that is a bug, and stops it with an oops.
/// \wraps{linux/kthread.h,driver-api/basics.html}
class Thread {
 public:
  /// A thread that is called \p name, of which tools show the first 15 characters, and runs
  /// `function(stop, args...)`, or `function(args...)` if it takes no ThreadStop. The function and
  /// the arguments are copied or moved into the thread's memory, and from there handed over as
  /// values.
  ///
  /// \errors #ENOMEM; #EAGAIN if there are too many threads; #EINTR if the calling process is
  /// killed. Nothing was moved then.
  template <typename F, typename... Args>
    requires ThreadFunction<F, Args...>
  static Result<Thread> spawn(alloc::Flags flags, CStr name, F&& function,
                              Args&&... args) KERNEL_MAY_SLEEP {
    return spawn_by(
        flags,
        [=](int (*run)(void*), void* body) __attribute__((always_inline)) {
          return bindings::kthread_create_on_node(run, body, bindings::NUMA_NO_NODE, "%s",
                                                  name.as_raw());
        },
        std::forward<F>(function), std::forward<Args>(args)...);
  }

  /// The same with a name that is formatted:
  ///
  ///     using kernel::Thread;
  ///     auto run = [](kernel::ThreadStop& stop) { stop.wait(); };
  ///     Thread thread = TRY(Thread::spawn(kernel::GFP_KERNEL, FMT("worker/{}", 7), run));
  ///
  /// \errors As before; #EINVAL if a value in the name is a zero character.
  template <typename Format, typename... Values, typename F, typename... Args>
    requires ThreadFunction<F, Args...>
  [[gnu::always_inline]] static Result<Thread> spawn(alloc::Flags flags,
                                                     const fmt::Arguments<Format, Values...>& name,
                                                     F&& function,
                                                     Args&&... args) KERNEL_MAY_SLEEP {
    if (name.has_zero()) return EINVAL;
    return spawn_by(
        flags,
        [&](int (*run)(void*), void* body) __attribute__((always_inline)) {
          return name.apply([=](const char* format, auto... values) __attribute__((always_inline)) {
            return bindings::kthread_create_on_node(run, body, bindings::NUMA_NO_NODE, format,
                                                    values...);
          });
        },
        std::forward<F>(function), std::forward<Args>(args)...);
  }

  /// Takes the thread over; \p other is empty then.
  Thread(Thread&& other) : body_(other.body_) { other.body_ = nullptr; }
  /// Stops its own thread and takes that of \p other, which is empty then.
  Thread& operator=(Thread&& other) KERNEL_MAY_SLEEP {
    if (this != &other) {
      if (body_) stop_and_free();
      body_ = other.body_;
      other.body_ = nullptr;
    }
    return *this;
  }
  /// Stops the thread and waits until it has ended.
  ~Thread() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    if (body_) stop_and_free();
  }

  /// Stops the thread, waits until it has ended, and returns what its function returned: 0 if that
  /// is nothing, and `-EINTR` if it never ran.
  int stop() && KERNEL_MAY_SLEEP { return stop_and_free(); }

  /// Waits until the thread's function has returned by itself, and returns what that returned: 0 if
  /// it is nothing. A function that waits to be told to stop never returns that way.
  int join() && KERNEL_MAY_SLEEP {
    check_other();
    body_->ended.wait();
    // Its function has returned, but it is still running code of ours.
    return stop_and_free();
  }

  /// Wakes the thread if it sleeps, however that came about: whoever waits for a condition looks at
  /// it again. Returns whether it slept.
  ///
  /// \context Any.
  bool wake_up() const { return bindings::wake_up_process(task()); }

  /// Sends the thread a signal. Without ThreadStop::allow_signal it ignores that.
  ///
  /// \context Any but interrupts.
  void send_signal(Signal signal) const {
    // The thread exists as long as its reference is held; one that has ended needs no signal.
    bindings::send_sig(static_cast<int>(signal), task(), 1);
  }

  /// How nice the thread is to others, from -20 (it runs before them) to 19. Others are ignored.
  void set_nice(int nice) const { bindings::set_user_nice(task(), nice); }
  /// Lets the thread run before all ordinary ones (`SCHED_FIFO`, in the middle of its priorities).
  void set_fifo() const { bindings::sched_set_fifo(task()); }
  /// The same at the lowest of these priorities.
  void set_fifo_low() const { bindings::sched_set_fifo_low(task()); }

  /// The C object, for C functions.
  ///
  /// \safety The pointer must not be used after the Thread is gone, unless its reference was
  /// counted. Nobody else may call `kthread_stop()`.
  task_struct* as_raw() const { return task(); }

 private:
  /// What the owner knows of a thread's memory.
  struct Body {
    task_struct* task;
    void (*free)(Body* body);
    Completion ended = {};
  };

  /// The thread's memory. It is the owner's, as a thread that is stopped at once never runs, and
  /// so could not free it.
  template <typename F, typename... Args>
  struct BodyOf : Body {
    template <typename... Given>
    explicit BodyOf(task_struct* task, Given&&... given)
        : Body{task, &free_body}, call(std::forward<Given>(given)...) {}

    /// What the thread runs.
    static int run(void* memory) {
      auto* body = static_cast<BodyOf*>(memory);
      int result = std::apply(
          [](F& function, Args&... args) { return call_function(std::move(function), args...); },
          body->call);
      body->ended.complete();
      return result;
    }

    static int call_function(F&& function, Args&... args) {
      auto call = [&]() -> decltype(auto) {
        if constexpr (std::invocable<F, ThreadStop&, Args...>) {
          ThreadStop stop;
          return std::move(function)(stop, std::move(args)...);
        } else {
          return std::move(function)(std::move(args)...);
        }
      };
      if constexpr (std::is_void_v<decltype(call())>) {
        call();
        return 0;
      } else {
        return call();
      }
    }

    static void free_body(Body* body) {
      // SAFETY: spawn_by() took it from such a box, and the owner calls this once.
      KBox<BodyOf>::from_raw(static_cast<BodyOf*>(body));
    }

    std::tuple<F, Args...> call;
  };

  explicit Thread(Body* body) : body_(body) {}

  task_struct* task() const {
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): it loses track of a Result's value
    return body_->task;
  }

  template <typename Create, typename F, typename... Args>
  static Result<Thread> spawn_by(alloc::Flags flags, const Create& create, F&& function,
                                 Args&&... args) {
    static_assert((Send<std::decay_t<F>> && ... && Send<std::decay_t<Args>>),
                  "what a thread is given must be Send: hand over an owner, such as an Arc");
    using Whole = BodyOf<std::decay_t<F>, std::decay_t<Args>...>;
    auto room = TRY(KBox<Whole>::make_uninit(flags));
    // The thread does not run before it is woken, so its memory may be filled when all else has
    // succeeded.
    task_struct* task = TRY(from_err_ptr(create(&Whole::run, room.as_raw())));
    auto body = std::move(room).write(task, std::forward<F>(function), std::forward<Args>(args)...);
    // INVARIANT: the reference outlasts the thread, whose function may return on its own.
    cpp_helper_get_task_struct(task);
    bindings::wake_up_process(task);
    return Thread(std::move(body).into_raw());
  }

  void check_other() const {
    if (!body_) bug("a Thread is stopped that was moved away: stop the one that has it");
    if (body_->task == cpp_helper_current())
      bug("a thread waits for itself: let another one own its Thread");
  }

  int stop_and_free() {
    check_other();
    Body* body = body_;
    body_ = nullptr;
    int result = bindings::kthread_stop(body->task);
    cpp_helper_put_task_struct(body->task);
    body->free(body);
    return result;
  }

  Body* body_;
};

}  // namespace kernel
