#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Checks all sources without running them: style, common mistakes, the project's own rules.

Prints problems as file:line: message and a line for each checker. What the slow checkers said of
a file is remembered until the file or one that it includes changes.
"""
from __future__ import annotations

import argparse
import os
import re
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Callable, Iterable, Iterator

from checks.analyses import (GCC_STYLE, Depth, Problem, Problems, Report, analysed, memory,
                             parsed, run)
from common import prose
from common.program import Failure, run_main
from common.project import ROOT
from common.terminal import coloured
from hosts import tools
from kernels.choice import add_kernel_options, chosen_kernel
from modules import cases
from modules.commands import Commands

TIDY = ROOT / ".clang-tidy"
DEPTH = Depth("lint", (f"--config-file={TIDY}",))
C_STYLE = ROOT / "kernel_support/helpers/.clang-format"

CXX = (".cc", ".hpp")
# Where nothing but programs for the guest is, and what several of them include
PROGRAMS = (ROOT / "scripts/guest/userland", ROOT / "kernel_support/tests/guest/programs")
C = (".c", ".h")
# Files with these endings or names say in their first lines under which licence they are
LICENSED = (*CXX, *C, ".py", ".sh", ".mk", ".toml", ".rst", ".css", ".js", ".lds", ".S")
LICENSED_NAMES = ("Kbuild", "Makefile", "Doxyfile")
# What programs printed stands in these as they printed it
VERBATIM = ("expected.txt", "messages.txt", "report.*.txt")
# Words of the kernel that codespell takes for misspelled ones
WORDS = "abd,anode,crate,creat,inout,notin,parm,renderd,statics,uint"


class Sources:
    """The files of the project, sorted by what they are."""

    def __init__(self, files: Iterable[Path]) -> None:
        self.all = sorted(file for file in files if file.is_file() and not file.is_symlink()
                          and not _is_binary(file))
        first = {file: _first_line(file) for file in self.all}
        self.cxx = [file for file in self.all if file.suffix in CXX]
        self.c = [file for file in self.all if file.suffix in C]
        self.python = [file for file in self.all if file.suffix == ".py"
                       or "python" in first[file]]
        self.shell = [file for file in self.all if file.suffix == ".sh"
                      or re.match(r"#!.*\b(ba|da)?sh\b", first[file])]
        self.prose = [file for file in self.all if file.suffix in (".rst", ".md")]
        self.scripts = [file for file in self.all if first[file].startswith("#!")]


def _is_binary(file: Path) -> bool:
    with open(file, "rb") as stream:
        return b"\0" in stream.read(8192)


def _first_line(file: Path) -> str:
    with open(file, encoding="utf-8", errors="replace") as stream:
        line = stream.readline()
    return line if line.startswith("#!") else ""


def project_files() -> list[Path]:
    """All files that git knows or would take."""
    if (ROOT / ".git").exists():
        done = run(["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others",
                    "--exclude-standard"])
        if done.returncode == 0:
            found = [ROOT / name for name in done.stdout.split("\0") if name]
            return [file for file in found if not file.is_relative_to(ROOT / "build")]
    return [file for file in ROOT.rglob("*") if file.is_file()
            and file.relative_to(ROOT).parts[0] not in ("build", ".git")]


def check_text(sources: Sources) -> Problems:
    """Licence lines, white space, the interpreter of Python scripts."""
    return [problem for file in sources.all for problem in _text_problems(file)]


def _text_problems(file: Path) -> Iterator[Problem]:
    text = file.read_bytes().decode(errors="replace")
    lines = text.split("\n")
    if (file.suffix in LICENSED or file.name in LICENSED_NAMES or lines[0].startswith("#!")) \
            and not any("SPDX-License-Identifier: " in line for line in lines[:2]):
        yield Problem(file, 1, "the licence is missing: write SPDX-License-Identifier: GPL-2.0 "
                               "in a comment at the top")
    if lines[0].startswith("#!") and "python" in lines[0] and lines[0] != "#!/usr/bin/python3":
        yield Problem(file, 1, "another Python may come first in PATH: write #!/usr/bin/python3")
    if any(file.match(name) for name in VERBATIM):
        return
    for number, line in enumerate(lines, 1):
        if line != line.rstrip():
            yield Problem(file, number, "white space at the end of the line: remove it")
    if text and not text.endswith("\n"):
        yield Problem(file, len(lines), "the last line has no end: add one")
    elif text.endswith("\n\n"):
        yield Problem(file, len(lines) - 1, "empty lines at the end of the file: remove them")


def check_layers(sources: Sources) -> Problems:
    """A sample shows the public headers at work and nothing below them."""
    found = []
    for file in sources.cxx:
        if not file.is_relative_to(ROOT / "samples") or file in cases.programs(file.parent):
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
            if re.match(r"\s*#\s*include\s*<(?!kernel/)", line):
                found.append(Problem(file, number, "a sample includes only <kernel/...>: wrap what "
                                                   "is missing there"))
            if re.search(r"\b(bindings::|cpp_helper_)", line):
                found.append(Problem(file, number, "a sample does not use C itself: wrap what is "
                                                   "missing in kernel_support/include"))
    return found


def check_format(sources: Sources) -> Problems:
    """clang-format would change nothing."""
    found = []
    formatter = tools.formatter()
    if not formatter:
        return found
    for files, style in ((sources.cxx, ROOT / ".clang-format"), (sources.c, C_STYLE)):
        if files:
            found += parsed(run([formatter, "--dry-run", "-Werror",
                                 f"--style=file:{style}", *map(str, files)]), GCC_STYLE)
    first = {file: min(one.line for one in found if one.file == file)
             for file in {one.file for one in found}}
    return [Problem(file, line, "from here on not formatted: run make format")
            for file, line in first.items()]


def check_shell(sources: Sources) -> Problems:
    """shellcheck."""
    found = []
    # Each line of guest.sh is a command of its own, so advice about scripts is not for it.
    for script, options in ((True, []), (False, ["--shell=sh", "--severity=error"])):
        files = [file for file in sources.shell if (file in sources.scripts) == script]
        if files:
            found += parsed(run(["shellcheck", "--format=gcc", "--external-sources", *options,
                                 *map(str, files)]), GCC_STYLE)
    return found


def check_python(sources: Sources) -> Problems:
    """flake8."""
    if not sources.python:
        return []
    return parsed(run(["flake8", "--isolated", "--max-line-length=100",
                       *map(str, sources.python)]),
                  r"^(?P<file>[^:\n]+):(?P<line>\d+):\d+: (?P<text>.*)$")


def check_spelling(sources: Sources) -> Problems:
    """codespell."""
    files = [file for file in sources.all if file.name not in ("LICENSE", "names.txt")]
    return parsed(run(["codespell", f"--ignore-words-list={WORDS}", *map(str, files)]),
                  r"^(?P<file>[^:\n]+):(?P<line>\d+): (?P<text>.*)$")


def check_prose(sources: Sources) -> Problems:
    """The pages: words that stand twice, and American spelling."""
    return [Problem(file, line, text) for file in sources.prose
            for line, text in prose.mistakes(file.read_text(encoding="utf-8"))]


QUICK: dict[str, Callable[[Sources], Problems]] = {
    "text": check_text,
    "layers": check_layers,
    "clang-format": check_format,
    "shellcheck": check_shell,
    "flake8": check_python,
    "codespell": check_spelling,
    "prose": check_prose,
}


SLOW = ("clang++", "checks", "clang-tidy")


def not_compiled(file: Path) -> bool:
    """Whether a file shows a mistake, which is tested elsewhere, or is no module at all.

    Programs of samples are checked, as people read them; those of tests are not.
    """
    folder = file.parent
    if file in cases.programs(folder) and not file.is_relative_to(cases.SAMPLES):
        return True
    return (folder.parent.name == "compile_fail" or folder in PROGRAMS
            or (folder / "messages.txt").is_file()
            or (folder / "guest.sh").is_file() and bool(cases.load(folder).reports))


def _slow_reports(commands: Callable[[], Commands], sources: Sources,
                  pool: ThreadPoolExecutor) -> list[Future[Report]]:
    if not sources.cxx:
        return []
    known = commands()
    remembered = memory(TIDY)
    return [pool.submit(analysed, known.of(file), remembered, DEPTH) for file in sources.cxx
            if not not_compiled(file)]


def lint(sources: Sources, commands: Callable[[], Commands]) -> dict[str, Problems]:
    """Runs all checkers; those that run a program for each file share the processors."""
    results: dict[str, Problems] = {}
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        slow = _slow_reports(commands, sources, pool)
        quick = {name: pool.submit(checker, sources) for name, checker in QUICK.items()}
        try:
            for name, done in quick.items():
                results[name] = done.result()
            results |= {name: [] for name in SLOW}
            for report in slow:
                for name, problems in report.result().items():
                    results[name] += problems
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return {name: sorted(set(problems)) for name, problems in results.items()}


def print_results(results: dict[str, Problems], sources: Sources, seconds: float) -> int:
    """The problems, a line for each checker, and the closing line; the exit status."""
    compiled = [file for file in sources.cxx if not not_compiled(file)]
    counts = {"text": sources.all, "layers": sources.cxx, "clang-format": sources.cxx + sources.c,
              "shellcheck": sources.shell, "flake8": sources.python, "codespell": sources.all,
              "prose": sources.prose}
    for problems in results.values():
        for problem in problems:
            print(problem)
    for name, problems in results.items():
        if name == "clang-format" and not tools.formatter():
            print(f"  {name:<14}   0 files  left to {tools.formats()}: versions do not agree")
            continue
        verdict = coloured(f"{len(problems)} problems" if len(problems) != 1 else "1 problem",
                           "red") if problems else coloured("ok", "green")
        print(f"  {name:<14}{len(counts.get(name, compiled)):>4} files  {verdict}")
    failed = sum(1 for problems in results.values() if problems)
    print(f"{len(results) - failed} passed, {failed} failed in {seconds:.1f} s")
    return 1 if failed else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_kernel_options(parser)
    parser.add_argument("path", nargs="*", type=Path, help="files or folders (default: all)")
    arguments = parser.parse_args()
    files = project_files()
    if arguments.path:
        wanted = [path.absolute() for path in arguments.path]
        for path in wanted:
            if not path.exists():
                raise Failure(f"{path}: no such file or folder")
        files = [file for file in files
                 if any(file == path or file.is_relative_to(path) for path in wanted)]
    sources = Sources(files)
    start = time.monotonic()
    results = lint(sources, lambda: Commands(chosen_kernel(arguments)))
    sys.stdout.flush()
    return print_results(results, sources, time.monotonic() - start)


if __name__ == "__main__":
    run_main(main)
