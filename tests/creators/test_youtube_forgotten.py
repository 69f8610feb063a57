"""What YouTube told is forgotten after 30 days, and on request: end to end, by a moved clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from planner.creators.kept import SUFFIX, forget, kept_dir
from planner.creators.youtube import cost, recall
from tests.servers.youtube_rig import HEALTHY, NOON, QUERY, Rig, rig


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Rig]:
    with rig(monkeypatch, tmp_path) as made:
        yield made


def test_nothing_is_asked_twice_in_30_days_and_all_is_forgotten_then(here: Rig) -> None:
    here.find()
    assert cost(QUERY, now=here.now).nothing
    here.moment += timedelta(days=30) - timedelta(seconds=1)
    here.check(here.find())
    assert len(here.sent()) == sum(HEALTHY)
    here.moment += timedelta(seconds=1)
    assert not cost(QUERY, now=here.now).nothing
    assert recall(QUERY, now=here.now) is None
    assert list(kept_dir().glob(f"*{SUFFIX}")) == []
    titles = [channel.title for channel in here.youtube.world.channels.values()]
    left = b"".join(path.read_bytes() for path in here.home.rglob("*") if path.is_file())
    assert not [title for title in titles if title.encode() in left]
    here.check(here.find())
    assert len(here.sent()) == 2 * sum(HEALTHY)


def test_what_is_renewed_is_kept_for_30_days_anew(here: Rig) -> None:
    here.find()
    here.moment += timedelta(days=29)
    channel = next(iter(here.youtube.world.channels.values()))
    channel.subscribers += 1000
    here.check(here.find(renew=True))
    here.moment = NOON + timedelta(days=40)
    here.check(here.find())
    assert len(here.sent()) == 2 * sum(HEALTHY)


def test_who_asks_to_forget_is_obeyed(here: Rig) -> None:
    here.find()
    assert forget(now=here.now) > 0
    assert list(kept_dir().glob(f"*{SUFFIX}")) == []
    here.check(here.find())
    assert len(here.sent()) == 2 * sum(HEALTHY)
    assert here.counted() == here.told(), "forgetting gives no quota back"


def test_a_channel_that_is_forgotten_stands_nowhere(here: Rig) -> None:
    found = here.find()
    gone = found.channels[0]
    assert forget(gone.id, now=here.now) == 2  # the channel, and the search that named it
    kept = b"".join(path.read_bytes() for path in kept_dir().rglob("*") if path.is_file())
    for text in (gone.id, gone.title, gone.recent[0].id, gone.link):
        assert text.encode() not in kept
    assert found.channels[1].id.encode() in kept
