"""A file's bytes to text, or a clear word on why it is none."""

from __future__ import annotations

import codecs
from pathlib import Path

from planner.errors import InputError, Problem
from planner.plan.files import storing
from planner.plan.safe import ordinary_file

MOST_BYTES = 2_000_000
"""A plan of 12 regions has about 30,000; more than this is no plan."""
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
"""How files of two and four bytes a character start; UTF-32 LE starts as UTF-16 LE does."""
SAVE_AS = "Save it as UTF-8 in your editor."


def read_file(path: Path, most_bytes: int = MOST_BYTES, kind: str = "a plan") -> str:
    """Return the text of the UTF-8 file `path`; `kind` is what it should be, for messages.

    Raises:
        InputError: it is larger than `most_bytes`, or no UTF-8 text.
        StoreError: it cannot be read, or is a link elsewhere or no ordinary file.
    """
    return text_of(read_bytes(path, most_bytes, kind), str(path))


def read_bytes(path: Path, most_bytes: int = MOST_BYTES, kind: str = "a plan") -> bytes:
    """Return the content of `path`; faults as in `read_file`, but any bytes will do."""
    ordinary_file(path)
    with storing(path), path.open("rb") as file:
        content = file.read(most_bytes + 1)
        if len(content) > most_bytes:
            size = f"{path.stat().st_size:,} bytes"
            hint = f"At most {most_bytes:,} bytes are read."
            raise InputError(Problem(f"is too large for {kind}", str(path), value=size, hint=hint))
    return content


def text_of(content: bytes, name: str) -> str:
    """Return the text that UTF-8 `content` holds, with or without a byte order mark.

    Raises:
        InputError: with the line, and what the file seems to be instead.
    """
    if content.startswith(WIDE) or content[:4].count(0) in (2, 3):
        what = "is not UTF-8 text but UTF-16 or UTF-32 (Windows calls it Unicode)"
        raise InputError(Problem(what, name, 1, hint=SAVE_AS))
    nul = content.find(b"\0")
    if nul >= 0:
        hint = "It is damaged, or no text. Restore an earlier version of it."
        raise InputError(Problem("holds NUL bytes", name, _line(content, nul), hint=hint))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, seen = _line(content, error.start), content[error.start : error.start + 1]
        hint = f"In the old Western encoding it would read {_western(seen)}. {SAVE_AS}"
        raise InputError(Problem("is not UTF-8 text", name, line, hint=hint)) from None


def _line(content: bytes, at: int) -> int:
    return len((content[:at] + b".").splitlines())


def _western(byte: bytes) -> str:
    return repr(byte.decode("cp1252", "replace"))
