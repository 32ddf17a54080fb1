# SPDX-License-Identifier: GPL-2.0
"""A build that another checkout made is taken over, if all that went into it is the same."""
from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path
from typing import Iterator

import pytest
from common import cache
from common.project import BUILD, ROOT
from kernels.catalogue import Kernel
from modules import build, cases, kept
from symbols import symbolise
from testing.items import chosen_kernels, kernel_of

SOURCE = """\
// SPDX-License-Identifier: GPL-2.0
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include "own.hpp"
struct Own : kernel::Module<Own> {
  static kernel::Result<Own> init(kernel::ThisModule&) {
    pr_info("here\\n");
    return {std::in_place};
  }
};
KERNEL_MODULE(Own, {.name = "own", .description = DESCRIPTION, .license = "GPL"});
"""
KBUILD = f"""\
obj-m := own.o
userprogs-always-y := client
include {ROOT}/kernel_support/module.mk
"""


class Folder:
    """A case whose objects go before each build."""

    def __init__(self, kernel: Kernel, path: Path) -> None:
        self.kernel, self.path = kernel, path
        (path / "Kbuild").write_text(KBUILD)
        (path / "own.cc").write_text(SOURCE)
        (path / "own.hpp").write_text('#define DESCRIPTION "one"\n')
        (path / "client.cc").write_text("int main() {}\n")

    @property
    def objects(self) -> Path:
        """Where its modules go."""
        return cases.object_folder(self.kernel.build, cases.load(self.path))

    def is_kept(self, fresh: bool = True) -> bool:
        """Whether a build takes the modules over."""
        if fresh:
            shutil.rmtree(self.objects, ignore_errors=True)
        said = io.StringIO()
        module, = build.build(self.kernel, cases.load(self.path), said)
        assert module.name == "own.ko" and module.is_file()
        return "  KEPT " in said.getvalue()


@pytest.fixture(name="folder")
def _folder(request: pytest.FixtureRequest, tmp_path: Path,
            monkeypatch: pytest.MonkeyPatch) -> Iterator[Folder]:
    kernel = kernel_of(request.config, chosen_kernels(request.config)[0])
    if not kernel.packages:
        pytest.skip("of a tree of one's own nothing is kept")
    monkeypatch.setattr(cache, "folder", lambda: tmp_path)
    kept._memory.cache_clear()
    path = Path(tempfile.mkdtemp(prefix="kept-", dir=BUILD))
    folder = Folder(kernel, path)
    yield folder
    kept._memory.cache_clear()
    for one in (path, folder.objects):
        shutil.rmtree(one, ignore_errors=True)


def test_a_fresh_folder_takes_it_over(folder: Folder) -> None:
    assert not folder.is_kept()
    before = {path.name: (path.read_bytes(), path.stat().st_mode)
              for path in folder.objects.iterdir()
              if path.name in ("own.ko", "own.debug.o", "client")}
    assert len(before) >= 2
    assert folder.is_kept()
    assert {name: ((folder.objects / name).read_bytes(), (folder.objects / name).stat().st_mode)
            for name in before} == before
    # What only people read makes no difference, and make is asked when something else changes.
    (folder.path / "README.md").write_text("about it\n")
    assert folder.is_kept()
    assert not folder.is_kept(fresh=False)
    (folder.path / "own.hpp").write_text('#define DESCRIPTION "two"\n')
    assert not folder.is_kept(fresh=False)
    assert b"description=two" in (folder.objects / "own.ko").read_bytes()


def test_all_that_went_into_it_counts(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not folder.is_kept() and folder.is_kept()
    for name, text in (("own.hpp", '#define DESCRIPTION "two"\n'), ("Kbuild", f"# \n{KBUILD}"),
                       ("client.cc", "int main() { return 1; }\n"), ("new.hpp", "")):
        (folder.path / name).write_text(text)
        assert not folder.is_kept() and folder.is_kept(), name
    case = cases.load(folder.path)
    for other in ({"KCFLAGS": "-DOTHER"}, {}):
        with monkeypatch.context() as patch:
            for name, value in other.items():
                patch.setenv(name, value)
            shutil.rmtree(folder.objects, ignore_errors=True)
            assert kept.restore(folder.kernel, case, folder.objects) == (not other)


def test_a_module_with_a_mistake_is_not_kept(folder: Folder) -> None:
    (folder.path / "own.cc").write_text(SOURCE + "wrong\n")
    for _ in range(2):
        with pytest.raises(build.Failure):
            folder.is_kept()


def test_a_debugger_gets_paths_of_this_checkout(folder: Folder) -> None:
    """What another one built is built again when its paths matter, and once only."""
    assert not folder.is_kept() and folder.is_kept()
    (folder.objects / ".origin").write_text("/another")
    case, said = cases.load(folder.path), io.StringIO()
    for expected in (True, False):
        build.build(folder.kernel, case, said, own_paths=True)
        assert ("LTO" in said.getvalue()) == expected, said.getvalue()
        assert not kept.is_from_elsewhere(folder.objects)
        said = io.StringIO()


def test_places_are_those_of_this_checkout(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its debug information names the files of the checkout that built it."""
    if not folder.kernel.has_lines:
        pytest.skip("modules of this kernel have no debug information")
    assert not folder.is_kept() and folder.is_kept()
    module = folder.objects / "own.ko"
    assert kept.origin(module) == str(ROOT)
    init = next(one for one in symbolise.Elf(module).symbols if one.name == "init_module")
    room = symbolise.Elf(module).room(init) or init.size
    frame = f"RIP: 0010:init_module+{init.size // 2:#x}/{room:#x} [own]"
    assert "(kernel_support/" in symbolise.annotate([frame], folder.kernel, [module])[0]
    monkeypatch.setattr(symbolise, "ROOT", Path("/another"))
    assert "(/another/kernel_support/" in symbolise.annotate([frame], folder.kernel, [module])[0]
