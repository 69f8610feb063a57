"""Checks of the shortlist, on plans whose shortlist was made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from planner.creators.offers import Offer
from planner.model.plan import Plan
from planner.model.sections import Creators
from planner.plan import edit
from planner.review.check import Check
from planner.review.creators import checks, sheet_checks
from tests.plans import make_plan

GROUPS = {"groups": {"DACH": ["DE", "AT", "CH"]}}
USUAL: dict[str, object] = {
    "platform": "tiktok",
    "language": "en",
    "price": 1000,
    "added_reach": 5000,
    "disclosure_agreed": True,
}


def listed(
    picks: Mapping[str, Mapping[str, object]], shortlist: Mapping[str, object] | None = None
) -> Plan:
    """A plan with these creators on its shortlist."""
    regions: dict[str, dict[str, object]] = {str(pick["region"]): {} for pick in picks.values()}
    goals = GROUPS | ({"shortlist": shortlist} if shortlist else {})
    plan = make_plan(regions or {"FR": {}}, goals=goals)
    chosen = {name: USUAL | dict(pick) for name, pick in picks.items()}
    section = Creators.model_validate({"budget": 9000, "spent": 0, "chosen": chosen})
    return plan.model_copy(update={"creators": section})


def found(plan: Plan) -> dict[str, Check]:
    """What is not as it should be."""
    return {check.title: check for check in checks(plan) if check.status != "PASS"}


def test_nobody_on_the_list_is_nothing_to_check() -> None:
    assert list(checks(listed({}, {"languages": ["fr"]}))) == []
    assert list(checks(make_plan({"FR": {}}))) == []


def test_agreed_words_in_a_known_region_raise_nothing() -> None:
    plan = listed({"Ana": {"region": "GB"}})
    assert found(plan) == {}
    passed = [one.title for one in checks(plan)]
    assert passed == ["Words on posts", "Budget for creators"]
    assert {one.page for one in checks(plan)} == {"creators"}


@pytest.mark.parametrize("agreed", [None, False])
@pytest.mark.parametrize(
    ("state", "status"),
    [("idea", "REVIEW"), ("contacted", "REVIEW"), ("agreed", "REVIEW"), ("contracted", "FAIL")],
)
def test_words_that_nobody_agreed_to_fail_once_there_is_a_contract(
    *, agreed: bool | None, state: str, status: str
) -> None:
    pick = {"region": "DE", "state": state, "disclosure_agreed": agreed}
    check = found(listed({"Ana": pick}))["Words on posts"]
    assert check.status == status
    assert "Ana in Germany (Anzeige / Werbung)" in check.message


def test_who_must_agree_is_told_by_region_with_the_words_there() -> None:
    picks = {
        name: {"region": code, "disclosure_agreed": False}
        for name, code in (("Ana", "GB"), ("Ben", "DE"), ("Cem", "GB"))
    }
    message = found(listed(picks))["Words on posts"].message
    assert "Ana and Cem in United Kingdom (" in message
    assert "; Ben in Germany (Anzeige / Werbung)." in message


def test_a_region_that_asks_for_a_permit_names_it_and_who_needs_it() -> None:
    plan = listed({"Ana": {"region": "AE"}, "Ben": {"region": "AE"}, "Cem": {"region": "GB"}})
    check = found(plan)["Permits in United Arab Emirates"]
    assert check.status == "REVIEW"
    assert check.message.startswith("Ana, Ben: Creators need an Advertiser Permit")
    assert "Permits in Saudi Arabia" in found(listed({"Ana": {"region": "SA"}}))


def test_a_region_whose_rule_we_do_not_know_is_told() -> None:
    plan = listed({"Ana": {"region": "EG"}, "Ben": {"region": "GB"}, "Cem": {"region": "SE"}})
    check = found(plan)["Rules for paid posts"]
    assert check.status == "REVIEW"
    assert check.message == "Creators post in places whose rule we don't know: Egypt and Sweden."
    assert found(listed({"Ana": {"region": "DACH", "language": "de"}})) == {}


def test_more_creators_or_dearer_ones_than_the_goals_allow_fail() -> None:
    picks = {name: {"region": "GB", "price": 600} for name in ("Ana", "Ben")}
    dear = found(listed(picks, {"regions": {"GB": {"budget": 1199.99}}}))
    assert dear["Shortlist in United Kingdom"].status == "FAIL"
    assert "EUR 1,200.00; the most is 1,199.99" in dear["Shortlist in United Kingdom"].message
    many = found(listed(picks, {"most_per_region": 1}))
    assert many["Shortlist in United Kingdom"].message == "2 creators are chosen; the most is 1."
    own = {"most_per_region": 1, "regions": {"GB": {"most": 2, "budget": 1200}}}
    assert found(listed(picks, own)) == {}


def test_a_language_that_nobody_speaks_is_told_whatever_its_country() -> None:
    plan = listed({"Ana": {"region": "GB", "language": "pt-BR"}}, {"languages": ["pt", "de"]})
    check = found(plan)["Languages of the shortlist"]
    assert check.message == "Nobody on it speaks German."


def test_figures_that_are_only_estimates_are_told() -> None:
    plan = listed({"Ana": {"region": "GB"}, "Ben": {"region": "GB"}, "Cem": {"region": "GB"}})
    offers = [
        Offer("Ana", "tiktok", evidence="estimate"),
        Offer("Ben", "tiktok", evidence="media kit"),
        Offer("Ben", "youtube", evidence="estimate"),
        Offer("Dee", "youtube", evidence="estimate"),
    ]
    [check] = sheet_checks(plan, offers)
    assert check.status == "REVIEW"
    assert "of Ana and Cem." in check.message
    assert list(sheet_checks(listed({}), offers)) == []


def test_a_signed_contract_that_the_plan_cannot_hold_is_told() -> None:
    signed = Offer("Ana", "tiktok", language="fr", expected_views=900, state="contracted")
    [check] = sheet_checks(listed({}), [signed, replace(signed, creator="Bo", state="agreed")])
    assert check.status == "FAIL"
    assert check.message == (
        "Ana is contracted, but not in the plan: the sheet lacks a region and a price."
    )
    whole = replace(signed, region="FR", price=Decimal(1))
    [check] = sheet_checks(listed({}), [whole])
    assert "nobody where the film opens" in check.message
    out = edit.with_override(listed({}), "creators.Ana.chosen", value=False)
    assert list(sheet_checks(out, [whole])) == []


def test_limits_of_a_region_that_the_campaign_lacks_are_told() -> None:
    rules = {"regions": {"FR": {"most": 1}, "UK": {"budget": 500}}}
    check = found(listed({}, rules))["Rules of the shortlist"]
    assert check.status == "REVIEW"
    assert check.message.endswith("here: UK.")
    assert "FR" in check.next_step
