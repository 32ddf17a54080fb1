# SPDX-License-Identifier: GPL-2.0
"""The command itself: what it says when something is wrong, and what it leaves behind."""

import os
import subprocess
from pathlib import Path

import pytest

from bindings_tools import BINDINGS, C, Run, generate, generate_text, quiet

HEADERS = """
struct device { int x; };
struct hidden;
extern int device_open(struct device *dev);
extern struct hidden *find(void);
static inline int device_get(void) { return 1; }
static int state;
#define device_put(dev) device_open(dev)
#define WORD "text"
#define LIMIT 3
#define FLOAT 1.5
enum { device_limit = 5 };
typedef unsigned long long uint64_t;
typedef int vector __attribute__((vector_size(16)));
extern vector mix(vector);
"""


def _fails(run: Run, message: str) -> None:
    """One line, a status, no Python traceback."""
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr == f"generate.py: {message}\n"


@pytest.mark.parametrize("names, message", [
    ("\nfunction device_oben", "names.txt:2: function device_oben: no header declares it: see the "
     "spelling, or add its header to headers.h"),
    ("variable devices", "names.txt:1: variable devices: no header declares it: see the spelling, "
     "or add its header to headers.h"),
    ("type struct devise", "names.txt:1: type struct devise: no header defines it: see the "
     "spelling, or add its header to headers.h"),
    ("type device", "names.txt:1: type device: no header defines it: see the spelling, or add its "
     "header to headers.h"),
    ("constant LIMITS", "names.txt:1: constant LIMITS: no header defines it: see the spelling, or "
     "add its header to headers.h"),
    ("type struct hidden", "names.txt:1: type struct hidden: the headers only declare it: add the "
     "header that defines it to headers.h"),
    ("function device_get", "names.txt:1: function device_get: a static inline function: wrap it "
     "in a helper"),
    ("function device_put", "names.txt:1: function device_put: a macro of headers.h: wrap it in a "
     "helper"),
    ("variable state", "names.txt:1: variable state: a static variable: wrap it in a helper"),
    ("function mix", "names.txt:1: function mix: type __attribute__((__vector_size__(4 * "
     "sizeof(int)))) int: wrap it in a helper"),
    ("constant WORD", "names.txt:1: constant WORD: not an integer constant"),
    ("constant FLOAT", "names.txt:1: constant FLOAT: not an integer constant (integer constant "
     "expression must have integer type, not 'double')"),
    ("type uint64_t", "names.txt:1: type uint64_t: C++ has another type of this name: use the "
     "kernel's (u64 for uint64_t)"),
    ("opaque uint64_t", "names.txt:1: opaque uint64_t: neither a struct nor a union: use `type`"),
    ("functions find", "names.txt:1: unknown kind `functions`: use one of type, opaque, function, "
     "variable, constant"),
    ("function find now", "names.txt:1: `function find now` is not of the form KIND [?]NAME "
     "[from HEADER...]"),
    ("function", "names.txt:1: `function` is not of the form KIND [?]NAME [from HEADER...]"),
    ("function f*", "names.txt:1: a name with `*` needs `from HEADER...`, another has none"),
    ("function find from headers.h", "names.txt:1: a name with `*` needs `from HEADER...`, another "
     "has none"),
    ("function f* from", "names.txt:1: `from` needs at least one header"),
    ("function f* from linux/*.h", "names.txt:1: function f*: nothing matches in linux/*.h: see "
     "the spelling, or add the header to headers.h"),
    ("function find\n\nfunction find", "names.txt:3: find is already in names.txt:1"),
    ("function find*  from headers.h\nconstant find",
     "names.txt:2: constant find: is already a function"),
    ("type struct device\nopaque struct device",
     "names.txt:2: struct device is already in names.txt:1"),
])
def test_wrong_name(tmp_path: Path, names: str, message: str) -> None:
    _fails(generate_text(tmp_path, HEADERS, names + "\n"), message)
    assert not (tmp_path / "out").exists()


def test_name_matched_twice(tmp_path: Path) -> None:
    names = "function fin* from headers.h\nfunction *ind from headers.h\nfunction find\n"
    assert quiet(generate_text(tmp_path, HEADERS, names))
    text = (tmp_path / "out" / "bindings.hpp").read_text(encoding="utf-8")
    assert text.count("*find(void);") == 1


@pytest.mark.parametrize("kind", ["type", "opaque", "function", "variable", "constant"])
def test_optional_name(tmp_path: Path, kind: str) -> None:
    name = "struct missing" if kind in ("type", "opaque") else "missing"
    assert quiet(generate_text(tmp_path, HEADERS, f"{kind} ?{name}\n"))
    report = (tmp_path / "out" / "bindings.report").read_text(encoding="utf-8")
    assert f"{kind} {name} (names.txt:1)" in report


def test_header_that_is_not_there(tmp_path: Path) -> None:
    run = generate_text(tmp_path, "#include <linux/none.h>\n", "")
    _fails(run, f"the headers cannot be preprocessed: {tmp_path}/headers.h:1:10: fatal error: "
                "linux/none.h: No such file or directory")


def test_header_that_is_not_c(tmp_path: Path) -> None:
    run = generate_text(tmp_path, "struct broken { int x };\nint y\n", "")
    assert run.returncode == 1
    assert run.stderr.startswith("generate.py: libclang cannot parse the headers: "
                                 f"{tmp_path}/headers.h:")
    assert run.stderr.count("\n") == 1


def test_no_names_file(tmp_path: Path) -> None:
    (tmp_path / "headers.h").write_text("", encoding="utf-8")
    run = generate(tmp_path / "headers.h", tmp_path / "none.txt", tmp_path / "out")
    _fails(run, f"cannot read {tmp_path}/none.txt: No such file or directory")


@pytest.mark.parametrize("command, message", [
    (["no-such-gcc", "-O2"], "cannot run the compiler no-such-gcc: No such file or directory"),
    (["false", "-O2"], "`false -dumpmachine` failed: is it a C compiler?"),
    (["-O2"], "no compiler after `--`: give the kernel's $(CC) and its flags"),
    ([C[0], "-I"], "the compiler flag -I lacks its value"),
])
def test_no_compiler(tmp_path: Path, command: list[str], message: str) -> None:
    for name in ("headers.h", "names.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    _fails(generate(tmp_path / "headers.h", tmp_path / "names.txt", tmp_path / "out", command),
           message)


def _with_python_path(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(tmp_path / "python")}


def test_no_python_module(tmp_path: Path) -> None:
    fake = tmp_path / "python" / "clang"
    fake.mkdir(parents=True)
    (fake / "__init__.py").write_text("raise ImportError\n", encoding="utf-8")
    for name in ("headers.h", "names.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    run = generate(tmp_path / "headers.h", tmp_path / "names.txt", tmp_path / "out",
                   env=_with_python_path(tmp_path))
    _fails(run, "Python cannot import libclang: install the Debian package python3-clang and "
                "use /usr/bin/python3")


def test_no_library(tmp_path: Path) -> None:
    fake = tmp_path / "python"
    fake.mkdir()
    (fake / "sitecustomize.py").write_text(
        "import clang.cindex\nclang.cindex.Config.set_library_file('/nowhere/libclang.so')\n",
        encoding="utf-8")
    for name in ("headers.h", "names.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    run = generate(tmp_path / "headers.h", tmp_path / "names.txt", tmp_path / "out",
                   env=_with_python_path(tmp_path))
    _fails(run, "libclang is missing: install the Debian package libclang1 "
                "(python3-clang needs it)")


def test_no_room_for_the_result(tmp_path: Path) -> None:
    for name in ("headers.h", "names.txt", "out"):
        (tmp_path / name).write_text("", encoding="utf-8")
    _fails(generate(tmp_path / "headers.h", tmp_path / "names.txt", tmp_path / "out"),
           f"cannot write to {tmp_path}/out: File exists")


def _contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_same_input_same_output(tmp_path: Path) -> None:
    names = "function * from headers.h\nconstant LIMIT\nconstant device_limit\ntype struct device\n"
    assert quiet(generate_text(tmp_path, HEADERS.replace("extern vector mix(vector);", ""), names))
    first = _contents(tmp_path / "out")
    assert sorted(first) == ["bindings.d", "bindings.hpp", "bindings.report", "bindings_check.c"]
    (tmp_path / "out" / "bindings.hpp").write_text("damaged", encoding="utf-8")
    assert quiet(generate(tmp_path / "headers.h", tmp_path / "names.txt", tmp_path / "out",
                          [*C, f"-I{tmp_path}"], env={**os.environ, "PYTHONHASHSEED": "7"}))
    assert _contents(tmp_path / "out") == first
    newest = max((tmp_path / "out").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    assert newest.name == "bindings.hpp"


def test_failure_leaves_the_old_files(tmp_path: Path) -> None:
    assert quiet(generate_text(tmp_path, HEADERS, "type struct device\n"))
    before = _contents(tmp_path / "out")
    assert generate_text(tmp_path, HEADERS, "type struct missing\n").returncode == 1
    assert _contents(tmp_path / "out") == before


def test_nothing_is_written_beside_the_sources(tmp_path: Path) -> None:
    assert quiet(generate_text(tmp_path, HEADERS, "type struct device\n"))
    assert not (BINDINGS / "__pycache__").exists()


def _make_says(folder: Path) -> str:
    """What make does about bindings.hpp: the generator is replaced by touch."""
    text = f"{folder}/out/bindings.hpp: ; touch $@\n-include {folder}/out/bindings.d\n"
    run = subprocess.run(["make", "-f", "-", f"{folder}/out/bindings.hpp"], input=text,
                         capture_output=True, text=True, cwd=folder)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_dependencies(tmp_path: Path) -> None:
    (tmp_path / "part.h").write_text("#define PART 1\n", encoding="utf-8")
    assert quiet(generate_text(tmp_path, "#include <part.h>\n", "constant PART\n"))
    assert "up to date" in _make_says(tmp_path)
    for name in ("part.h", "headers.h", "names.txt"):
        later = (tmp_path / "out" / "bindings.hpp").stat().st_mtime_ns + 10_000_000
        os.utime(tmp_path / name, ns=(later, later))
        assert "touch" in _make_says(tmp_path), name
        os.utime(tmp_path / "out" / "bindings.hpp", ns=(later + 1, later + 1))
        assert "up to date" in _make_says(tmp_path)
    (tmp_path / "part.h").unlink()  # a header that went away is no error
    assert "touch" in _make_says(tmp_path)
    rule = (tmp_path / "out" / "bindings.d").read_text(encoding="utf-8")
    for source in BINDINGS.glob("*.py"):
        assert f"{source}:\n" in rule
