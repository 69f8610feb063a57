"""Answers of services on the web, kept on disk for as long as the asker says.

One file per address, in the user's own folder; written whole or not at all, so that two processes
may share it. A damaged file counts as absent. An address that holds a secret is never kept.
"""

from __future__ import annotations

import json
import os
import tempfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import platformdirs

from planner.net.redact import has_secret

SUFFIX = ".answer"
LONGEST = timedelta(days=60)
"""Files that old are removed: no source asks to keep an answer for longer."""
KEPT_HEADERS = ("content-type", "last-modified", "etag", "date")


@dataclass(frozen=True, slots=True)
class Entry:
    """One kept answer."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    fetched: datetime


def cache_dir() -> Path:
    """Return the folder of kept answers: under $MICROHIT_HOME, else in the system's cache."""
    named = os.environ.get("MICROHIT_HOME")
    base = (
        Path(named) / "cache"
        if named
        else platformdirs.user_cache_path("microhit", appauthor=False)
    )
    return base / "web"


class Cache:
    """Kept answers in one folder; a fault of the disk never fails a request."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or cache_dir()
        self._tidied = False

    def find(self, url: str, keep: timedelta, now: datetime) -> Entry | None:
        """Return the answer of `url` if it is at most `keep` old at `now` (aware), else None."""
        entry = self._read(self._path(url), url)
        if entry is None or not timedelta(0) <= now - entry.fetched <= keep:
            return None
        return entry

    def put(self, url: str, entry: Entry) -> bool:
        """Keep an answer; return whether it was kept."""
        if has_secret(url):
            return False
        path = self._path(url)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._tidy(entry.fetched)
            _write(path, _pack(url, entry))
        except OSError:  # a full disk or a folder that may not be written
            return False
        return True

    def forget(self, url: str | None = None) -> int:
        """Remove the answer of one address, or all of them; return how many there were."""
        paths = [self._path(url)] if url else [*self._files()]
        return sum(removed(path) for path in paths)

    def _path(self, url: str) -> Path:
        return self.folder / f"{sha256(url.encode()).hexdigest()[:40]}{SUFFIX}"

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob(f"*{SUFFIX}")) if self.folder.is_dir() else []

    def _read(self, path: Path, url: str) -> Entry | None:
        try:
            return _unpack(path.read_bytes(), url)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, zlib.error):
            removed(path)
            return None

    def _tidy(self, now: datetime) -> None:
        """Once for each cache object, remove what is older than any source keeps."""
        if self._tidied:
            return
        self._tidied = True
        oldest = (now - LONGEST).timestamp()
        for path in self.folder.iterdir():  # also what an interrupted save left
            with suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()


def _pack(url: str, entry: Entry) -> bytes:
    head = {
        "url": url,
        "status": entry.status,
        "headers": {name: entry.headers[name] for name in KEPT_HEADERS if name in entry.headers},
        "fetched": entry.fetched.astimezone(UTC).isoformat(),
        "sha256": sha256(entry.content).hexdigest(),
    }
    return json.dumps(head).encode() + b"\n" + zlib.compress(entry.content)


def _unpack(raw: bytes, url: str) -> Entry:
    """Return the entry in a file; raises ValueError, KeyError or zlib.error for a damaged one."""
    line, _, body = raw.partition(b"\n")
    head = json.loads(line)
    content = zlib.decompress(body)
    if head["url"] != url or head["sha256"] != sha256(content).hexdigest():
        raise ValueError("the file is damaged")
    fetched = datetime.fromisoformat(head["fetched"])
    if fetched.tzinfo is None:
        raise ValueError("the time has no zone")
    return Entry(int(head["status"]), dict(head["headers"]), content, fetched)


def _write(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".saving-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def removed(path: Path) -> bool:
    """Delete a file; return whether that was possible."""
    try:
        path.unlink()
    except OSError:
        return False
    return True
