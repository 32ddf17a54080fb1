#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""The exercises of the tutorial: lists them, begins one in a folder, or checks what is there.

What is begun is the tested solution without its answer (docs/tutorial/<chapter>/<name>). The check
builds, boots and compares as `make run` does; the exit status is 0 when the exercise is solved.
"""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

import check
from common.places import begin, check_place
from common.program import Failure, run_main, say
from common.project import ROOT, check_root_path
from common.terminal import coloured
from exercises import chapters, skeleton, verdict
from exercises.chapters import Exercise
from guest import boot
from guest.initramfs import base
from guest.settings import Settings
from kernels.catalogue import Kernel
from kernels.choice import add_kernel_options, chosen_kernel
from modules import cases
from modules.build import build


def create(exercise: Exercise, folder: Path) -> None:
    """Begins an exercise."""
    check_root_path()
    folder = folder.expanduser().absolute()
    check_place(folder)
    begin(folder, skeleton.files(exercise, folder))
    say(f"{folder}: {exercise.source.name}, where a part is missing; README.md says which\n"
        f"next: write it, then make check-exercise {skeleton.words_for(exercise, folder)}")


def solved(exercise: Exercise, folder: Path, kernel: Kernel, verbose: bool) -> bool:
    """Builds, boots and compares what a learner has written, and says what came of it."""
    case = cases.load(folder)
    if not case.expected.is_file():
        raise Failure(f"{case.expected} is missing: copy it from {exercise.folder}")
    for name in skeleton.changed(exercise, case.folder):
        say(f"note: {name} is not that of the exercise any more; it counts as it is")
    kernel.bootable_image()
    cases.check_needs(case, kernel)
    base()
    heading = f"{exercise.number} {exercise.title}, on {kernel.name} (Linux {kernel.release})"
    print(coloured(heading, "bold"), flush=True)
    try:
        modules = build(kernel, case, verbose=verbose)
    except Failure:
        _say_no("not yet: it does not build, and the messages above say why\n")
        return False
    result = boot.boot(kernel, case, modules, Settings())
    print(result.transcript)
    sys.stdout.flush()
    print(check.warnings(kernel, case), end="", file=sys.stderr)
    if wrong := verdict.words(result, case.expected.read_text(encoding="utf-8")):
        _say_no(wrong)
        return False
    following = chapters.after(exercise)
    print(f"{coloured('passed', 'green')}: the solution of the chapter is "
          f"{exercise.source.relative_to(ROOT)}")
    print(f"next: make exercise NAME={following.name}" if following else "That was the last one.")
    return True


def _say_no(text: str) -> None:
    first, colon, rest = text.partition(":")
    print(f"{coloured(first, 'red', sys.stderr)}{colon}{rest}", end="", file=sys.stderr)


def learner_folder(name: str, folder: Path | None) -> tuple[Exercise, Path]:
    """What is to be checked: an exercise and where it was begun."""
    if not name and not folder:
        raise Failure("say which exercise: NAME=polite, or DIR= with its folder")
    if name:
        exercise = chapters.find(name)
        folder = folder or skeleton.usual_place(exercise)
        if not folder.exists():
            raise Failure(f"{folder}: no such folder: 'make exercise NAME={exercise.name}' "
                          "makes it")
    if not (owner := skeleton.owner(folder)):
        raise Failure(f"{folder} holds no exercise: 'make exercise' lists those that there are")
    return chapters.find(owner), folder


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_kernel_options(parser)
    parser.add_argument("--name", default="", help="which exercise, by name or number")
    parser.add_argument("--folder", type=Path, help="where it is (default: beside the checkout)")
    parser.add_argument("--check", action="store_true", help="check what was written there")
    parser.add_argument("--verbose", action="store_true", help="show the build's commands")
    arguments = parser.parse_args()
    if arguments.check:
        check_root_path()
        exercise, folder = learner_folder(arguments.name, arguments.folder)
        return 0 if solved(exercise, folder, chosen_kernel(arguments), arguments.verbose) else 1
    if arguments.name:
        exercise = chapters.find(arguments.name)
        create(exercise, arguments.folder or skeleton.usual_place(exercise))
    elif arguments.folder:
        raise Failure("say which exercise: NAME=polite; 'make exercise' lists them")
    else:
        print(chapters.listing(), end="")
        say(f"next: make exercise NAME={chapters.all_exercises()[0].name}, which begins it in "
            f"../{chapters.all_exercises()[0].name}, or in DIR=")
    return 0


if __name__ == "__main__":
    run_main(main)
