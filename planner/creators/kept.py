"""What YouTube told, kept for 30 days at most and forgotten on request.

So YouTube's rules for developers ask (developers.google.com/youtube/terms/developer-policies, on
storing data). A piece is what is known of one channel, or what one search named; each is a file in
the user's own cache folder that nobody else may read. Files hold no key. A damaged file counts as
absent. A piece that is too old is never given out, even where deleting it fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from pydantic import AwareDatetime, TypeAdapter

from planner.errors import StoreError
from planner.net.cache import cache_dir, removed
from planner.net.http import utc_now
from planner.net.private import keep_private, make_private
from planner.plan.files import locked, storing

LONGEST = timedelta(days=30)
"""YouTube's rules: refresh or delete stored data within 30 days."""
SUFFIX = ".piece"
ROUND = "round"
"""A file that changes whenever somebody forgets: a search that began before keeps nothing more."""
PATIENCE = 10.0
"""Seconds to wait for another process: it needs milliseconds."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that YouTube told at one time."""

    name: str
    fetched: AwareDatetime
    channel: str | None = None
    """The channel that it tells of; None: it is a search."""
    named: tuple[str, ...] = ()
    """The channels that a search named."""
    content: dict[str, Any] = field(default_factory=dict)
    """JSON."""


_PIECE = TypeAdapter(Piece)


def kept_dir() -> Path:
    """Return the folder of what YouTube told."""
    return cache_dir().parent / "youtube"


def forget(
    channel: str | None = None, *, expired: bool = False, now: Callable[[], datetime] = utc_now
) -> int:
    """Delete what YouTube told: all, of one channel, or (`expired`) only what is too old.

    A channel is also taken out of every search that named it. Returns how many pieces were
    deleted or changed; raises `StoreError` where that is not possible.
    """
    kept = Kept(now)
    return kept.expired if expired else kept.forget(channel)


class Kept:
    """The pieces on this computer; making one deletes what is too old."""

    def __init__(self, now: Callable[[], datetime] = utc_now) -> None:
        self._now = now
        self._folder = kept_dir()
        self._round = self._read_round()
        self.expired = self._tidy()
        """How many pieces were too old, or damaged, and are deleted."""

    def get(self, name: str) -> Piece | None:
        """Return the piece called `name`, None where there is none or it is too old."""
        piece = self._read(self._path(name))
        return piece if piece and piece.name == name else None

    def pieces(self) -> list[Piece]:
        """Return all that is kept, by when it was fetched and name."""
        found = map(self._read, self._folder.glob(f"*{SUFFIX}"))
        return sorted((one for one in found if one), key=lambda one: (one.fetched, one.name))

    def put(self, piece: Piece) -> None:
        """Keep a piece in place of an earlier one of that name.

        A fault of the disk fails no search: the piece is then fetched again another time.
        """
        with suppress(OSError, StoreError):
            make_private(self._folder)
            with locked(self._folder, PATIENCE):
                if self._read_round() == self._round:
                    self._write(piece)

    def forget(self, channel: str | None = None) -> int:
        """Delete all pieces, or what tells of one channel; as the function of this name."""
        if not self._folder.is_dir():
            return 0
        with storing(self._folder), locked(self._folder, PATIENCE):
            self._round = uuid4().hex
            keep_private(self._folder / ROUND, self._round.encode())
            return sum([self._without(path, piece, channel) for path, piece in self._all()])

    def _without(self, path: Path, piece: Piece | None, channel: str | None) -> bool:
        named = tuple(name for name in piece.named if name != channel) if piece else ()
        if piece is None or channel in (None, piece.channel) or (piece.named and not named):
            path.unlink(missing_ok=True)
            return True
        if channel not in piece.named:
            return False
        self._write(replace(piece, named=named))
        return True

    def _tidy(self) -> int:
        """Delete what is too old; where that fails, it is not given out all the same."""
        if not self._folder.is_dir():
            return 0
        with suppress(OSError, StoreError), locked(self._folder, PATIENCE):
            return sum([removed(path) for path, piece in self._all() if piece is None])
        return 0

    def _all(self) -> Iterator[tuple[Path, Piece | None]]:
        """Give every file and what it holds: None where that is too old, damaged or cut short.

        Only for those who hold the lock, since nobody else is writing then.
        """
        for pattern in (f"*{SUFFIX}", f".*{SUFFIX}*.tmp"):
            for path in sorted(self._folder.glob(pattern)):
                yield path, self._read(path) if path.suffix == SUFFIX else None

    def _read(self, path: Path) -> Piece | None:
        try:
            piece = _PIECE.validate_json(path.read_bytes())
        except (OSError, ValueError):
            return None
        age = self._now() - piece.fetched
        return piece if timedelta(0) <= age < LONGEST else None

    def _write(self, piece: Piece) -> None:
        keep_private(self._path(piece.name), _PIECE.dump_json(piece))

    def _path(self, name: str) -> Path:
        """Name the file by a hash: ids that differ in case alone are one name on some disks."""
        return self._folder / f"{sha256(name.encode()).hexdigest()[:40]}{SUFFIX}"

    def _read_round(self) -> str:
        try:
            return (self._folder / ROUND).read_text("utf-8")
        except (OSError, ValueError):
            return ""
