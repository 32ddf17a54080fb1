# SPDX-License-Identifier: GPL-2.0
"""Reports of the kernel name files and lines: of real modules, and of one that really crashes."""
from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from common.project import ROOT
from guest import boot
from guest.judge import explain
from hosts.tools import program
from kernels.catalogue import Kernel
from modules import cases
from modules.build import build
from symbols import symbolise
from symbols.elf import Elf, Symbol

pytestmark = pytest.mark.every_kernel
CRASH = Path(__file__).parent / "crash"
SOURCE = "scripts/tests/symbols/crash/crash.cc"


def line_of(comment: str) -> int:
    """The number of the line of crash.cc with this comment."""
    lines = (CRASH / "crash.cc").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.endswith(f"// {comment}"))


@pytest.fixture(name="module")
def _module(kernel: Kernel) -> Path:
    if not kernel.has_lines:
        pytest.skip("modules of this kernel have no debug information")
    return build(kernel, cases.load(CRASH), io.StringIO())[0]


def function(module: Path, part: str) -> Symbol:
    """The function whose name has this part."""
    return next(one for one in Elf(module).symbols
                if part in one.name and "__pfx" not in one.name and "text" in one.section)


def frame(module: Path, symbol: Symbol, offset: int) -> str:
    """As the kernel writes it."""
    size = Elf(module).room(symbol) or symbol.size
    return f"{symbol.name}+{offset:#x}/{size:#x} [{module.stem}]"


def after_calls(module: Path, caller: Symbol) -> list[int]:
    """The offsets to which the calls in a function return."""
    text = subprocess.run(["objdump", "-d", "--no-show-raw-insn", f"--disassemble={caller.name}",
                           module], capture_output=True, text=True, check=True).stdout
    code = re.findall(r"^ *([0-9a-f]+):\t(\w+)", text, re.MULTILINE)
    return [int(after[0], 16) - caller.value for (_, one), after in zip(code, code[1:])
            if one == "call"]


def test_a_frame_names_the_line_of_the_call(kernel: Kernel, module: Path) -> None:
    """It holds the address behind the call, which is the next line's."""
    init = function(module, "init_module")
    call = line_of("the call")
    texts = [frame(module, init, offset) for offset in after_calls(module, init)]
    found = [(text, symbolise.annotate([f"[    1.2]  {text}"], kernel, [module]))
             for text in texts]
    text, lines = next(one for one in found if one[1][0].endswith(f"({SOURCE}:{call})"))
    assert re.match(rf" +{call} \| outer\(Reader{{nowhere}}\);  // the call$", lines[1])
    assert any(re.match(r" +in Crash::init\(kernel::ThisModule&\), inlined at "
                        r"kernel_support/include/kernel/module.hpp:\d+$", line) for line in lines)
    # As the place where the processor stopped, it is the next instruction's.
    exact = symbolise.annotate([f"RIP: 0010:{text}"], kernel, [module])
    assert f"{SOURCE}:{call + 1}" in "".join(exact[:3]) and "// the call" not in exact[1]


def test_inlined_functions(kernel: Kernel, module: Path) -> None:
    """From the innermost outwards, each with its line; names are readable."""
    outer = function(module, "outer")
    found = [symbolise.annotate([f"RIP: 0010:{frame(module, outer, offset)}"], kernel, [module])
             for offset in range(outer.size)]
    inner = next(lines for lines in found if "// the crash" in "".join(lines))
    assert inner[0].startswith("RIP: 0010:(anonymous namespace)::outer((anonymous namespace)::"
                               "Reader const&)")
    assert inner[0].endswith(f" [crash] ({SOURCE}:{line_of('the crash')})")
    text = "\n".join(inner)
    order = [text.index(f"// {one}") for one in ("the crash", "inlined", "outermost")]
    assert order == sorted(order)
    assert f"in twice<(anonymous namespace)::Reader>, inlined at {SOURCE}:" in text
    assert "artificial" not in "".join("".join(lines) for lines in found)


def test_another_build_gives_no_wrong_line(kernel: Kernel, module: Path) -> None:
    outer = function(module, "outer")
    wrong = re.sub(r"/0x\w+", "/0x3", frame(module, outer, 2))
    assert symbolise.annotate([wrong.replace(outer.name, "outer")], kernel, [module]) \
        == [wrong.replace(outer.name, "outer")]
    assert "crash.cc" not in symbolise.annotate([wrong], kernel, [module])[0]


def test_functions_of_one_name(kernel: Kernel, tmp_path: Path) -> None:
    """The size tells them apart; when it does not, no line is better than a wrong one."""
    objects = []
    for name, body in (("one", "n * 12345"), ("two", "n * 54321"), ("three", "n / 7 + n / 11")):
        source = tmp_path / f"{name}.c"
        source.write_text("static __attribute__((noinline)) int same(int n)\n"
                          f"{{\n\treturn {body};\n}}\n"
                          f"int {name}(int n) {{ return same(n) + 1; }}\n")
        objects.append(source.with_suffix(".o"))
        subprocess.run([program("gcc"), "-O2", "-g", "-fno-inline", "-c", source, "-o",
                        objects[-1]], check=True)
    module = tmp_path / "names.ko"
    subprocess.run(["ld", "-r", "-o", module, *objects], check=True)
    elf = Elf(module)
    sizes = [elf.room(one) for one in elf.named("same")]
    assert len(sizes) == 3 and len(set(sizes)) == 2
    for size in set(sizes):
        line, = symbolise.annotate([f" ? same+0x1/{size:#x} [names]"], kernel, [module])
        assert (f" ({tmp_path}/three.c:" in line) == (sizes.count(size) == 1), line
        assert ("(" in line) == (sizes.count(size) == 1), line


def test_without_debug_information(kernel: Kernel, module: Path, tmp_path: Path) -> None:
    """Names are readable all the same, and one line says why there is no more."""
    bare = tmp_path / module.name
    subprocess.run(["strip", "--strip-debug", "-o", bare, module], check=True)
    text = f" {frame(module, function(module, 'outer'), 5)}"
    lines = symbolise.annotate([text], kernel, [bare])
    assert "(anonymous namespace)::outer(" in lines[0] and ".cc" not in lines[0]
    assert lines[1:] == [f"no lines: {bare} has no debug information"]


def test_other_lines_stay(kernel: Kernel, module: Path) -> None:
    lines = ["", "[    0.1] hello", "other+0x1/0x2 [other]", "  | \udcff", "a+0x1/0x2"]
    assert symbolise.annotate(lines, kernel, [module]) == lines


def test_functions_of_the_kernel(kernel: Kernel) -> None:
    """Where the kernel has debug information."""
    vmlinux = Path(kernel.kdir, "vmlinux")
    if not vmlinux.is_file() or not Elf(vmlinux).has_lines():
        pytest.skip("this kernel has no debug information")
    elf = Elf(vmlinux)
    symbol = elf.named("kfree")[0]
    line = symbolise.annotate([f"  kfree+0x8/{elf.room(symbol):#x}"], kernel, [])
    assert re.match(r"  kfree\+0x8/0x\w+ \(mm/\w+\.c:\d+\)$", line[0]) and len(line) == 1


@pytest.mark.usefixtures("module")
def test_a_crash(kernel: Kernel) -> None:
    """What a person reads after an oops in a function that is inlined twice."""
    case = cases.load(CRASH)
    verdict = boot.boot(kernel, case, build(kernel, case, io.StringIO()))
    text = explain(verdict)
    assert f"{SOURCE}:{line_of('the crash')})\n" in text
    number = line_of("the crash")
    assert re.search(rf"^  \| +{number} \| return \*const_cast<volatile int\*>\(where\);  "
                     r"// the crash$", text, re.MULTILINE)
    assert f"inlined at {SOURCE}:{line_of('inlined')}\n" in text
    assert "init_module+0x" in text and f"{SOURCE}:{line_of('the call')})" in text
    assert "_ZN" not in text and "RAX" not in text
    # The command gives the same for the whole log.
    log = verdict.run.folder / "console.log"
    shown = symbolise_command("--kernel", kernel.name, str(CRASH), str(log))
    assert shown.returncode == 0 and f"({SOURCE}:{number})" in shown.stdout
    piped = symbolise_command("--kernel", kernel.name, str(CRASH), text=log.read_bytes())
    assert piped.stdout == shown.stdout


def symbolise_command(*arguments: str, text: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Runs the script."""
    done = subprocess.run([sys.executable, ROOT / "scripts/symbolise.py", *arguments], input=text,
                          capture_output=True, check=False)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(),
                                       done.stderr.decode())


def test_bad_input(kernel: Kernel, module: Path, tmp_path: Path) -> None:
    shutil.copytree(CRASH, tmp_path / "new")
    for arguments, message in (
            (("--kernel", kernel.name, str(tmp_path / "new")), "is not built for"),
            (("--kernel", kernel.name, str(CRASH), str(tmp_path / "none")), "No such file"),
            (("--kernel", kernel.name, "nothing"), "unknown SAMPLE 'nothing'")):
        done = symbolise_command(*arguments)
        assert done.returncode == 1 and message in done.stderr and done.stderr.count("\n") == 1
    assert module.is_file()
