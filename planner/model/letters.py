"""Which characters a plan's texts may hold: none that is unseen, or shows another order."""

from __future__ import annotations

import re
import unicodedata

BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
"""What editors and word processors take for a line break beside the newline."""
BLANKS = re.compile(r" +$", re.MULTILINE)
LAST_LINES = re.compile(r"\n+\Z")
AROUND = "[\\s\u200b\u200e\u200f\u2060\ufeff]+"
EDGES = re.compile(f"^{AROUND}|{AROUND}$")
"""What pasting leaves around a name, and nobody sees."""
OVERRIDES = re.compile("[\u202a-\u202e]")
JOINERS = "\u200c\u200d"
SPACE = "\u200b"
FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""Letters and marks that show as nothing."""
SEEN = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
"""Format characters that do show: signs around numbers in Arabic, Syriac and Kaithi."""
JOINED = (
    *("ARABIC", "SYRIAC", "MANDAIC", "NKO", "MONGOLIAN", "DEVANAGARI", "BENGALI", "GURMUKHI"),
    *("GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "MYANMAR"),
    *("KHMER", "TIBETAN", "BALINESE", "JAVANESE", "HEBREW", "EMOJI", "VARIATION"),
)
"""Scripts in which a joiner changes how a word looks, by the start of their characters' names."""
SPACELESS = ("THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "JAVANESE", "BALINESE", "TAI", "CJK")
"""Scripts without spaces, where an unseen one may mark the end of a word."""
FLAG = "\U0001f3f4"
"""The black flag, which tags make that of Scotland."""
NAMES = {0: "NULL", 7: "BELL", 8: "BACKSPACE", 9: "TAB", 10: "LINE BREAK", 13: "LINE BREAK"}
NAMES |= {27: "ESCAPE", 127: "DELETE", 0x85: "LINE BREAK"}
"""Unicode itself gives control characters no name."""


def tidy(text: str) -> str:
    """Return a name without what surrounds it unseen."""
    return EDGES.sub("", text)


def with_newlines(text: str) -> str:
    """Return a text as a file shows it best: lines end in a newline, and in nothing unseen.

    Tabs become spaces; of empty lines around the text, the end of the last one stays.
    """
    lines = BLANKS.sub("", BREAKS.sub("\n", text).expandtabs(4))
    return LAST_LINES.sub("\n", lines.lstrip(" \n"))


def cleaned(text: str, *, name: bool) -> str:
    """Return a text without what no text may hold or, a `name`, without what nobody sees."""
    text = with_newlines(text)
    return "".join(
        character
        for at, character in enumerate(text)
        if character == "\n" or not (_never(character) or (name and _unseen(text, at)))
    )


def wrong_in_name(text: str) -> str | None:
    """Return what is wrong with a text of one line that tells things apart, None if nothing is."""
    if text.isascii() and text.isprintable():  # nearly all of them
        return None
    for at, character in enumerate(text):
        what = _never(character) or _unseen(text, at)
        if what:
            return _told(character, at, what)
    return None


def wrong_in_text(text: str) -> str | None:
    """Return what is wrong with a text of several lines, None if nothing is."""
    for at, character in enumerate(text):
        what = None if character in "\n\t" else _never(character)
        if what:
            return _told(character, at, what)
    return None


def named(character: str) -> str:
    """Return a character's number and name: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    name = NAMES.get(ord(character)) or unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".rstrip()


def _told(character: str, at: int, what: str) -> str:
    return f"holds {named(character)} as character {at + 1}, {what}"


def _never(character: str) -> str | None:
    if character.isascii() and character.isprintable():
        return None
    if OVERRIDES.match(character):
        return "which shows a text in another order than it has"
    if ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef":
        return "which is no character"
    category = unicodedata.category(character)
    if category == "Co":
        return "a private character that each computer shows in its own way"
    return "which belongs in no text" if category == "Cc" else None


def _unseen(text: str, at: int) -> str | None:
    character = text[at]
    before = text[at - 1] if at else " "
    if character in JOINERS and _of(before, JOINED):
        return None
    if character == SPACE and _of(before, SPACELESS):
        return None
    if "\U000e0020" <= character <= "\U000e007f" and FLAG in text[:at]:
        return None
    hidden = character in FILLERS or unicodedata.category(character) in ("Cf", "Zl", "Zp")
    return "which nobody sees" if hidden and character not in SEEN else None


def _of(character: str, scripts: tuple[str, ...]) -> bool:
    emoji = unicodedata.category(character) in ("So", "Sk") and "EMOJI" in scripts
    return emoji or unicodedata.name(character, "").startswith(scripts)
