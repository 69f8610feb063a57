from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given

from planner.audience.table import empty_table
from planner.model.plan import Plan
from planner.plan import edit, store
from planner.review.beside import read_beside
from planner.review.check import Check
from planner.review.checks import checks
from planner.review.money import booked
from planner.review.status_state import KIND, PART, covers_of
from planner.suggest import Inputs, suggest
from planner.timing.signing import Said, Signature, write
from tests.plan.samples import PLANS, golden
from tests.plans import make_plan

START = make_plan({"FR": {}, "GB": {}})


@pytest.fixture(scope="module")
def plan() -> Plan:
    return suggest(START, Inputs(empty_table(), (), {})).plan


def of(plan: Plan, title: str) -> Check:
    found = [check for check in checks(plan) if check.title == title]
    assert len(found) == 1
    return found[0]


def with_spend(plan: Plan, **changes: object) -> Plan:
    assert plan.spend is not None
    return plan.model_copy(update={"spend": plan.spend.model_copy(update=changes)})


def test_nothing_suggested_yet_is_all_there_is_to_say() -> None:
    assert [one.title for one in checks(START) if one.status != "PASS"] == ["Suggestion"]


def test_a_fresh_suggestion_adds_up_and_holds(plan: Plan) -> None:
    assert of(plan, "Sum of the budget").status == "PASS"
    assert of(plan, "Dates").status == "PASS"
    assert not [check for check in checks(plan) if check.status == "FAIL"]


def test_a_line_that_was_changed_by_hand_fails(plan: Plan) -> None:
    assert plan.spend is not None
    spoiled = with_spend(plan, contingency=plan.spend.contingency + Decimal("0.01"))
    check = of(spoiled, "Sum of the budget")
    assert check.status == "FAIL"
    assert checks(spoiled)[0] == check  # the worst stands first
    assert booked(plan.spend) == plan.spend.total


def test_a_week_that_was_changed_by_hand_fails_in_its_region(plan: Plan) -> None:
    assert plan.spend is not None
    region = plan.spend.regions["FR"]
    name, weeks = next(iter(region.media.items()))
    media = region.media | {name: [weeks[0] + 1, *weeks[1:]]}
    regions = plan.spend.regions | {"FR": region.model_copy(update={"media": media})}
    assert of(with_spend(plan, regions=regions), "Media in France").status == "FAIL"


def test_another_budget_than_the_table_was_made_for_is_told(plan: Plan) -> None:
    check = of(edit.replace(plan, {"goals.budget.total": 500_000}), "Sum of the budget")
    assert check.status == "REVIEW"
    assert "500,000.00" in check.message


def test_an_assumed_potential_is_told_with_its_region(plan: Plan) -> None:
    check = of(plan, "Potential")
    assert check.status == "REVIEW"
    assert "United Kingdom" in check.message
    assert "France" not in check.message


def test_a_date_that_cannot_hold_is_told(plan: Plan) -> None:
    late = edit.replace(
        plan, {"film.language_versions": [{"language": "fr", "ready": "2029-01-01"}]}
    )
    found = suggest(late, Inputs(empty_table(), (), {})).plan
    assert of(found, "Date in France").status == "FAIL"


def test_creators_beyond_their_budget_fail(plan: Plan) -> None:
    assert plan.creators is not None
    dear = plan.creators.model_copy(update={"spent": plan.creators.budget + 1})
    spoiled = plan.model_copy(update={"creators": dear})
    assert of(spoiled, "Budget for creators").status == "FAIL"


def test_a_decision_that_changes_nothing_is_told() -> None:
    late: dict[str, object] = {"rights": {"holder": "A", "from": "2029-01-01"}}
    decided = [("spend.FR.search", 500.0), ("creators.Nobody.chosen", True)]
    plan = make_plan({"FR": late, "GB": {}}, overrides=decided)
    check = of(suggest(plan, Inputs(empty_table(), (), {})).plan, "Effect of decisions")
    assert check.status == "REVIEW"
    assert "Search in France and Nobody" in check.message


@pytest.mark.parametrize(
    ("regions", "why"),
    [
        ({"FR": {"rights": {"holder": "A", "from": "2029-01-01"}}}, "no region opens"),
        ({"FR": {"pays": "partner"}}, "partners pay for the media"),
        ({"FR": {"cap": 1000}, "GB": {"pays": "partner"}}, "a cap, a limit, or an amount"),
    ],
)
def test_money_without_a_place_is_told_with_the_reason(
    regions: dict[str, dict[str, object]], why: str
) -> None:
    found = suggest(make_plan(regions), Inputs(empty_table(), (), {})).plan
    check = of(found, "Money without a place")
    assert check.status == "REVIEW"
    assert why in check.message


def test_people_who_count_in_two_regions_are_told() -> None:
    goals = {"groups": {"DACH": ["DE", "AT", "CH"]}}
    plan = make_plan({"DACH": {}, "DE": {}, "FR": {}}, goals=goals)
    check = of(suggest(plan, Inputs(empty_table(), (), {})).plan, "Counting of people")
    assert check.message == "More than one region counts the people of Germany."


def test_a_part_of_a_country_with_the_figures_of_all_of_it_is_told_until_it_has_its_own() -> None:
    plan = make_plan({"CA-QC": {}, "FR": {}})
    check = of(suggest(plan, Inputs(empty_table(), (), {})).plan, "Figures of regions")
    assert "facts.population.CA-QC" in check.next_step
    decided = [("facts.population.CA-QC", 9e6), ("facts.admissions_year.CA-QC", 1.2e7)]
    own = suggest(make_plan({"CA-QC": {}}, overrides=decided), Inputs(empty_table(), (), {})).plan
    assert "Figures of regions" not in {check.title for check in checks(own)}


def test_a_release_outside_cinemas_is_told() -> None:
    plan = make_plan({"FR": {}, "GB": {"release": "TVOD"}})
    check = of(suggest(plan, Inputs(empty_table(), (), {})).plan, "Potential and release type")
    assert "United Kingdom" in check.message
    assert "France" not in check.message


def test_a_partner_who_would_pay_many_times_our_part_is_told() -> None:
    plan = make_plan({"FR": {"pays": "shared", "our_share": 0.05}})
    found = suggest(plan, Inputs(empty_table(), (), {})).plan
    assert of(found, "Partner's part in France").status == "REVIEW"


@given(PLANS)
def test_results_that_fit_no_inputs_are_judged_without_a_crash(plan: Plan) -> None:
    inputs = {name: getattr(plan, name) for name in ("as_of", "film", "goals", "overrides")}
    assert all(one.page for one in checks(golden().model_copy(update=inputs)))


def test_a_decision_on_no_fact_is_a_check(plan: Plan) -> None:
    item = {"at": "facts.lead_time.dubb", "value": 3}
    check = of(edit.replace(plan, {"overrides": [item]}), "Decisions on facts")
    assert (check.status, check.at) == ("FAIL", "overrides")
    assert "Did you mean lead_time.dub" in check.message


def test_the_status_of_a_campaign_is_checked_with_what_was_found(
    plan: Plan, tmp_path: Path
) -> None:
    folder = store.create(tmp_path, "quince-spring", plan).parent
    saved = store.load(folder / "plan.yaml").plan

    def status() -> set[str]:
        found = checks(saved, read_beside(saved, folder))
        return {one.status for one in found if one.title.startswith("Campaign status")}

    assert status() == set()  # a draft demands nothing
    said = Said(KIND, {"part": PART}, covers_of(saved), "It is ready.", "ready")
    write(saved, folder, said, Signature("Anna"))
    assert "FAIL" in status()
