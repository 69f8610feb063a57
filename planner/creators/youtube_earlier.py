"""The searches of the last 30 days, which can be opened again without spending anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from planner.creators.kept import LONGEST, Kept
from planner.creators.youtube_data import Query
from planner.creators.youtube_pieces import known_of, query_of
from planner.net.http import utc_now


@dataclass(frozen=True, slots=True)
class Earlier:
    """A search that is kept, and of how many creators something is."""

    query: Query
    """Asks for as much as is kept, so that opening it costs nothing."""
    fetched: datetime


@dataclass(frozen=True, slots=True)
class Stored:
    """What is kept of YouTube's answers on this computer."""

    searches: tuple[Earlier, ...]
    """The latest first."""
    channels: int
    oldest: datetime | None
    """When the oldest of it was fetched; None where nothing is kept."""

    @property
    def forgotten(self) -> datetime | None:
        """Return when the oldest of it is forgotten by itself."""
        return self.oldest + LONGEST if self.oldest else None


def stored(now: Callable[[], datetime] = utc_now) -> Stored:
    """Return what is kept; a search without any channel that is known yet is left out."""
    pieces = Kept(now).pieces()
    by_name = {piece.name: one for piece in pieces if (one := known_of(piece))}
    searches = []
    for piece in reversed(pieces):
        query = query_of(piece)
        known = [by_name[name] for name in piece.named if name in by_name]
        if query and known:
            videos = max(*(one.listed for one in known), 1)
            asked = replace(query, most=len(known), videos=videos)
            searches.append(Earlier(asked, piece.fetched))
    channels = sum(piece.channel is not None for piece in pieces)
    return Stored(tuple(searches), channels, pieces[0].fetched if pieces else None)
