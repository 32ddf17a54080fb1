# SPDX-License-Identifier: GPL-2.0
"""Runs a case in a guest, one that boots or one that has booted already, and judges it."""
from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

from common.program import say
from guest import accelerator, expected, saved
from guest.initramfs import base, overlay
from guest.judge import Verdict, judge
from guest.runs import Run, ended, new_folder, note_command, run, served
from guest.settings import Settings
from kernels.catalogue import Kernel
from modules.cases import Case
from symbols import symbolise


def boot(kernel: Kernel, case: Case, modules: list[Path],
         settings: Settings = Settings()) -> Verdict:
    """Boots a case whose modules are built, or starts it in a saved guest, and judges it."""
    archive = overlay(kernel, case, modules)
    result = from_saved_guest(kernel, case, archive, settings) \
        or run(kernel, case, base() + archive, settings)

    def annotate(lines: list[str]) -> list[str]:
        return symbolise.annotate(lines, kernel, modules)

    verdict = judge(result, case, [module.stem for module in modules], kernel.name, annotate)
    if case.reports and kernel.has_lines:
        verdict.problems += expected.lost_lines(case, annotate(result.console.splitlines()))
    (result.folder / "transcript.txt").write_text(verdict.transcript, encoding="utf-8")
    initramfs = result.folder / "initramfs.cpio"
    if verdict.passed:
        # It can be made again; command.txt of a failed boot still works as it is.
        initramfs.unlink(missing_ok=True)
    elif result.restored:
        initramfs.write_bytes(base() + archive)
    return verdict


def from_saved_guest(kernel: Kernel, case: Case, archive: bytes, settings: Settings) -> Run | None:
    """Runs a case in a guest that has booted already; None where it has to boot by itself."""
    if case.fresh or os.environ.get("BOOT") == "fresh" or len(archive) > saved.largest_case():
        return None
    how = Settings(processors=settings.processors or case.processors, coverage=settings.coverage)
    # A guest under KVM boots in the time that loading a saved one takes.
    if replace(settings, processors=how.processors, deadline=None) != how \
            or accelerator.choose(kernel.machine, kernel.bootable_image()) == "kvm":
        return None
    folder = new_folder(kernel, case)
    note_command(kernel, case, folder, settings, "tcg")
    state = None
    try:
        state = saved.state_for(kernel, how)
        child, monitor = saved.start(kernel, how, state, case, archive, folder)
    except saved.Refused:
        shutil.rmtree(folder)
        return None
    except saved.Unusable as error:
        if state:
            saved.forget(state, str(error))
        else:
            say(f"  no guest can be saved, so each case boots: {error}")
        shutil.rmtree(folder)
        return None
    deadline = settings.deadline or case.deadline * kernel.patience
    if case.devices:
        result = served(child, monitor, folder, deadline, True)
    else:
        monitor.close()
        result = ended(child, folder, deadline, True)
    if result.report.begun is None:
        saved.forget(state, "the case did not begin")
        return None
    return result
