"""From the bytes of a file to its cells, whatever kind of file it is."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from zipfile import ZipFile, ZipInfo

from planner.audience import delimited
from planner.audience.encoding import decode
from planner.audience.grid import LARGEST_FILE, Grid, too_large
from planner.audience.parquet import read_parquet
from planner.audience.workbook import has_table, read_workbook
from planner.errors import InputError, Problem

ZIP, PARQUET, GZIP = b"PK\x03\x04", b"PAR1", b"\x1f\x8b"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins old .xls workbooks and encrypted new ones."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
BEGINNING = 100_000
"""Bytes by which the kind of a file is told: its header is in them."""
MOST_PARTS = 5_000
EXPANSION = 200
"""Times that a part may grow when unpacked, above `SMALL`: sheets of equal rows reach about 100."""
SMALL = 10_000_000
XML_TRAP = re.compile(rb"<!(DOCTYPE|ENTITY)")
"""What no workbook holds, and files do that unpack themselves without end."""


def read_grids(
    content: bytes, file: str, tab: str | None = None, fits: Callable[[Grid], bool] = has_table
) -> list[Grid]:
    """Return the tables of a file: one, or each CSV of a ZIP archive.

    `tab` names the sheet of a workbook; without it, the first that `fits` is read.
    Raises `InputError` where the file is not read.
    """
    if len(content) > LARGEST_FILE:
        raise InputError(too_large(file))
    if not content.strip():
        raise InputError(Problem("is empty", file=file))
    if content.startswith(ZIP):
        return _from_zip(content, file, tab, fits)
    if content.startswith(COMPOUND):
        raise InputError(_compound(content, file))
    if content.startswith(PARQUET):
        return [read_parquet(content, file)]
    content = unpacked(content, file)
    text, encoding = decode(content, file)
    return [delimited.split(text, file, encoding)]


def _compound(content: bytes, file: str) -> Problem:
    if ENCRYPTED in content:
        hint = "Remove the password (File > Info > Protect Workbook) and save it again."
        return Problem("is protected by a password", file, hint=hint)
    hint = "Open it in a spreadsheet program and save it as XLSX."
    return Problem("is an old Excel workbook (.xls) or another old Office file", file, hint=hint)


def _from_zip(
    content: bytes, file: str, tab: str | None, fits: Callable[[Grid], bool]
) -> list[Grid]:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_size(parts, file)
            names = {part.filename for part in parts}
            if "xl/workbook.xml" in names:
                _check_traps(archive, file)
                return [read_workbook(content, file, tab, fits)]
            return _members(archive, file, _tables(names, file))
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001  # zipfile raises what it meets in damaged files
        if type(error) is RuntimeError:  # how it asks for a password
            what, hint = "is protected by a password", "Unpack it and give the tables."
        else:
            what, hint = f"is a damaged ZIP archive: {error}", "Download or save it again."
        raise InputError(Problem(what, file, hint=hint)) from None


def _check_size(parts: list[ZipInfo], file: str) -> None:
    total = sum(part.file_size for part in parts)
    bomb = any(
        part.file_size > max(SMALL, EXPANSION * max(part.compress_size, 1)) for part in parts
    )
    if bomb or total > LARGEST_FILE or len(parts) > MOST_PARTS:
        raise InputError(too_large(file))


def _check_traps(archive: ZipFile, file: str) -> None:
    for part in archive.infolist():
        with archive.open(part) as opened:
            start = opened.read(4096).replace(b"\0", b"")
        if part.filename.endswith((".xml", ".rels")) and XML_TRAP.search(start):
            what = "holds XML that no spreadsheet program writes"
            raise InputError(Problem(what, file, value=part.filename))


def _tables(names: set[str], file: str) -> list[str]:
    tables = sorted(
        name
        for name in names
        if name.lower().endswith((".csv", ".tsv")) and not name.startswith("__MACOSX")
    )
    if tables:
        return tables
    if "mimetype" in names and "content.xml" in names:
        raise InputError(Problem("is an OpenDocument file", file, hint="Save it as XLSX or CSV."))
    if "xl/workbook.bin" in names:
        raise InputError(Problem("is a binary workbook (.xlsb)", file, hint="Save it as XLSX."))
    raise InputError(Problem("is an archive without a CSV table", file))


def _members(archive: ZipFile, file: str, names: list[str]) -> list[Grid]:
    grids = []
    for name in names:
        content = archive.read(name)
        if content.strip():
            place = f"{file}, {name}"
            text, encoding = decode(content, place)
            grids.append(delimited.split(text, place, encoding))
    if not grids:
        raise InputError(Problem("is empty", file=file))
    return grids


def beginning(content: bytes) -> bytes:
    """Return the first bytes of a file, unpacked if it is a gzip file."""
    if not content.startswith(GZIP):
        return content[:BEGINNING]
    try:
        return zlib.decompressobj(wbits=31).decompress(content[:BEGINNING], BEGINNING)
    except zlib.error:
        return b""


def unpacked(content: bytes, file: str) -> bytes:
    """Return the content of a gzip file, or of another file as it is; raises `InputError`."""
    if not content.startswith(GZIP):
        return content
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(content, LARGEST_FILE + 1)
    except zlib.error:
        raise InputError(Problem("is a damaged gzip file", file)) from None
    if len(plain) > LARGEST_FILE:
        raise InputError(too_large(file))
    if not unpacker.eof:
        raise InputError(Problem("is a damaged gzip file", file))
    return plain
