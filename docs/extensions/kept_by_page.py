# SPDX-License-Identifier: GPL-2.0
"""What an extension keeps of each page in the environment, from one build to the next.

Sphinx reads pages in several processes, and reads only those that have changed: so what is kept of
a page is forgotten with it, and taken over from the process that has read it.
"""
from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def keep_by_page(app: Sphinx, attribute: str) -> None:
    """Makes env.<attribute> a dictionary whose keys are names of pages."""
    def start(_app: Sphinx, env: BuildEnvironment, *_pages: set[str]) -> list[str]:
        if not hasattr(env, attribute):
            setattr(env, attribute, {})
        return []

    def forget(_app: Sphinx, env: BuildEnvironment, page: str) -> None:
        getattr(env, attribute).pop(page, None)

    def merge(_app: Sphinx, env: BuildEnvironment, pages: set[str],
              other: BuildEnvironment) -> None:
        kept = getattr(other, attribute)
        getattr(env, attribute).update({page: kept[page] for page in kept if page in pages})

    app.connect("env-get-outdated", start)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
