"""Changes as text for a terminal, as Markdown for a pull request, and as JSON."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planner.model.english import listed, plural
from planner.plan.diff_change import Change
from planner.plan.tree import parsed

SAME = "No difference."
MADE, FOLLOWED = "What we changed", "What followed"
SECTIONS = {
    "audience": "audience",
    "timing": "dates",
    "spend": "money",
    "creators": "creators",
    "partners": "partners",
    "provenance": "suggestion",
}
"""What the results under each key are called in the summary."""
MARKS = re.compile(r"[\\`*_\[\]|~<>&$]|^(?:[-+#=]|\d+(?=[.)]))|:(?=//)|(?<=www)\.")
"""What Markdown would read as more than text: HTML, tables, links, lists, headings, formulas."""
NOTIFIES = re.compile(r"[@#](?=\w)")
"""What GitHub and GitLab turn into a mention or a reference even where it is escaped."""
JOINER = "\u2060"
"""Shows nothing and joins what stands beside it, so that no name follows."""


def summary(changes: Sequence[Change]) -> str:
    """Return in one sentence how much was changed, and how much followed where."""
    made = [change for change in changes if change.kind == "input"]
    followed = [change for change in changes if change.kind == "result"]
    if not changes:
        return SAME
    if not followed:
        return f"{plural(len(made), 'change')} by hand; the results are as before."
    counts = dict.fromkeys(SECTIONS.values(), 0)
    for change in followed:
        counts[SECTIONS[parsed(change.at)[0]]] += len(change.rows) or 1
    where = listed(f"{name} ({count})" for name, count in counts.items() if count)
    by_hand = plural(len(made), "change") if made else "No change"
    return f"{by_hand} by hand; what followed: {where}."


def as_text(changes: Sequence[Change]) -> str:
    """Return the changes as lines of plain text, ending without a newline."""
    lines = [summary(changes)]
    for title, kind in ((MADE, "input"), (FOLLOWED, "result")):
        found = [change for change in changes if change.kind == kind]
        if found:
            lines += ["", title, *(f"  {change.sentence}" for change in found)]
    return "\n".join(lines)


def as_markdown(changes: Sequence[Change], title: str = "What changed") -> str:
    """Return the changes as Markdown for a pull request; nothing in them is read as markup."""
    lines = [f"## {escaped(title)}", "", escaped(summary(changes))]
    for heading, kind in ((MADE, "input"), (FOLLOWED, "result")):
        found = [change for change in changes if change.kind == kind]
        if found:
            lines += ["", f"### {heading}", *_table(found), "", *_bullets(found)]
    return "\n".join(lines).rstrip()


def _table(changes: Sequence[Change]) -> list[str]:
    """Return the openings that moved as a table."""
    rows = [(*row, change.because) for change in changes for row in change.rows]
    told = [f"| {' | '.join(map(escaped, row))} |" for row in rows]
    return ["", "| Region | Opened | Opens | Why |", "|---|---|---|---|", *told] if told else []


def _bullets(changes: Sequence[Change]) -> list[str]:
    return [f"- {escaped(change.sentence)}" for change in changes if not change.rows]


def as_data(changes: Sequence[Change]) -> list[dict[str, str]]:
    """Return the changes for JSON: kind, at, text and because of each."""
    fields = ("kind", "at", "text", "because")
    return [{name: getattr(change, name) for name in fields} for change in changes]


def escaped(text: str) -> str:
    """Return a text as Markdown that shows it as it stands, whoever typed it."""
    flat = " ".join(text.split())
    return NOTIFIES.sub(rf"\g<0>{JOINER}", MARKS.sub(_escape, flat))


def _escape(found: re.Match[str]) -> str:
    mark = found[0]
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"
