from dataclasses import replace
from decimal import Decimal

import pytest

from planner.spend.case import Case
from planner.spend.creator_reasons import about_creators
from planner.spend.shortlists import Shortlists
from planner.spend.step import suggest_spend
from tests.spend.scenes import scene
from tests.spend.shortlists import made_shortlists


def told(case: Case) -> str:
    return " ".join(reason.driver for reason in about_creators(case).reasons)


def test_the_line_says_what_it_brings_beside_media_and_why_not_more_or_less() -> None:
    case = scene(creators=made_shortlists())
    found = about_creators(case)
    assert found.value == float(case.creators.cost) == 4000
    effects = [reason.effect for reason in found.reasons]
    brings, media, more, fewer = effects
    assert brings == pytest.approx(case.creators.value)
    assert media is not None
    assert more is not None
    assert fewer is not None
    assert brings is not None
    assert brings > -media
    assert max(more, fewer) < 0
    text = told(case)
    for words in (
        "They cost EUR 4,000.00 and bring about",
        "As media the same money would bring about",
        "The next shortlist costs EUR 4,000 more",
        "The one before costs EUR 2,000 less",
    ):
        assert words in text
    assert "at the low ends of both it is" in found.sure
    assert {"creators.on_target", "creators.worth"} <= set(found.reasons[0].facts)


def test_money_that_a_person_decided_is_said_to_be_so() -> None:
    budget = {"total": 400_000, "creators": 5000}
    case = scene(goals={"budget": budget}, creators=made_shortlists().only(3))
    assert told(case).startswith(
        "You decided that creators may cost EUR 5,000.00; it was not weighed."
    )
    assert "next shortlist" not in told(case)


def test_without_anybody_to_choose_it_says_so() -> None:
    case = scene()
    assert told(case) == "No creator in the sheet can be chosen, so there was nothing to weigh."
    assert about_creators(case).value == 0


def test_creators_who_are_not_worth_it_are_told_with_what_they_would_bring() -> None:
    case = scene(creators=made_shortlists({"FR": 20_000.0}))
    assert case.creators.cost == 0
    assert told(case).startswith("The next shortlist costs EUR 1,000 more and would bring")


def test_at_the_end_it_tells_the_most_that_is_weighed() -> None:
    case = scene(creators=made_shortlists({"FR": 1e7}, (0, 1000)))
    assert case.creators.cost == 1000
    assert "No shortlist up to EUR 40,000, the most that is weighed" in told(case)


def test_a_limit_is_named() -> None:
    limits = [{"at": "channel:creators", "most": 1500}]
    assert "Your limit at channel:creators holds." in told(
        scene(goals={"limits": limits}, creators=made_shortlists())
    )


def test_values_of_ones_own_have_no_range() -> None:
    case = scene(creators=made_shortlists())
    facts = case.ask.facts.with_overrides({"creators.worth": (2.0, "a test")})
    own = suggest_spend(replace(case.ask, facts=facts)).reasons["spend.creators"]
    assert own.sure.endswith("unless you put in values of your own.")


def test_money_is_told_in_the_objectives_unit() -> None:
    case = scene(goals={"objective": "gross"}, creators=made_shortlists())
    assert "of box office" in told(case)


def test_must_haves_that_cost_something_and_bring_nothing_are_told() -> None:
    case = scene(creators=Shortlists((Decimal(50),), ({"FR": 0.0},)))
    assert "They cost EUR 50.00 and bring about 0 admissions." in told(case)
