from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import Cancelled
from planner.net.answer import spoken
from planner.net.pace import FIRST_WAIT, LONGEST_WAIT, Pace, backoff, retry_after
from tests.net.conftest import Clock

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@given(st.text() | st.from_regex(r"\A\s*\d{1,20}\s*\Z"))
def test_any_text_is_a_wait_or_none(text: str) -> None:
    wait = retry_after(text, NOW)
    assert wait is None or wait >= 0


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Mon, 02 Mar 2026 12:01:30 GMT", 90.0),
        ("Mon, 02 Mar 2026 11:00:00 GMT", 0.0),
        ("Mon, 02 Mar 2026 13:01:30 +0100", 90.0),
        (None, None),
        ("a minute", None),
    ],
)
def test_a_wait_is_read_in_both_forms(text: str | None, wait: float | None) -> None:
    assert retry_after(text, NOW) == wait


@given(st.integers(1, 1000))
def test_waits_double_up_to_the_longest(tries: int) -> None:
    wait = backoff(tries)
    assert FIRST_WAIT / 2 <= wait <= LONGEST_WAIT
    if tries <= 5:
        assert wait <= FIRST_WAIT * 2 ** (tries - 1)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "1 second"),
        (40, "40 seconds"),
        (60, "60 seconds"),
        (61, "2 minutes"),
        (900, "15 minutes"),
        (3601, "2 hours"),
    ],
)
def test_a_wait_is_spoken(seconds: float, words: str) -> None:
    assert spoken(seconds) == words


def test_a_wait_is_cut_short(clock: Clock) -> None:
    pace = Pace(1.0, clock.sleep, clock, lambda: clock.total >= 2)
    with pytest.raises(Cancelled):
        pace.wait(100)
    assert clock.total == pytest.approx(2)
    with pytest.raises(Cancelled):
        pace.turn("example.org")
