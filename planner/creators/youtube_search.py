"""One search on YouTube on its way: what it asks for next, and what it has found so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from planner.audience.words import counted
from planner.creators.kept import Kept
from planner.creators.youtube_ask import AT_ONCE, YouTube, relevance_language
from planner.creators.youtube_cost import pages_left, still
from planner.creators.youtube_data import Channel, Cost, Found, Query
from planner.creators.youtube_pieces import (
    Known,
    Searched,
    load_channel,
    load_search,
    save_channel,
    save_search,
)
from planner.errors import NetError
from planner.facts.table import Facts
from planner.net.google_errors import UsedUp
from planner.net.pace import Progress


@dataclass(slots=True)
class Search:
    """One search on its way."""

    query: Query
    youtube: YouTube
    facts: Facts
    kept: Kept
    progress: Progress
    now: Callable[[], datetime]
    renew: bool = field(kw_only=True)
    searched: Searched = field(init=False)
    known: dict[str, Known] = field(init=False, default_factory=dict)
    _after: datetime | None = field(init=False)
    _total: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        """Begin with what is kept."""
        self._after = self.now() if self.renew else None
        self.searched = load_search(self.kept, self.query, self._after) or Searched(self.now())
        self._recall()
        self._total = self._to_do()

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the channels that it is about, in YouTube's order."""
        return self.searched.ids[: self.query.most]

    def channels(self) -> tuple[Channel, ...]:
        """Return the channels that are known so far."""
        told = (self.known[name].told(self.query.videos) for name in self.ids if name in self.known)
        return tuple(channel for channel in told if channel)

    def run(self) -> UsedUp | None:
        """Ask for what is not known yet, and keep each answer.

        Without searches left, those who were named before are read all the same; returns why.
        """
        ended: UsedUp | None = None
        try:
            self._look()
        except UsedUp as error:
            if not self.ids:
                raise
            ended = error
        self._describe()
        self._count()
        self.progress(1, 1, "")
        return ended

    def left(self) -> Cost:
        """Return what is still to be paid at most."""
        return still(
            self.query, self.searched, [self.known.get(name) for name in self.ids], self.facts
        )

    def found(self, stopped: NetError | None) -> Found:
        """Return what is known; `stopped` is why it went no further."""
        channels = self.channels()
        fetched = min([self.searched.fetched, *(channel.fetched for channel in channels)])
        notes, left = tuple(self._notes(stopped)), self.left()
        complete = left.nothing and not stopped
        return Found(self.query, channels, fetched, notes, None if complete else left)

    def _look(self) -> None:
        """Search, page by page, until enough creators are named."""
        while pages_left(self.query, self.searched, self.facts):
            self._tell(f"Searching YouTube: {len(self.searched.ids)} creators so far")
            page, token = self.youtube.search(self.query, self.searched.token)
            self.searched = self.searched.with_page(page, token)
            save_search(self.kept, self.query, self.searched)
            self._recall()

    def _describe(self) -> None:
        """Ask for the channels that are not known yet."""
        for batch in _batches([name for name in self.ids if name not in self.known]):
            self._tell(f"Reading {len(batch)} channels")
            for known in self.youtube.channels(batch).values():
                self._learn(known)

    def _count(self) -> None:
        """Ask for each channel's videos, and for figures as soon as a request is full of them.

        So a quota that ends leaves whole channels.
        """
        for number, name in enumerate(self.ids, 1):
            known = self.known[name]
            if known.needs_list(self.query.videos):
                self._tell(f"Recent videos of creator {number} of {len(self.ids)}")
                videos = self.youtube.uploads(known, self.query.videos)
                self._learn(known.with_list(videos, self.query.videos))
            self._figures(AT_ONCE)
        self._figures(1)

    def _figures(self, least: int) -> None:
        """Ask for figures of videos as long as at least so many wait for them."""
        while len(waiting := self._all_waiting()) >= least:
            batch = waiting[:AT_ONCE]
            self._tell(f"Figures of {len(batch)} videos")
            figures = self.youtube.figures(batch)
            for name in self.ids:
                if set(batch).intersection(self._waiting(name)):
                    self._learn(self.known[name].with_figures(batch, figures))

    def _all_waiting(self) -> list[str]:
        """Return the videos whose figures are missing, each once."""
        return list(dict.fromkeys(video for name in self.ids for video in self._waiting(name)))

    def _waiting(self, name: str) -> tuple[str, ...]:
        return self.known[name].waiting if name in self.known else ()

    def _learn(self, known: Known) -> None:
        self.known[known.id] = known
        save_channel(self.kept, known)

    def _recall(self) -> None:
        """Take up what is kept of the channels that the search named."""
        for name in self.ids:
            kept = load_channel(self.kept, name, self._after) if name not in self.known else None
            if kept:
                self.known[name] = kept

    def _to_do(self) -> int:
        left = self.left()
        return left.searches + left.units

    def _tell(self, what: str) -> None:
        self.progress(self._total - min(self._to_do(), self._total), max(self._total, 1), what)

    def _notes(self, stopped: NetError | None) -> Iterator[str]:
        if stopped:
            yield f"{stopped} What came so far is kept: the same search goes on from there."
        if len(self.ids) < self.query.most and not (stopped or self.left().searches):
            pages = counted(self.searched.pages, "page", "pages")
            yield f"YouTube named {len(self.ids)} creators on {pages} of results, and not more."
        if self.query.language and not relevance_language(self.query.language):
            yield f"YouTube's search takes no language {self.query.language}: it was left out."
        yield from _left_out([self.known[name] for name in self.ids if name in self.known])
        if self.youtube.note:
            yield self.youtube.note


def _left_out(known: Sequence[Known]) -> Iterator[str]:
    told = {
        "Channels that do not exist any more, left out": sum(one.channel is None for one in known),
        "Channels that show no list of their videos, so that there are no averages": sum(
            one.channel is not None and one.uploads is None for one in known
        ),
        "Videos that were deleted or closed meanwhile, left out": sum(one.missing for one in known),
    }
    yield from (f"{what}: {count:,}." for what, count in told.items() if count)


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(ids), AT_ONCE):
        yield ids[at : at + AT_ONCE]
