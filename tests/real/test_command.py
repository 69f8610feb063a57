"""The whole way on real data: every figure agrees with every other."""

import re
import unicodedata
from collections import Counter
from decimal import Decimal

import pypdfium2  # type: ignore[import-untyped]
import pytest

from planner.model.base import Range
from planner.model.plan import Plan
from planner.model.sections import Creators, Spend, Timing
from planner.plan import store
from planner.plan.text import dump
from planner.review.money import booked
from planner.timing.calendar import monday
from tests.real.conftest import Walked

CENT = Decimal("0.01")
BOTH = pytest.mark.parametrize("number", [2, 3])


def parts(plan: Plan) -> tuple[Timing, Spend, Creators]:
    assert plan.suggested
    assert plan.timing is not None
    assert plan.spend is not None
    assert plan.creators is not None
    return plan.timing, plan.spend, plan.creators


@BOTH
def test_the_budget_adds_up_to_the_cent(walked: Walked, number: int) -> None:
    plan = walked.plan(number)
    _, spend, _ = parts(plan)
    assert booked(spend) == spend.total == plan.goals.budget.total
    assert spend.media == sum(region.ours for region in spend.regions.values())
    assert spend.partners == sum(region.partner for region in spend.regions.values())
    assert spend.unallocated < len(spend.regions)


@BOTH
def test_media_of_a_region_is_its_weeks_is_ours_and_the_partners(
    walked: Walked, number: int
) -> None:
    plan = walked.plan(number)
    _, spend, _ = parts(plan)
    for code, region in spend.regions.items():
        weeks = sum((sum(amounts, Decimal(0)) for amounts in region.media.values()), Decimal(0))
        assert weeks == region.media_total == region.ours + region.partner
        share = Decimal(str(plan.goals.regions[code].share_of_ours))
        assert abs(region.ours - share * weeks) < CENT
        assert len({len(amounts) for amounts in region.media.values()}) == bool(region.media)
    assert spend.regions["FR"].media_total > 0
    assert spend.regions["US"].ours == 0
    assert spend.regions["US"].media_total == 20_000


@BOTH
def test_admissions_of_the_regions_are_those_of_the_plan(walked: Walked, number: int) -> None:
    plan = walked.plan(number)
    timing, spend, _ = parts(plan)
    assert spend.admissions is not None
    assert plan.audience is not None
    found: list[Range] = [one.admissions for one in spend.regions.values() if one.admissions]
    assert len(found) == 3
    low, base, high = (sum(getattr(one, end) for one in found) for end in ("low", "base", "high"))
    # Regions don't all do badly, or well, in the same world.
    assert 0.99 * low <= spend.admissions.low <= spend.admissions.base
    assert spend.admissions.base <= spend.admissions.high <= 1.05 * high
    assert 0.8 * base < spend.admissions.base < 1.4 * base
    for code, region in plan.audience.regions.items():
        assert region.potential.low <= region.potential.base <= region.potential.high
        demand, admissions = timing.regions[code].demand, spend.regions[code].admissions
        assert demand is not None
        assert admissions is not None
        # Around the reference plan media moves admissions by much less than half.
        assert 0.5 < admissions.base / (region.potential.base * demand.base) < 1.5
    basis = {code: region.basis for code, region in plan.audience.regions.items()}
    assert basis == {"FR": "comps", "GB": "comps", "US": "scaled"}


@BOTH
def test_dates_lie_in_the_window_after_their_gates_on_their_weekday(
    walked: Walked, number: int
) -> None:
    plan = walked.plan(number)
    timing, spend, _ = parts(plan)
    window = plan.goals.window
    names = {"FR": "Wednesday", "GB": "Friday", "US": "Friday"}
    for code, region in timing.regions.items():
        assert region.date is not None
        assert window.from_ <= region.date <= window.to
        assert all(ready <= region.date for ready in region.gates.values())
        assert min(region.start_by.values()) >= plan.as_of
        assert f"{region.date:%A}" == names[code]
        assert not region.warnings
        start = spend.regions[code].flight_start
        assert start is not None
        assert plan.as_of < start <= monday(region.date)
    weeks = Counter(monday(region.date) for region in timing.regions.values() if region.date)
    assert max(weeks.values()) <= plan.goals.team.openings_per_week


@BOTH
def test_creators_cost_what_the_budget_says(walked: Walked, number: int) -> None:
    _, spend, creators = parts(walked.plan(number))
    prices = sum((one.price for one in creators.chosen.values()), Decimal(0))
    assert creators.chosen
    assert prices == creators.spent == spend.creators <= creators.budget
    assert creators.reach is not None
    low, base, high = creators.reach.low, creators.reach.base, creators.reach.high
    assert low <= base <= high <= 1.01 * creators.sum_of_audiences


def test_the_audience_is_the_history_up_to_as_of(walked: Walked) -> None:
    plan = walked.plan()
    assert plan.audience is not None
    for region in plan.audience.regions.values():
        assert region.method == "prophet"
        assert region.weeks > 800
        assert region.last_week is not None
        assert region.last_week <= plan.as_of
        assert region.peak_week is not None


def test_the_new_budget_and_what_followed_are_told(walked: Walked) -> None:
    changes = walked.differences["changes"]
    assert isinstance(changes, list)
    inputs = [change["text"] for change in changes if change["kind"] == "input"]
    assert inputs == ["Total budget: EUR 180,000 (was EUR 250,000)"]
    told = {change["at"]: change["text"] for change in changes if change["kind"] == "result"}
    assert told["spend.total"].startswith("EUR 70,000 less to spend: ")
    old, new = (parts(walked.plan(number))[1] for number in (2, 3))
    bought = [sum(one.language_versions.values(), one.media) for one in (old, new)]
    assert bought[1] < bought[0]


def test_everything_validates(walked: Walked) -> None:
    assert walked.validated["faults"] == []
    checked = walked.validated["checked"]
    assert isinstance(checked, list)
    names = {str(name).rsplit("/", 1)[-1] for name in checked}
    wanted = {"plan.yaml", "v001.yaml", "v002.yaml", "v003.yaml", "cinema.csv", "creators.csv"}
    assert names == wanted
    checks = walked.validated["checks"]
    assert isinstance(checks, list)
    assert {check["status"] for check in checks} <= {"REVIEW"}


def test_the_yaml_reads_back_equal(walked: Walked) -> None:
    for number in (1, 2, 3):
        path = store.version_path(walked.folder, number)
        assert dump(store.load(path).plan) == path.read_text(encoding="utf-8")
    working = walked.folder / store.PLAN
    assert working.read_bytes() == store.version_path(walked.folder, 3).read_bytes()


def test_the_french_brief_holds_the_figures_of_the_plan(walked: Walked) -> None:
    with pypdfium2.PdfDocument(walked.brief) as document:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    spoken = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text))
    digits = spoken.replace(" ", "")
    plan = walked.plan()
    timing, spend, creators = parts(plan)
    region, day = spend.regions["FR"], timing.regions["FR"].date
    assert day is not None
    months = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
    ]
    assert f"{day.day} {months[day.month - 1]} {day.year}" in spoken
    assert "Les Films du Coing" in spoken
    assert "Quince Spring" in spoken
    assert "Un village attend que son unique route rouvre." in spoken

    def written(amount: Decimal) -> str:
        return f"{amount:.2f}".replace(".", ",")

    for weeks in region.media.values():
        assert str(int(sum(weeks, Decimal(0)))) in digits
    assert written(region.ours) in digits
    assert written(region.partner) in digits
    assert region.admissions is not None
    for figure in (region.admissions.low, region.admissions.base, region.admissions.high):
        assert f"{float(f'{figure:.2g}'):.0f}" in digits  # briefs show two digits of an estimate
    for name, one in creators.chosen.items():
        assert (name in spoken) == (one.region == "FR")


def test_the_same_walk_in_a_fresh_folder_gives_the_same_bytes(
    walked: Walked, again: Walked
) -> None:
    for name in ("plan.yaml", "v001.yaml", "v002.yaml", "v003.yaml"):
        one, other = (
            re.sub(r"(?m)^saved: .*\n", "", (folder / name).read_text(encoding="utf-8"))
            for folder in (walked.folder, again.folder)
        )
        assert "saved:" not in one
        assert one == other
    assert walked.brief == again.brief
