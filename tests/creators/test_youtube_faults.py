"""Searching YouTube while it fails: every fault ends in a right result or a plain message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.errors import NetError, Offline, RateLimited
from planner.net.google_errors import UsedUp
from planner.net.google_key import KeyNeeded
from tests.servers.base import Fault
from tests.servers.google import PROJECT
from tests.servers.youtube_faults import LASTING, PASSING
from tests.servers.youtube_rig import HEALTHY, PATHS, Rig, rig

TOLD: dict[str, tuple[type[NetError], str]] = {
    "too fast": (RateLimited, "Google asks to slow down with YouTube"),
    "too fast for long": (RateLimited, "in 60 minutes"),
    "the day's quota": (UsedUp, "quota of the day for YouTube is used up.*midnight Pacific"),
    "the day's quota as 429": (UsedUp, "quota of the day for YouTube is used up"),
    "switched off": (KeyNeeded, f"not switched on.*project={PROJECT}"),
    "not this API": (KeyNeeded, "may not be used for YouTube"),
    "not from here": (KeyNeeded, "may not be used from this computer"),
    "not this page": (KeyNeeded, "may not be used from this computer"),
    "comments off": (NetError, "refuses this to your YouTube key"),
    "500": (NetError, "could not answer for .* just now"),
    "half": (NetError, "incomplete or empty"),
    "empty": (NetError, "incomplete or empty"),
    "hotel": (Offline, "sign-in page of a network"),
    "closed": (Offline, "Check the connection"),
    "slow": (Offline, "Check the connection"),
}
"""What a person is told of each fault that lasts."""


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Rig]:
    with rig(monkeypatch, tmp_path) as made:
        yield made


def test_a_search_finds_what_is_there_and_counts_what_it_cost(here: Rig) -> None:
    found = here.find()
    here.check(found)
    assert len(found.channels) == 6
    assert here.told() == here.counted() == HEALTHY


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", PASSING)
def test_what_passes_is_tried_again(here: Rig, path: str, name: str) -> None:
    fault = PASSING[name]
    here.fail(fault, path)
    here.check(here.find())
    assert len(here.sent(path)) == {"playlistItems": 7}.get(path, 2)
    assert sum(here.counted()) == len(here.sent()) == sum(HEALTHY) + 1


@pytest.mark.parametrize("name", LASTING)
def test_what_lasts_is_told(here: Rig, name: str) -> None:
    fault, (error, words) = LASTING[name], TOLD[name]
    here.fail(fault, times=None)
    with pytest.raises(error, match=words) as told:
        here.find(tries=2)
    assert type(told.value) is error
    if error is UsedUp:
        assert here.left().searches == 0
    else:
        assert sum(here.counted()) == len(here.sent())


@pytest.mark.parametrize("path", PATHS[1:])
@pytest.mark.parametrize("name", LASTING)
def test_a_search_that_ends_on_the_way_goes_on_there_later(here: Rig, path: str, name: str) -> None:
    fault, (error, words) = LASTING[name], TOLD[name]
    after = 2 if path == "playlistItems" else 0
    here.fail(fault, path, times=None, after=after)
    if path == "channels":  # nothing to show yet
        with pytest.raises(error, match=words):
            here.find(tries=2)
    else:
        found = here.find(tries=2)
        assert not found.complete
        assert found.left
        assert found.left.searches == 0
        assert re.search(words, found.notes[0])
        assert "goes on from there" in found.notes[0]
    before = here.told()
    here.heal()
    here.next_day()
    here.check(here.find())
    assert (before[0] + here.told()[0], before[1] + here.told()[1]) == _healthy(fault)


def _healthy(fault: Fault) -> tuple[int, int]:
    """What a search costs in all where YouTube never got to count the faulty requests."""
    counted = fault.status is None and not fault.drop
    return (HEALTHY[0], HEALTHY[1] + 2 * counted)


def test_a_wrong_key_is_told_at_once_and_costs_nothing_at_google(here: Rig) -> None:
    here.youtube.keys = {"another"}
    with pytest.raises(KeyNeeded, match="mistyped, expired or deleted"):
        here.find()
    assert here.told() == (0, 0)
    assert len(here.sent()) == 1
