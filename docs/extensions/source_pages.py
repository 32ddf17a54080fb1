# SPDX-License-Identifier: GPL-2.0
"""A page for each source file that readers meet, and links to its lines.

The pages are source/<path>.html with an anchor #L12 for each line. Each entry of the reference
leads to its line, and code that a page shows to the file. Only pages of which the file, or what its
words mean, has changed are written again. They are not searched.
"""
from __future__ import annotations

import hashlib
import html
import json
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Iterator

import collected
import cpp_words
import published
from cpp_words import Place
from docutils import nodes
from name_links import with_links
from public_names import Names, names_of
from sphinx import addnodes
from sphinx.application import Sphinx

_LANGUAGES = {".cc": "cpp", ".hpp": "cpp", ".c": "c", ".h": "c", ".sh": "sh", "": "make"}
_LOCAL_INCLUDE = re.compile(r'^#include "([\w.]+)"', re.MULTILINE)
# What was written, beside what Sphinx knows of the pages: so it is kept and dropped with that.
_NOTES = "source_pages.json"


class SourceLink(nodes.Inline, nodes.Element):
    """A link to a line; it has no text, as nobody shall find the page by searching for that."""


def _shows_sources(app: Sphinx) -> bool:
    return app.builder.format == "html" and app.builder.name != "epub"


def _root(app: Sphinx) -> Path:
    return Path(app.srcdir).parent


@lru_cache(maxsize=1)
def _locations(path: str, _changed: int) -> dict[str, tuple[str, int]]:
    """Doxygen's id -> header and line."""
    entities = json.loads(Path(path).read_text(encoding="utf-8"))["entities"]
    return {identity: (place.split(":")[0], int(place.split(":")[1]))
            for identity, place in entities.items()}


def locations(app: Sphinx) -> dict[str, tuple[str, int]]:
    """Where all public names are declared."""
    path = collected.summary_path(app)
    return _locations(str(path), path.stat().st_mtime_ns)


# Links to the pages

def _visit_link(writer: object, node: SourceLink) -> None:
    builder = writer.builder
    target = builder.get_relative_uri(builder.current_docname, published.page_of(node["file"]))
    line = f"#L{node['line']}" if node["line"] else ""
    writer.body.append(f'<a class="{node["look"]}" title="{html.escape(node["file"])}" '
                       f'href="{html.escape(target)}{line}">'
                       f'{html.escape(node["shown"])}</a>')


def _add_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    if not _shows_sources(app):
        return
    for signature in doctree.findall(addnodes.desc_signature):
        for target in signature.findall(nodes.target):
            place = locations(app).get(next(iter(target["ids"]), ""))
            if place is not None:
                _add_to_signature(signature, *place)
                break
    for fields in doctree.findall(nodes.field_list):
        if "counterparts" in fields["classes"]:
            _add_to_header(app, fields, docname)
    known = set(published.files(_root(app))) if _has_sources(doctree) else set()
    for block in list(doctree.findall(nodes.literal_block)):
        _add_to_code(app, block, known)


def _add_to_signature(signature: nodes.Element, header: str, line: int) -> None:
    last = next((part for part in signature if isinstance(part, addnodes.desc_signature_line)
                 and part.get("add_permalink")), signature)
    last += SourceLink(file=f"{published.HEADERS}/{header}", line=line, shown="source",
                       look="source-link")


def _add_to_header(app: Sphinx, fields: nodes.field_list, docname: str) -> None:
    header = next((one for one, entry in app.env.kernel_headers.items()
                   if entry["docname"] == docname), None)
    if header is not None:
        link = SourceLink(file=f"{published.HEADERS}/{header}", line=0, shown=header, look="")
        fields += nodes.field("", nodes.field_name(text="Source"),
                              nodes.field_body("", nodes.paragraph("", "", link)))


def _has_sources(doctree: nodes.document) -> bool:
    return any(block.get("source") for block in doctree.findall(nodes.literal_block))


def _add_to_code(app: Sphinx, block: nodes.literal_block, known: set[str]) -> None:
    path = Path(block.get("source") or "")
    if not path.is_absolute() or not path.is_relative_to(_root(app)):
        return
    file = str(path.relative_to(_root(app)))
    if file not in known:
        return
    line = published.line_of(path.read_text(encoding="utf-8"), block.astext())
    link = SourceLink(file=file, line=line, look="code-source",
                      shown=f"{path.name}, line {line}" if line else path.name)
    shown = block.parent if block.parent.get("literal_block") else block
    shown.parent.insert(shown.parent.index(shown) + 1, link)


# The pages

class _Pages:
    """What all pages have in common."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.names: Names = names_of(app.env)
        self.root = _root(app)
        self.files = published.files(self.root)
        self.texts = {file: (self.root / file).read_text(encoding="utf-8") for file in self.files}
        # Names that are made in one place only, by the folder whose files know them
        self._made: dict[str, dict[str, tuple[str, int]]] = {}
        # file -> line -> names of the reference that are declared there
        self._declared: dict[str, dict[int, list]] = {}
        self._find_made()
        self._find_declared()

    @staticmethod
    def _group(file: str) -> str:
        return published.HEADERS if published.header_of(file) else str(Path(file).parent)

    def _find_made(self) -> None:
        found: dict[str, list[tuple[str, str, int]]] = {}
        for file in self.files:
            for word, line in published.made(self.texts[file]).items():
                found.setdefault(self._group(file), []).append((word, file, line))
        for group, places in found.items():
            often = Counter(word for word, _, _ in places)
            self._made[group] = {word: (file, line) for word, file, line in places
                                 if often[word] == 1}

    def _find_declared(self) -> None:
        places = locations(self.app)
        for name in self.names.all:
            if name.identity in places:
                header, line = places[name.identity]
                lines = self._declared.setdefault(f"{published.HEADERS}/{header}", {})
                lines.setdefault(line, []).append(name)

    def digest(self, file: str) -> str:
        """What its page is made from."""
        words = sorted(set(re.findall(r"[A-Za-z_]\w*", self.texts[file])))
        made = self._made.get(self._group(file), {})
        state = repr([self.texts[file], self._back(file),
                      [(word, self.names.of_word(word), made.get(word)) for word in words]])
        return hashlib.sha256(state.encode()).hexdigest()

    def _uri(self, file: str, page: str, anchor: str) -> str:
        target = self.app.builder.get_relative_uri(published.page_of(file), page)
        return html.escape(target + (f"#{anchor}" if anchor else ""))

    def _links(self, file: str) -> list[tuple[int, int, str]]:
        """Start and end of each word that is a link, and its tag."""
        text = self.texts[file]
        made = self._made.get(self._group(file), {})
        is_header = bool(published.header_of(file))
        own = frozenset() if is_header else frozenset({*cpp_words.declared(text), *made})
        header = self.app.env.kernel_headers.get(published.header_of(file), {})
        found: dict[int, tuple[int, int, str]] = {}

        def add(start: int, end: int, page: str, anchor: str, name: str) -> None:
            found.setdefault(start, (start, end, f'<a class="name" title="{html.escape(name)}" '
                                                 f'href="{self._uri(file, page, anchor)}">'))

        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        for line, names in self._declared.get(file, {}).items():
            for name in names:
                match = re.compile(rf"\b{re.escape(name.parts[-1])}(?!\w)").search(
                    text, starts[line - 1], starts[line] if line < len(starts) else len(text))
                if match is not None:
                    add(match.start(), match.end(), name.page, name.anchor, str(name))
        place = Place(header.get("docname", ""), (), own, cpp_words.used(text))
        for start, end, name in cpp_words.find_names(text, self.names, place):
            add(start, end, name.page, name.anchor, str(name))
        for match in _LOCAL_INCLUDE.finditer(text):
            target = str(Path(file).parent / match[1])
            if target in self.texts:
                add(*match.span(1), published.page_of(target), "", match[1])
        lines = {word: (where, line) for word, (where, line) in made.items() if word in text}
        for piece in cpp_words.tokens(text) if lines else ():
            if piece.kind == "word" and piece.text in lines:
                where, line = lines[piece.text]
                add(piece.start, piece.start + len(piece.text), published.page_of(where),
                    f"L{line}", piece.text)
        return list(found.values())

    def _back(self, file: str) -> tuple[str, str]:
        """The page that tells more: its name and title."""
        titles = self.app.env.titles
        header = self.app.env.kernel_headers.get(published.header_of(file), {})
        parts = Path(file).parts
        page = header.get("docname") or {"samples": f"tutorial/{parts[1]}",
                                         "docs": "/".join(parts[1:3])}.get(parts[0],
                                                                           "design/layers")
        return (page, titles[page].astext()) if page in titles else ("", "")

    def body(self, file: str) -> str:
        """What stands on its page."""
        text = self.texts[file]
        language = _LANGUAGES[Path(file).suffix]
        made = self.app.builder.highlighter.highlight_block(text, language, force=True)
        if language == "cpp":
            made = with_links(made, self._links(file))
        made = re.sub(r"^<div[^>]*><pre>(<span></span>)?|\n*</pre></div>\s*$", "", made)
        lines = "\n".join(f'<span class="line" id="L{number}"><a class="number" href="#L{number}" '
                          f'data-line="{number}" aria-label="line {number}"></a>{line}</span>'
                          for number, line in enumerate(made.split("\n"), 1))
        page, title = self._back(file)
        more = f'<p>See <a href="{self._uri(file, page, "")}">{html.escape(title)}</a>.</p>\n' \
            if page else ""
        return (f'<section class="source-file">\n<h1>{html.escape(Path(file).name)}</h1>\n'
                f'<p class="source-path"><code>{html.escape(file)}</code></p>\n{more}'
                f'<div class="highlight"><pre>{lines}\n</pre></div>\n</section>\n')


def _collect(app: Sphinx) -> Iterator[tuple[str, dict[str, object], str]]:
    if not _shows_sources(app):
        return
    notes = Path(app.doctreedir, _NOTES)
    before = json.loads(notes.read_text(encoding="utf-8")) if notes.is_file() else {}
    pages = _Pages(app)
    digests = {file: pages.digest(file) for file in pages.files}
    for file, digest in digests.items():
        name = published.page_of(file)
        if before.get(file) != digest or not Path(app.builder.get_outfilename(name)).is_file():
            yield name, {"title": Path(file).name, "body": pages.body(file),
                         "source_page": True}, "page.html"
    notes.write_text(json.dumps(digests, indent=1) + "\n", encoding="utf-8")


# The list of all pages at their left would be most of what is written: these have the first level.

_trees: dict[str, str] = {}


def _shorten_sidebar(app: Sphinx, pagename: str, templatename: str, context: dict,
                     doctree: nodes.document | None) -> None:
    if context.get("source_page"):
        top = context["pathto"]("index")
        if top not in _trees:
            _trees[top] = context["toctree"](collapse=True, titles_only=True, maxdepth=1,
                                             includehidden=True) or ""
        context["toctree"] = lambda **_: _trees[top]


def setup(app: Sphinx) -> dict[str, object]:
    """Called by Sphinx."""
    def nothing(writer: object, node: nodes.Node) -> None:
        """Only pages in HTML have sources beside them."""

    app.add_node(SourceLink, html=(_visit_link, nothing), text=(nothing, nothing),
                 latex=(nothing, nothing))
    app.add_css_file("source.css")
    app.connect("doctree-resolved", _add_links)
    app.connect("html-collect-pages", _collect)
    # before furo makes its list of pages of it
    app.connect("html-page-context", _shorten_sidebar, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
