"""Explain: every address is walked back to data, facts and decisions, in words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from planner.errors import FactError, InputError
from planner.facts.decided import facts_of
from planner.facts.table import load
from planner.model.plan import Plan
from planner.plan import edit, store
from planner.plan.text import dump
from planner.review.beside import Beside, read_beside
from planner.review.explain import (
    Explained,
    Ground,
    Twig,
    explain,
    ground,
    known,
    lines,
    needs_reasons,
    regions_heard,
)
from planner.suggest import read_inputs, suggest
from planner.timing import signing
from planner.timing.signing import Signature
from tests.plan.samples import PLANS, golden, small
from tests.plans import make_plan

SAMPLE = Path(__file__).resolve().parents[2] / "campaigns" / "walnut-winter"
SHEET = """creator,platform,region,language,price,people_reached,link,evidence
Anna,YouTube,FR,fr,3000,400000,,media kit
Dr. No,YouTube,FR,fr,900000,400000,,media kit
"""
REGIONS: dict[str, dict[str, object]] = {
    "FR": {"cap": 90_000},
    "MX": {"pays": "partner", "minimum_spend": 8000},
}
GOALS = {"limits": [{"at": "channel:search", "most": 0.4, "unit": "share", "why": "Enough"}]}
FACTS = [f"facts.{row.id}" for row in load().rows()]


def made(folder: Path) -> Ground:
    """A campaign of two regions with decisions, suggested and saved in `folder`."""
    plan = make_plan(REGIONS, goals=GOALS)
    plan = edit.with_override(plan, "timing.MX.date", date(2027, 6, 17), by="Ana", why="A festival")
    plan = edit.with_override(plan, "facts.lead_time.booking", Decimal(7), by="Ben", why="Agreed")
    (folder / "creators.csv").write_text(SHEET, encoding="utf-8")
    outcome = suggest(plan, read_inputs(plan, folder))
    saved = store.save(folder, outcome.plan, read=None).plan
    text = (folder / "plan.yaml").read_text("utf-8")
    base = ground(saved, read_beside(saved, folder), text=text, name=str(folder / "plan.yaml"))
    return replace(base, reasons=outcome.reasons, again=outcome.plan)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return made(tmp_path_factory.mktemp("campaign"))


@pytest.fixture(scope="module")
def sample() -> Ground:
    plan = store.load(SAMPLE / "plan.yaml").plan
    outcome = suggest(plan, read_inputs(plan, SAMPLE))
    found = ground(plan, read_beside(plan, SAMPLE))
    heard = regions_heard(plan, SAMPLE)
    return replace(found, reasons=outcome.reasons, again=outcome.plan, heard=heard)


def twigs(found: Explained) -> Iterator[Twig]:
    """Every twig of a tree."""
    waiting = list(found.below)
    while waiting:
        twig = waiting.pop()
        yield twig
        waiting += twig.below


def text_of(base: Ground, at: str, *, deep: bool = False) -> str:
    return "\n".join(lines(explain(base, at, deep=deep)))


def sound(base: Ground, at: str, addresses: set[str]) -> None:
    """Explain an address: it says something, and all that it points to can be explained."""
    found = explain(base, at)
    assert found.at == at
    assert found.text.strip()
    for twig in twigs(found):
        assert twig.text.strip()
        assert not twig.at or twig.at in addresses, (at, twig)
    assert all(line.strip() for line in lines(found))


def own(base: Ground) -> list[str]:
    """All addresses but those of facts, of which there are thousands."""
    return [at for at in known(base.plan, base.reasons) if not at.startswith("facts.")]


def test_every_address_of_a_small_plan_is_explained(base: Ground) -> None:
    addresses = set(known(base.plan, base.reasons))
    assert {"timing.FR.date", "spend.total", "creators.Anna", "audience.MX.signals"} <= addresses
    for at in own(base):
        sound(base, at, addresses)


def test_every_address_of_the_sample_is_explained(sample: Ground) -> None:
    addresses = set(known(sample.plan, sample.reasons))
    for at in own(sample):
        sound(sample, at, addresses)


@given(st.sampled_from(FACTS))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_fact_is_explained_with_its_source_and_where_it_stands(key: str) -> None:
    plan = small()
    found = explain(ground(plan, Beside(Path())), key)
    row = load().row(key.removeprefix("facts."))
    assert row is not None
    assert row.source.rstrip(".") in found.text
    name, _, line = found.file.removeprefix("planner/facts/").partition(":")
    table = Path(store.__file__).parents[1] / "facts" / name
    assert row.id in table.read_text("utf-8").splitlines()[int(line) - 1]


@given(PLANS)
@settings(max_examples=40)
def test_any_plan_is_explained_without_reasons(plan: Plan) -> None:
    try:
        facts_of(plan)
    except FactError:
        reject()
    base = ground(plan, Beside(Path()), text=dump(plan), name="plan.yaml")
    for at in own(base):
        explain(base, at, deep=True)


def test_the_plan_that_holds_every_field_is_explained() -> None:
    plan = golden()
    base = ground(plan.model_copy(update={"overrides": []}), Beside(Path()))
    for at in own(base):
        explain(base, at, deep=True)


def test_every_reason_names_facts_and_inputs_that_exist(sample: Ground, base: Ground) -> None:
    for one in (sample, base):
        cited = {
            name
            for suggestion in one.reasons.values()
            for reason in suggestion.reasons
            for name in reason.facts
        }
        inputs = {"audience", "overrides", "film", "goals"}
        unknown = [
            name
            for name in cited
            if one.facts.find(name) is None and name.partition(".")[0] not in inputs
        ]
        assert unknown == []


def test_a_date_is_walked_back_to_demand_potential_gates_and_facts(base: Ground) -> None:
    told = text_of(base, "timing.FR")
    for part in (
        "Why:",
        "What would change it:",
        "How sure:",
        "[audience.FR.potential]",
        "[audience.FR.signals]",
        "What must be ready before:",
        "must start by",
        "[facts.lead_time.copies]",
        "assumed, not re-checked",
        "Sign-offs:",
        "Draft: nobody has marked",
        "the film: sha256:",
        "Random numbers from seed 1",
    ):
        assert part in told


def test_the_line_of_the_file_is_that_of_the_value(base: Ground) -> None:
    found = explain(base, "timing.MX")
    assert found.value == date(2027, 6, 17)
    name, _, number = found.file.partition(":")
    text = (base.beside.folder / name).read_text("utf-8").splitlines()
    assert text[int(number) - 1].strip() == "date: 2027-06-17"


def test_a_decision_is_told_with_who_why_and_what_it_decides(base: Ground) -> None:
    told = text_of(base, "timing.MX.date")
    assert "Decided by a person." in told
    assert "Mexico opens on 17 June 2027. Why: A festival. By Ana." in told


def test_a_decided_fact_is_told_wherever_it_counts(base: Ground) -> None:
    assert "The value is your decision." in text_of(base, "facts.lead_time.booking")
    assert "The figure “Lead time, Booking” is 7. Why: Agreed. By Ben." in text_of(
        base, "timing.FR"
    )
    gate = next(one for one in twigs(explain(base, "timing.FR")) if "bookings" in one.text)
    assert gate.at == "facts.lead_time.booking"
    assert "your override: Agreed" in gate.below[0].text


def test_a_cell_shows_prices_curve_and_the_limits_on_it(base: Ground) -> None:
    told = text_of(base, "spend.FR.search")
    assert "[facts.cpm.search]" in told
    assert "Response curve" in told
    assert "at most 40% of our media, since: Enough" in told
    assert "Limit" not in text_of(base, "spend.FR.online_video")
    assert "The most: EUR 90,000 (plan.yaml:" in text_of(base, "spend.FR")


def test_the_budget_is_walked_line_by_line_to_its_total(base: Ground) -> None:
    spend = base.plan.spend
    assert spend is not None
    found = explain(base, "spend.total")
    assert found.value == float(spend.total)
    assert found.unit == "EUR"
    points = {twig.at for twig in twigs(found)}
    assert {"spend.media", "spend.creators", "spend.fixed.publicity"} <= points
    assert "Nobody entered a figure." in text_of(base, "spend.fixed.publicity")


def test_a_figure_that_was_entered_stands_before_the_usual_one(base: Ground) -> None:
    entered = {"goals.budget.commission": 0.125, "goals.budget.fixed": {"publicity": 30_000}}
    own = replace(base, plan=edit.replace(base.plan, entered), text=None)
    assert "The figure that you entered: 12.5% of gross media." in text_of(own, "spend.commission")
    told = text_of(own, "spend.fixed.publicity")
    assert "The figure that you entered: EUR 30,000." in told
    assert "Nobody entered" not in told


def test_deep_follows_each_address_once(base: Ground) -> None:
    found = explain(base, "spend.total", deep=True)
    grown = [
        twig.at
        for twig in twigs(found)
        if twig.at
        and twig.at.startswith("timing.")
        and any(one.text == "Why:" for one in twig.below)
    ]
    assert sorted(grown) == ["timing.FR.date", "timing.MX.date"]
    assert len(text_of(base, "spend.total", deep=True)) > 3 * len(text_of(base, "spend.total"))


def test_a_saved_value_that_suggest_would_change_is_told(base: Ground) -> None:
    assert "Worked out again" not in text_of(base, "timing.FR")
    assert base.plan.timing is not None
    moved = base.plan.timing.regions["FR"].model_copy(update={"date": date(2027, 9, 29)})
    regions = base.plan.timing.regions | {"FR": moved}
    timing = base.plan.timing.model_copy(update={"regions": regions})
    edited = replace(base, plan=base.plan.model_copy(update={"timing": timing}))
    told = text_of(edited, "timing.FR")
    assert told.startswith("France opens on Wed 29 September 2027.")
    assert "Worked out again just now, this reads: France opens on" in told


def test_an_input_that_changed_since_is_told(base: Ground) -> None:
    changed = replace(base, plan=edit.replace(base.plan, {"film.note": "Longer"}))
    film = next(line for line in text_of(changed, "timing.FR").splitlines() if "the film:" in line)
    assert film.endswith("changed since the last suggestion")


def test_a_package_that_changed_since_is_told(base: Ground) -> None:
    assert base.plan.provenance is not None
    packages = base.plan.provenance.packages | {"numpy": "1.0", "no-such-package": "3"}
    older = base.plan.provenance.model_copy(update={"packages": packages})
    told = text_of(replace(base, plan=base.plan.model_copy(update={"provenance": older})), "timing")
    assert "numpy 1.0 (now " in told
    assert "no-such-package 3 (now not installed)" in told


def test_a_sign_off_is_told_with_its_name(tmp_path: Path) -> None:
    one = made(tmp_path)
    now = datetime(2026, 6, 2, tzinfo=UTC)
    signing.mark_ready("FR", one.plan, tmp_path, one.facts, Signature("Cai", None, now))
    signed = replace(one, beside=read_beside(one.plan, tmp_path))
    assert "Release: ready, by Cai on 2 June 2026." in text_of(signed, "timing.FR")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("timing.MX", "timing.MX.date"),
        (" timing.MX.date ", "timing.MX.date"),
        ("timing.regions.MX.date", "timing.MX.date"),
        ("audience.MX", "audience.MX.potential"),
        ("spend.regions.FR.media.search", "spend.FR.search"),
        ("creators.Anna.chosen", "creators.Anna"),
        ("creators.chosen.Anna", "creators.Anna"),
        ("goals.budget.total", "goals.budget.total"),
        ("film.comps", "film.comps"),
    ],
)
def test_what_a_person_writes_stands_for_an_address(base: Ground, asked: str, meant: str) -> None:
    assert explain(base, asked).at == meant


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("timing.Mexico", "timing.MX.date"),
        ("timing.mx", "timing.MX.date"),
        ("spend.france.serch", "spend.FR.search"),
        ("creators.Ana", "creators.Anna"),
        ("facts.lead_time.bookings", "facts.lead_time.booking"),
        ("overides", "overrides"),
        ("spend.totl", "spend.total"),
    ],
)
def test_a_near_miss_is_answered_by_what_was_meant(base: Ground, asked: str, meant: str) -> None:
    with pytest.raises(InputError, match="is no address of this plan") as error:
        explain(base, asked)
    assert f"Did you mean {meant}" in str(error.value)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_answered_in_words(base: Ground, asked: str) -> None:
    try:
        explain(base, asked)
    except InputError as error:
        assert "is no address" in str(error)  # noqa: PT017  # either is right


def test_only_what_reasons_explain_asks_for_a_suggestion() -> None:
    assert needs_reasons("timing.MX")
    assert needs_reasons("spend.total")
    assert not any(map(needs_reasons, ("facts.fx.USD", "overrides", "film.comps", "goals.team")))
