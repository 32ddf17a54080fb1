// SPDX-License-Identifier: GPL-2.0
// fail_nth [OPTION...] COMMAND [ARGUMENT...]: runs a command again and again, and each time one
// more allocation of its system calls succeeds before one fails, until none is left to fail.
//
// The kernel (CONFIG_FAULT_INJECTION) does the failing: /proc/<task>/fail-nth. It counts slab and
// page allocations, and copies from and to user space. The command, its children and its threads
// are stopped at each system call, so that only the chosen ones count: those that concern modules,
// and those on files of devices, drivers and modules.
//
// The mistakes it knows, each of which makes the status 1:
//   - the command ends by a signal;
//   - a system call that had a failure gives another error than those of the table below, or the
//     one that it gives without any;
//   - after a run that a failure changed, the command without one does not end as it did before;
//   - a module of --module cannot be unloaded after a run.
// The kernel's own reports and leaks are found by whoever reads the log.
#include <climits>
#include <cstdlib>
#include <dirent.h>
#include <getopt.h>
#include <map>
#include <set>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <vector>

#include "modules.hpp"

namespace {

constexpr char kUsage[] =
    "usage: fail_nth [OPTION...] COMMAND [ARGUMENT...]\n"
    "       fail_nth [OPTION...] load FILE [PARAMETER...]\n"
    "       fail_nth [OPTION...] unload NAME\n"
    "  --calls NAME,...   the system calls with failures (default: all that are known)\n"
    "  --files PATH,...   begin of the files' names (default: /dev/,/proc/,/sys/)\n"
    "  --errors NAME,...  further errors that a failure may give\n"
    "  --before COMMAND   runs before each run, without failures\n"
    "  --module NAME      is unloaded after each run, if it is loaded\n"
    "  --quick            leave out what the kernel allocates for its own checks, and caches that\n"
    "                     the command makes; try without failures after the last failure only\n"
    "  --most N           no more than about N failures, spread over all that may fail\n"
    "  --only slab|pages  only this kind of allocations (default: one after the other)\n"
    "  --from N           begin with the failure of the N-th, behind one that stopped the kernel\n"
    "  --list             show each system call that counts, once, and end\n";

// What decides whether a system call counts.
enum class About { kModule, kPath, kPathAt, kFile, kSecondIsFile, kFifthIsFile };

struct Call {
  const char* name;
  About about;
};

const std::map<long, Call> kCalls = {
    {SYS_init_module, {"init_module", About::kModule}},
    {SYS_finit_module, {"finit_module", About::kModule}},
    {SYS_delete_module, {"delete_module", About::kModule}},
    {SYS_openat, {"openat", About::kPathAt}},
#ifdef SYS_open
    {SYS_open, {"open", About::kPath}},
    {SYS_poll, {"poll", About::kModule}},
#endif
    {SYS_ppoll, {"ppoll", About::kModule}},
    {SYS_close, {"close", About::kFile}},
    {SYS_read, {"read", About::kFile}},
    {SYS_pread64, {"pread64", About::kFile}},
    {SYS_readv, {"readv", About::kFile}},
    {SYS_write, {"write", About::kFile}},
    {SYS_pwrite64, {"pwrite64", About::kFile}},
    {SYS_writev, {"writev", About::kFile}},
    {SYS_lseek, {"lseek", About::kFile}},
    {SYS_ioctl, {"ioctl", About::kFile}},
    {SYS_fsync, {"fsync", About::kFile}},
    {SYS_mmap, {"mmap", About::kFifthIsFile}},
    {SYS_sendfile, {"sendfile", About::kSecondIsFile}},
    {SYS_getdents64, {"getdents64", About::kFile}},
};

// A failed allocation is ENOMEM and a failed copy EFAULT; a call that has done a part of its work
// may say EAGAIN or EINTR: try again.
const std::set<int> kRightErrors = {ENOMEM, EFAULT, EAGAIN, EINTR};

struct Options {
  std::set<std::string> calls, files = {"/dev/", "/proc/", "/sys/"}, modules;
  std::set<int> errors = kRightErrors;
  std::string before;
  unsigned most = UINT_MAX, from = 1;
  std::string only;
  bool quick = false, list = false;
};

// What a run of the command came to.
struct Outcome {
  int status = 0;         // as waitpid() gives it
  bool injected = false;  // a failure happened
  unsigned counted = 0;   // how much was counted
  std::string call;       // the system call that had the failure, and on what
  int error = 0;          // what it gave
  // What each system call gave that counted.
  std::map<std::string, std::set<int>> errors;
};

struct Thread {
  bool inside = false;  // of a system call
  bool counts = false;
  std::string text;  // what that is
};

[[noreturn]] void give_up(const std::string& what) {
  std::printf("fail_nth: %s: %s\n", what.c_str(), std::strerror(errno));
  std::exit(2);
}

std::set<std::string> split(const std::string& text) {
  std::set<std::string> words;
  for (size_t at = 0; at <= text.size();) {
    size_t comma = std::min(text.find(',', at), text.size());
    if (comma > at) words.insert(text.substr(at, comma - at));
    at = comma + 1;
  }
  return words;
}

int error_named(const std::string& name) {
  for (int error = 1; error < 134; ++error) {
    const char* known = strerrorname_np(error);
    if (known && name == known) return error;
  }
  errno = EINVAL;
  give_up("--errors " + name);
}

std::string link_of(const std::string& path) {
  char text[PATH_MAX];
  ssize_t length = readlink(path.c_str(), text, sizeof(text));
  return length < 0 ? "" : std::string(text, length);
}

std::string file_of(pid_t task, long descriptor) {
  return link_of("/proc/" + std::to_string(task) + "/fd/" + std::to_string(descriptor));
}

std::string text_at(pid_t task, unsigned long long address) {
  char text[PATH_MAX] = "";
  int memory = open(("/proc/" + std::to_string(task) + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
  // What is behind the text may not be there; then as much is read as there is.
  if (memory < 0 || pread(memory, text, sizeof(text) - 1, off_t(address)) < 0) text[0] = '\0';
  if (memory >= 0) close(memory);
  return text;
}

std::string path_at(pid_t task, int folder, unsigned long long address) {
  std::string path = text_at(task, address);
  if (path.empty() || path[0] == '/') return path;
  std::string task_folder = "/proc/" + std::to_string(task);
  return (folder == AT_FDCWD ? link_of(task_folder + "/cwd") : file_of(task, folder)) + "/" + path;
}

// Files of devices, drivers and modules. What an open device gives has no path: anon_inode:name.
bool is_wanted(const std::string& file, const Options& options) {
  for (const char* other : {"/dev/console", "/dev/null", "/dev/tty", "/dev/zero", "/dev/urandom",
                            "/dev/random", "/proc/self/exe"}) {
    if (file.rfind(other, 0) == 0) return false;
  }
  if (file.rfind("anon_inode:", 0) == 0 || file.rfind("/dmabuf:", 0) == 0) return true;
  for (const std::string& begin : options.files) {
    if (file.rfind(begin, 0) == 0) return true;
  }
  return false;
}

// Decides at the entry of a system call whether it counts, and what it is called in the report.
void look_at(Thread& thread, pid_t task, const __ptrace_syscall_info& info,
             const Options& options) {
  thread.counts = false;
  auto found = kCalls.find(info.entry.nr);
  if (found == kCalls.end()) return;
  const auto& [name, about] = found->second;
  if (!options.calls.empty() && !options.calls.count(name)) return;
  const auto* arguments = info.entry.args;
  std::string file;
  switch (about) {
    case About::kModule:
      thread.counts = true;
      thread.text = name;
      return;
    case About::kPath:
      file = path_at(task, AT_FDCWD, arguments[0]);
      break;
    case About::kPathAt:
      file = path_at(task, arguments[0], arguments[1]);
      break;
    case About::kFile:
      file = file_of(task, arguments[0]);
      break;
    case About::kSecondIsFile:
      file = file_of(task, arguments[1]);
      break;
    case About::kFifthIsFile:
      file = file_of(task, arguments[4]);
      break;
  }
  thread.counts = is_wanted(file, options);
  thread.text = std::string(name) + " " + file;
}

// Writes a whole file of the kernel.
bool put(const std::string& path, const std::string& value) {
  int fd = open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (fd < 0) return false;
  bool written = write(fd, value.data(), value.size()) == ssize_t(value.size());
  close(fd);
  return written;
}

// Lets the n-th countable step of a task fail; 0 switches it off.
void set_countdown(pid_t task, unsigned n) {
  std::string path = "/proc/" + std::to_string(task) + "/fail-nth";
  if (!put(path, std::to_string(n))) give_up(path);
}

unsigned countdown(pid_t task) {
  char text[16] = "";
  std::string path = "/proc/" + std::to_string(task) + "/fail-nth";
  int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0 || read(fd, text, sizeof(text) - 1) < 0) give_up(path);
  close(fd);
  return std::strtoul(text, nullptr, 10);
}

[[noreturn]] void become(char** command) {
  std::string what = command[0];
  if (what == "load" && command[1]) {
    int error = modules::load(command[1], modules::joined(command + 2));
    _exit(error);
  }
  if (what == "unload" && command[1]) _exit(modules::unload(command[1]));
  execvp(command[0], command);
  std::printf("fail_nth: %s: %s\n", command[0], std::strerror(errno));
  std::fflush(stdout);
  _exit(127);
}

// Runs the command; the n-th step that counts fails (0: none).
Outcome run(char** command, unsigned n, const Options& options) {
  std::fflush(stdout);
  pid_t first = fork();
  if (first < 0) give_up("fork");
  if (first == 0) {
    ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    raise(SIGSTOP);
    become(command);
  }
  int status;
  if (waitpid(first, &status, 0) != first) give_up("waitpid");
  ptrace(PTRACE_SETOPTIONS, first, nullptr,
         PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
             PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC);
  ptrace(PTRACE_SYSCALL, first, nullptr, nullptr);

  std::map<pid_t, Thread> threads;
  Outcome outcome;
  // One countdown for all tasks; without one, all is counted.
  unsigned left = n ? n : UINT_MAX;
  for (pid_t task; (task = waitpid(-1, &status, __WALL)) > 0;) {
    if (WIFEXITED(status) || WIFSIGNALED(status)) {
      threads.erase(task);
      if (task == first) outcome.status = status;
      continue;
    }
    int signal = WSTOPSIG(status), hand_on = 0;
    if (signal == (SIGTRAP | 0x80)) {
      __ptrace_syscall_info info;
      if (ptrace(PTRACE_GET_SYSCALL_INFO, task, sizeof(info), &info) < 0) continue;
      Thread& thread = threads[task];
      if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
        look_at(thread, task, info, options);
        if (options.list && thread.counts) std::printf("%s\n", thread.text.c_str());
        if (options.list) thread.counts = false;
        if (thread.counts && left) set_countdown(task, left);
      } else if (info.op == PTRACE_SYSCALL_INFO_EXIT && thread.counts) {
        int error = info.exit.is_error ? -info.exit.rval : 0;
        // The kernel's own names for "interrupted": ERESTARTSYS and its like.
        if (error >= 512) error = EINTR;
        outcome.errors[thread.text].insert(error);
        if (left) {
          left = countdown(task);
          set_countdown(task, 0);
          if (!left) {
            outcome.injected = true;
            outcome.call = thread.text;
            outcome.error = error;
          }
        }
        thread.counts = false;
      }
    } else if (status >> 16 == 0 && signal != SIGTRAP) {
      // New tasks begin with SIGSTOP; it is not for them.
      bool is_new = signal == SIGSTOP && !threads.count(task);
      threads[task];
      if (!is_new) hand_on = signal;
    }
    ptrace(PTRACE_SYSCALL, task, nullptr, hand_on);
  }
  outcome.counted = UINT_MAX - left;
  return outcome;
}

bool is_loaded(const std::string& module) {
  struct stat state;
  return stat(("/sys/module/" + module).c_str(), &state) == 0;
}

// Brings everything into the state before a run; returns what went wrong.
std::string put_back(const Options& options) {
  for (const std::string& module : options.modules) {
    int error = is_loaded(module) ? modules::unload(module.c_str()) : 0;
    // Something of an earlier run may still hold it for a moment.
    for (int tries = 0; error == EAGAIN && tries < 50; ++tries) {
      usleep(100000);
      error = modules::unload(module.c_str());
    }
    if (error) return module + " cannot be unloaded: " + modules::name_of_error(error);
  }
  return "";
}

void prepare(const Options& options) {
  if (!options.before.empty() && std::system(options.before.c_str()) != 0) {
    std::printf("fail_nth: '%s' failed\n", options.before.c_str());
    std::exit(2);
  }
}

std::string ended_how(int status) {
  if (WIFSIGNALED(status)) return std::string("ended by SIG") + sigabbrev_np(WTERMSIG(status));
  return "status " + std::to_string(WEXITSTATUS(status));
}

// What fails. The slab allocator takes pages when it has to, which differs from run to run; so each
// kind is counted alone, or the n-th step of one run would not be that of the next.
enum class Kind { kSlab, kPages };

// The kernel's settings: fail everything of a kind that may fail, and do not talk about it.
void set_up_kernel(const Options& options, Kind kind) {
  const std::string kFolder = "/sys/kernel/debug/", kCaches = "/sys/kernel/slab/";
  bool is_slab = kind == Kind::kSlab;
  const std::map<std::string, std::string> kSettings = {
      {"failslab/ignore-gfp-wait", "N"},
      {"failslab/verbose", "0"},
      {"failslab/cache-filter", is_slab && !options.quick ? "N" : "Y"},
      {"fail_page_alloc/ignore-gfp-wait", "N"},
      {"fail_page_alloc/ignore-gfp-highmem", "N"},
      {"fail_page_alloc/verbose", "0"},
      // No allocation is of more than 2^99 pages.
      {"fail_page_alloc/min-order", is_slab ? "99" : "0"}};
  for (const auto& [file, value] : kSettings) {
    if (!put(kFolder + file, value)) give_up(file);
  }
  put(kFolder + "fail_usercopy/verbose", "0");  // a kernel may do without failing copies
  DIR* caches = opendir(kCaches.c_str());
  if (!caches) give_up(kCaches);
  while (dirent* entry = readdir(caches)) {
    std::string name = entry->d_name;
    bool is_of_checks = name.rfind("kmemleak", 0) == 0 || name.rfind("debug_objects", 0) == 0;
    if (name[0] != '.') put(kCaches + name + "/failslab", is_slab && !is_of_checks ? "1" : "0");
  }
  closedir(caches);
}

Options options_of(int count, char** words) {
  const option kLong[] = {
      {"calls", 1, nullptr, 'c'},  {"files", 1, nullptr, 'f'},  {"errors", 1, nullptr, 'e'},
      {"before", 1, nullptr, 'b'}, {"module", 1, nullptr, 'm'}, {"quick", 0, nullptr, 'q'},
      {"most", 1, nullptr, 'M'},   {"list", 0, nullptr, 'L'},   {"only", 1, nullptr, 'o'},
      {"from", 1, nullptr, 'n'},   {nullptr, 0, nullptr, 0}};
  Options options;
  for (int letter; (letter = getopt_long(count, words, "+", kLong, nullptr)) != -1;) {
    switch (letter) {
      case 'c':
        options.calls = split(optarg);
        break;
      case 'f':
        options.files = split(optarg);
        break;
      case 'e':
        for (const std::string& name : split(optarg)) options.errors.insert(error_named(name));
        break;
      case 'b':
        options.before = optarg;
        break;
      case 'm':
        options.modules.insert(optarg);
        break;
      case 'q':
        options.quick = true;
        break;
      case 'M':
        options.most = std::max(1, std::atoi(optarg));
        break;
      case 'o':
        options.only = optarg;
        break;
      case 'n':
        options.from = std::max(1, std::atoi(optarg));
        break;
      case 'L':
        options.list = true;
        break;
      default:
        std::printf("%s", kUsage);
        std::exit(2);
    }
  }
  if (optind == count) {
    std::printf("%s", kUsage);
    std::exit(2);
  }
  return options;
}

// The sweep over one kind of failures, or over several.
class Sweep {
 public:
  Sweep(char** command, Options& options) : command_(command), options_(options) {}

  // How the command ends when nothing fails.
  void run_plain(const char* kind) {
    // The first run warms up what the kernel allocates only once.
    for (int round = 0; round < 2; ++round) {
      prepare(options_);
      plain_ = run(command_, 0, options_);
      if (std::string problem = put_back(options_); !problem.empty()) complain(0, "", problem);
      if (options_.list) return;
    }
    std::printf("without a failure: %s, %u %s may fail\n", ended_how(plain_.status).c_str(),
                plain_.counted, kind);
  }

  void run_all() {
    unsigned step = 1 + plain_.counted / options_.most;
    for (unsigned n = options_.from; run_one(n); n += step) continue;
  }

  int report() const {
    std::printf("%d failures:", failures_);
    for (const auto& [result, times] : results_) std::printf(" %s %d,", result.c_str(), times);
    std::printf(" %d mistakes\n", mistakes_);
    if (!failures_) std::printf("MISTAKE nothing that could fail\n");
    return mistakes_ || !failures_ ? 1 : 0;
  }

 private:
  void complain(unsigned n, const std::string& call, const std::string& what) {
    std::printf("MISTAKE n=%u %s: %s\n", n, call.c_str(), what.c_str());
    ++mistakes_;
  }

  // Lets the n-th step fail; returns whether there was one.
  bool run_one(unsigned n) {
    prepare(options_);
    Outcome outcome = run(command_, n, options_);
    std::string problem = put_back(options_);
    if (!problem.empty()) complain(n, outcome.call, problem);
    if (!outcome.injected) {
      if (outcome.status != plain_.status) complain(n, "", ended_how(outcome.status));
      return false;
    }
    ++failures_;
    const char* gave = modules::name_of_error(outcome.error);
    ++results_[gave];
    std::printf("n=%u %s: %s, %s\n", n, outcome.call.c_str(), gave,
                ended_how(outcome.status).c_str());
    if (WIFSIGNALED(outcome.status)) complain(n, outcome.call, ended_how(outcome.status));
    if (outcome.error && !options_.errors.count(outcome.error) &&
        !plain_.errors[outcome.call].count(outcome.error)) {
      complain(n, outcome.call, std::string("a failure must not give ") + gave);
    }
    // A run that ended like one without a failure was one.
    if (!options_.quick && outcome.status != plain_.status) run_again(n, outcome.call);
    return true;
  }

  void run_again(unsigned n, const std::string& call) {
    prepare(options_);
    Outcome outcome = run(command_, 0, options_);
    std::string problem = put_back(options_);
    if (!problem.empty()) complain(n, call, problem);
    if (outcome.status != plain_.status) {
      complain(n, call, "the next run without a failure: " + ended_how(outcome.status));
    }
  }

  char** command_;
  Options& options_;
  Outcome plain_;
  int mistakes_ = 0, failures_ = 0;
  std::map<std::string, int> results_;
};

}  // namespace

int main(int count, char** words) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  Options options = options_of(count, words);
  Sweep sweep(words + optind, options);
  if (options.list) {
    sweep.run_plain("");
    return 0;
  }
  for (auto [kind, name] : {std::pair{Kind::kSlab, "slab allocations and copies"},
                            std::pair{Kind::kPages, "page allocations and copies"}}) {
    if (!options.only.empty() && (options.only == "slab") != (kind == Kind::kSlab)) continue;
    set_up_kernel(options, kind);
    sweep.run_plain(name);
    sweep.run_all();
  }
  return sweep.report();
}
