"""What is known so far of a search and of each channel, as pieces that are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter

from planner.creators.kept import Kept, Piece
from planner.creators.youtube_data import Channel, Query, Video


@dataclass(frozen=True, slots=True)
class Searched:
    """The channels that a search named so far."""

    fetched: datetime
    """When its first page came."""
    ids: tuple[str, ...] = ()
    pages: int = 0
    tokens: tuple[str, ...] = ()
    """Of the pages asked for: YouTube may name one again, and then goes round in circles."""
    token: str | None = None
    """Of the next page; None after the last."""

    def with_page(self, ids: Iterable[str], token: str | None) -> Searched:
        """Return the search with one more page, each channel once."""
        tokens = (*self.tokens, self.token) if self.token else self.tokens
        return replace(
            self,
            ids=tuple(dict.fromkeys((*self.ids, *ids))),
            pages=self.pages + 1,
            tokens=tokens,
            token=None if token in tokens else token,
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a channel so far."""

    id: str
    fetched: datetime
    channel: Channel | None
    """Without its videos; None: YouTube has no such channel any more."""
    uploads: str | None = None
    """The list of its videos; None: it shows none."""
    listed: int = 0
    """How many recent videos were asked for."""
    videos: tuple[Video, ...] = ()
    """Newest first."""
    waiting: tuple[str, ...] = ()
    """Those of them whose figures have not come yet."""
    missing: int = 0
    """How many videos have no figures."""

    def with_list(self, videos: Iterable[Video] | None, asked: int) -> Known:
        """Return it with its newest videos; None: YouTube does not show the list."""
        if videos is None:
            return replace(self, uploads=None)
        told = {video.id: video for video in self.videos if video.id not in self.waiting}
        listed = {video.id: told.get(video.id, video) for video in videos}
        waiting = tuple(name for name in listed if name not in told)
        return replace(self, listed=asked, videos=tuple(listed.values()), waiting=waiting)

    def with_figures(self, asked: Iterable[str], figures: Mapping[str, Video]) -> Known:
        """Return it with figures of those of its videos that were asked for.

        A video without any was deleted or closed meanwhile, and is left out.
        """
        mine = set(asked).intersection(self.waiting)
        return replace(
            self,
            videos=tuple(
                _joined(video, figures[video.id]) if video.id in mine else video
                for video in self.videos
                if video.id not in mine or video.id in figures
            ),
            waiting=tuple(name for name in self.waiting if name not in mine),
            missing=self.missing + len(mine - figures.keys()),
        )

    def told(self, most: int) -> Channel | None:
        """Return the channel with its newest videos, at most `most`, as far as figures came."""
        recent = [video for video in self.videos[:most] if video.id not in self.waiting]
        return self.channel and replace(self.channel, recent=tuple(recent))

    def needs_list(self, most: int) -> bool:
        """Whether the list of its videos has to be asked for."""
        return self.channel is not None and self.uploads is not None and self.listed < most


_SEARCHED = TypeAdapter(Searched)
_KNOWN = TypeAdapter(Known)


def load_search(kept: Kept, query: Query, after: datetime | None) -> Searched | None:
    """Return what is kept of a search, if it was fetched after `after`."""
    piece = kept.get(_name(query))
    if piece is None or (after and piece.fetched <= after):
        return None
    try:
        return replace(_SEARCHED.validate_python(piece.content), ids=piece.named)
    except ValueError:
        return None


def save_search(kept: Kept, query: Query, searched: Searched) -> None:
    """Keep a search."""
    content = _SEARCHED.dump_python(replace(searched, ids=()), mode="json")
    kept.put(Piece(_name(query), searched.fetched, named=searched.ids, content=content))


def load_channel(kept: Kept, channel: str, after: datetime | None) -> Known | None:
    """Return what is kept of a channel, if it was fetched after `after`."""
    piece = kept.get(channel)
    return known_of(piece) if piece and not (after and piece.fetched <= after) else None


def known_of(piece: Piece) -> Known | None:
    """Return what a piece knows of its channel; None for another piece."""
    try:
        return _KNOWN.validate_python(piece.content)
    except ValueError:
        return None


def save_channel(kept: Kept, known: Known) -> None:
    """Keep what is known of a channel."""
    content = _KNOWN.dump_python(known, mode="json")
    kept.put(Piece(known.id, known.fetched, channel=known.id, content=content))


def query_of(piece: Piece) -> Query | None:
    """Return the query that a kept search is named after; None for another piece."""
    if piece.channel is not None:
        return None
    try:
        _, topic, language, region, by = json.loads(piece.name)
    except ValueError:
        return None
    return Query(topic, language, region, by=by)


def _name(query: Query) -> str:
    """Name a search: how much of it is wanted does not matter."""
    topic = " ".join(query.topic.split()).casefold()
    return json.dumps(["search", topic, query.language, query.region, query.by])


def _joined(listed: Video, figures: Video) -> Video:
    """Return a video with its title from the list and its figures."""
    published = figures.published or listed.published
    return replace(figures, title=listed.title, published=published)
