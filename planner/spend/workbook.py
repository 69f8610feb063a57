"""Excel workbooks whose bytes depend on nothing but what is in them."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from openpyxl import Workbook

CORE = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def workbook_bytes(book: Workbook, moment: datetime) -> bytes:
    """Return a workbook as a file made at `moment`: the same content gives the same bytes.

    openpyxl writes the time of saving into the file and into its archive; both are replaced.
    """
    stamp = moment.replace(tzinfo=None, microsecond=0)
    book.properties.created = stamp
    saved = BytesIO()
    book.save(saved)
    told = stamp.isoformat().encode() + b"Z"
    packed = BytesIO()
    with ZipFile(saved) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == CORE:
                content = MODIFIED.sub(rb"\g<1>" + told + rb"\g<2>", content)
            new.writestr(_member(name), content)
    return packed.getvalue()


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, (1980, 1, 1, 0, 0, 0))  # the first day that an archive can hold
    member.compress_type = ZIP_DEFLATED
    return member
