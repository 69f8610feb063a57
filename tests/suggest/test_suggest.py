"""The whole walk: what goes in, what comes out, and what a person decided stays."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from planner.audience.table import empty_table
from planner.errors import InputError, PlanError
from planner.model.plan import Plan
from planner.plan import edit
from planner.plan.parse import parse
from planner.plan.text import dump
from planner.review.money import booked
from planner.suggest import Inputs, Outcome, Progress, read_inputs, suggest
from tests.creators.sheets import offer
from tests.plans import AS_OF, make_plan

SHEET = (
    offer("Anna", 3000, 400_000),
    offer("Bruno", 2500, 300_000, platform="tiktok"),
    offer("Carla", 9000, 500_000, "MX"),
)
REGIONS: dict[str, dict[str, object]] = {"FR": {}, "MX": {}, "JP": {"pays": "partner"}}
BASE = make_plan(REGIONS)


def walk(plan: Plan, seed: int | None = None) -> Outcome:
    """Suggest without audience data: seasons come from the facts, nothing is fitted."""
    return suggest(plan, Inputs(empty_table(), SHEET, {}), seed=seed)


def cell(plan: Plan, code: str, channel: str) -> Decimal:
    assert plan.spend is not None
    return sum(plan.spend.regions[code].media.get(channel, []), Decimal(0))


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return walk(BASE)


def test_every_section_is_there_and_fits_the_others(outcome: Outcome) -> None:
    plan = outcome.plan
    assert plan.suggested
    assert plan.audience is not None
    assert plan.timing is not None
    assert plan.spend is not None
    assert plan.creators is not None
    assert plan.partners is not None
    for section in (plan.audience, plan.timing, plan.spend, plan.partners):
        assert list(section.regions) == list(plan.goals.regions)
    assert plan.creators.spent == plan.spend.creators
    assert booked(plan.spend) == plan.spend.total == plan.goals.budget.total


def test_inputs_are_not_touched(outcome: Outcome) -> None:
    assert outcome.plan.film == BASE.film
    assert outcome.plan.goals == BASE.goals
    assert outcome.plan.overrides == BASE.overrides
    assert not BASE.suggested


def test_the_plan_reloads_equal(outcome: Outcome) -> None:
    text = dump(outcome.plan)
    again = parse(text, "plan.yaml")
    assert again == outcome.plan
    assert dump(again) == text


def test_the_same_inputs_and_seed_give_the_same_bytes(outcome: Outcome) -> None:
    assert dump(walk(BASE).plan) == dump(outcome.plan)
    # Suggesting again on what was suggested changes nothing either: outputs are no inputs.
    assert dump(walk(outcome.plan).plan) == dump(outcome.plan)


def test_regions_in_another_order_get_the_same_plan(outcome: Outcome) -> None:
    turned = walk(make_plan(dict(reversed(REGIONS.items())))).plan
    assert turned.timing is not None
    assert outcome.plan.timing is not None
    assert turned.timing.regions == outcome.plan.timing.regions


def test_the_seed_is_recorded_and_used_again() -> None:
    first = walk(BASE, seed=7).plan
    assert first.provenance is not None
    assert first.provenance.seed == 7
    again = walk(first).plan.provenance
    assert again is not None
    assert again.seed == 7


def test_every_address_has_its_reason(outcome: Outcome) -> None:
    codes = list(BASE.goals.regions)
    wanted = {f"audience.{code}.potential" for code in codes}
    wanted |= {f"timing.{code}.date" for code in codes} | {f"spend.{code}" for code in codes}
    wanted |= {"spend.media", "creators", "spend.FR.search"}
    assert wanted <= outcome.reasons.keys()
    plan = outcome.plan
    assert plan.timing is not None
    for code in codes:
        assert outcome.reasons[f"timing.{code}.date"].value == plan.timing.regions[code].date
    for suggestion in outcome.reasons.values():
        assert suggestion.reasons
        assert suggestion.changes
        assert suggestion.sure


def test_every_decision_survives_and_shows(outcome: Outcome) -> None:
    before = outcome.plan
    plan = edit.with_override(before, "timing.MX.date", date(2027, 6, 17), why="A festival")
    plan = edit.with_override(plan, "spend.FR.search", Decimal("4321.50"))
    plan = edit.with_override(plan, "creators.Anna.chosen", value=False)
    plan = edit.with_override(plan, "creators.Carla.chosen", value=True)
    plan = edit.with_override(plan, "facts.lead_time.booking", Decimal(40))
    after = walk(walk(plan).plan).plan
    assert after.overrides == plan.overrides
    assert after.timing is not None
    assert after.timing.regions["MX"].date == date(2027, 6, 17)
    assert after.timing.regions["MX"].set_by == "override"
    booking = after.timing.regions["FR"].gates["booking"]
    assert (booking - AS_OF).days == 40 * 7
    assert cell(after, "FR", "search") == Decimal("4321.50")
    assert after.creators is not None
    assert "Anna" not in after.creators.chosen
    assert "Carla" in after.creators.chosen
    assert after.spend is not None
    assert booked(after.spend) == after.spend.total


def test_taking_decisions_back_restores_the_suggestion(outcome: Outcome) -> None:
    plan = edit.with_override(outcome.plan, "timing.MX.date", date(2027, 6, 17))
    back = edit.without_override(walk(plan).plan, "timing.MX.date")
    assert dump(walk(back).plan) == dump(outcome.plan)


def test_a_region_that_cannot_open_gets_no_date_no_media_and_a_warning() -> None:
    film = {"language_versions": [{"language": "es", "ready": "2028-01-01"}]}
    plan = walk(make_plan(REGIONS, film=film)).plan
    assert plan.timing is not None
    assert plan.spend is not None
    assert plan.creators is not None
    timing, spend = plan.timing.regions["MX"], plan.spend.regions["MX"]
    assert (timing.date, timing.set_by) == (None, "nobody")
    assert "Spanish subtitles" in timing.warnings[0]
    assert (spend.media, spend.fixed, spend.admissions) == ({}, {}, None)
    assert "Carla" not in plan.creators.chosen
    assert booked(plan.spend) == plan.spend.total
    assert plan.spend.regions["FR"].media


def test_progress_goes_from_the_audience_to_done() -> None:
    heard: list[Progress] = []
    suggest(BASE, Inputs(empty_table(), SHEET, {}), progress=heard.append)
    steps = list(dict.fromkeys(one.step for one in heard))
    assert steps == ["audience", "timing", "creators", "spend", "partners"]
    assert heard[-1].text == "Done"
    assert all(one.done <= one.total for one in heard)


def test_without_regions_there_is_nothing_to_suggest() -> None:
    with pytest.raises(PlanError, match=r"goals\.regions"):
        walk(make_plan({}))


def test_a_table_that_is_named_but_not_there_is_told(tmp_path: Path) -> None:
    plan = make_plan({"FR": {}}, goals={"audience": ["audience/fr.csv"]})
    with pytest.raises(InputError, match=r"audience/fr\.csv: does not exist"):
        read_inputs(plan, tmp_path)


def test_inputs_are_fingerprinted_by_their_path_from_the_plan(tmp_path: Path) -> None:
    (tmp_path / "audience").mkdir()
    (tmp_path / "audience" / "a.csv").write_text("region,date,value\nFR,2026-05-04,1\n", "utf-8")
    inputs = read_inputs(BASE, tmp_path)
    assert list(inputs.fingerprints) == ["audience/a.csv"]
    other = tmp_path / "b.csv"
    other.write_text("region,date,value\nMX,2026-05-04,1\n", encoding="utf-8")
    assert list(read_inputs(BASE, tmp_path, [other]).table["region"]) == ["MX"]


def test_money_and_people_of_a_group_and_of_a_part_of_a_country() -> None:
    goals = {"groups": {"DACH": ["DE", "AT", "CH"]}}
    start = make_plan({"DACH": {}, "CA-QC": {"languages": ["fr"]}}, goals=goals)
    plan = suggest(start, Inputs(empty_table(), (), {})).plan
    assert plan.timing is not None
    assert plan.spend is not None
    assert all(region.date for region in plan.timing.regions.values())
    assert {"de subtitles", "fr subtitles"} <= plan.spend.language_versions.keys()


@pytest.mark.parametrize(
    ("fact", "value"), [("elasticity.short", 0), ("price_level.FR", 0), ("week_one_share", 2)]
)
def test_a_fact_that_nothing_can_be_computed_with_is_named(fact: str, value: int) -> None:
    plan = edit.with_override(BASE, f"facts.{fact}", Decimal(value))
    with pytest.raises(PlanError, match=fact):
        walk(plan)


def best_week(found: Outcome) -> int:
    ahead = found.index.sort_values("mean")
    return pd.Timestamp(ahead["week"].iloc[-1]).date().isocalendar().week


def test_an_overridden_season_moves_what_is_borrowed() -> None:
    regions: dict[str, dict[str, object]] = {"FR": {}}
    usual = suggest(make_plan(regions), Inputs(empty_table(), (), {}))
    decided = make_plan(regions, overrides=[("facts.season.FR.20", 5.0)])
    assert best_week(suggest(decided, Inputs(empty_table(), (), {}))) == 20
    assert best_week(usual) != 20
