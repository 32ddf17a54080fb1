# SPDX-License-Identifier: GPL-2.0
"""The guest's report becomes the transcript that expected.txt holds."""
from __future__ import annotations

import pytest
from reports import transcript
from reports.transcript import Command

RAW = ("\x1ebegin 1.83\r\n"
       "\x1ecommand insmod hello.ko\r\n"
       "\x1estatus 0\r\n"
       "\x1elog\r\n"
       "[    1.749421] hello: loading out-of-tree module taints kernel.\r\n"
       "[    1.749811] hello: module verification failed: signature and/or required key missing\r\n"
       "[    1.754465] hello: here I am at ffffffffc0203540\r\n"
       "[    1.754465][   T91] hello: in a kernel that says who printed\r\n"
       "[    1.754640] other: not of this case\r\n"
       "[    1.754650] usb 1-1: new device\r\n"
       "\x1ecommand printf half; cat missing\r\n"
       "half\r\ncat: can't open 'missing'\r\n"
       "\x1estatus 1\r\n\x1elog\r\n"
       "\x1efinished\r\n"
       "\x1eend 2.25 12288 hello drm\r\n").encode()


def test_reads_a_whole_report() -> None:
    report = transcript.parse(RAW)
    assert (report.begun, report.ended, report.finished) == (1.83, 2.25, True)
    assert (report.taint, report.loaded) == (12288, ["hello", "drm"])
    assert [one.status for one in report.commands] == [0, 1]
    assert report.commands[0].log[2] == "hello: here I am at ffffffffc0203540"


def test_renders_what_belongs_to_the_case() -> None:
    assert transcript.render(transcript.parse(RAW), ["hello"]) == (
        "# insmod hello.ko\n"
        "hello: here I am at 0xADDR\n"
        "hello: in a kernel that says who printed\n"
        "# printf half; cat missing\n"
        "half\n"
        "cat: can't open 'missing'\n")


def test_log_directives_add_lines() -> None:
    text = transcript.render(transcript.parse(RAW), [], (r"^usb \d", "^other"))
    assert text.splitlines()[1:3] == ["other: not of this case", "usb 1-1: new device"]


def test_older_kernels_have_the_words_of_newer_ones() -> None:
    entries = ["nova: probe of 0000:00:02.0 failed with error -22", "nova: probe of it"]
    report = transcript.Report(commands=[Command("insmod nova.ko", "", entries, 0)])
    newer = "nova 0000:00:02.0: probe with driver nova failed with error -22"
    assert transcript.render(report, [], ("^nova 0",)) == f"# insmod nova.ko\n{newer}\n"
    assert transcript.render(report, ["nova"]) == "# insmod nova.ko\nnova: probe of it\n"


def test_output_without_a_last_newline_keeps_its_command() -> None:
    report = transcript.parse(b"\x1ebegin 1\n\x1ecommand a\nno newline\x1estatus 0\n\x1elog\n")
    assert report.commands == [Command("a", "no newline", [], 0)]


@pytest.mark.parametrize("length", range(0, len(RAW), 7))
def test_a_report_may_end_anywhere(length: int) -> None:
    report = transcript.parse(RAW[:length])
    assert report.ended is None
    transcript.render(report, ["hello"])


def test_says_nothing_for_no_report() -> None:
    assert transcript.parse(b"garbage before any mark").begun is None


@pytest.mark.parametrize("text, result", [
    ("at ffffffffc0203540", "at 0xADDR"),
    ("at 0xffffffffc0203540.", "at 0xADDR."),
    ("hashed 00000000deadbeef", "hashed 0xADDR"),
    ("io 0xfebd0000", "io 0xfebd0000"),
    ("register 0x1f", "register 0x1f"),
    ("value 1234567890", "value 1234567890"),
    ("digest 0123456789abcdef01", "digest 0123456789abcdef01"),
])
def test_addresses_are_normalised(text: str, result: str) -> None:
    assert transcript.normalised(text) == result


def test_shows_what_differs() -> None:
    assert transcript.difference("a\nb\n", "a\nb\n", "expected.txt") == ""
    difference = transcript.difference("a\nb\n", "a\nc\n", "expected.txt")
    assert "-b\n" in difference and "+c\n" in difference and "expected.txt" in difference
