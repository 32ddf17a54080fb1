# SPDX-License-Identifier: GPL-2.0
"""What a learner begins with builds and boots, and its check fails for the reason to be seen.

That the solutions pass is their own test: they are cases.
"""
from __future__ import annotations

import io

import pytest
from common.files import write_if_changed
from common.project import BUILD
from exercises import chapters, skeleton, verdict
from exercises.chapters import Exercise
from guest import boot
from guest.judge import DIFFERS, LEFT
from kernels import catalogue
from kernels.catalogue import Kernel
from kernels.fetch import fetch
from modules import cases
from modules.build import build


@pytest.fixture(scope="module", name="default_kernel")
def _default_kernel() -> Kernel:
    """One is enough: the solutions are tried on all."""
    return fetch(catalogue.DEFAULT)


@pytest.mark.parametrize("exercise", chapters.all_exercises(), ids=lambda one: one.name)
def test_is_to_be_solved(default_kernel: Kernel, exercise: Exercise) -> None:
    # Always the same folder, so that what was built stays.
    folder = BUILD / "exercises" / exercise.name
    for name, text in skeleton.files(exercise, folder).items():
        write_if_changed(folder / name, text)
    output = io.StringIO()
    case = cases.load(folder)
    result = boot.boot(default_kernel, case, build(default_kernel, case, output))
    assert "warning:" not in output.getvalue()
    # No report of the kernel, no hang, and all that guest.sh says was run.
    assert [one for one in result.problems if not one.startswith((DIFFERS, LEFT))] == []
    said = verdict.words(result, case.expected.read_text(encoding="utf-8"))
    assert said.startswith("not yet: line ") and len(said.splitlines()) == 4
    assert not _not_reached(result.transcript, case)


def _not_reached(transcript: str, case: cases.Case) -> list[str]:
    """The commands that the guest did not come to."""
    return [one for one in case.commands if f"# {one}" not in transcript.splitlines()]
