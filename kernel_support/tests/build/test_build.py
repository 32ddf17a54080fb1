# SPDX-License-Identifier: GPL-2.0
"""Modules in C++ build like modules in C: what is made, when, and with which flags."""
from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from kbuild import HEADERS, MODULE, BuildFailed, Folder, Object
from common.project import ROOT
from kernels.catalogue import Kernel

SAMPLE = ROOT / "samples/01_hello_world"

# What a kernel developer would write instead of the sample
TWIN = Path(__file__).with_name("twin.c")


_built: dict[str, Folder] = {}


@pytest.fixture
def built(kernel: Kernel, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The sample's modules and a twin in C, built once the kernel's way; not to be changed."""
    if kernel.name in _built:
        return _built[kernel.name]
    folder = _built[kernel.name] = Folder(kernel, tmp_path_factory.mktemp("sample"))
    for source in (*SAMPLE.glob("*.cc"), TWIN):
        shutil.copy(source, folder.path)
    kbuild = (SAMPLE / "Kbuild").read_text(encoding="utf-8").splitlines()
    folder.write(Kbuild="\n".join([*(line for line in kbuild if not line.startswith("include")),
                                   "obj-m += twin.o"]))
    folder.output = folder.make()
    return folder


@pytest.fixture
def folder(kernel: Kernel, tmp_path: Path) -> Folder:
    """A new one."""
    return Folder(kernel, tmp_path)


@pytest.mark.parametrize("kbuild", sorted(ROOT.glob("samples/*/Kbuild")),
                         ids=lambda path: path.parent.name)
def test_kbuild_of_a_sample_is_short(kbuild: Path) -> None:
    """At most four lines, and what the compiler is told of a program that uses a library."""
    lines = [line for line in kbuild.read_text(encoding="utf-8").splitlines()
             if not re.match(r"\w+-user(ccflags|ldlibs) :=", line)]
    assert len(lines) <= 4


# What is made

def test_build_is_quiet(built: Folder) -> None:
    """One line for each step, and no word of the compiler, objtool, modpost or pahole."""
    assert built.output.remarks == []
    assert built.output.of("CXX") == {"hello_world.lto.o", "hello_world_fails.lto.o"}
    assert built.output.of("LTO") == {"hello_world.o", "hello_world_fails.o"}


def test_sections_are_those_of_c(built: Folder) -> None:
    """Stack unwinding, return thunks, tracing: whatever the kernel's C modules have."""
    ours, twin = (Object(built.path / name).sections() for name in ("hello_world.ko", "twin.ko"))
    memory = {name for name, flags in twin.items() if "A" in flags}
    # strings of C are merged with others
    assert not memory - set(ours) - {".rodata.str1.1", ".rodata.str1.8"}
    for option, section in (("CONFIG_UNWINDER_ORC", ".orc_unwind"),
                            ("CONFIG_UNWINDER_ORC", ".orc_unwind_ip"),
                            ("CONFIG_RETHUNK", ".return_sites"),
                            ("CONFIG_MITIGATION_RETHUNK", ".return_sites"),
                            ("CONFIG_FTRACE_MCOUNT_RECORD", "__mcount_loc"),
                            ("CONFIG_CALL_PADDING", "__patchable_function_entries"),
                            ("CONFIG_MODVERSIONS", "__versions")):
        assert section in ours or option not in built.options


def test_no_constructors(built: Folder) -> None:
    """Nothing is left to run before init, but what a sanitizer puts into C modules, too."""
    ours, twin = (Object(built.path / name).sections() for name in ("hello_world.ko", "twin.ko"))
    starts = (".init_array", ".fini_array", ".ctors", ".dtors", ".text._Z")
    assert not [name for name in ours if name.startswith(starts) and name not in twin]


def test_global_symbols_are_those_of_c(built: Folder) -> None:
    """The module has no names that could be another's."""
    def visible(name: str) -> set[str]:
        it = Object(built.path / name)
        memory = {section for section, flags in it.sections().items() if "A" in flags}
        return {symbol for symbol, binding, section in it.symbols()
                if binding != "LOCAL" and section in memory}
    assert {"init_module", "cleanup_module", "__this_module"} <= visible("hello_world.ko")
    assert visible("hello_world.ko") <= visible("twin.ko")


@pytest.mark.parametrize("name", ["hello_world.ko", "hello_world_fails.ko"])
def test_helpers_are_gone(built: Folder, name: str) -> None:
    """Neither defined nor called."""
    it = Object(built.path / name)
    assert not [symbol for symbol, _, _ in it.symbols() if "cpp_helper" in symbol]
    assert "cpp_helper" not in it.relocations()


def test_indirect_branch_tracking(built: Folder) -> None:
    """What the kernel calls through a pointer begins with the instruction that allows it."""
    if "CONFIG_X86_KERNEL_IBT" not in built.options:
        pytest.skip("this kernel does not track indirect branches")
    for function in ("init_module", "cleanup_module"):
        code = Object(built.path / "hello_world.ko").code(function).split("\n")
        assert code[1].split()[1] == "endbr64"


def test_types_of_calls_are_checked(built: Folder) -> None:
    """kCFI: each function that the kernel calls has the number of its type, as in C."""
    if "CONFIG_CFI_CLANG" not in built.options:
        pytest.skip("this kernel does not check the types of functions")

    def numbers(name: str) -> list[list[str]]:
        it = Object(built.path / name)
        return [it.code(f"__cfi_{function}").splitlines()[1].split()[1:]
                for function in ("init_module", "cleanup_module")]
    assert numbers("hello_world.ko") == numbers("twin.ko") and all(numbers("twin.ko"))
    assert ".cfi_sites" in Object(built.path / "hello_world.ko").sections()


def test_floating_point_does_not_build(folder: Folder) -> None:
    """Nobody saves the registers of the program that the kernel interrupts."""
    folder.write(Kbuild="obj-m := example.o", example_cc=HEADERS + MODULE.format(
        name="example", body="static volatile double half = 0.5; half = half * half;"))
    with pytest.raises(BuildFailed, match="muldf3|SSE|x87|double"):
        folder.make()


INDIRECT = HEADERS + """\
struct Base {
  virtual void run() { pr_info("base\\n"); }
 protected:
  ~Base() = default;
};
struct Derived final : Base {
  void run() override { pr_info("derived\\n"); }
};
extern "C" [[gnu::noinline]] void called_directly(int number);
extern "C" void called_directly(int number) { pr_info("{}\\n", number); }
static constinit Derived object;
static Base* volatile base = &object;
""" + MODULE.format(name="example", body="base->run(); called_directly(3);")


def test_calls_through_pointers(folder: Folder) -> None:
    """Virtual functions are called and marked as the kernel's mitigations want it."""
    folder.write(Kbuild="obj-m := example.o", example_cc=INDIRECT)
    assert folder.make().remarks == []
    it = Object(folder.path / "example.ko")
    if {"CONFIG_RETPOLINE", "CONFIG_MITIGATION_RETPOLINE"} & folder.options.keys():
        assert ".retpoline_sites" in it.sections()
        assert "__x86_indirect_thunk" in it.relocations()
    if "CONFIG_X86_KERNEL_IBT" in folder.options:
        assert "endbr64" in it.code("_ZN7Derived3runEv").split("\n")[1]
        # C would mark this one and have the kernel take the mark away (.ibt_endbr_seal).
        assert "endbr64" not in it.code("called_directly")


def test_module_information(built: Folder) -> None:
    """As modinfo shows it."""
    ours, twin = (Object(built.path / name).info() for name in ("hello_world.ko", "twin.ko"))
    for key in ("vermagic", "depends", "license", "author", "retpoline"):
        assert ours.get(key) == twin.get(key)
    assert ours["name"] == ["hello_world"]
    assert ours["license"] == ["GPL"]
    assert ours["description"] == ["Greets when it is loaded and when it is unloaded"]
    assert sorted(ours["parm"]) == ["times:how often (uint)", "whom:whom to greet (charp)"]
    assert not ours.keys() & {"version", "srcversion"}


def test_symbol_versions(built: Folder) -> None:
    """Every symbol of the kernel comes with its version."""
    if "CONFIG_MODVERSIONS" not in built.options:
        pytest.skip("this kernel's symbols have no versions")
    it = Object(built.path / "hello_world.ko")
    wanted = {name for name, binding, section in it.symbols() if section == "UND"}
    assert wanted and wanted | {"module_layout"} == it.versions()


def test_type_information(built: Folder) -> None:
    """BTF, where the kernel's own is there to refer to."""
    if "CONFIG_DEBUG_INFO_BTF_MODULES" not in built.options \
            or not Path(built.kernel.kdir, "vmlinux").is_file():
        pytest.skip("there is no BTF to refer to")
    assert ".BTF" in Object(built.path / "hello_world.ko").sections()


def test_debug_information(built: Folder) -> None:
    """Lines are known on every kernel: from the module, or from a file beside it."""
    beside = built.path / "hello_world.debug.o"
    split = "CONFIG_DEBUG_INFO_BTF_MODULES" in built.options \
        and Path(built.kernel.kdir, "vmlinux").is_file()
    assert beside.is_file() == split
    if "CONFIG_DEBUG_INFO" in built.options:
        lines = beside if split else built.path / "hello_world.ko"
        text = subprocess.run(["readelf", "--debug-dump=decodedline", lines], capture_output=True,
                              text=True, check=True).stdout
        assert "hello_world.cc" in text
    if split:
        # It can be used as long as it begins each section of the module.
        def functions(path: Path) -> set[tuple[str, ...]]:
            text = subprocess.run(["readelf", "-sW", path], capture_output=True, text=True,
                                  check=True).stdout
            return set(re.findall(r": ([0-9a-f]+) +(\d+) FUNC .* (\S+)$", text, re.MULTILINE))
        assert functions(beside) and functions(beside) <= functions(built.path / "hello_world.ko")


def test_clean_leaves_the_sources(built: Folder, folder: Folder) -> None:
    """Kbuild finds all that it made."""
    for file in (*built.path.glob("*.cc"), *built.path.glob("*.c"), built.path / "Kbuild"):
        if not file.name.endswith(".mod.c"):
            shutil.copy(file, folder.path)
    before = set(folder.times())
    folder.make()
    folder.make("clean")
    assert set(folder.times()) == before


# Flags

def own_options(command: list[str]) -> list[str]:
    """The options of a compilation, without paths, macros' values and the language."""
    left, skip = [], False
    for word in command[1:]:
        if skip:
            skip = False
        elif word in ("-include", "-isystem", "-o"):
            skip = True
        elif word == ";":
            break
        elif word.startswith("-") and not word.startswith(
                ("-I", "-Wp,", "-std=", "-DKBUILD_", "-D__KBUILD_")):
            left.append(word)
    return left


def test_flags_are_those_of_c(built: Folder) -> None:
    """In the same order, without those that g++ itself rejects, and nothing else is missing."""
    in_c = own_options(built.command("twin.o"))
    command = built.command("hello_world.lto.o")
    in_cxx = own_options(command)
    rejected = {option for option in in_c if option not in in_cxx}
    # What clang gets of x87 comes later: see lto/clang.mk.
    late = {"-mno-80387", "-mno-fp-ret-in-387"} if "CONFIG_CC_IS_CLANG" in built.options else set()
    for option in rejected - {"-c"} - late:
        done = subprocess.run([command[0], "-Werror", option, "-fsyntax-only", "-x", "c++",
                               os.devnull], capture_output=True, text=True, check=False)
        # an unknown -Wno-... is only complained about when there is something else to say
        assert done.returncode != 0 or option.startswith("-Wno-"), option
    kept = [option for option in in_c if option not in rejected]
    position = 0
    for option in kept:
        position = in_cxx.index(option, position) if option in in_cxx[position:] else -1
        assert position >= 0, f"{option} is not where it is in C"


def test_code_is_made_with_the_flags_of_the_compilation(built: Folder) -> None:
    """The partial link gets them again, but for what has put its marks into clang's bitcode."""
    linked = set(built.command("hello_world.o"))
    if "CONFIG_CC_IS_CLANG" in built.options:
        linked |= {option for option in built.command("hello_world.lto.o")
                   if option.startswith(("-flto", "-fsanitize"))}
    made = [option for option in own_options(built.command("hello_world.lto.o"))
            if option.startswith(("-f", "-m", "-O", "-p")) and "-prefix-map" not in option]
    assert made and not set(made) - linked


def test_verbose_build_shows_the_commands(folder: Folder) -> None:
    """make V=1."""
    folder.write(Kbuild="obj-m := example.o",
                 example_cc=HEADERS + MODULE.format(name="example", body=""))
    text = folder.make("V=1").text
    compilation = next(line for line in text.splitlines() if " -c -o " in line and ".cc" in line)
    assert "-std=gnu++20" in compilation
    compiler, join = ("clang++", "-passes=internalize") \
        if "CONFIG_CC_IS_CLANG" in folder.options else ("g++", "-flinker-output=nolto-rel")
    assert compiler in compilation and join in text


# Modules of several files

PARTS = {
    "Kbuild": """\
obj-m := my-driver.o other.o
my-driver-y := main.o part.o legacy.o
ccflags-y := -DALL=1
CFLAGS_part.o := -DPART_ONLY=2""",
    "shared_hpp": """\
#pragma once
#include <kernel/print.hpp>
inline constinit int count = 0;
template <typename T> [[gnu::noinline]] T twice(T value) { return value + value; }
[[gnu::noinline]] inline void report(int number) { pr_info("{} of {}\\n", number, ++count); }
int from_part(int number);
extern "C" int from_legacy(int number);
extern "C" int from_cxx(int number);
""",
    "main_cc": HEADERS + """\
#include "shared.hpp"
#if ALL != 1 || defined PART_ONLY
#error the flags are wrong
#endif
extern "C" int from_cxx(int number) { return twice(number); }
struct Driver : kernel::Module<Driver> {
  static kernel::Result<Driver> init(kernel::ThisModule&) {
    report(twice(from_part(3)) + from_legacy(4));
    return {std::in_place};
  }
};
KERNEL_MODULE(Driver, {.name = "my_driver", .description = "an example", .license = "GPL",
                       .version = "1.2"});
""",
    "part_cc": """\
#include "shared.hpp"
#if ALL != 1 || PART_ONLY != 2
#error the flags are wrong
#endif
int from_part(int number) {
  report(number);
  return twice(number);
}
""",
    "legacy_c": """\
#if ALL != 1 || defined PART_ONLY
#error the flags are wrong
#endif
int from_cxx(int number);
int from_legacy(int number);
int from_legacy(int number) { return from_cxx(number) + 1; }
""",
    "other_cc": HEADERS + MODULE.format(name="other", body='pr_info("loaded\\n");'),
}


def test_several_files_and_modules(folder: Folder) -> None:
    """C++ and C, templates and inline functions in two, flags of one file, two modules."""
    folder.write(**PARTS)
    output = folder.make()
    assert output.remarks == []
    assert output.of("CXX") == {"main.lto.o", "part.lto.o", "other.lto.o"}
    info = Object(folder.path / "my-driver.ko").info()
    assert info["name"] == ["my_driver"]
    assert info["version"] == ["1.2"]
    # of all sources, so that it changes with each
    first = info["srcversion"]
    part = folder.path / "part.cc"
    part.write_text(part.read_text(encoding="utf-8") + "void changed();\n", encoding="utf-8")
    again = folder.make()
    assert again.of("CXX") == {"part.lto.o"} and again.of("LTO") == {"my-driver.o"}
    assert Object(folder.path / "my-driver.ko").info()["srcversion"] != first
    assert (folder.path / "other.ko").is_file()


def test_functions_are_not_exported_between_files(folder: Folder) -> None:
    """What files of a module share is the module's own."""
    folder.write(**PARTS)
    folder.make()
    names = {name for name, binding, section in Object(folder.path / "my-driver.ko").symbols()
             if binding != "LOCAL" and section != "UND"}
    assert not [name for name in names if "from_part" in name or "twice" in name or "count" in name]


def test_out_of_source(kernel: Kernel, tmp_path: Path) -> None:
    """The sources may lie in a folder that nobody may write to."""
    source = Folder(kernel, tmp_path / "source")
    source.write(**PARTS)
    before = source.times()
    source.path.chmod(0o555)
    objects = Folder(kernel, tmp_path / "objects")
    (objects.path / "Kbuild").write_text(f"src := {source.path}\ninclude $(src)/Kbuild\n",
                                         encoding="utf-8")
    assert objects.make().remarks == []
    assert (objects.path / "my-driver.ko").is_file() and (objects.path / "other.ko").is_file()
    assert objects.make().steps == set()
    source.path.chmod(0o755)
    assert source.times() == before


def test_module_in_c_is_left_to_kbuild(folder: Folder) -> None:
    """Beside one in C++."""
    shutil.copy(TWIN, folder.path)
    folder.write(Kbuild="obj-m := example.o twin.o",
                 example_cc=HEADERS + MODULE.format(name="example", body=""))
    assert folder.make().of("CC") >= {"twin.o"}


# What is made again

def test_nothing_changed(built: Folder) -> None:
    """A second run makes nothing and touches nothing."""
    before = built.times()
    output = built.make()
    assert output.steps == set() and output.remarks == []
    assert built.times() == before


def test_changed_source(folder: Folder) -> None:
    """Only what depends on it is made again."""
    folder.write(Kbuild="obj-m := first.o second.o",
                 first_cc=HEADERS + MODULE.format(name="first", body=""),
                 second_cc='#include "part.hpp"\n' + HEADERS
                 + MODULE.format(name="second", body=""), part_hpp="#pragma once\n")
    folder.make()
    before = folder.times()
    os.utime(folder.path / "first.cc")
    output = folder.make()
    assert output.of("CXX") == {"first.lto.o"} and output.of("LTO") == {"first.o"}
    os.utime(folder.path / "part.hpp")
    output = folder.make()
    assert output.of("CXX") == {"second.lto.o"} and output.of("LTO") == {"second.o"}
    before = folder.times()
    folder.write(Kbuild="obj-m := first.o second.o\nCFLAGS_first.o := -DNEW")
    output = folder.make()
    assert output.of("CXX") == {"first.lto.o"}
    after = folder.times()
    assert after[folder.path / "second.ko"] == before[folder.path / "second.ko"]


def test_error_leaves_nothing_behind(folder: Folder) -> None:
    """What was built before is not taken for what does not build now."""
    good = HEADERS + MODULE.format(name="example", body="")
    folder.write(Kbuild="obj-m := example.o", example_cc=good)
    folder.make()
    folder.write(example_cc=HEADERS + "struct S { S() { pr_info(\"x\\n\"); } } object;\n"
                 + MODULE.format(name="example", body=""))
    for _ in range(2):
        with pytest.raises(BuildFailed, match="a static object needs code"):
            folder.make()
        assert not (folder.path / "example.o").exists()
    folder.write(example_cc=good)
    assert folder.make().of("LTO") == {"example.o"}


# The support that modules share, in a copy that may be changed

@pytest.fixture
def own_support(kernel: Kernel, tmp_path: Path) -> Folder:
    """Two modules and a kernel_support of their own, of which nothing is built yet."""
    support = tmp_path / "kernel_support"
    shutil.copytree(ROOT / "kernel_support", support,
                    ignore=shutil.ignore_patterns("tests", "bench", "__pycache__"))
    folder = Folder(kernel, tmp_path / "modules", support)
    folder.write(Kbuild="obj-m := prints.o silent.o",
                 prints_cc=HEADERS + MODULE.format(name="prints", body='pr_info("loaded\\n");'),
                 silent_cc="#include <kernel/module.hpp>\n" + MODULE.format(name="silent", body=""))
    return folder


def test_shared_support(own_support: Folder) -> None:
    """Made once, also by two builds at once; then a changed header rebuilds who includes it, and
    a changed helper is inlined anew everywhere."""
    both = {"prints.o", "silent.o"}
    other = Folder(own_support.kernel, own_support.path.with_name("others"), own_support.support)
    for file in own_support.path.iterdir():
        shutil.copy(file, other.path)
    running = [one.start() for one in (own_support, other)]
    outputs = [one.finish(process) for one, process in zip((own_support, other), running)]
    assert [output.remarks for output in outputs] == [[], []]
    assert sum(len(output.of("BINDGEN")) for output in outputs) == 1
    assert all(output.of("LTO") == both for output in outputs)
    assert own_support.make().steps == set() and other.make().steps == set()

    os.utime(own_support.support / "include/kernel/print.hpp")
    output = own_support.make()
    assert output.of("CXX") == {"prints.lto.o"} and output.of("LTO") == {"prints.o"}

    os.utime(own_support.support / "helpers/bug.c")
    output = own_support.make()
    assert output.of("CC") >= {"helpers.lto.o"} and output.of("LTO") == both
    assert output.of("CXX") == set()

    os.utime(own_support.support / "checks/check_object.sh")
    assert own_support.make().of("LTO") == both

    names = own_support.support / "bindings/names.txt"
    names.write_text(names.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert own_support.make().of("BINDGEN") == {"bindings.hpp"}
    assert own_support.make().steps == set()


def test_an_object_is_read_in_any_language(tmp_path: Path) -> None:
    """What readelf says is translated, unless it is asked not to."""
    source = tmp_path / "throws.c"
    source.write_text("void _Unwind_Resume(void);\nvoid f(void) { _Unwind_Resume(); }\n")
    subprocess.run(["gcc", "-c", "-o", tmp_path / "throws.o", source], check=True)
    environment = {key: value for key, value in os.environ.items() if key != "LC_ALL"}
    done = subprocess.run(
        ["sh", ROOT / "kernel_support/checks/check_object.sh", tmp_path / "throws.o"],
        env=environment | {"READELF": "readelf", "OBJDUMP": "objdump", "OBJTREE": "/",
                           "LANG": "C.UTF-8", "LANGUAGE": "fr"},
        capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "error: exceptions are used; return" in done.stderr
