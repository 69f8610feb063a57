"""Small schedules, and the best of each by trying all dates."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import product

from hypothesis import strategies as st

from planner.timing.calendar import monday
from planner.timing.limits import After, Closed, Limit, Same, Spread
from planner.timing.problem import Problem, evaluate

START = date(2027, 3, 1)
CODES = ("DE", "FR", "JP", "MX")


def day_of(week: int, weekday: int = 3) -> date:
    return START + timedelta(weeks=week, days=weekday)


def kept(limit: Limit, days: Mapping[str, date]) -> bool:
    """Whether dates keep a limit, told from its meaning and not from its rows."""
    weeks = {code: monday(day) for code, day in days.items()}
    if isinstance(limit, After):
        if not {limit.first, limit.then} <= days.keys():
            return True
        place = weeks if limit.by_week else days
        gap = (place[limit.then] - place[limit.first]).days
        return (limit.at_least is None or gap >= limit.at_least) and (
            limit.at_most is None or gap <= limit.at_most
        )
    if isinstance(limit, Same):
        both = {limit.one, limit.other} <= days.keys()
        return not both or weeks[limit.one] == weeks[limit.other]
    if isinstance(limit, Closed):
        return not any(
            limit.start <= days[code] <= limit.end for code in limit.regions if code in days
        )
    assert isinstance(limit, Spread)
    own = [weeks[code] for code in limit.regions if code in weeks]
    spans = [[w for w in own if 0 <= (w - start).days < 7 * limit.weeks] for start in own]
    return all(len(span) <= limit.most for span in spans)


def every(problem: Problem, *, all_dated: bool = True) -> Iterator[tuple[dict[str, date], float]]:
    """Yield all dates that keep every limit, with what they are worth."""
    none: list[date | None] = [] if all_dated else [None]
    choices = [
        [*days, *([] if code in problem.fixed else none)] for code, days in problem.values.items()
    ]
    for taken in product(*choices):
        days = {code: day for code, day in zip(problem.values, taken, strict=True) if day}
        if all(kept(limit, days) for limit in problem.limits):
            yield days, sum(part.whole for part in evaluate(problem, days).values())


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to four regions with up to five weeks each, under any limits, with or without lag."""
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=4, unique=True))
    values = {code: draw(_values()) for code in codes}
    pairs = st.tuples(st.sampled_from(codes), st.sampled_from(codes)).filter(lambda p: p[0] != p[1])
    kinds = [_closed(codes), _spread(codes)]
    kinds += [_after(pairs), _same(pairs)] if len(codes) > 1 else []
    limits = draw(st.lists(st.one_of(kinds), max_size=4))
    sources = {code: tuple(other for other in codes if other != code)[:3] for code in codes}
    return Problem(
        values,
        frozenset(),
        tuple(limits),
        draw(st.sampled_from([0.0, 0.031, 0.3])),
        sources,
        draw(st.sampled_from([0.0, 0.1, 0.5])),
        (1.0, 0.5),
    )


def _values() -> st.SearchStrategy[dict[date, float]]:
    days = st.builds(day_of, st.integers(0, 6), st.integers(2, 4))
    one_a_week = st.lists(days, min_size=1, max_size=5, unique_by=monday)
    worth = st.integers(0, 1000).map(float)
    return one_a_week.flatmap(
        lambda chosen: st.fixed_dictionaries(dict.fromkeys(sorted(chosen), worth))
    )


def _closed(codes: list[str]) -> st.SearchStrategy[Limit]:
    return st.builds(
        lambda code, week, length: Closed((code,), day_of(week), day_of(week + length), "c", "r"),
        st.sampled_from(codes),
        st.integers(0, 6),
        st.integers(0, 2),
    )


def _spread(codes: list[str]) -> st.SearchStrategy[Limit]:
    return st.builds(
        lambda weeks, most: Spread(tuple(codes), weeks, most, "s", "r"),
        st.integers(1, 3),
        st.integers(1, 2),
    )


def _after(pairs: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[Limit]:
    return st.builds(
        lambda pair, least, most, by_week: After(pair[0], pair[1], least, most, by_week, "a", "r"),
        pairs,
        st.none() | st.integers(0, 21),
        st.none() | st.integers(0, 28),
        st.booleans(),
    )


def _same(pairs: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[Limit]:
    return pairs.map(lambda pair: Same(*pair, "t", "r"))
