"""Names, notes and links of the creator sheet, in the one form in which they are compared."""

from __future__ import annotations

import re
import unicodedata

from planner.audience.encoding import CONTROL
from planner.creators.offers import web_link
from planner.model.letters import wrong_in_name
from planner.model.tables import Row
from planner.plan.exports import FORMULA_STARTS

LONGEST = 2000
"""Characters of a text: a note, not a book."""
LONGEST_ID = 200
LONGEST_NAME = 180
"""Of a creator, so that `creators.NAME.chosen` fits into an override."""
LONGEST_WORD = 90
"""Of a platform and of a format, so that both together fit into the plan as a post's name."""
UNSEEN = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Marks without a width that come along when text is copied; joiners are part of some scripts."""
DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+(/\S*)?")


def read_text(row: Row, column: str, longest: int = LONGEST) -> str:
    """Return a cell's text; what cannot be shown or is too long is a fault of the row."""
    text = UNSEEN.sub("", unicodedata.normalize("NFC", unescaped(row.text(column)))).strip()
    if len(text) > longest:
        row.fault(column, f"is longer than {longest:,} characters", "Shorten it")
    if CONTROL.search(text):
        row.fault(column, "holds a character that cannot be shown", "Type it again")
    return CONTROL.sub("", text[:longest])


def read_name(row: Row, column: str, longest: int = LONGEST_NAME, usual: str = "") -> str:
    """Return a name on one line; one that is empty is `usual`, or a fault without it."""
    name = " ".join(read_text(row, column, longest).split())
    if not name and not usual:
        row.fault(column, "is empty", "Fill it in")
    wrong = wrong_in_name(name)
    if wrong:
        row.fault(column, wrong, "Type it again")
    return name or usual


def read_link(row: Row) -> str:
    """Return a web address, with https:// before it where that was left out."""
    text = read_text(row, "link")
    if not text or web_link(text):
        return text
    if DOMAIN.fullmatch(text):
        return f"https://{text}"
    row.fault("link", "is no web address", "Begin with https://")
    return ""


def unescaped(text: str) -> str:
    """Return text without the apostrophe that keeps a spreadsheet from running it (@name)."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_STARTS) else text
