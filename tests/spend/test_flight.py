import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import PlanError
from planner.facts.table import load
from planner.model.plan import Plan
from planner.spend.carry_over import (
    at_opening,
    decay,
    in_words,
    left,
    longest,
    teaser_left,
    working,
)
from planner.spend.flight import (
    ONE_OFF,
    WEEK,
    Flight,
    flight,
    phase,
    region_flights,
    second_wave,
    spread,
)
from tests.plans import make_plan

FACTS = load()
CHANNELS = sorted(FACTS.table("channel_share"))
AS_OF = date(2026, 6, 1)  # of make_plan: a Monday
TODAY = date(2026, 6, 3)  # a Wednesday
RELEASE = date(2027, 3, 18)  # a Thursday
OPENING = date(2027, 3, 15)
amounts = st.decimals(0, 10**9, places=2)
days = st.integers(-60, 400).map(lambda count: AS_OF + timedelta(days=count))


def hiatus(first: date, last: date, **places: list[str]) -> dict[str, object]:
    return {"from": first, "to": last, **places}


def plan_of(region: Mapping[str, object] | None = None, **goals: object) -> Plan:
    return make_plan({"FR": region or {}}, goals=goals)


def by_week(found: Flight) -> dict[date, float]:
    return dict(zip(found.weeks, found.shares, strict=True))


@given(amounts, st.lists(st.floats(0.001, 1), min_size=1, max_size=12))
def test_weeks_add_up_to_the_amount_exactly(amount: Decimal, weights: list[float]) -> None:
    shares = [weight / sum(weights) for weight in weights]
    weeks = spread(amount, shares)
    assert sum(weeks) == amount
    assert min(weeks) >= 0
    assert all(
        abs(float(week) - float(amount) * share) < 2
        for week, share in zip(weeks, shares, strict=True)
    )


@given(amounts, st.lists(st.sampled_from([0.0, 0.2, 1.0]), min_size=1).filter(any))
def test_weeks_without_a_share_get_nothing(amount: Decimal, weights: list[float]) -> None:
    weeks = spread(amount, [weight / sum(weights) for weight in weights])
    assert sum(weeks) == amount
    assert not any(week for week, weight in zip(weeks, weights, strict=True) if not weight)


def test_cents_and_the_last_unit_go_by_largest_remainder() -> None:
    weeks = spread(Decimal("10.30"), [0.5, 0.27, 0.23])
    assert weeks == [Decimal(5), Decimal("3.30"), Decimal(2)]


def test_money_without_a_week_is_refused_with_what_to_do() -> None:
    with pytest.raises(PlanError, match=r"1,200\.00 of media has no week left.*goals\.hiatus"):
        spread(Decimal(1200), [0.0, 0.0])
    assert spread(Decimal(0), [0.0, 0.0]) == [Decimal(0), Decimal(0)]
    assert spread(Decimal(0), ()) == []


pauses = st.lists(
    st.tuples(
        st.integers(-90, 40),
        st.integers(0, 60),
        st.sampled_from([[], ["FR"]]),
        st.sampled_from([[], ["search"], ["search", "paid_social"]]),
    ),
    max_size=3,
)


@given(
    days,
    st.sampled_from(CHANNELS),
    st.sampled_from(["theatrical", "event", "festival only", "TVOD", "SVOD"]),
    pauses,
)
def test_money_runs_in_weeks_that_can_be_bought_alone(
    release: date,
    channel: str,
    kind: str,
    planned: list[tuple[int, int, list[str], list[str]]],
) -> None:
    off = [
        hiatus(
            release + timedelta(days=first),
            release + timedelta(days=first + length),
            regions=regions,
            channels=names,
        )
        for first, length, regions, names in planned
    ]
    found = flight(plan_of({"release": kind}, hiatus=off), "FR", channel, release, FACTS)
    assert len(found.weeks) == len(found.shares)
    if not found.weeks:
        assert off or (kind in ONE_OFF and release - timedelta(days=release.weekday()) <= AS_OF)
        return
    assert abs(sum(found.shares) - 1) < 1e-9
    assert found.start == found.weeks[0]
    assert found.start.weekday() == 0
    assert all(b - a == WEEK for a, b in zip(found.weeks, found.weeks[1:], strict=False))
    assert min(found.shares[0], found.shares[-1]) > 0
    for week, share in by_week(found).items():
        if share:
            assert week > AS_OF
            assert kind not in ONE_OFF or week <= release
            assert not any(
                release + timedelta(days=first) <= week + timedelta(days=6)
                and week <= release + timedelta(days=first + length)
                for first, length, _, names in planned
                if not names or channel in names
            )


@given(days, st.lists(st.sampled_from(CHANNELS), min_size=1, unique=True))
def test_a_regions_channels_begin_together_and_are_padded(release: date, names: list[str]) -> None:
    plan = plan_of()
    start, shares = region_flights(plan, "FR", names, release, FACTS)
    assert list(shares) == names
    assert len({len(own) for own in shares.values()}) == 1
    for name, own in shares.items():
        alone = by_week(flight(plan, "FR", name, release, FACTS))
        padded = {start + number * WEEK: share for number, share in enumerate(own)}
        assert {week: x for week, x in padded.items() if x} == {w: x for w, x in alone.items() if x}
    assert any(own[0] for own in shares.values())
    assert any(own[-1] for own in shares.values())


def test_a_channel_that_no_week_is_left_for_has_zeros_beside_the_others() -> None:
    off = hiatus(AS_OF, date(2028, 1, 1), channels=["search"])
    start, shares = region_flights(
        plan_of(hiatus=[off]), "FR", ["search", "paid_social"], RELEASE, FACTS
    )
    assert set(shares["search"]) == {0.0}
    assert sum(shares["paid_social"]) == pytest.approx(1)
    everything = plan_of(hiatus=[hiatus(AS_OF, date(2028, 1, 1))])
    assert region_flights(everything, "FR", ["search"], RELEASE, FACTS)[1] == {"search": ()}
    assert start < OPENING


def test_a_far_release_gets_its_channels_own_weeks() -> None:
    for channel in CHANNELS:
        own = {int(k): f.value for k, f in FACTS.table(f"flight_weight.{channel}").items()}
        assert sum(own.values()) == pytest.approx(1)
        found = by_week(flight(plan_of(), "FR", channel, RELEASE, FACTS))
        assert found == pytest.approx({OPENING + week * WEEK: x for week, x in own.items()})


def test_a_channel_without_a_pattern_runs_as_media_usually_does() -> None:
    usual = {int(k): f.value for k, f in FACTS.table("flight_weight").items()}
    found = by_week(flight(plan_of(), "FR", "radio", RELEASE, FACTS))
    assert found == pytest.approx({OPENING + week * WEEK: x for week, x in usual.items()})


def test_most_of_the_money_runs_before_the_release_as_studios_spend_it() -> None:
    mix = {name: fact.value for name, fact in FACTS.table("channel_share").items()}
    before = 0.0
    for channel, share in mix.items():
        weeks = by_week(flight(plan_of(), "FR", channel, RELEASE, FACTS))
        before += share * sum(x for week, x in weeks.items() if week < OPENING)
        before += share * weeks.get(OPENING, 0.0) / 2
    assert before == pytest.approx(FACTS.number("pre_release_share").value, abs=0.05)


def test_press_and_posters_come_early_and_search_around_the_opening() -> None:
    def middle(channel: str) -> float:
        found = by_week(flight(plan_of(), "FR", channel, RELEASE, FACTS))
        return sum(share * ((week - OPENING) / WEEK) for week, share in found.items())

    early = max(middle("press_events"), middle("out_of_home"), middle("cinema_trailers"))
    assert early < middle("paid_social") < middle("search")
    search = by_week(flight(plan_of(), "FR", "search", RELEASE, FACTS))
    assert max(search, key=lambda week: search[week]) == OPENING
    trailers = flight(plan_of(), "FR", "cinema_trailers", RELEASE, FACTS)
    assert max(trailers.weeks) < OPENING


def test_phases_follow_the_release() -> None:
    found = flight(plan_of(), "FR", "short_video", RELEASE, FACTS)
    phases = {week: phase(week, OPENING, FACTS) for week in found.weeks}
    assert phases[OPENING - 6 * WEEK] == phases[OPENING - 5 * WEEK] == "teaser"
    assert phases[OPENING - 4 * WEEK] == phases[OPENING - WEEK] == "pre-release"
    assert phases[OPENING] == "opening"
    assert phases[OPENING + WEEK] == phases[max(found.weeks)] == "second wave"


def test_a_hiatus_of_one_day_takes_its_week_and_the_others_get_its_money() -> None:
    sunday = OPENING - WEEK - timedelta(days=1)
    plain = by_week(flight(plan_of(), "FR", "paid_social", RELEASE, FACTS))
    paused = by_week(
        flight(plan_of(hiatus=[hiatus(sunday, sunday)]), "FR", "paid_social", RELEASE, FACTS)
    )
    gone = plain[OPENING - 2 * WEEK]
    assert paused[OPENING - 2 * WEEK] == 0.0
    assert paused[OPENING] == pytest.approx(plain[OPENING] / (1 - gone))


def test_a_hiatus_of_another_region_or_channel_changes_nothing() -> None:
    usual = flight(plan_of(), "FR", "search", RELEASE, FACTS)
    long = (AS_OF, date(2028, 1, 1))
    other = plan_of(hiatus=[hiatus(*long, channels=["ctv_tv"]), hiatus(*long, regions=["DE"])])
    assert flight(other, "FR", "search", RELEASE, FACTS) == usual


def test_a_hiatus_over_all_usual_weeks_leaves_the_nearest_one_before_them() -> None:
    off = hiatus(OPENING - 3 * WEEK, date(2028, 1, 1))
    found = flight(plan_of(hiatus=[off]), "FR", "search", RELEASE, FACTS)
    assert by_week(found) == {OPENING - 4 * WEEK: 1.0}


def test_an_event_has_no_second_wave_and_none_is_left_after_it() -> None:
    found = flight(plan_of({"release": "event"}), "FR", "short_video", RELEASE, FACTS)
    assert max(found.weeks) == OPENING
    past = flight(plan_of({"release": "event"}), "FR", "search", AS_OF + timedelta(days=2), FACTS)
    assert past.weeks == ()
    assert past.start == AS_OF + WEEK


def test_no_money_runs_after_the_rights_or_where_the_film_is_at_home_already() -> None:
    rights = {"holder": "X", "to": OPENING + timedelta(days=8)}
    found = flight(plan_of({"rights": rights}), "FR", "short_video", RELEASE, FACTS)
    assert max(found.weeks) == OPENING + WEEK
    plan = make_plan({"FR": {}, "HOME": {"release": "TVOD"}}, goals={"groups": {"HOME": ["FR"]}})
    soon = FACTS.with_overrides({"holdback.TVOD.FR": (0.25, "a test")})  # months: 8 days
    found = flight(plan, "FR", "short_video", RELEASE, soon)
    assert max(found.weeks) == OPENING + WEEK
    usual = flight(plan, "FR", "short_video", RELEASE, FACTS)
    assert max(usual.weeks) == OPENING + 3 * WEEK


def test_a_near_release_gets_all_its_money_in_the_weeks_that_are_left() -> None:
    found = flight(plan_of(), "FR", "paid_social", date(2026, 6, 19), FACTS)
    usual = FACTS.table("flight_weight.paid_social")
    assert found.start == date(2026, 6, 8)
    expected = usual["-1"].value / usual["0"].value
    assert found.shares[0] / found.shares[1] == pytest.approx(expected)


def test_a_film_that_has_left_gets_the_next_week_that_can_be_bought() -> None:
    found = flight(plan_of(), "FR", "paid_social", date(2026, 1, 9), FACTS)
    assert by_week(found) == {date(2026, 6, 8): 1.0}


def comp(drop: float) -> dict[str, object]:
    return {
        "title": f"Comp {drop}",
        "region": "FR",
        "admissions": 1000,
        "week_two_drop": drop,
        "source": "x",
    }


def test_where_people_tell_each_other_more_is_kept_for_the_second_week() -> None:
    def later(plan: Plan, code: str) -> float:
        found = flight(plan, code, "short_video", RELEASE, FACTS)
        pairs = zip(found.weeks, found.shares, strict=True)
        return sum(share for week, share in pairs if week > OPENING)

    plan = make_plan({"CN": {}, "FR": {}})
    assert second_wave(plan, "CN", FACTS)[1] == "second_wave.CN"
    assert later(plan, "CN") > 1.5 * later(plan, "FR")
    strong = make_plan({"FR": {}}, film={"comps": [comp(0.1), comp(0.3)]})
    weak = make_plan({"FR": {}}, film={"comps": [comp(0.2), comp(0.6)]})
    assert second_wave(strong, "FR", FACTS)[1] == "second_wave_strong"
    assert second_wave(weak, "FR", FACTS)[1] == "second_wave"
    assert later(strong, "FR") > later(weak, "FR")
    own = FACTS.with_overrides({"second_wave.FR": (0.0, "no second wave")})
    assert max(flight(strong, "FR", "short_video", RELEASE, own).weeks) == OPENING


def test_half_of_an_effect_is_left_after_the_half_life() -> None:
    half = FACTS.with_overrides({"carry_over.half_life": (2.0, "a test")})
    assert left(2, decay(half), longest(half)) == pytest.approx(0.5)
    assert left(longest(FACTS) + 1, decay(FACTS), longest(FACTS)) == 0.0
    assert 0.5 <= decay(FACTS) <= 0.7  # the range of practice


@given(
    st.lists(st.floats(0, 1e6), min_size=1, max_size=20), st.floats(0.05, 0.95), st.integers(0, 8)
)
def test_what_works_lies_between_this_weeks_money_and_all_that_ran(
    money: list[float], keep: float, lag: int
) -> None:
    found, total = working(money, keep, lag), sum(money) or 1.0
    for week, share in enumerate(found):
        assert money[week] / total - 1e-9 <= share <= sum(money[: week + 1]) / total + 1e-9
        carried = sum(
            x * keep ** (week - at) for at, x in enumerate(money[: week + 1]) if week - at <= lag
        )
        assert share == pytest.approx(carried / total)


def test_little_of_a_teaser_is_left_at_the_opening_and_more_of_what_ran_late() -> None:
    def money(channel: str) -> dict[date, float]:
        return by_week(flight(plan_of(), "FR", channel, RELEASE, FACTS))

    teaser = teaser_left(money("paid_social"), RELEASE, FACTS)
    assert teaser is not None
    assert decay(FACTS) ** 6 < teaser < decay(FACTS) ** 5
    assert teaser < at_opening(money("paid_social"), RELEASE, FACTS)
    assert at_opening(money("press_events"), RELEASE, FACTS) < at_opening(
        money("search"), RELEASE, FACTS
    )
    assert teaser_left(money("ctv_tv"), RELEASE, FACTS) is None
    told = in_words(money("ctv_tv"), RELEASE, FACTS)
    assert re.fullmatch(r"Of what ran up to the opening week \d\d % is still at work in it\.", told)
    assert f"of the teaser {100 * teaser:.0f} %." in in_words(money("paid_social"), RELEASE, FACTS)
    assert at_opening({OPENING: 5.0}, RELEASE, FACTS) == 1.0
    assert at_opening({OPENING + WEEK: 5.0}, RELEASE, FACTS) == 0.0
