"""Which letters the bytes of a text file stand for."""

from __future__ import annotations

import codecs
import re

from planner.audience.days import month_of
from planner.audience.regions import code_of
from planner.audience.words import is_known
from planner.errors import InputError, Problem

UTF8_HINT = "Save the file as CSV UTF-8."
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
CANDIDATES = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("iso8859_2", "iso8859_5", "iso8859_7", "iso8859_15", "cp932", "gb18030", "cp949", "big5"),
)
"""What programs of many countries still save when they do not save UTF-8."""
NAMES = {
    "utf-8-sig": "UTF-8", "utf-8": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16", "cp932": "Shift-JIS", "gb18030": "GB18030", "cp949": "EUC-KR",
    "big5": "Big5",
}  # fmt: skip
SAMPLE = 200_000
"""Bytes that are looked at to tell the encoding: headers and names repeat."""
MOST_WORDS = 300
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decode(content: bytes, file: str) -> tuple[str, str]:
    """Return the text of a file and the encoding's name; raises `InputError` if it is no text."""
    encoding = _by_mark(content) or _by_zeros(content) or _by_words(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(_no_text(file, line, encoding)) from None
    if found := CONTROL.search(text):
        raise InputError(_no_text(file, text.count("\n", 0, found.start()) + 1, None))
    name = NAMES.get(
        encoding, encoding.replace("cp12", "Windows-12").replace("iso8859_", "ISO-8859-")
    )
    return text, name


def _no_text(file: str, line: int, encoding: str | None) -> Problem:
    what = f"is no {NAMES.get(encoding, encoding)} text" if encoding else "is not text"
    return Problem(what, file, line, hint=UTF8_HINT)


def _by_mark(content: bytes) -> str | None:
    return next((name for mark, name in MARKS.items() if content.startswith(mark)), None)


def _by_zeros(content: bytes) -> str | None:
    """Recognise UTF-16 without a mark: every other byte of digits and commas is zero."""
    start = content[: SAMPLE // 100]
    if len(start) < 4 or start.count(0) * 3 < len(start):
        return None
    return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"


def _by_words(content: bytes) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(content)
    return "utf-8"


def _legacy(content: bytes) -> str:
    """Return the encoding in which the most cells are words we know, else the likeliest one."""
    cells = _foreign_cells(content[:SAMPLE])
    scores = {name: _known(cells, name) for name in CANDIDATES if _decodes(content, name)}
    best = max(scores, key=lambda name: scores[name], default="latin-1")
    return best if scores.get(best) else _likeliest(content, list(scores))


def _foreign_cells(sample: bytes) -> list[bytes]:
    cells = dict.fromkeys(re.split(rb"[,;\t|\r\n\"]", sample))
    return [cell for cell in cells if not cell.isascii()][:MOST_WORDS]


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _known(cells: list[bytes], encoding: str) -> int:
    texts = (cell.decode(encoding, errors="replace").strip() for cell in cells)
    return sum(is_known(text) or bool(code_of(text)) or bool(_month(text)) for text in texts)


def _month(text: str) -> int | None:
    return next((found for word in text.split() if (found := month_of(word))), None)


def _likeliest(content: bytes, candidates: list[str]) -> str:
    """Return what charset_normalizer takes it for, of the encodings that fit."""
    if not candidates:
        return "latin-1"
    from charset_normalizer import from_bytes  # noqa: PLC0415  # slow to load, seldom needed

    found = from_bytes(content[:SAMPLE], cp_isolation=candidates).best()
    guess = found.encoding if found else candidates[0]
    return guess if guess in candidates else candidates[0]
