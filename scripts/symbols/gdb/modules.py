# SPDX-License-Identifier: GPL-2.0
"""Runs inside gdb: knows the symbols of modules from before their init until they are unloaded.

The variable `session`, set before, says which modules there are and where files may be made. gdb
itself places only part of what is in a file that is still to be linked, so the linker does it: a
copy of the module, with each section where the kernel has put it.
"""
from __future__ import annotations

import subprocess
from pathlib import Path

import gdb

_FILES: dict[str, str] = session["modules"]     # noqa: F821 - {name: file with debug information}
_FOLDER = Path(session["folder"])               # noqa: F821
_LINKER: str = session["linker"]                # noqa: F821
_LONGEST_INIT = 0x10000


def sections_of(module: gdb.Value) -> dict[str, int]:
    """The addresses of a module's sections, as /sys/module/*/sections has them."""
    known = module["sect_attrs"].dereference()
    return {known["attrs"][number]["battr"]["attr"]["name"].string():
            int(known["attrs"][number]["address"]) for number in range(int(known["nsections"]))}


def placed(name: str, sections: dict[str, int]) -> Path:
    """The module with its sections at these addresses."""
    script = _FOLDER / f"{name}.lds"
    result = _FOLDER / f"{name}.elf"
    # In the order of the addresses, or the linker complains.
    lines = [f'  "{section}" {address:#x} : {{ *("{section}") }}\n' for section, address
             in sorted(sections.items(), key=lambda one: one[1]) if section.startswith(".")]
    script.write_text("SECTIONS {\n" + "".join(lines) + "}\n", encoding="utf-8")
    # What the module calls in the kernel is not found, and not needed.
    done = subprocess.run([_LINKER, "-o", result, "-T", script, "--noinhibit-exec", "-e", "0",
                           "--unresolved-symbols=ignore-all", _FILES[name]],
                          capture_output=True, text=True, check=False)
    if not result.is_file():
        raise gdb.GdbError(f"{name}: the linker says: {done.stderr.strip()}")
    return result


def objfile_of(name: str) -> gdb.Objfile | None:
    """What gdb knows of a module, while it is loaded."""
    file = str(_FOLDER / f"{name}.elf")
    return next((one for one in gdb.objfiles() if one.filename == file), None)


def start_of_init(name: str, init: int) -> tuple[str, int]:
    """The function to stop in and its address: init() of the module's class, or the kernel's entry.

    Most often the compiler has put the one into the other.
    """
    try:
        # Each module has one of this name.
        of_module = objfile_of(name).lookup_static_symbol("kernel_module_object_")
        wanted = f"{of_module.type.template_argument(0).name}::init" if of_module else ""
    except (gdb.error, RuntimeError):
        wanted = ""
    here = gdb.block_for_pc(init)
    end = here.end if here else init
    for address in range(init, min(end, init + _LONGEST_INIT)):
        block = gdb.block_for_pc(address)
        while wanted and block and not block.is_static:
            if block.function and block.function.name.partition("(")[0] == wanted:
                return wanted, address
            block = block.superblock
    return "init_module", init


class _Loaded(gdb.Breakpoint):
    """The kernel has put a module in place, and its init is next."""

    def __init__(self) -> None:
        super().__init__("do_init_module", internal=True)
        self.silent = True
        self.inits: dict[str, tuple[gdb.Breakpoint, str]] = {}

    def stop(self) -> bool:
        """Adds the symbols, never stops."""
        module = gdb.parse_and_eval("mod")
        name = module["name"].string()
        if name not in _FILES:
            return False
        forget(name)
        sections = sections_of(module)
        gdb.execute(f"add-symbol-file {placed(name, sections)}", to_string=True)
        init = int(module["init"])
        function, address = start_of_init(name, init)
        gdb.execute(f"tbreak *{address:#x}", to_string=True)
        self.inits[name] = (gdb.breakpoints()[-1], function)
        gdb.write(f"{name}: loaded, its init is at {init:#x}\n")
        return False


class _Unloaded(gdb.Breakpoint):
    """A module goes, whether its init failed or somebody unloads it."""

    def __init__(self) -> None:
        super().__init__("free_module", internal=True)
        self.silent = True

    def stop(self) -> bool:
        """Its addresses may be another's soon."""
        name = gdb.parse_and_eval("mod")["name"].string()
        if forget(name):
            gdb.write(f"{name}: unloaded\n")
        return False


def forget(name: str) -> bool:
    """Removes the symbols of a module."""
    known = objfile_of(name)
    if not known:
        return False
    left, _ = loaded.inits.pop(name)
    if left.is_valid():
        left.delete()
    gdb.execute(f"remove-symbol-file {known.filename}", to_string=True)
    return True


class _Ending(gdb.Breakpoint):
    """guest.sh was run, and the guest is about to power off."""

    def __init__(self) -> None:
        super().__init__("kernel_power_off", internal=True)
        self.silent = True

    def stop(self) -> bool:
        """Stops, as the connection would break next."""
        gdb.write("The guest has run all its commands and powers off now: leave with quit.\n")
        return True


def _stopped(event: gdb.StopEvent) -> None:
    """Shows init itself, not what was inlined at its beginning."""
    stops = getattr(event, "breakpoints", [])
    function = next((name for one, name in loaded.inits.values() if one in stops), "")
    frame = gdb.newest_frame()
    inner = frame
    while function and frame and (frame.name() or "").partition("(")[0] != function:
        frame = frame.older()
    if function and frame and frame != inner:
        frame.select()
        gdb.execute("frame")


gdb.execute("set confirm off")
gdb.execute("set breakpoint pending on")
# Each panic of the kernel is worth a look at who called it.
gdb.execute("break panic", to_string=True)
gdb.execute(f"target remote {session['socket']}", to_string=True)     # noqa: F821
loaded = _Loaded()
_Unloaded()
_Ending()
gdb.events.stop.connect(_stopped)
