# SPDX-License-Identifier: GPL-2.0
"""The sources pass every checker, and every checker finds what it is for."""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import textwrap
from pathlib import Path
from typing import Callable

import lint
import pytest
from checks import analyses, source
from common.program import Failure
from common.project import ROOT
from hosts import tools
from modules.commands import Command, Commands
from testing.items import chosen_kernels, kernel_of

CHECKERS = (*lint.QUICK, *lint.SLOW)
RESULT = ROOT / "kernel_support/include/kernel/result.hpp"


@pytest.fixture(scope="session")
def commands(request: pytest.FixtureRequest) -> Commands:
    """How C++ is compiled for the first kernel."""
    return Commands(kernel_of(request.config, chosen_kernels(request.config)[0]))


# The project itself

@pytest.fixture(scope="session")
def results(commands: Commands) -> dict[str, lint.Problems]:
    """What `make lint` finds."""
    return lint.lint(lint.Sources(lint.project_files()), lambda: commands)


@pytest.mark.first
@pytest.mark.xdist_group("lint")
@pytest.mark.parametrize("checker", CHECKERS)
def test_sources_pass(results: dict[str, lint.Problems], checker: str) -> None:
    """As `make lint` says."""
    assert not results[checker], "\n" + "\n".join(map(str, results[checker]))


def test_each_check_that_is_off_has_a_reason() -> None:
    """In .clang-tidy, and no reason is left for one that is on again."""
    text = (ROOT / ".clang-tidy").read_text(encoding="utf-8")
    off = re.findall(r"^  -([\w.-]+),?$", text, re.MULTILINE)
    reasons = dict(re.findall(r"^# -([\w.-]+): (.+)$", text, re.MULTILINE))
    assert off and sorted(off) == sorted(reasons)


# TRY: what compilers do with it decides where it may stand

PRELUDE = """
#include <array>
#include <optional>
#include <utility>
extern "C" int printf(const char*, ...);
static int alive;
struct Part {
  int value;
  Part(int value = 0) : value(value) { ++alive; }
  Part(const Part& other) : value(other.value) { ++alive; }
  Part& operator=(const Part&) = default;
  ~Part() { --alive; }
  int get() const { return value; }
  Part& self() { return *this; }
  int operator()(int number) const { return number; }
};
struct Pair { Part part; int number; };
struct Three { int number; Part second; Part third; };
struct Wrapper { Part part; Wrapper(Part part) : part(part) {} };
struct Error {};
template <typename T> struct Result {
  std::optional<T> content;
  Result(T value) : content(std::move(value)) {}
  Result(Error) {}
  template <typename... Args> Result(std::in_place_t, Args&&... args) : content(args...) {}
  bool is_err() const { return !content; }
  Error error() const { return {}; }
  T value() && { return std::move(*content); }
};
template <> struct Result<void> {
  bool failed = false;
  Result() = default;
  Result(Error) : failed(true) {}
  bool is_err() const { return failed; }
  Error error() const { return {}; }
  void value() {}
};
static Result<int> bad() { return Error(); }
static Result<int> bad(int) { return Error(); }
static Result<Part> bad_part() { return Error(); }
static Result<Result<int>> bad_twice() { return Error(); }
static Result<void> bad_step() { return Error(); }
static Part make() { return Part(1); }
static int add(int left, int right = 0) { return left + right; }
static int take(Part part, int number) { return part.value + number; }
static int take(int number, Part part) { return part.value + number; }
@TRY@
template <typename T> requires(sizeof(T) > 1) && requires(T t) { t + t; }
static Result<void> generic(T) {
  Part a; T b = TRY(bad()); T c(TRY(bad())); T d{TRY(bad())}; d = TRY(bad()); TRY(bad_step());
  add(b, c); return {};
}
"""

# Bodies of functions in which TRY stands for itself
WHOLE = """
Part a; TRY(bad_step());
Part a; (TRY(bad()));
Part a; (void)TRY(bad());
Part a; int x = TRY(bad()); add(x);
Part a; int x(TRY(bad())); add(x);
Part a; int x{TRY(bad())}; add(x);
Part a; long x = TRY(bad()); add(int(x));
Part a; auto x = static_cast<long>(TRY(bad())); add(int(x));
Part a; const auto& x = TRY(bad_part()); add(x.value);
Part a; Part x = TRY(bad_part()); add(x.value);
Part a; Part x(TRY(bad_part())); add(x.value);
Part a; Part x{TRY(bad_part())}; add(x.value);
Part a; Part x(TRY(bad())); add(x.value);
Part a; Wrapper x = TRY(bad_part()); add(x.part.value);
Part a, b = TRY(bad_part());
static int x = 0; Part a; x = TRY(bad());
Part a; a = TRY(bad_part());
Part a; a.value += TRY(bad());
make().self().value = TRY(bad());
Part a; if (TRY(bad())) add(1);
Part a; if (int x = TRY(bad())) add(x);
Part a; if (int x = TRY(bad()); x) add(x);
if (Part a; true) TRY(bad_step());
Part a; while (TRY(bad())) add(1);
Part a; do { Part b; } while (TRY(bad()));
Part a; for (int i = TRY(bad()); i < 3; ++i) add(i);
for (Part a; TRY(bad());) add(1);
Part a; int all[] = {1, 2}; for (int one : all) TRY(bad(one));
Part a; switch (TRY(bad())) { default: add(1); }
switch (Part a; a.get()) { default: Part b; TRY(bad_step()); }
Part a; TRY(bad(make().get()));
Part a; TRY(TRY(bad_twice()));
Part a; auto f = [&]() -> Result<void> { Part b; TRY(bad_step()); return {}; }; TRY(f());
Part a; TRY([&]() -> Result<int> { Part b; return TRY(bad()); }());
TRY(generic(1));
Part a; TRY([&]() -> Result<Part> { Part b; return TRY(bad_part()); }());
Part a; TRY([&]() -> Result<Part> { Part b; return {TRY(bad_part())}; }());
Part a; if (true) { Part b; TRY(bad_step()); }
"""

# and those in which it is a part of something
PART = """
Pair x{Part(1), TRY(bad())}; add(x.number);
Pair x = {Part(1), TRY(bad())}; add(x.number);
Pair x{.part = Part(1), .number = TRY(bad())}; add(x.number);
Three x{1, Part(), TRY(bad_part())}; add(x.number);
Three x{TRY(bad()), Part(), Part()}; add(x.number);
Part x[2] = {Part(1), TRY(bad_part())}; add(x[0].value);
std::array<Part, 2> x{Part(1), TRY(bad_part())}; add(x[0].value);
auto x = [part = Part(1), number = TRY(bad())] { return part.value + number; }; x();
auto x = [number = TRY(bad())] { return number; }; x();
take(Part(1), TRY(bad()));
take(TRY(bad()), Part(1));
add(TRY(bad()));
int x = add(TRY(bad())); add(x);
int x = make().get() + TRY(bad()); add(x);
int x = TRY(bad_part()).get(); add(x);
int x = TRY(bad_part()).value; add(x);
int x = make()(TRY(bad())); add(x);
int x = make().get() ? TRY(bad()) : 2; add(x);
if (make().get() && TRY(bad())) add(1);
if (!TRY(bad())) add(1);
for (int i : {TRY(bad()), 2}) add(i);
TRY(bad(make().get() + TRY(bad())));
Pair x{Part(1), ({ int y = TRY(bad()); y; })}; add(x.number);
"""
BODIES = [(line, True) for line in WHOLE.split("\n") if line] + \
         [(line, False) for line in PART.split("\n") if line]


def try_macro() -> str:
    """TRY as the project defines it."""
    match = re.search(r"^#define TRY\((?:.*\\\n)*.*", RESULT.read_text(encoding="utf-8"),
                      re.MULTILINE)
    assert match
    return match[0]


@pytest.fixture(scope="session")
def bodies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program with a function for each body."""
    path = tmp_path_factory.mktemp("try") / "bodies.cc"
    text = PRELUDE.replace("@TRY@", try_macro())
    for number, (body, _) in enumerate(BODIES):
        text += f"static Result<void> body{number}() {{ {body} return {{}}; }}\n"
    text += "int main() {\n  bool failed;\n"
    for number in range(len(BODIES)):
        text += (f"  alive = 0; failed = body{number}().is_err();\n"
                 '  printf("%d %d\\n", failed, alive);\n')
    path.write_text(text + "}\n", encoding="utf-8")
    return path


def flagged(path: Path) -> set[int]:
    """The numbers of the bodies that the checker refuses; negative for lines before them."""
    start = next(number for number, line in enumerate(path.read_text("utf-8").split("\n"), 1)
                 if line.startswith("static Result<void> body0("))
    return {one.line - start for one in source.run(str(path), ["-std=gnu++20"])}


@pytest.mark.parametrize("compiler", [tools.program("g++"), tools.program("clang++")])
def test_try_loses_nothing_where_it_is_allowed(compiler: str, bodies: Path,
                                               tmp_path: Path) -> None:
    """All that leaves an object undestroyed is refused; some of it does."""
    program = tmp_path / "program"
    subprocess.run([compiler, "-std=gnu++20", "-w", "-O1", "-fno-exceptions", "-o", program,
                    bodies], check=True)
    output = subprocess.run([program], capture_output=True, text=True, check=True).stdout
    lost = set()
    for number, line in enumerate(output.splitlines()):
        failed, alive = line.split()
        assert failed == "1", f"did not fail: {BODIES[number][0]}"
        if alive != "0":
            lost.add(number)
    assert len(output.splitlines()) == len(BODIES)
    assert lost
    assert not {BODIES[number][0] for number in lost - flagged(bodies)}


def test_try_is_refused_in_the_middle_of_an_expression(bodies: Path) -> None:
    """And only there."""
    numbers = flagged(bodies)
    assert min(numbers) >= 0
    found = {BODIES[number][0] for number in numbers}
    assert found == {body for body, whole in BODIES if not whole}


def test_try_checker_by_hand(bodies: Path) -> None:
    """As a command: problems with file and line, status 1; 2 when it cannot read the file."""
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return analyses.run([*analyses.CHECKER, *arguments])
    done = run(str(bodies), "--", "-std=gnu++20")
    assert done.returncode == 1
    assert len(re.findall(rf"^{bodies}:\d+: TRY ", done.stdout, re.MULTILINE)) == \
        len(flagged(bodies))
    assert run(str(bodies), "--", "-std=gnu++20", "-include", "none").returncode == 2
    assert run(str(bodies.with_name("none.cc"))).returncode == 2
    assert run().returncode == 2


# Each checker finds something

def sources_of(folder: Path, **texts: str) -> lint.Sources:
    """Files with these contents; in the names _ stands for a dot."""
    files = []
    for name, text in texts.items():
        stem, _, suffix = name.rpartition("_")
        file = folder / (f"{stem}.{suffix}" if stem else name)
        file.write_text(textwrap.dedent(text), encoding="utf-8")
        files.append(file)
    return lint.Sources(files)


def found(problems: lint.Problems) -> list[tuple[str, int]]:
    """Where the problems are."""
    return sorted((problem.file.name, problem.line) for problem in problems)


SPDX = "# SPDX-License-Identifier: GPL-2.0\n"


def test_text(tmp_path: Path) -> None:
    """Licences, interpreters and white space."""
    sources = sources_of(
        tmp_path, good_py="#!/usr/bin/python3\n" + SPDX, env_py="#!/usr/bin/env python3\n" + SPDX,
        bare_cc="int i;\n", late_cc="\n\n// SPDX-License-Identifier: GPL-2.0\n",
        space_py=SPDX + "x = 1 \n\ny = 2\t\n", short_py=SPDX + "x = 1", long_py=SPDX + "\n\n",
        windows_py=SPDX + "x = 1\r\n", script="#!/bin/sh\n", notes_txt="no licence needed\n")
    assert found(lint.check_text(sources)) == [
        ("bare.cc", 1), ("env.py", 1), ("late.cc", 1), ("long.py", 3), ("script", 1),
        ("short.py", 2), ("space.py", 2), ("space.py", 4), ("windows.py", 2)]


def test_what_programs_printed_stays_as_it_is(tmp_path: Path) -> None:
    """A transcript may end a line with a space."""
    assert not lint.check_text(sources_of(tmp_path, expected_txt="# cat name \n"))


def test_layers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Samples show no layer below the public headers."""
    monkeypatch.setattr(lint, "ROOT", tmp_path)
    (tmp_path / "samples").mkdir()
    text = """\
        #include <kernel/print.hpp>
        #include "part.hpp"
        #include <bindings.hpp>
        #include <helpers/bug.h>
        void stop() { cpp_helper_BUG(); }
        void print() { bindings::_printk("x"); }
        """
    assert found(lint.check_layers(sources_of(tmp_path / "samples", main_cc=text))) == [
        ("main.cc", 3), ("main.cc", 4), ("main.cc", 5), ("main.cc", 6)]
    assert not lint.check_layers(sources_of(tmp_path, main_cc=text))


def test_format(tmp_path: Path) -> None:
    """C++ in our style, C in the kernel's."""
    sources = sources_of(
        tmp_path, good_cc="int f() { return 1; }\n", good_c="int f(void)\n{\n\treturn 1;\n}\n",
        bad_cc="int f() { return 1; }\n\nint g()\n{\n\treturn 1;\n}\n", bad_c="int f(void) { }\n")
    assert found(lint.check_format(sources)) == [("bad.c", 1), ("bad.cc", 3)]


def test_shell(tmp_path: Path) -> None:
    """Scripts strictly, the commands of a guest only as far as they must parse."""
    sources = sources_of(
        tmp_path, script="#!/bin/sh\n# an array\nx=(1)\necho $x\n", broken_sh="if true\necho\n",
        guest_sh="cd /case\necho $x *\n")
    assert {name for name, _ in found(lint.check_shell(sources))} == {"script", "broken.sh"}


def test_python(tmp_path: Path) -> None:
    """flake8, with lines of 100 columns."""
    sources = sources_of(tmp_path, a_py=f"import os\n\nx = '{'x' * 94}'\ny = '{'x' * 95}'\n")
    assert found(lint.check_python(sources)) == [("a.py", 1), ("a.py", 4)]


def test_spelling(tmp_path: Path) -> None:
    """codespell."""
    # in two parts, as this file is checked too
    sources = sources_of(tmp_path, a_cc="// fine\n// rec" "ieve\n")
    assert found(lint.check_spelling(sources)) == [("a.cc", 2)]


def test_prose(tmp_path: Path) -> None:
    """Of pages only."""
    sources = sources_of(tmp_path, a_rst="Fine.\nthe the\n", a_py="# the the\n")
    assert found(lint.check_prose(sources)) == [("a.rst", 2)]


@pytest.fixture
def command(commands: Commands, tmp_path: Path) -> Callable[[str], Command]:
    """Makes a C++ file and says how it is compiled."""
    def make(text: str, name: str = "code.cc") -> Command:
        file = tmp_path / name
        file.write_text(textwrap.dedent(text), encoding="utf-8")
        return commands.of(file)
    return make


LOCKS = """\
    struct __attribute__((capability("spin lock"))) Atomic {
      void lock() __attribute__((acquire_capability));
      void unlock() __attribute__((release_capability));
    };
    extern Atomic atomic;
    void sleep() __attribute__((locks_excluded(atomic)));
    extern int data __attribute__((guarded_by(atomic)));
    void f();
    void f() {
    """


@pytest.mark.parametrize("body, complaint", [
    ("atomic.lock();\nsleep();\natomic.unlock();", "cannot call function 'sleep' while"),
    ("data = 1;", "writing variable 'data' requires holding"),
    ("atomic.lock();", "still held at the end of function"),
    ("atomic.lock(); atomic.unlock();\natomic.unlock();", "that was not held"),
    ("atomic.lock(); data = 1; atomic.unlock(); sleep();", "")])
def test_thread_safety(command: Callable[[str], Command], tmp_path: Path, body: str,
                       complaint: str) -> None:
    """clang follows locks."""
    problems = analyses.run_clang(command(textwrap.dedent(LOCKS) + body + "\n}\n").for_clang(),
                                  tmp_path / "listing")
    assert bool(problems) == bool(complaint)
    assert all(complaint in problem.text for problem in problems[:1])


def test_consumed(command: Callable[[str], Command], tmp_path: Path) -> None:
    """clang follows values that may be used once."""
    problems = analyses.run_clang(command("""\
        struct __attribute__((consumable(unconsumed))) Once {
          Once() __attribute__((return_typestate(unconsumed)));
          void use() __attribute__((callable_when(unconsumed), set_typestate(consumed)));
        };
        void f();
        void f() {
          Once once;
          once.use();
          once.use();
        }
        """).for_clang(), tmp_path / "listing")
    assert [(problem.line, "-Wconsumed" in problem.text) for problem in problems] == [(9, True)]


@pytest.mark.parametrize("name", ["code.cc", "code.hpp"])
def test_tidy(command: Callable[..., Command], name: str) -> None:
    """clang-tidy knows the flags, also those for a header."""
    problems = analyses.run_tidy(command("""\
        #include <kernel/str.hpp>
        struct bad_name {
          kernel::CStr text;
          bad_name(kernel::CStr text) : text(text) {}
        };
        """, name).for_clang(), lint.DEPTH.tidy)
    assert {problem.line for problem in problems} == {2, 4}
    assert any("readability-identifier-naming" in problem.text for problem in problems)


def analysed(command: Command) -> analyses.Report:
    """As `make lint` has it."""
    return analyses.analysed(command, analyses.memory(lint.TIDY), lint.DEPTH)


def test_error_in_a_header_is_shown_once(command: Callable[..., Command], tmp_path: Path) -> None:
    """With the place where it is, and the other checkers do not repeat it."""
    command("void f() { none(); }\n", "part.hpp")
    broken = command('#include "part.hpp"\n')
    report = analysed(broken)
    assert list(report) == ["clang++"]
    assert ("part.hpp", 1) in found(report["clang++"])


def test_said_again_until_something_changes(command: Callable[..., Command], tmp_path: Path,
                                            monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept is used until something that matters changes."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    header = "struct {0} {{ int number; }};\n"
    command(header.format("Good"), "part.hpp")
    code = command('#include "part.hpp"\nstruct Other {};\n')
    first = analysed(code)
    assert first == {name: [] for name in lint.SLOW}
    runs = []
    monkeypatch.setattr(analyses, "run_tidy", lambda *_: runs.append(1) or [])
    analysed(code)
    assert not runs
    command(header.format("Better"), "part.hpp")
    analysed(code)
    assert len(runs) == 1
    analysed(code)
    assert len(runs) == 1
    analysed(Command(code.folder, code.file, (*code.arguments, "-DMORE")))
    assert len(runs) == 2


def test_broken_checker_is_no_success() -> None:
    """A tool that fails without naming a problem."""
    done = subprocess.CompletedProcess(["/usr/bin/tool"], 3, "", "out of memory\n")
    with pytest.raises(Failure, match="tool fails with status 3: out of memory"):
        analyses.parsed(done, analyses.COMPILER)


def test_missing_checker_is_named() -> None:
    """And so is what brings it."""
    with pytest.raises(Failure, match="'no-such-tool' is missing: run scripts/install_tools.sh"):
        analyses.run(["no-such-tool"])


def run_lint(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """lint.py as a command."""
    return subprocess.run([ROOT / "scripts/lint.py", *arguments], capture_output=True, text=True,
                          check=False)


def test_command() -> None:
    """One line for each checker and a closing line; the status tells."""
    done = run_lint(ROOT / "scripts/format.sh")
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines[:-1]] == list(CHECKERS)
    assert re.match(rf"{len(CHECKERS)} passed, 0 failed", lines[-1])
    done = run_lint("/none")
    assert (done.returncode, done.stderr) == (1, "error: /none: no such file or folder\n")


def test_formatter(tmp_path: Path) -> None:
    """Formats what it is given, keeps what is formatted."""
    module = tmp_path / "hello_world.cc"
    sample = ROOT / "samples/01_hello_world/hello_world.cc"
    shutil.copy(sample, module)
    formatter = ROOT / "scripts/format.sh"
    subprocess.run([formatter, module.name], cwd=tmp_path, check=True)
    assert module.read_bytes() == sample.read_bytes()
    ugly = tmp_path / "ugly.c"
    ugly.write_text("int f(void) { return 1; }\n", encoding="utf-8")
    subprocess.run([formatter, ugly], check=True)
    assert ugly.read_text(encoding="utf-8") == "int f(void)\n{\n\treturn 1;\n}\n"
    done = subprocess.run([formatter, tmp_path / "notes.txt"], capture_output=True, text=True,
                          check=False)
    assert done.returncode == 1 and "neither C++" in done.stderr


def test_hook(tmp_path: Path) -> None:
    """The commit is made when make lint agrees."""
    def git(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@example.org",
                               "-c", f"core.hooksPath={ROOT / '.githooks'}", *words],
                              cwd=tmp_path, capture_output=True, text=True, check=False,
                              env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull})
    git("init", "-q")
    (tmp_path / "Makefile").write_text("lint:\n\t@cat file | grep -x good\n", encoding="utf-8")
    (tmp_path / "file").write_text("good\n", encoding="utf-8")
    git("add", ".")
    done = git("commit", "-m", "First")
    assert done.returncode == 0, done.stderr
    (tmp_path / "file").write_text("bad\n", encoding="utf-8")
    done = git("commit", "-a", "-m", "Second")
    assert done.returncode != 0
    assert "note:" not in done.stderr
    assert "not committed: correct what is said above" in done.stderr
    (tmp_path / "other").write_text("", encoding="utf-8")
    git("add", "other")
    assert "  file\n" in git("commit", "-m", "Third").stderr
    assert git("log", "--format=%s").stdout == "First\n"
