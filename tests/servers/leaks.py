"""Looking for a secret in whatever a program leaves behind: as it is, quoted, in base64, packed."""

from __future__ import annotations

import io
import logging
import traceback
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

import pypdfium2  # type: ignore[import-untyped]

LOUD = ("google", "google_auth_httplib2", "googleapiclient", "httplib2", "planner", "urllib3")
"""Packages whose loggers are set to tell everything."""
PACKED = (zlib.MAX_WBITS, zlib.MAX_WBITS | 16, -zlib.MAX_WBITS)
"""What zlib, gzip and zip files hold."""


def forms(secret: str) -> set[bytes]:
    """Return how a secret may be written: base64 hangs on where in a text it stands."""
    texts = {secret, quote(secret, safe=""), quote_plus(secret), repr(secret)[1:-1], escape(secret)}
    found = {text.encode() for text in texts}
    for before in range(3):
        inside = b64encode(b"x" * before + secret.encode())[4 if before else 0 :]
        whole = inside[: len(inside) // 4 * 4 - 4]
        found |= {whole, whole.translate(bytes.maketrans(b"+/", b"-_"))}
    return found | {secret.encode("utf-16-le"), secret.encode().hex().encode()}


def holds(content: bytes, secret: str) -> bool:
    """Tell whether a content holds a secret in any form, packed or not."""
    wanted = forms(secret)
    return any(form in one for one in _unpacked(content) for form in wanted)


def _unpacked(content: bytes, depth: int = 3) -> Iterator[bytes]:
    """Give a content, and what is packed in it: zip (so xlsx), gzip, zlib, a PDF's streams."""
    yield content
    if not depth:
        return
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from _unpacked(archive.read(name), depth - 1)
        return
    if content[:4] == b"%PDF":
        yield _text(content)
    starts = [0, *_after(content, b"\n"), *_after(content, b"stream\r\n")]
    for start in starts if content[:4] == b"%PDF" else starts[:2]:
        for kind in PACKED:
            inner = _inflated(content[start:], kind)
            if inner:
                yield from _unpacked(inner, depth - 1)


def _text(pdf: bytes) -> bytes:
    """Return what a PDF says, without blanks: fonts hide it, and lines break it."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    return "".join(text.split()).encode()


def _after(content: bytes, mark: bytes) -> list[int]:
    pieces = content.split(mark)[:-1]
    return [*accumulate(len(piece) + len(mark) for piece in pieces)]


def _inflated(content: bytes, kind: int) -> bytes:
    try:
        return zlib.decompressobj(kind).decompress(content)
    except zlib.error:
        return b""


@dataclass(slots=True)
class Traces:
    """Everything that a program left: logs, errors, files, texts that it showed."""

    texts: list[tuple[str, bytes]] = field(default_factory=list)

    def show(self, where: str, content: object) -> None:
        """Add something that was shown."""
        self.texts.append((where, content if isinstance(content, bytes) else str(content).encode()))

    def error(self, where: str, error: BaseException) -> None:
        """Add an error and all that it stands on."""
        self.show(where, f"{error} {error!r} {error.args!r}")
        self.show(where, "".join(traceback.format_exception(error)))
        for below in (error.__cause__, error.__context__):
            if below is not None:
                self.error(where, below)

    def folder(self, folder: Path) -> int:
        """Add every file, and its name; return how many there are."""
        files = [path for path in folder.rglob("*") if path.is_file()]
        for path in files:
            self.show(f"{path}", f"{path}")
            self.show(f"{path}", path.read_bytes())
        return len(files)

    def holding(self, secret: str) -> list[str]:
        """Return where the secret stands."""
        return sorted({where for where, content in self.texts if holds(content, secret)})


class Everything(logging.Handler):
    """Keeps what is logged, and what stands in a record beside its text."""

    def __init__(self, traces: Traces) -> None:
        super().__init__(logging.DEBUG)
        self._traces = traces
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self.count += 1
        self._traces.show(f"log of {record.name}", self.format(record))
        self._traces.show(f"record of {record.name}", repr(vars(record)))


@contextmanager
def everything_logged() -> Iterator[Traces]:
    """Keep what is logged at the finest level, by everybody, whatever hushed them before."""
    traces, root = Traces(), logging.getLogger()
    handler = Everything(traces)
    known = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] in LOUD]
    loggers = [root, *map(logging.getLogger, {*LOUD, *known})]
    before = [(logger, logger.level) for logger in loggers]
    root.addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    try:
        yield traces
    finally:
        root.removeHandler(handler)
        for logger, level in before:
            logger.setLevel(level)
