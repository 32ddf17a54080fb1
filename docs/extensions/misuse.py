# SPDX-License-Identifier: GPL-2.0
"""What is caught, when, and what Rust does about it: tables made from the tests that prove it.

A test says in its source which misuse it shows:

    // misuse: Boxes: used after it was moved from
    // rust: compile error: use after move (E0382)

    .. misuse-counts::        how many are caught when
    .. misuse-tables::        a section with a table for each part of the API
    .. misuse-tests::         the sources of the tests, where the tables lead

When it is caught follows from where the test is: what stands in compile_fail does not compile, or
is found by whom `// by:` names; a case in guest is stopped while it runs; one in broken needs a
kernel with the options behind `# needs:`. A case with several misuses has the two lines above each
of them, and a third one, `// says: TEXT`, for the line of expected.txt that is the proof of just
this one. `// by: nobody` comes with `// reason: TEXT`. Where the call itself fails,
`// gives: EBUSY` names the error that the function below asks for.
"""
from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

PARTS = ("Values and errors", "Boxes", "Vectors", "Strings", "Shared objects", "Objects in place",
         "Lists", "Trees", "Arrays and ids", "Locks", "Waiting", "Atomics", "RCU", "Threads",
         "Tasks", "Work and timers", "Memory of programs", "Files and devices",
         "Drivers", "Registers and DMA", "Graphics devices", "Modules and parameters", "Printing",
         "Language")
COMPILER, ANALYSIS, RUN_TIME, DEBUG, NOTHING = KINDS = (
    "compile error", "analysis", "run time", "debug kernel", "not caught")
LONGEST = 80
FEWEST = 60
MOST_NOT_CAUGHT = 5
# Options that a kernel has which is not made for debugging
_ORDINARY = ("CONFIG_VMAP_STACK", "CONFIG_PREEMPT_COUNT")
_FOLDER = "kernel_support/tests"
_LINE = re.compile(r"^(?://|#) (misuse|rust|says|gives|by|reason|report|needs): (.*?)\s*$")


@dataclass(frozen=True)
class Row:
    """One misuse."""

    part: str
    text: str
    rust: str
    kind: str
    how: str        # more about what catches it, as reStructuredText
    path: str       # of the test, seen from the top of the checkout
    source: str     # what to show of it

    @property
    def anchor(self) -> str:
        """Where its test stands on the page with the tests."""
        return "misuse-" + re.sub(r"[^a-z0-9]+", "-", f"{self.part} {self.text}".lower()).strip("-")


class Mistakes(Exception):
    """Tests whose lines say too little or too much."""


def sources(root: Path) -> list[Path]:
    """The files that may show a misuse."""
    tests = root / _FOLDER
    found = [*tests.glob("compile_fail/*/*.cc")]
    for suite in ("guest", "broken"):
        found += [path for path in tests.glob(f"{suite}/*/*")
                  if path.suffix == ".cc" or path.name == "guest.sh"]
    return sorted(found)


def collect(root: Path) -> list[Row]:
    """All misuses, in the order of PARTS and of the tests."""
    mistakes: list[str] = []
    rows = [row for path in sources(root) for row in _rows_of(path, root, mistakes)]
    known: dict[str, Row] = {}
    for row in rows:
        if row.anchor in known:
            mistakes.append(f"{row.path}: '{row.part}: {row.text}' stands in "
                            f"{known[row.anchor].path}, too: say how they differ")
        known[row.anchor] = row
    if mistakes:
        raise Mistakes("; ".join(mistakes))
    return sorted(rows, key=lambda row: (PARTS.index(row.part), KINDS.index(row.kind), row.path))


def check_numbers(rows: list[Row]) -> None:
    """Refuses a page that promises little."""
    if len(rows) < FEWEST:
        raise Mistakes(f"only {len(rows)} misuses, {FEWEST} are promised: write '// misuse:' lines "
                       "into the tests")
    missed = [row for row in rows if row.kind == NOTHING]
    if len(missed) > MOST_NOT_CAUGHT:
        raise Mistakes(f"{len(missed)} misuses are not caught, {MOST_NOT_CAUGHT} are allowed: "
                       + ", ".join(row.path for row in missed))


def _rows_of(path: Path, root: Path, mistakes: list[str]) -> list[Row]:
    lines = path.read_text(encoding="utf-8").splitlines()
    said = [(number, *match.groups()) for number, line in enumerate(lines)
            if (match := _LINE.match(line))]
    places = [number for number, key, _ in said if key == "misuse"]
    place = str(path.relative_to(root))
    rows = []
    for index, start in enumerate(places):
        end = places[index + 1] if index + 1 < len(places) else len(lines)
        several = len(places) > 1
        about = dict(reversed([(key, value) for number, key, value in said
                               if start <= number < end]))
        try:
            part, text = _checked(about)
            if error_name := about.get("gives"):
                end = _end_of_function(lines, start)
                kind, how = _refused(error_name, lines[start:end])
            else:
                kind, how = _caught(path, about, {key: value for _, key, value in said}, several)
        except ValueError as error:
            mistakes.append(f"{place}:{start + 1}: {error}")
            continue
        shown = lines[start:end] if several or "gives" in about else lines
        rows.append(Row(part, text, about["rust"], kind, how, place, "\n".join(shown).strip()))
    return rows


def _checked(about: dict[str, str]) -> tuple[str, str]:
    part, _, text = about["misuse"].partition(": ")
    if part not in PARTS:
        raise ValueError(f"unknown part '{part}': known are {', '.join(PARTS)}")
    if not 0 < len(text) <= LONGEST:
        raise ValueError(f"the text has {len(text)} characters: 1 to {LONGEST} fit")
    if not text[0].isalnum() and not text[0] in "`~&*" or text.endswith("."):
        raise ValueError("a text begins with a word and ends without a full stop")
    if "rust" not in about:
        raise ValueError("what does Rust do? Write '// rust: ...' below")
    return part, text


def _end_of_function(lines: list[str], start: int) -> int:
    return next((number + 1 for number in range(start, len(lines)) if lines[number] == "}"),
                len(lines))


def _refused(error_name: str, function: list[str]) -> tuple[str, str]:
    if not any(f"== kernel::{error_name}" in line for line in function):
        raise ValueError(f"the function below does not ask for kernel::{error_name}")
    return RUN_TIME, f"``{error_name}``"


def _caught(path: Path, about: dict[str, str], file: dict[str, str],
            several: bool) -> tuple[str, str]:
    suite = path.parent.parent.name
    if suite == "compile_fail":
        return _caught_by(file)
    script = (path.parent / "guest.sh").read_text(encoding="utf-8").splitlines()
    told = [match.groups() for line in script if (match := _LINE.match(line))]
    reports = [value for key, value in told if key == "report" and value != "panic"]
    if not reports:
        raise ValueError("guest.sh has no '# report:', so nothing stops it")
    if says := about.get("says"):
        proofs = [*path.parent.glob("expected.txt"), *path.parent.glob("report.*.txt")]
        if not any(says in proof.read_text(encoding="utf-8") for proof in proofs):
            raise ValueError(f"'{says}' stands in no expected.txt and no report.*.txt beside it")
        how = f"``{says}``"
    elif several:
        raise ValueError("one of several in a file, and what proves it? Write '// says: ...' below")
    else:
        how = ", ".join(dict.fromkeys(reports))
    needs = [word for key, value in told if key == "needs" for word in value.split()
             if not word.startswith("!")]
    debug = suite == "broken" and any(need not in _ORDINARY for need in needs)
    return (DEBUG if debug else RUN_TIME), how


def _caught_by(file: dict[str, str]) -> tuple[str, str]:
    finder = file.get("by", "")
    if finder == "nobody":
        if "reason" not in file:
            raise ValueError("why does nobody find it? Write '// reason: ...'")
        return NOTHING, file["reason"]
    if finder not in ("", "link", "lint"):
        raise ValueError(f"'// by: {finder}' is unknown: known are link, lint, nobody")
    if finder == "lint":
        return ANALYSIS, ""
    return COMPILER, "when the module is built" if finder else ""


def _by_part(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    """The parts that have rows, with these."""
    found = [(part, [row for row in rows if row.part == part]) for part in PARTS]
    return [(part, some) for part, some in found if some]


class _Directive(SphinxDirective):
    """What the directives share."""

    def rows(self) -> list[Row]:
        """All misuses; a mistake in a test is one of the page."""
        self.env.misuse_pages.add(self.env.docname)
        try:
            rows = collect(Path(self.env.srcdir).parent)
            check_numbers(rows)
        except Mistakes as mistakes:
            raise self.error(str(mistakes))
        return rows

    def text(self, text: str) -> list[nodes.Node]:
        """Inline markup; code between single quotation marks of Markdown, as Rust writes it."""
        return self.state.inline_text(re.sub(r"(?<!`)`([^`]+)`(?!`)", r"``\1``", text),
                                      self.lineno)[0]


class Counts(_Directive):
    """The directive `misuse-counts`."""

    def run(self) -> list[nodes.Node]:
        rows = self.rows()
        lines = [[[nodes.Text(text)] for text in ("Part", *map(_capital, KINDS))],
                 [[nodes.strong(text=f"All {len(rows)}")],
                  *[[nodes.strong("", "", *cell)] for cell in _numbers(rows)]]]
        for part, some in _by_part(rows):
            link = nodes.reference("", part, refid=_section(part), internal=True)
            lines.append([[link], *_numbers(some)])
        return [_table(lines, (30, 14, 14, 14, 14, 14), "numbers")]


def _numbers(rows: list[Row]) -> list[list[nodes.Node]]:
    counts = [sum(row.kind == kind for row in rows) for kind in KINDS]
    return [[nodes.Text(str(count))] for count in counts]


def _section(part: str) -> str:
    return "part-" + part.lower().replace(" ", "-")


class Tables(_Directive):
    """The directive `misuse-tables`."""

    def run(self) -> list[nodes.Node]:
        sections = []
        rows = self.rows()
        for part, some in _by_part(rows):
            lines = [[[nodes.Text(text)] for text in ("Misuse", "Rust", "Here")],
                     *map(self._line, some)]
            section = nodes.section("", nodes.title(text=part),
                                    _table(lines, (42, 29, 29), "misuse"),
                                    ids=[_section(part)], names=[part.lower()])
            self.state.document.note_implicit_target(section)
            sections.append(section)
        return sections

    def _line(self, row: Row) -> list[list[nodes.Node]]:
        link = addnodes.pending_xref(
            "", nodes.Text(row.kind), reftype="ref", refdomain="std", refexplicit=True,
            reftarget=row.anchor, refdoc=self.env.docname, refwarn=True)
        how = [nodes.Text(": "), *self.text(row.how)] if row.how else []
        # Its names are those of Rust, which are often ours, too.
        rust = nodes.inline("", "", *self.text(row.rust), classes=["no-links"])
        return [self.text(_capital(row.text)), [rust], [link, *how]]


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


class Tests(_Directive):
    """The directive `misuse-tests`."""

    def run(self) -> list[nodes.Node]:
        sections = []
        rows = self.rows()
        for part, some in _by_part(rows):
            section = nodes.section("", nodes.title(text=part), ids=[f"tests-{_section(part)}"],
                                    names=[f"tests: {part.lower()}"])
            self.state.document.note_implicit_target(section)
            for row in some:
                section += self._test(row)
            sections.append(section)
        return sections

    def _test(self, row: Row) -> list[nodes.Node]:
        heading = nodes.rubric("", "", *self.text(_capital(row.text)), ids=[row.anchor],
                               names=[row.anchor])
        # Becomes a label, to which the tables refer.
        self.state.document.note_explicit_target(heading)
        language = "sh" if row.path.endswith(".sh") else "cpp"
        return [heading, nodes.paragraph("", "", nodes.literal(text=row.path)),
                nodes.literal_block(row.source, row.source, language=language)]


def _table(lines: list[list[list[nodes.Node]]], widths: tuple[int, ...], name: str) -> nodes.table:
    rows = [nodes.row("", *[nodes.entry("", nodes.paragraph("", "", *cell)) for cell in line])
            for line in lines]
    group = nodes.tgroup("", *[nodes.colspec(colwidth=width) for width in widths],
                         nodes.thead("", rows[0]), nodes.tbody("", *rows[1:]), cols=len(widths))
    return nodes.table("", group, classes=[name])


# When the pages are made again

def _outdated(app: Sphinx, env: BuildEnvironment, _added: set, _changed: set,
              _removed: set) -> list[str]:
    """The pages are read again when a test has changed, or is new, or gone."""
    if not hasattr(env, "misuse_pages"):
        env.misuse_pages, env.misuse_digest = set(), ""
    root = Path(app.srcdir).parent
    state = hashlib.sha256()
    for path in sources(root):
        state.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes() + b"\0")
    if state.hexdigest() == env.misuse_digest:
        return []
    env.misuse_digest = state.hexdigest()
    return sorted(env.misuse_pages & set(env.found_docs))


def _merge(app: Sphinx, env: BuildEnvironment, docnames: set, other: BuildEnvironment) -> None:
    env.misuse_pages |= other.misuse_pages & set(docnames)


def setup(app: Sphinx) -> dict[str, object]:
    """Called by Sphinx."""
    app.add_directive("misuse-counts", Counts)
    app.add_directive("misuse-tables", Tables)
    app.add_directive("misuse-tests", Tests)
    app.connect("env-get-outdated", _outdated)
    app.connect("env-merge-info", _merge)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "env_version": 1}
