"""What page Timing draws and lists, and how lists of regions are written and read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal, get_args

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import InputError
from planner.facts.table import load
from planner.model.sections import RegionTiming, Schedule, Timing
from planner.timing import critical
from planner.timing.compare import PARTS, Alternative
from planner.timing.observance import Kind, Observance
from planner.ui import (
    series_timing,
    timing,
    timing_critical,
    timing_lists,
    timing_rows,
    timing_texts,
    timing_words,
)
from tests.plans import make_plan

MONDAY = date(2027, 3, 1)
PLAN = make_plan(
    {"FR": {}, "CA-QC": {}, "DACH": {}}, goals={"groups": {"DACH": ["DE", "AT", "CH"]}}
)


def opening(**days: date | None) -> Timing:
    regions = {
        code: RegionTiming(date=day, set_by="suggested", earliest=MONDAY, latest=MONDAY)
        for code, day in days.items()
    }
    return Timing(regions=regions)


def weeks(region: str, *values: float, blocked: str = "") -> list[dict[str, object]]:
    return [
        {
            "region": region,
            "week": pd.Timestamp(MONDAY + timedelta(weeks=at)),
            "day": MONDAY + timedelta(weeks=at, days=3),
            "value": value,
            "demand": 0.97,
            "holidays": 1.0,
            "competition": 1.0,
            "lag": 0.92,
            "spill_over": 1.0,
            "blocked": blocked if at == 0 else "",
            "chosen": at == 1,
        }
        for at, value in enumerate(values)
    ]


def observed(
    kind: Literal["public", "school", "festival"], start: date, days: int = 1
) -> Observance:
    end = start + timedelta(days=days - 1)
    return Observance(
        "FR", start, end, f"A {kind} day", kind, estimated=False, source="a test", stale=False
    )


def test_a_region_is_graded_by_its_own_best_week_and_rows_go_by_date() -> None:
    plan = make_plan({"FR": {}, "MX": {}, "JP": {}})
    later = MONDAY + timedelta(days=10)
    plan = plan.model_copy(update={"timing": opening(FR=later, MX=MONDAY, JP=None)})
    rows = [*weeks("FR", 99, 100), *weeks("MX", 7, 10), *weeks("JP", 1, 2)]
    cells = series_timing.heat(pd.DataFrame(rows), plan, {})
    assert list(dict.fromkeys(cells["name"])) == ["Mexico", "France", "Japan"]
    low, _, _, _, best = timing_words.GRADES
    assert cells["grade"].tolist() == [low, best, best, best, low, best]
    assert cells["chosen"].tolist() == [True, False, False, True, False, False]


def test_what_is_blocked_is_no_best_week_and_says_why() -> None:
    plan = make_plan({"FR": {}}).model_copy(update={"timing": opening(FR=None)})
    rows = weeks("FR", 500, 100, blocked="Rights begin on 8 March 2027")
    cells = series_timing.heat(pd.DataFrame(rows), plan, {})
    assert cells["grade"].tolist() == [timing_words.SHUT, timing_words.GRADES[-1]]
    assert cells["stands"].tolist() == ["No: Rights begin on 8 March 2027", "Yes"]
    assert cells["opens"][0] == "Thu 4 Mar 2027, 2027 week 9"
    assert cells["worth"][0] == "500 admissions, 500% of its best possible week"


def test_a_cell_marks_days_off_and_names_a_few_days() -> None:
    plan = make_plan({"FR": {}}).model_copy(update={"timing": opening(FR=None)})
    days = [observed("public", MONDAY + timedelta(days=6)), observed("school", MONDAY, days=14)]
    cells = series_timing.heat(pd.DataFrame(weeks("FR", 1, 1, 1)), plan, {"FR": days})
    assert cells["holiday"].tolist() == [True, False, False]
    assert cells["kept"][0] == "A public day, A school day"
    assert cells["kept"][2] == "No holiday or event"


@pytest.mark.parametrize(
    ("factors", "told"),
    [
        ({"demand": 0.97, "lag": 0.92}, "season −3%, wait since the first opening −8%"),
        ({"holidays": 1.014, "spill_over": 1.2}, "holidays +1%, spill-over +20%"),
        ({"competition": 0.998}, "an average week, nothing for or against it"),
    ],
)
def test_factors_are_told_in_words(factors: Mapping[str, float], told: str) -> None:
    assert series_timing.made(dict.fromkeys(timing_words.FACTORS, 1.0) | dict(factors)) == told


@given(st.floats(0, 3))
def test_a_better_week_has_no_worse_grade(share: float) -> None:
    better = timing_words.GRADES.index(series_timing.grade(share + 0.01))
    assert better >= timing_words.GRADES.index(series_timing.grade(share))
    assert len(series_timing.STEPS) + 1 == len(timing_words.GRADES)


def other(kind: Literal["best", "blocked"], note: str = "", **parts: float) -> Alternative:
    full = dict.fromkeys(PARTS, 0.0) | parts
    return Alternative(MONDAY, 900, sum(full.values()), full, kind, note)


def test_a_change_is_told_by_its_parts_with_a_sign() -> None:
    found = series_timing.changes(other("best", demand=-1234, lag=45, holidays=0.2))
    assert found["part"].tolist() == ["Season", "Wait since first"]
    assert found["text"].tolist() == ["−1,200", "+45"]
    assert series_timing.changes(other("best")).empty
    assert set(timing_words.PARTS) == set(PARTS)


def test_what_stands_against_a_date_is_told_once() -> None:
    assert series_timing.against(other("best", "The team is full; The team is full")) == (
        "The team is full."
    )
    assert series_timing.against(other("best")) == "Nothing stands against it."
    told = series_timing.against(other("blocked", "Dub late", demand=940, gates=-940))
    assert told == "It would bring +940 if nothing forbade it. Dub late."


def test_beside_the_dates_stand_rivals_festivals_and_events_alone() -> None:
    days = [observed("public", MONDAY), observed("festival", MONDAY, days=3)]
    found = series_timing.beside({"FR": days}, PLAN)
    assert found.to_dict("records") == [
        {
            "name": "France",
            "kind": "Film festival",
            "what": "A festival day",
            "start": MONDAY,
            "end": MONDAY + timedelta(days=2),
        }
    ]


def test_a_calendar_writes_days_in_words_and_marks_what_is_not_sure() -> None:
    found = timing_rows.calendar([observed("public", MONDAY), observed("school", MONDAY, days=3)])
    assert found["Days"].tolist() == ["Mon 1 Mar 2027", "Mon 1 Mar 2027 to Wed 3 Mar 2027"]
    assert found["Kind"].tolist() == ["Public holiday", "School holidays"]


def test_every_kind_of_day_has_a_name() -> None:
    assert set(timing_texts.KINDS) == set(get_args(Kind))


@pytest.mark.parametrize(
    ("value", "bound", "told"),
    [(322_000, 322_000, "No other dates under these rules bring more"), (100, 103, "3% above")],
)
def test_the_bound_is_told_in_words(value: float, bound: float, told: str) -> None:
    assert told in timing.bound(Schedule(value=value, bound=bound))


@given(st.lists(st.sampled_from(["FR", "CA-QC", "DACH", "JP", "BA", "CI"]), unique=True))
def test_regions_read_as_they_were_written(codes: list[str]) -> None:
    written = timing_lists.written(codes)
    assert timing_lists.read(written, "x", PLAN.goals) == codes
    assert timing_lists.read(written.replace(";", ",").lower(), "x", PLAN.goals) == codes
    assert timing_lists.read(", ".join(codes), "x", PLAN.goals) == codes


@given(st.text(st.characters(exclude_categories=("L", "N")), min_size=1))
def test_a_text_without_a_name_is_refused_at_its_place_or_names_nothing(text: str) -> None:
    if not text.replace(",", " ").replace(";", " ").strip():
        assert timing_lists.read(text, "x", PLAN.goals) == []
        return
    with pytest.raises(InputError) as caught:
        timing_lists.read(text, "goals.rules.apart.0.regions", PLAN.goals)
    assert {one.field for one in caught.value.problems} == {"goals.rules.apart.0.regions"}


def test_each_unknown_word_is_named_with_what_to_do() -> None:
    with pytest.raises(InputError) as caught:
        timing_lists.read("France; Frnce, Narnia", "x", PLAN.goals)
    assert [one.value for one in caught.value.problems] == ["Frnce", "Narnia"]
    assert "Canada, QC" in str(caught.value.problems[0])


def test_what_is_late_stands_first_and_is_counted() -> None:
    plan = make_plan({"FR": {}, "JP": {}})
    soon, later = plan.as_of + timedelta(days=20), plan.as_of + timedelta(days=400)
    plan = plan.model_copy(update={"timing": opening(FR=soon, JP=later)})
    found = critical.dates(plan, load())
    told = timing_critical.sentence(found)
    late = sum(one.task.late for one in found)
    assert f"{len(found)} dates to keep. {late} are late already: these stand first. Next:" in told
    rows = timing_rows.critical(found, plan)
    assert rows["Room"].str.endswith("late").tolist() == [True] * late + [False] * (
        len(found) - late
    )
    assert set(rows["For"]) <= {"France", "Japan", "France, Japan", "Japan, France"}
