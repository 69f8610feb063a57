from planner.facts.table import load
from planner.timing.holdbacks import HoldBack, holdbacks
from tests.plans import make_plan

FACTS = load()
FRANCE = {"groups": {"FR_TVOD": ["FR"], "FR_SVOD": ["FR"], "HOME": ["DE", "FR"]}}
TVOD, SVOD = {"release": "TVOD"}, {"release": "SVOD"}


def test_france_rents_after_four_months_and_streams_after_fifteen() -> None:
    plan = make_plan({"FR": {}, "FR_TVOD": TVOD, "FR_SVOD": SVOD}, goals=FRANCE)
    rented, streamed = holdbacks(plan, FACTS)
    assert rented == HoldBack(
        "FR",
        "FR_TVOD",
        122,
        "holdback.TVOD.FR",
        "TVOD in France at least 4 months after the cinemas",
    )
    assert (streamed.then, streamed.days) == ("FR_SVOD", 457)


def test_of_several_shared_countries_the_longest_wait_counts() -> None:
    goals = {"groups": {"HOME": ["DE", "FR"], "CINEMAS": ["DE", "FR"]}}
    plan = make_plan({"CINEMAS": {}, "HOME": TVOD}, goals=goals)
    (found,) = holdbacks(plan, FACTS)
    assert found.fact == "holdback.TVOD.FR"


def test_elsewhere_the_usual_window_counts_and_may_be_overridden() -> None:
    plan = make_plan({"US": {}, "US-CA": SVOD})
    (found,) = holdbacks(plan, FACTS)
    assert (found.fact, found.days) == ("holdback.SVOD", FACTS.number("holdback.SVOD").value)
    own = FACTS.with_overrides({"holdback.SVOD": (30, "the contract says so")})
    assert holdbacks(plan, own)[0].days == 30


def test_what_shares_no_country_or_no_cinema_waits_for_nothing() -> None:
    assert not holdbacks(make_plan({"FR": {}, "DE": TVOD}), FACTS)
    goals = {"groups": {"FR_TVOD": ["FR"]}}
    screened = {"FR": {"release": "festival only"}, "FR_TVOD": TVOD}
    assert not holdbacks(make_plan(screened, goals=goals), FACTS)
    assert not holdbacks(make_plan({"FR_TVOD": TVOD, "FR": SVOD}, goals=goals), FACTS)
