# SPDX-License-Identifier: GPL-2.0
"""What must not compile does not, and says why; what stands beside it does.

The folders are called like the headers that the files are about, or `language`. Each *.cc is two
programs: with -DFAIL it must be refused, with all that its `// expect: REGEX` lines name in the
output and with a complaint about a line between #ifdef FAIL and #else; without, it must compile
without a warning, so that it is not refused for another reason. `// by: link` stands in those that
only the build of a whole module refuses, `// by: lint` in those that GCC builds and `make check`
reports, `// by: nobody` in those that nobody finds: they are there so that
docs/reference/misuse.rst cannot hide them.
"""
from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import check
import pytest
from checks import analyses
from common.project import BUILD, ROOT, plain_environment
from kernels.fetch import Kernel
from modules import probes
from modules.commands import Commands
from testing.compiling import Outcome, compiled
from testing.items import chosen_kernels, kernel_of

FOLDER = Path(__file__).parent
# The flags differ little between kernels, and what is tested here not at all, so one is enough.
SOURCES = sorted(FOLDER.glob("*/*.cc"))
# What Kbuild prints before a command runs: CXX [M]  /objects/name.lto.o
_STEP = re.compile(r"^  [A-Z]+ +(?:\[M\] +)?\S*/([^/\s.]*)\S*$", re.MULTILINE)


def directives(source: Path, name: str) -> list[str]:
    """The values of the `// name: value` lines."""
    return re.findall(rf"^// {name}: (.*)$", source.read_text(encoding="utf-8"), re.MULTILINE)


def failing_lines(source: Path) -> set[int]:
    """The numbers of the lines that are there only to be refused."""
    found: set[int] = set()
    inside = False
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
        if line in ("#ifdef FAIL", "#else", "#endif"):
            inside = line == "#ifdef FAIL"
        elif inside:
            found.add(number)
    return found


AT_LINK = [source for source in SOURCES if "link" in directives(source, "by")]
AT_LINT = [source for source in SOURCES if "lint" in directives(source, "by")]
AT_NO_TIME = [source for source in SOURCES if "nobody" in directives(source, "by")]
AT_COMPILE = [source for source in SOURCES if source not in (*AT_LINK, *AT_LINT, *AT_NO_TIME)]


@pytest.fixture(scope="session")
def one_kernel(request: pytest.FixtureRequest) -> Kernel:
    """The kernel whose flags are used."""
    return kernel_of(request.config, chosen_kernels(request.config)[0])


@pytest.fixture(scope="session")
def commands(one_kernel: Kernel) -> Commands:
    """How C++ is compiled for it."""
    return Commands(one_kernel)


def compile_alone(commands: Commands, source: Path, *options: str) -> Outcome:
    """Runs only the compiler."""
    return compiled(commands.of(source), *options)


def analyse(commands: Commands, source: Path, *options: str) -> Outcome:
    """Makes the checks that `make check` makes."""
    command = commands.of(source)
    command = replace(command, arguments=(*command.arguments, *options))
    depth = check.depth(None)
    report = analyses.analysed(command, analyses.memory(), depth)
    problems = analyses.errors(report) or check.findings(report, source)
    return Outcome(not problems, "".join(f"{problem}\n" for problem in problems))


def build_all(kernel: Kernel, name: str, sources: list[Path], *options: str) -> dict[str, Outcome]:
    """Builds a module of each source in one go; failed ones do not stop the others."""
    objects = BUILD / "compile_fail" / kernel.name / name
    together = objects / "sources"
    together.mkdir(parents=True, exist_ok=True)
    for link in together.iterdir():
        link.unlink()
    for source in sources:
        (together / source.name).symlink_to(source)
    objects.joinpath("Kbuild").write_text(
        f"src := {together}\n"
        f"obj-m := {' '.join(source.stem + '.o' for source in sources)}\n"
        f"ccflags-y := {' '.join(options)}\n"
        f"include {ROOT}/kernel_support/module.mk\n", encoding="utf-8")
    for old in objects.glob("*.o"):
        old.unlink()  # what was built before says nothing
    noted = objects / ".probes"
    done = subprocess.run(
        ["make", "-k", "-j2", "-Otarget", "-C", kernel.kdir, f"M={objects}", *kernel.make_options,
         "modules"],
        env=plain_environment() | probes.environment(kernel, noted) | {"LC_ALL": "C"},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        check=False)
    probes.keep(kernel, noted, done.returncode == 0)
    # The output of one command follows the line that names its target.
    pieces = _STEP.split(re.sub(r"^make\b.*\n", "", done.stdout, flags=re.MULTILINE))
    said: dict[str, str] = {}
    for target, text in zip(pieces[1::2], pieces[2::2]):
        said[target] = said.get(target, "") + text
    return {source.stem: Outcome((objects / f"{source.stem}.o").exists(),
                                 said.get(source.stem, done.stdout)) for source in sources}


@pytest.fixture(scope="session")
def refused(one_kernel: Kernel) -> dict[str, Outcome]:
    """The builds that must fail."""
    return build_all(one_kernel, "fail", AT_LINK, "-DFAIL")


@pytest.fixture(scope="session")
def accepted(one_kernel: Kernel) -> dict[str, Outcome]:
    """The same modules without what must fail."""
    return build_all(one_kernel, "control", AT_LINK)


def name_of(source: Path) -> str:
    """The name of a test."""
    return source.stem


def check_refused(source: Path, outcome: Outcome) -> None:
    """It failed, for the reasons that it names, at the place that it marks."""
    assert not outcome.succeeded, f"{source.name} is not refused:\n{outcome.output}"
    expected = directives(source, "expect")
    assert expected, f"{source.name} does not say what it expects"
    for pattern in expected:
        assert re.search(pattern, outcome.output + outcome.shown), \
            f"no match for {pattern}:\n{outcome.output}"
    lines = {int(line) for line in re.findall(re.escape(source.name) + r":(\d+)", outcome.output)}
    if lines or source not in AT_LINK:
        assert lines & failing_lines(source), f"not about the marked lines:\n{outcome.output}"


@pytest.mark.parametrize("source", AT_COMPILE, ids=name_of)
def test_does_not_compile(commands: Commands, source: Path) -> None:
    """The compiler refuses it, and what is shown of that begins with a line of the source."""
    outcome = compile_alone(commands, source, "-DFAIL")
    check_refused(source, outcome)
    if not source.name.startswith("include_"):
        first = next(line for line in outcome.shown.splitlines() if ": error: " in line)
        assert first.startswith(f"{source}:"), outcome.shown
    if source.name.startswith(("print_", "param_", "fmt_")):
        assert len(outcome.shown.splitlines()) <= 10, outcome.shown


@pytest.mark.parametrize("source", AT_COMPILE, ids=name_of)
def test_correct_twin_compiles(commands: Commands, source: Path) -> None:
    """Without what is wrong in it, it compiles without a word."""
    assert compile_alone(commands, source, "-Werror") == Outcome(True, "")


@pytest.mark.parametrize("source", AT_LINT, ids=name_of)
def test_lint_reports(commands: Commands, source: Path) -> None:
    """GCC builds it, but the checks refuse it."""
    assert compile_alone(commands, source, "-DFAIL", "-Werror") == Outcome(True, "")
    check_refused(source, analyse(commands, source, "-DFAIL"))


@pytest.mark.parametrize("source", AT_LINT, ids=name_of)
def test_lint_passes_the_correct_twin(commands: Commands, source: Path) -> None:
    """Without what is wrong in it, there is nothing to report."""
    assert compile_alone(commands, source, "-Werror") == Outcome(True, "")
    assert analyse(commands, source) == Outcome(True, "")


@pytest.mark.xdist_group("compile_fail_at_link")
@pytest.mark.parametrize("source", AT_LINK, ids=name_of)
def test_does_not_link(refused: dict[str, Outcome], source: Path) -> None:
    """The build of the module refuses it."""
    check_refused(source, refused[source.stem])


@pytest.mark.xdist_group("compile_fail_at_link")
@pytest.mark.parametrize("source", AT_LINK, ids=name_of)
def test_correct_twin_links(accepted: dict[str, Outcome], source: Path) -> None:
    """Without what is wrong in it, it builds without a word."""
    outcome = accepted[source.stem]
    assert outcome.succeeded and not outcome.output.strip(), outcome.output


@pytest.mark.parametrize("source", AT_NO_TIME, ids=name_of)
def test_nobody_finds_it(commands: Commands, source: Path) -> None:
    """Neither GCC nor the analysis says a word; when one does, it belongs to that one."""
    for options in (("-DFAIL",), ()):
        assert compile_alone(commands, source, *options, "-Werror") == Outcome(True, "")
        assert analyse(commands, source, *options) == Outcome(True, "")
