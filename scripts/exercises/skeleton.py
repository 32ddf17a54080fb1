# SPDX-License-Identifier: GPL-2.0
"""What a learner begins with: the solution without the answer.

    //! [task]
    //! Add up the squares, and print the sum.
    //! > return kernel::ENOSYS;
    unsigned long sum = 0;
    ...
    //! [task]

Between the marks stands the answer. It is cut out; in its place come the words behind `//!`, as a
comment, and the code behind `//! >`, with which what is left compiles. Whatever else begins with
`//!` is for the machine, too, and goes.
"""
from __future__ import annotations

import re
import textwrap
from pathlib import Path

from common.project import ROOT
from exercises.chapters import ABOUT, Exercise

YOURS = "Your part: "
_ANSWER = re.compile(r"^([ \t]*)//! \[task\]\n((?:[ \t]*//! .*\n)+)(?:.*\n)*?[ \t]*//! \[task\]\n",
                     re.MULTILINE)
_OTHER = re.compile(r"^[ \t]*//!.*\n", re.MULTILINE)
_WIDTH = 100
# From the folder of a solution to the checkout
_UP = re.compile(r"(?:\$\(src\)/)?(?:\.\./){4}(?=kernel_support/|samples/)")
_OWNER = "# exercise: "


def cut(text: str) -> str:
    """A source without what is between the marks."""
    text = _OTHER.sub("", _ANSWER.sub(_in_its_place, text))
    # Where an answer has gone, the empty lines on both sides of it are left.
    return re.sub(r"\n{3,}", "\n\n", text)


def _in_its_place(answer: re.Match[str]) -> str:
    indent, told = answer[1], [line.strip()[4:] for line in answer[2].splitlines()]
    words = " ".join(line for line in told if not line.startswith(">"))
    lines = textwrap.wrap(YOURS + words, _WIDTH, initial_indent=f"{indent}// ",
                          subsequent_indent=f"{indent}// ")
    lines += [(indent + line[2:]).rstrip() for line in told if line.startswith(">")]
    return "".join(f"{line}\n" for line in lines)


def usual_place(exercise: Exercise) -> Path:
    """Beside the checkout."""
    return ROOT.parent / exercise.name


def words_for(exercise: Exercise, folder: Path) -> str:
    """How make is told the folder of an exercise."""
    return f"NAME={exercise.name}" if folder == usual_place(exercise) else f"DIR={folder}"


def files(exercise: Exercise, folder: Path) -> dict[str, str]:
    """What goes into a learner's folder: texts by name."""
    found = {path.name: _content(path) for path in sorted(exercise.folder.iterdir())
             if path.is_file()}
    first, newline, rest = found["Kbuild"].partition("\n")
    found["Kbuild"] = f"{first}{newline}{_OWNER}{exercise.name}\n{rest}"
    return found | {"README.md": _readme(exercise, folder)}


def _content(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".txt":
        return text
    return _UP.sub(f"{ROOT}/", cut(text)).replace(ABOUT, "// Exercise: ")


def owner(folder: Path) -> str:
    """The name of the exercise that a folder was made for; empty if it was not."""
    kbuild = folder / "Kbuild"
    text = kbuild.read_text(encoding="utf-8") if kbuild.is_file() else ""
    found = re.search(rf"^{_OWNER}(\w+)$", text, re.MULTILINE)
    return found[1] if found else ""


def changed(exercise: Exercise, folder: Path) -> list[str]:
    """Which of the files that are not the learner's to write have been changed."""
    return [name for name in ("guest.sh", "expected.txt")
            if (folder / name).is_file() and (folder / name).read_text(encoding="utf-8")
            != (exercise.folder / name).read_text(encoding="utf-8")]


def _readme(exercise: Exercise, folder: Path) -> str:
    return f"""\
<!-- SPDX-License-Identifier: GPL-2.0 -->
# {exercise.title}

Exercise {exercise.number} of C++ for Linux, of the chapter "{exercise.chapter}"
(`{exercise.page.relative_to(ROOT)}`).

{exercise.task_in_markdown}

Write in `{exercise.source.name}`, where it says `{YOURS.strip()}`. The guest runs the commands of
`guest.sh`, and what comes out must be `expected.txt`.

In the checkout of C++ for Linux, `{ROOT}`:

    make check-exercise {words_for(exercise, folder)}
        builds it, boots it, says whether it is solved
    make shell SAMPLE={folder}
        a shell in a guest, with the module at hand
    make check SAMPLE={folder}
        looks for what the compiler does not see

For an editor with clangd, when it was built once:

    {ROOT}/scripts/compile_commands.py {folder}

The solution is in the chapter, and in `{exercise.folder.relative_to(ROOT)}`.
"""
