"""A small made-up YouTube: channels in several languages and countries, their videos, comments.

`made_world` is the same for the same seed, whatever the day; tests change what it holds.
"""

from __future__ import annotations

import base64
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

NEWEST = datetime(2026, 11, 1, tzinfo=UTC)
"""Nothing was published later."""
PLACES = {
    "es": ("MX", "ES", "AR", "US"),
    "de": ("DE", "AT", "CH"),
    "en": ("US", "GB", "IN"),
    "fr": ("FR", "CA"),
    "it": ("IT",),
    "ka": ("GE",),
    "ar": ("EG", "AE"),
}
TOPICS = {
    "street food": {"es": "comida callejera", "de": "Streetfood", "ar": "طعام الشارع"},
    "film reviews": {"es": "reseñas de cine", "de": "Filmkritik", "ka": "ფილმების მიმოხილვა"},
    "travel": {"es": "viajes", "de": "Reisen", "fr": "voyage", "it": "viaggi"},
    "comedy": {"es": "comedia", "de": "Komödie", "fr": "humour"},
    "gaming": {"es": "videojuegos", "de": "Spiele"},
    "family": {"es": "familia", "de": "Familie", "it": "famiglia"},
    "horror films": {"es": "cine de terror", "de": "Horrorfilme"},
    "cooking": {"es": "cocina", "de": "Kochen", "fr": "cuisine", "it": "cucina"},
}
"""What people make videos about, in English and in some languages."""
ODD_TITLES = (
    '=HYPERLINK("http://example.org","Free tickets")',
    "🍕🔥 Pizza & <b>Pasta</b> 👩‍🍳",
    "قناة الطعام \u202eabc\u202c",
    "Zero\u200bwidth\u200djoiner\ufeff",
    "A very long name " * 12,
    "Line\nbreak\tand tab",
    "@SUM(A1:A9)",
)
"""Names that are hard on tables, spreadsheets and pages."""


@dataclass(slots=True)
class MadeVideo:
    """A video; a count that is None is hidden or switched off."""

    id: str
    title: str
    published: datetime
    seconds: int = 600
    views: int = 1000
    likes: int | None = 50
    comments: int | None = 5
    language: str | None = None
    gone: bool = False
    """Deleted: still in lists, as happens for a while, but without figures."""


@dataclass(slots=True)
class MadeChannel:
    """A channel with its videos, newest first."""

    id: str
    title: str
    language: str = "en"
    country: str | None = None
    topic: str = ""
    subscribers: int = 1000
    hidden: bool = False
    """It hides how many subscribers it has."""
    videos: list[MadeVideo] = field(default_factory=list)
    gone: bool = False
    """Deleted or terminated: a search may still name it."""
    closed: bool = False
    """Its list of uploads is not found."""
    started: datetime = datetime(2018, 3, 1, tzinfo=UTC)

    @property
    def handle(self) -> str:
        """Its address on YouTube."""
        return f"@{self.id[2:10].lower()}"

    @property
    def uploads(self) -> str:
        """The id of the list of its videos."""
        return f"UU{self.id[2:]}"

    @property
    def words(self) -> str:
        """What a search looks through."""
        return f"{self.title} {self.topic} {TOPICS.get(self.topic, {}).get(self.language, '')}"


@dataclass(slots=True)
class World:
    """All channels, by id, in a fixed order."""

    channels: dict[str, MadeChannel] = field(default_factory=dict)

    def add(self, channel: MadeChannel) -> MadeChannel:
        """Add a channel and return it."""
        self.channels[channel.id] = channel
        return channel

    def videos(self) -> Iterator[tuple[MadeChannel, MadeVideo]]:
        """Give every video with its channel."""
        for channel in self.channels.values():
            for video in channel.videos:
                yield channel, video

    def video(self, name: str) -> tuple[MadeChannel, MadeVideo] | None:
        """Return a video that is still there, with its channel."""
        found = ((channel, video) for channel, video in self.videos() if video.id == name)
        return next((pair for pair in found if not pair[1].gone and not pair[0].gone), None)

    def with_list(self, playlist: str) -> MadeChannel | None:
        """Return the channel whose uploads a list holds, None where it is not found."""
        channel = self.channels.get(f"UC{playlist[2:]}") if playlist[:2] == "UU" else None
        return None if channel is None or channel.closed or channel.gone else channel


def made_id(kind: str, length: int, *what: object) -> str:
    """Return an id that looks like YouTube's: `kind`, then signs that hang on `what` alone."""
    digest = sha256(repr(what).encode()).digest()
    return kind + base64.urlsafe_b64encode(digest).decode()[:length]


def made_channel(seed: object, videos: int = 12, *, topic: str = "street food") -> MadeChannel:
    """Return a channel with so many videos, made by chance from `seed`."""
    chance = random.Random(repr(seed))  # noqa: S311  # made up
    language = chance.choice(sorted(PLACES))
    name = TOPICS[topic].get(language, topic) if topic in TOPICS else topic
    title = f"{name.capitalize()} {chance.choice(('Club', 'TV', 'con Ana', '24', 'Total', 'Hub'))}"
    channel = MadeChannel(
        made_id("UC", 22, seed),
        f"{title} {chance.randrange(1000)}",
        language,
        chance.choice((*PLACES[language], None)),
        topic,
        subscribers=_rounded(chance.lognormvariate(10.5, 1.6)),
        started=datetime(2012, 1, 1, tzinfo=UTC) + timedelta(days=chance.randrange(4000)),
    )
    channel.videos = [_made_video(chance, channel, number) for number in range(videos)]
    return channel


def made_world(seed: int = 1, channels: int = 160) -> World:
    """Return a world of so many channels; a few of them are odd."""
    chance = random.Random(seed)  # noqa: S311  # made up
    world = World()
    topics = sorted(TOPICS)
    for number in range(channels):
        topic = topics[number % len(topics)]
        videos = chance.choice((3, 8, 15, 30, 60))
        channel = world.add(made_channel((seed, number), videos, topic=topic))
        channel.hidden = number % 23 == 5
        channel.closed = number % 37 == 6
        channel.gone = number % 29 == 7
        if number % 31 == 8:
            channel.videos = []
        if number % 17 == 3:
            channel.title = ODD_TITLES[number // 17 % len(ODD_TITLES)]
    return world


def _made_video(chance: random.Random, channel: MadeChannel, number: int) -> MadeVideo:
    views = int(channel.subscribers * chance.lognormvariate(-1.2, 1.0))
    return MadeVideo(
        made_id("", 11, channel.id, number),
        f"{channel.words[:60].strip()} #{number + 1}",
        NEWEST - timedelta(days=7 * number + chance.randrange(7), hours=chance.randrange(24)),
        chance.randrange(20, 2400),
        views,
        None if chance.random() < 0.1 else views // 25,
        None if chance.random() < 0.1 else views // 300,
        channel.language,
    )


def _rounded(count: float) -> int:
    """YouTube tells subscribers with three digits."""
    step = int("1".ljust(len(str(int(count))) - 2, "0"))
    return int(count) // step * step
