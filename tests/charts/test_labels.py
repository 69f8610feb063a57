"""Words in charts lie apart, wherever what they name lies."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.charts.labels import apart, lanes

places = st.lists(st.floats(-1e3, 1e3), max_size=8).map(sorted)
spans = st.lists(
    st.tuples(st.floats(0, 500), st.floats(1, 90)).map(lambda one: (one[0], one[0] + one[1])),
    max_size=30,
)


@given(places, st.floats(0.5, 40))
def test_places_end_up_apart_and_in_order(given_places: list[float], least: float) -> None:
    found = apart(given_places, least)
    assert len(found) == len(given_places)
    assert all(after - before >= least - 1e-6 for before, after in pairwise(found))


@given(places, st.floats(0.5, 40))
def test_places_move_around_their_own_middle(given_places: list[float], least: float) -> None:
    assert sum(apart(given_places, least)) == pytest.approx(sum(given_places), abs=1e-6)


def test_only_neighbours_that_are_too_close_move() -> None:
    assert apart([0.0, 40.0, 41.0], 14) == [0.0, 33.5, 47.5]
    assert apart([0.0, 50.0, 90.0], 14) == [0.0, 50.0, 90.0]


@given(spans, st.integers(1, 3), st.floats(0, 20))
def test_no_two_spans_of_a_lane_touch(
    given_spans: list[tuple[float, float]], count: int, gap: float
) -> None:
    found = lanes(given_spans, count, gap)
    for lane in range(count):
        held = sorted(span for span, at in zip(given_spans, found, strict=True) if at == lane)
        assert all(after[0] >= before[1] + gap for before, after in pairwise(held))


@given(spans)
def test_a_span_is_left_out_only_where_another_is_in_its_way(
    given_spans: list[tuple[float, float]],
) -> None:
    found = lanes(given_spans, 1, 5)
    held = [span for span, at in zip(given_spans, found, strict=True) if at == 0]
    for span, at in zip(given_spans, found, strict=True):
        if at is None:
            assert any(span[0] < high + 5 and span[1] + 5 > low for low, high in held)
