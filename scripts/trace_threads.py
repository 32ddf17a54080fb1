#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Traces the threads of sample 02 in a guest, for the picture in its chapter.

One processor, and a clock that counts instructions: so nothing disturbs the order, and a
nanosecond is an instruction. Of ftrace's lines those are kept in which a thread of the sample runs,
stops or is woken, from when all of them are there.
"""
from __future__ import annotations

import argparse
import re
from dataclasses import replace
from pathlib import Path

from common.files import write_whole
from common.program import Failure, run_main
from common.project import ROOT, path_words
from guest import boot
from guest.settings import Settings
from kernels import fetch
from kernels.catalogue import DEFAULT
from modules import cases
from modules.build import build

TRACE = ROOT / "docs/tutorial/02_mutex_condvar/timeline.txt"
_LOAD = "insmod mutex_condvar.ko producers=2 consumers=1 items=4 capacity=2"
_FOLDER = "/sys/kernel/tracing"
_SCRIPT = f"""\
echo 1 >{_FOLDER}/events/sched/sched_switch/enable
echo 1 >{_FOLDER}/events/sched/sched_waking/enable
{_LOAD}
echo 0 >{_FOLDER}/tracing_on
cat {_FOLDER}/trace
rmmod mutex_condvar
"""
_THREAD = re.compile(r"\b(?:producer|consumer)/\d")
_BEGIN = re.compile(r"insmod-\d+ .*sched_waking: comm=consumer/0 ")


def kept(transcript: str) -> str:
    """The lines of the transcript that the picture is made from."""
    lines = [line.strip() for line in transcript.splitlines()
             if _THREAD.search(line) and ": sched_" in line]
    begins = [number for number, line in enumerate(lines) if _BEGIN.search(line)]
    if not begins:
        raise Failure("the trace does not show that consumer/0 was started: read the transcript "
                      "in build/boots")
    return f"# {_LOAD}\n" + "".join(f"{line}\n" for line in lines[begins[0]:])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=TRACE,
                        help=f"the lines (default: {path_words(TRACE)})")
    arguments = parser.parse_args()
    kernel = fetch.fetch(DEFAULT)
    case = replace(cases.load(cases.find("02")), script=_SCRIPT, purpose="trace")
    verdict = boot.boot(kernel, case, build(kernel, case), Settings(processors=1, icount=True))
    if verdict.problems:
        raise Failure(verdict.problems[0])
    write_whole(arguments.output, kept(verdict.transcript))
    print(f"wrote {path_words(arguments.output)}")


if __name__ == "__main__":
    run_main(main)
