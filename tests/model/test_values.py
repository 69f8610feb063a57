"""What each kind of value takes and refuses."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from planner.model.base import Day, Moment, Money, Part, Range, Slug
from planner.model.goals import Goals, Partner, RelativePath, Rights, Window
from planner.model.overrides import Override, cells, creators, dates, facts


def made(kind: Any, value: object) -> object:  # noqa: ANN401  # an annotated type has no type
    made: object = TypeAdapter(kind).validate_python(value)
    return made


@pytest.mark.parametrize("value", ["2027-03-12", date(2027, 3, 12)])
def test_day_takes_dates(value: object) -> None:
    assert made(Day, value) == date(2027, 3, 12)


@pytest.mark.parametrize(
    "value", [0, 86400, "86400", "20270312", "2027-02-30", "9999-12-31", "1066-10-14", "", True]
)
def test_day_refuses_what_is_no_day(value: object) -> None:
    with pytest.raises(ValidationError):
        made(Day, value)


@pytest.mark.parametrize(
    "value",
    [
        "2027-03-12T10:00:00Z",
        "2027-03-12T10:00:00",
        "2027-03-12T12:00:00.9+02:00",
        datetime(2027, 3, 12, 11, tzinfo=timezone(timedelta(hours=1))),
    ],
)
def test_moment_is_whole_seconds_of_utc(value: object) -> None:
    moment = made(Moment, value)
    assert isinstance(moment, datetime)
    assert moment == datetime(2027, 3, 12, 10, tzinfo=UTC)
    assert moment.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "value", [5, "5", "9999-12-31T23:59:59-01:00", "0001-01-01T00:00:00+01:00"]
)
def test_moment_refuses_what_is_none(value: object) -> None:
    with pytest.raises(ValidationError):
        made(Moment, value)


@pytest.mark.parametrize(
    ("value", "amount"),
    [(12500, "12500.00"), (0.1, "0.10"), ("12.5", "12.50"), (Decimal("1E+3"), "1000.00")],
)
def test_money_is_exact_to_the_cent(value: object, amount: str) -> None:
    assert str(made(Money, value)) == amount


@pytest.mark.parametrize(
    "value", [-1, "0.001", 1e-7, "1e13", "1e999", float("nan"), float("inf"), "Infinity", True, "x"]
)
def test_money_refuses_what_is_no_amount(value: object) -> None:
    with pytest.raises(ValidationError):
        made(Money, value)


def test_slug_is_one_folder_everywhere() -> None:
    assert made(Slug, "walnut-winter-2") == "walnut-winter-2"
    for value in (
        "../x",
        "/x",
        "a/b",
        "a\\b",
        "..",
        "",
        "CON",
        "con",
        "lpt1",
        "é",
        "a\n",
        "a" * 64,
    ):
        with pytest.raises(ValidationError):
            made(Slug, value)


@pytest.mark.parametrize("value", ["/etc/x", "../x", "a/../../x", "~/x", "C:\\x", "a\\..\\x"])
def test_paths_stay_inside_the_campaign(value: str) -> None:
    with pytest.raises(ValidationError, match="inside the campaign"):
        made(RelativePath, value)


def test_window_is_in_order() -> None:
    with pytest.raises(ValidationError, match="ends before it starts"):
        Window.model_validate({"from": "2027-02-01", "to": "2027-01-31"})


OVERRIDES = [
    Override(at="timing.MX.date", value=date(2027, 3, 12)),
    Override(at="spend.MX.paid_social", value=Decimal(1000)),
    Override(at="creators.Dr. K.chosen", value=False),
    Override(at="facts.lead_time.dub", value=Decimal("6.5"), why="our studio"),
]


def test_each_reader_takes_its_own_overrides() -> None:
    assert dates(OVERRIDES) == {"MX": date(2027, 3, 12)}
    assert cells(OVERRIDES) == {("MX", "paid_social"): Decimal(1000)}
    assert creators(OVERRIDES) == {"Dr. K": False}
    assert facts(OVERRIDES) == {"lead_time.dub": (6.5, "our studio")}


@pytest.mark.parametrize(
    ("at", "value"),
    [
        ("timing", "2027-03-12"),
        ("timing.MX", "2027-03-12"),
        ("timing.MX.day", "2027-03-12"),
        ("timing.MX.date", 5),
        ("timing.MX.date", "9999-12-31"),
        ("spend.MX", 5),
        ("spend.MX.search", True),
        ("spend.MX.search", -1),
        ("spend.MX.search", "2027-03-12"),
        ("creators.K.chosen", 1),
        ("facts", 1),
        ("facts.x", False),
        ("facts.x", float("nan")),
        ("facts.x", float("inf")),
        ("facts.x", Decimal("1e30")),
        ("facts.x", Decimal("1e-30")),
        ("goals.budget.total", 5),
        ("", 5),
    ],
)
def test_override_refuses_what_does_not_fit(at: str, value: object) -> None:
    with pytest.raises(ValidationError):
        Override.model_validate({"at": at, "value": value})


@pytest.mark.parametrize(
    ("part", "data", "told"),
    [
        (Range, {"low": 2, "base": 1, "high": 3}, "must rise"),
        (
            Rights,
            {"holder": "A", "from": "2027-02-01", "to": "2027-01-01"},
            "end before they start",
        ),
        (Partner, {"name": "A", "time_zone": "Paris"}, "no time zone"),
    ],
)
def test_what_contradicts_itself_is_refused(
    part: type[Part], data: dict[str, object], told: str
) -> None:
    with pytest.raises(ValidationError, match=told):
        part.model_validate(data)


@pytest.mark.parametrize("members", [[], ["DE", "AT", "DE"]])
def test_a_group_has_members_each_once(members: list[str]) -> None:
    window = {"from": "2027-03-01", "to": "2027-09-30"}
    with pytest.raises(ValidationError, match="groups"):
        Goals.model_validate({"budget": {"total": 1}, "window": window, "groups": {"X": members}})
