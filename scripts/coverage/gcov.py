# SPDX-License-Identifier: GPL-2.0
"""How often lines ran, from what the kernel's GCOV counted and the compiler noted about it.

The compiler writes a .gcno file beside each instrumented object: which lines it has. The guest
sends the .gcda files, which hold the counts, below the objects' own paths.
"""
from __future__ import annotations

import gzip
import io
import json
import subprocess
import tarfile
import tempfile
import zlib
from pathlib import Path

from common.program import Failure
from common.project import path_words

# {file: {line: how often it ran}}
Counts = dict[Path, dict[int, int]]

# Of the compiler that builds the kernels: the format changes with each version.
_GCOV = "gcov-12"


def add(total: Counts, more: Counts) -> None:
    """Adds up."""
    for file, lines in more.items():
        known = total.setdefault(file, {})
        for line, count in lines.items():
            known[line] = known.get(line, 0) + count


def read(archive: Path, folders: tuple[Path, ...]) -> Counts:
    """The counts that a guest has sent, of the files below these folders."""
    with tempfile.TemporaryDirectory(prefix="gcov-") as name:
        return _run_gcov(_unpack(archive, Path(name)), folders)


def _unpack(archive: Path, folder: Path) -> list[Path]:
    """The .gcda files, each with its .gcno beside it."""
    found = []
    try:
        # All of it first: the checksum stands at the end.
        content = gzip.decompress(archive.read_bytes())
        with tarfile.open(fileobj=io.BytesIO(content)) as members:
            for member in members:
                file = members.extractfile(member) if member.name.endswith(".gcda") else None
                if not file:
                    continue
                data = folder / f"{len(found)}.gcda"
                data.write_bytes(file.read())
                notes = (Path("/") / member.name).with_suffix(".gcno")
                if not notes.is_file():
                    raise Failure(f"{path_words(notes)}, which the compiler wrote beside the "
                                  "object, is not there: remove the object and build again")
                data.with_suffix(".gcno").symlink_to(notes)
                found.append(data)
    except (EOFError, OSError, tarfile.TarError, zlib.error) as error:
        raise Failure(f"{path_words(archive)}: what the guest sent is not whole: {error}") from None
    if not found:
        raise Failure(f"{path_words(archive)}: the kernel counted nothing: were the modules built "
                      "with CXX_COVERAGE=y?")
    return found


def _run_gcov(files: list[Path], folders: tuple[Path, ...]) -> Counts:
    done = subprocess.run([_GCOV, "--json-format", "--stdout", *files], capture_output=True,
                          text=True, check=False)
    # It says on stderr that counts do not belong to the notes, and goes on.
    if done.returncode != 0 or done.stderr:
        first = (done.stderr.splitlines() or ["failed"])[0]
        changed, newer, _ = first.partition(":source file is newer than notes file")
        if newer:
            raise Failure(f"{path_words(Path(changed))} was changed while its lines were counted: "
                          "run again")
        raise Failure(f"{_GCOV}: {first}")
    total: Counts = {}
    for text in done.stdout.splitlines():
        unit = json.loads(text)
        for one in unit["files"]:
            file = Path(unit["current_working_directory"], one["file"])
            if any(file.is_relative_to(folder) for folder in folders):
                lines = total.setdefault(file, {})
                for line in one["lines"]:
                    number = line["line_number"]
                    lines[number] = lines.get(number, 0) + line["count"]
    return total
