from datetime import date

from planner.facts.table import load
from planner.model.plan import Plan
from planner.review.check import Check
from planner.review.languages import checks
from tests.plans import make_plan
from tests.review.parts import timed

FACTS = load()
FRENCH: dict[str, object] = {"language_versions": [{"language": "fr"}]}


def only(plan: Plan) -> Check:
    (check,) = checks(plan, FACTS)
    return check


def test_a_version_in_a_language_of_each_region_passes() -> None:
    assert only(timed(make_plan({"FR": {}}, film=FRENCH))).status == "PASS"


def test_the_original_serves_its_own_country() -> None:
    assert only(timed(make_plan({"GE": {}}))).status == "PASS"


def test_a_region_without_a_version_is_told_with_its_languages() -> None:
    check = only(timed(make_plan({"FR": {}, "MX": {}, "JP": {}}, film=FRENCH)))
    assert check.status == "REVIEW"
    assert check.message == "Nobody has ordered Spanish for Mexico; Japanese for Japan."
    assert (check.at, check.page) == ("film.language_versions", "film")


def test_the_languages_that_a_region_names_outrank_its_countrys() -> None:
    assert only(timed(make_plan({"CH": {"languages": ["fr"]}}, film=FRENCH))).status == "PASS"
    assert only(timed(make_plan({"FR": {"languages": ["oc"]}}, film=FRENCH))).status == "REVIEW"


def test_a_version_that_the_plan_pays_for_counts() -> None:
    plan = timed(make_plan({"MX": {}}))
    spend = {"currency": "EUR", "total": 1, "language_versions": {"es dub": 1}}
    paid = Plan.model_validate(plan.model_dump(by_alias=True) | {"spend": spend})
    assert only(paid).status == "PASS"


def test_subtitles_that_cannot_be_there_in_time_fail() -> None:
    near = timed(make_plan({"MX": {}, "JP": {}}), MX={"date": date(2026, 6, 21)})
    found = [(one.status, one.message) for one in checks(near, FACTS)]
    assert found == [
        ("FAIL", "Nobody has ordered Spanish for Mexico, and subtitles take until 22 June 2026."),
        ("REVIEW", "Nobody has ordered Japanese for Japan."),
    ]
