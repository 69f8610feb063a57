from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from planner.forecast import kept
from planner.forecast.engine import Result

RESULT = Result(np.zeros((1, 8)), {}, {}, (), 0.1, "borrowed")


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    kept.forget()
    monkeypatch.setattr(kept._held, "most", 3)
    yield
    kept.forget()


def held() -> list[str]:
    return [name for name in "abcde" if name in kept._held]


def test_what_is_kept_is_found_until_it_is_forgotten() -> None:
    assert kept.find("a") is None
    kept.keep("a", RESULT)
    assert kept.find("a") is RESULT
    kept.forget()
    assert kept.find("a") is None


def test_there_is_room_for_so_many_and_the_one_unused_for_longest_goes() -> None:
    for name in "abc":
        kept.keep(name, RESULT)
    kept.find("a")
    kept.keep("d", RESULT)
    assert held() == ["a", "c", "d"]
    kept.keep("e", RESULT)
    assert held() == ["a", "d", "e"]


def test_many_threads_at_once_are_no_trouble() -> None:
    def use(number: int) -> None:
        kept.keep(str(number % 7), RESULT)
        kept.find(str(number % 5))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(use, range(2000)))
    assert len(kept._held) == 3
