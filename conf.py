# SPDX-License-Identifier: GPL-2.0
"""How Sphinx makes the documentation. `make docs` runs it (scripts/build_docs.py)."""
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
BUILD = Path(os.environ.get("BUILD_DIR") or ROOT / "build").resolve()

sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "docs/extensions"))

project = "C++ for Linux"
copyright = "The C++ for Linux authors, GPL-2.0"
author = "The C++ for Linux authors"
language = "en"

extensions = [
    "breathe",
    "sphinx.ext.extlinks",
    "sphinx_copybutton",
    # docs/extensions
    "bench_table",
    "dark_preference",
    "diagram",
    "exercise_directive",
    "frozen_anchors",
    "furo_parts",
    "indexes",
    "looks",
    "mentions",
    "misuse",
    "name_links",
    "offline_book",
    "paragraphs",
    "public_names",
    "reference",
    "sample_card",
    "search_index",
    "solution",
    "source_pages",
    "thread_timeline",
]

# Pages

primary_domain = "cpp"
highlight_language = "cpp"
nitpicky = True
# What belongs to the language, to its library or to the kernel has no page here.
nitpick_ignore_regex = [
    ("cpp:identifier", r"std(::.*)?"),
    # To Sphinx the template is an object, not the base that is made of it.
    ("cpp:identifier", r"kernel(::\w+)+<.*>"),
    # In lower case are the kernel's own types, and namespaces, which are no objects for Sphinx.
    ("cpp:identifier", r"(::)?[a-z_]\w*|alloc::(Sleeping)?Flags"),
    # Names that a class gives to types for its own use.
    ("cpp:identifier", r"T|Element|Foreign(Ownable<P>)?(::Borrowed)?"),
    ("cpp:identifier", r"(::)?kernel(::[a-z_]+)*"),
    # What a specialisation says of its own class, and of names around it, is not looked up.
    ("cpp:identifier", r"Device(<.*>)?|device::(Normal|Bound|Core)"),
    # Details are not public.
    ("cpp:identifier", r"(.*::)?detail(::.*)?"),
]
extlinks = {
    "kdoc": ("https://docs.kernel.org/%s.html", "%s"),
    "rust": ("https://rust.docs.kernel.org/%s", "%s"),
}
extlinks_detect_hardcoded_links = True
numfig = False

# Reference

breathe_projects = {"kernel": str(BUILD / "docs/xml")}
breathe_default_project = "kernel"
breathe_domain_by_extension = {"hpp": "cpp"}
breathe_default_members = ("members", "undoc-members")
breathe_show_include = False
cpp_index_common_prefix = ["kernel::"]
toc_object_entries_show_parents = "hide"

# HTML

html_theme = "furo"
# Both have enough contrast, which a test computes.
pygments_style = "default"
pygments_dark_style = "github-dark"
html_title = "C++ for Linux"
html_static_path = ["docs/static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_use_index = True
html_last_updated_fmt = None
# A transcript's prompt is not part of the command. (The script that copies counts groups.)
copybutton_prompt_text = r"(?:\$|guest:\S*#) "
copybutton_prompt_is_regexp = True
copybutton_only_copy_prompt_lines = True

# EPUB, made by scripts/offline_docs.py

epub_basename = "cpp-for-linux"
epub_tocscope = "includehidden"
epub_tocdup = False
epub_show_urls = "no"
