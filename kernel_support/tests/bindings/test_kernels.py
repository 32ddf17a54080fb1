# SPDX-License-Identifier: GPL-2.0
"""Everything that a kernel's headers hold, on each kernel: generated, accepted, proved."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from bindings_tools import BINDINGS, CXX, HERE, Run, compile_c, compile_cxx, generate, quiet
from kernel_tree import KernelTree

# What debug kernels add to the flags of a module's objects.
INSTRUMENTED = {
    "kasan": ["-fsanitize=kernel-address", "-fasan-shadow-offset=0xdffffc0000000000",
              "--param", "asan-globals=1", "--param", "asan-stack=1",
              "--param", "asan-instrumentation-with-call-threshold=0"],
    "kcsan": ["-fsanitize=thread", "-fno-optimize-sibling-calls"],
    "ubsan": ["-fsanitize=bounds", "-fsanitize=shift", "-fsanitize=bool", "-fsanitize=enum"],
    "kcov": ["-fsanitize-coverage=trace-pc", "-fsanitize-coverage=trace-cmp"],
    "gcov": ["-fprofile-arcs", "-ftest-coverage"],
    "size": ["-Os"],
    "O1": ["-O1"],
    "O3": ["-O3"],
}


@dataclass(frozen=True)
class Generated:
    """The bindings of one kernel."""

    tree: KernelTree
    out: Path

    def compile_check(self, source: Path, *flags: str) -> Run:
        """Compiles the check as the kernel's build would."""
        command = self.tree.command
        if "-fsanitize=thread" in flags:  # GCC refuses it together with that of a KASAN kernel
            command = [word for word in command
                       if not word.startswith(("-fsanitize=kernel-address", "-fasan-"))]
        return compile_c(source, [*command, *flags], self.tree.folder)

    def count(self, what: str) -> int:
        """A figure of the report."""
        report = (self.out / "bindings.report").read_text(encoding="utf-8")
        found = re.search(rf"^ *(\d+) {what}$", report, re.MULTILINE)
        assert found
        return int(found.group(1))


_made: dict[tuple[str, str], Generated] = {}  # pytest would make them anew for each test function


def _generate(tree: KernelTree, folder: Path, factory: pytest.TempPathFactory) -> Generated:
    key = (tree.name, folder.name)
    if key not in _made:
        out = factory.mktemp(folder.name)
        assert quiet(generate(folder / "headers.h", folder / "names.txt", out, tree.command,
                              tree.folder))
        _made[key] = Generated(tree, out)
    return _made[key]


@pytest.fixture(scope="session")
def wide(tree: KernelTree, tmp_path_factory: pytest.TempPathFactory) -> Generated:
    """The wide list of the tests."""
    return _generate(tree, HERE / "wide", tmp_path_factory)


@pytest.fixture(scope="session")
def own(tree: KernelTree, tmp_path_factory: pytest.TempPathFactory) -> Generated:
    """What the project uses."""
    return _generate(tree, BINDINGS, tmp_path_factory)


@pytest.fixture(scope="session", params=["own", "wide"])
def generated(request: pytest.FixtureRequest, tree: KernelTree) -> Generated:
    """Either."""
    return request.getfixturevalue(request.param)


def test_at_least_500_types(wide: Generated) -> None:
    types = wide.count("structs and unions")
    assert types >= 500
    print(f"\n{wide.tree.name}: {types} structs and unions with {wide.count('members')} members, "
          f"{wide.count('enums')} enums, {wide.count('typedefs')} typedefs, "
          f"{wide.count('functions')} functions, {wide.count('constants')} constants")
    text = (wide.out / "bindings.hpp").read_text(encoding="utf-8")
    for name in ("drm_device", "drm_gem_object", "blk_mq_hw_ctx", "pci_dev", "auxiliary_device",
                 "mutex", "task_struct", "inode", "cred", "miscdevice", "sk_buff", "module"):
        assert f"\nstruct {name} {{\n" in text


def test_kernel_proves_it(generated: Generated) -> None:
    assert quiet(generated.compile_check(generated.out / "bindings_check.c"))


@pytest.mark.parametrize("name", INSTRUMENTED)
def test_debug_kernels_prove_it(own: Generated, name: str) -> None:
    assert quiet(own.compile_check(own.out / "bindings_check.c", *INSTRUMENTED[name]))


@pytest.mark.parametrize("compiler", CXX)
def test_cxx_accepts_it(generated: Generated, compiler: str) -> None:
    source = generated.out / "use.cc"
    source.write_text('#include "bindings.hpp"\n', encoding="utf-8")
    assert quiet(compile_cxx(compiler, source, *generated.tree.machine))


@pytest.mark.parametrize("compiler", CXX)
def test_bit_fields_are_where_c_has_them(generated: Generated, compiler: str) -> None:
    source = generated.out / "bits.cc"
    source.write_text('#define BINDINGS_PROVE_BIT_FIELDS\n#include "bindings.hpp"\n',
                      encoding="utf-8")
    assert quiet(compile_cxx(compiler, source, "-O2", *generated.tree.machine))


def test_every_member_is_proved(wide: Generated) -> None:
    """Counted in C++ by another way than the check was written."""
    header = (wide.out / "bindings.hpp").read_text(encoding="utf-8")
    check = (wide.out / "bindings_check.c").read_text(encoding="utf-8")
    offsets = len(re.findall(r"^static_assert\(__builtin_offsetof", header, re.MULTILINE))
    proved = len(re.findall(r"^BINDINGS_(?:MEMBER|BYTES|OFFSET)\(", check, re.MULTILINE))
    assert offsets == proved > 5000
    named_bits = len(re.findall(r"^ +(?:[\w:]+ )+\w+ : [1-9]\d*;", header, re.MULTILINE))
    proved_bits = len(re.findall(r"^ +BINDINGS_BIT_FIELD\(\d", check, re.MULTILINE))
    constant = len(re.findall(r"^ +// not proved, as it is const", check, re.MULTILINE))
    assert proved_bits + constant >= named_bits > 100
    assert constant < 20
    functions = len(re.findall(r"^extern .*\(\w+\)\(", check, re.MULTILINE))
    assert functions >= wide.count("functions") > 500


@pytest.mark.parametrize("old, new, message", [
    (r"(BINDINGS_MEMBER\(struct pci_dev, vendor, )(\d+)", r"\g<1>1\2",
     "bindings: offset of struct pci_dev.vendor is not "),
    (r"(BINDINGS_MEMBER\(struct rt_mutex_base, wait_lock, \d+, )\w+", r"\1spinlock_t",
     "bindings: type of struct rt_mutex_base.wait_lock is not spinlock_t"),
    (r"(BINDINGS_TYPE\(struct task_struct, )(\d+)", r"\g<1>1\2",
     "bindings: size of struct task_struct is not "),
    (r"(BINDINGS_BIT_FIELD\(\d+, struct sk_buff, pkt_type, \d+, 3, .*)0x07", r"\g<1>0x03",
     "bindings: bit-field struct sk_buff.pkt_type is not 3 bits from bit "),
    (r"(BINDINGS_CONSTANT\(EPROBE_DEFER, )517", r"\g<1>518",
     "bindings: constant EPROBE_DEFER is not 518"),
    (r"int \(pci_enable_device\)\(struct pci_dev \*\)", "int (pci_enable_device)(struct device *)",
     "conflicting types for 'pci_enable_device'"),
], ids=["offset", "type", "size", "bit-field", "constant", "prototype"])
def test_kernel_refuses(wide: Generated, old: str, new: str, message: str, tmp_path: Path) -> None:
    text = (wide.out / "bindings_check.c").read_text(encoding="utf-8")
    changed, times = re.subn(old, new, text)
    assert times == 1
    check = tmp_path / "bindings_check.c"
    check.write_text(changed, encoding="utf-8")
    run = wide.compile_check(check)
    assert run.returncode != 0
    assert message in run.stderr


def test_headers_are_dependencies(own: Generated) -> None:
    rule = (own.out / "bindings.d").read_text(encoding="utf-8")
    for name in ("include/linux/module.h", "include/generated/autoconf.h", "bindings/names.txt",
                 "bindings/headers.h", "bindings/generate.py", "bindings/layout.py"):
        assert f"{name}:\n" in rule, name


def test_every_errno(own: Generated) -> None:
    text = (own.out / "bindings.hpp").read_text(encoding="utf-8")
    for name, value in (("EPERM", 1), ("EHWPOISON", 133), ("ERESTARTSYS", 512),
                        ("EPROBE_DEFER", 517), ("EIOCBQUEUED", 529), ("MAX_ERRNO", 4095)):
        assert f"constexpr int {name} = {value};\n" in text
