# SPDX-License-Identifier: GPL-2.0
"""Writes bindings.report (for people) and bindings.d (for make)."""

import model
from collect import Bindings
from members import places


def report_text(bindings: Bindings, renamed: list[str]) -> str:
    """What was generated and what was not, in plain text."""
    records = [d for d in bindings.definitions if isinstance(d, model.Record)]
    shown = [d for d in records if not d.opaque]
    members = sum(1 for d in shown for _ in places(d))
    figures = [
        ("structs and unions", len(records)),
        ("members", members),
        ("enums", sum(isinstance(d, model.Enum) for d in bindings.definitions)),
        ("typedefs", sum(isinstance(d, model.Typedef) for d in bindings.definitions)),
        ("forward declarations", len(set(bindings.forward.values()) - set(records))),
        ("functions", len(bindings.functions)),
        ("variables", len(bindings.variables)),
        ("constants", len(bindings.constants) + len(bindings.enumerators)),
    ]
    opaque = [f"{d.c_name}: {d.opaque}" for d in records if d.opaque] + bindings.opaque_members
    bypassed = [f"{d.name}: C++ has its own; its definition is used instead"
                for d in bindings.bypassed]
    unproved = [f"{d.c_name}.{p.path}: a const or volatile bit-field, its place is trusted"
                for d in shown for p in places(d) if p.field.width and not p.settable]
    missing = [f"{w.kind} {w.name} ({w.where})" for w in bindings.missing]
    parts = ["\n".join(f"{count:6} {what}" for what, count in figures)]
    for title, lines in (("Opaque (only size and alignment)", opaque),
                         ("Renamed in C++", renamed + sorted(bypassed)),
                         ("Not provable when compiled", unproved),
                         ("Optional names that this kernel lacks", missing),
                         ("Left out of a glob", bindings.skipped)):
        parts.append(f"{title}: {len(lines)}" + "".join(f"\n    {line}" for line in lines))
    return "\n\n".join(parts) + "\n"


def depend_text(target: str, files: list[str]) -> str:
    """A make rule like gcc's -MD -MP: every file, and an empty rule for each."""
    escaped = [f.replace("$", "$$").replace("#", "\\#").replace(" ", "\\ ") for f in files]
    return (f"{target}: " + " \\\n  ".join(escaped) + "\n"
            + "".join(f"\n{name}:\n" for name in escaped))
