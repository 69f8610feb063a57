"""The sample campaign loads, repeats, and shows every kind of case the model knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.audience.files import read_many
from planner.creators.sheet import read_sheet
from planner.model.goals import Rights
from planner.model.plan import Plan
from planner.partners.words import languages
from planner.plan import store
from planner.plan.history import timeline
from planner.review.checks import checks
from planner.review.money import booked
from planner.suggest import read_inputs, suggest
from tests.tools import make_sample

FOLDER = Path(__file__).resolve().parents[2] / "campaigns" / "walnut-winter"
AUDIENCE = sorted((FOLDER / "audience").glob("*.csv"))
INPUTS = ("campaign", "as_of", "film", "goals", "overrides")
CLOSE = 0.01
"""Other versions of Prophet's or HiGHS's numerics may move a figure by less than this share."""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return store.load(FOLDER / "plan.yaml").plan


def test_computing_the_audience_again_gives_the_same_bytes(tmp_path: Path) -> None:
    make_sample.write_audience(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in AUDIENCE}


def test_versions_are_the_inputs_and_then_what_is_suggested_for_them(plan: Plan) -> None:
    second, first = timeline(FOLDER)[-2:]
    written = store.load(first.path).plan
    assert not written.suggested
    assert plan.suggested
    assert (FOLDER / "plan.yaml").read_bytes() == second.path.read_bytes()
    assert all(getattr(plan, name) == getattr(written, name) for name in INPUTS)


def test_suggesting_again_gives_the_same_dates_and_money(plan: Plan) -> None:
    again = suggest(plan, read_inputs(plan, FOLDER)).plan
    for made, kept in zip(_money(again), _money(plan), strict=True):
        assert made == pytest.approx(kept, rel=CLOSE)
    assert _dates(again) == _dates(plan)
    assert again.creators is not None
    assert plan.creators is not None
    assert set(again.creators.chosen) == set(plan.creators.chosen)


def _dates(plan: Plan) -> dict[str, object]:
    assert plan.timing is not None
    return {code: region.date for code, region in plan.timing.regions.items()}


def _money(plan: Plan) -> Iterator[float]:
    """Yield the totals of the table, then ours and the partner's in each region."""
    assert plan.spend is not None
    yield from (float(plan.spend.total), float(plan.spend.media), float(plan.spend.partners))
    for region in plan.spend.regions.values():
        yield from (float(region.ours), float(region.partner))


def test_the_plan_adds_up_and_no_check_fails(plan: Plan) -> None:
    assert plan.spend is not None
    assert booked(plan.spend) == plan.goals.budget.total
    assert [check.message for check in checks(plan) if check.status == "FAIL"] == []


def test_twelve_regions_stay_readable(plan: Plan) -> None:
    assert len(plan.goals.regions) == 12
    assert len((FOLDER / "plan.yaml").read_text(encoding="utf-8").splitlines()) < 600


def test_titles_stand_in_six_scripts_and_more(plan: Plan) -> None:
    letters = {letter for title in plan.film.local_titles.values() for letter in title}
    scripts = {unicodedata.name(letter).split()[0] for letter in letters if letter.isalpha()}
    wanted = {"LATIN", "GEORGIAN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW", "DEVANAGARI", "HANGUL"}
    assert wanted | {"HIRAGANA", "CJK"} <= scripts
    spoken = {region.partner.language for region in plan.goals.regions.values() if region.partner}
    assert len(spoken) == 11


def test_texts_are_there_in_every_language_a_brief_can_be_written_in(plan: Plan) -> None:
    film = plan.film
    for language in {"en", "ka", *languages()}:
        assert film.logline[language]
        assert len(film.messages[language]) == len(film.messages["en"])
        assert len(film.do_not_show[language]) == len(film.do_not_show["en"])
    assert {"de", "es"} <= set(film.logline)


def test_texts_are_written_in_their_own_script(plan: Plan) -> None:
    pattern = {"ka": "[\u10d0-\u10ff]", "ar": "[\u0621-\u064a]", "ja": "[\u3041-\u30ff]"}
    for language, script in pattern.items():
        lines = [
            plan.film.logline[language],
            *plan.film.messages[language],
            *plan.film.do_not_show[language],
        ]
        assert all(re.search(script, line) for line in lines)
        assert not any(re.search("[A-Za-z]", line) for line in lines)


def test_every_kind_of_case_is_shown(plan: Plan) -> None:
    regions = list(plan.goals.regions.values())
    assert {region.pays for region in regions} == {"us", "partner", "shared"}
    assert {region.release for region in regions} == {"theatrical", "event", "festival only"}
    assert [region.rights for region in regions].count("unsold") == 1
    assert all(region.partner and region.partner.time_zone for region in regions if _sold(region))
    assert any(region.minimum_spend for region in regions if region.pays == "partner")
    targets = {item.target for item in plan.overrides}
    assert targets == {"timing", "spend", "creators", "languages", "facts"}
    assert plan.goals.limits
    assert plan.goals.hiatus
    assert plan.goals.rates
    assert all(item.by and item.why and item.on for item in plan.overrides)
    assert {version.kind for version in plan.film.language_versions} == {"subtitles", "dub"}
    assert plan.audience is not None
    known = plan.audience.regions.values()
    assert {region.basis for region in known} == {"comps", "scaled"}
    assert {region.method for region in known} == {"prophet", "borrowed"}


def _sold(region: object) -> bool:
    return isinstance(getattr(region, "rights", None), Rights)


def test_the_partners_own_date_lies_in_the_window_and_after_its_gates(plan: Plan) -> None:
    assert plan.timing is not None
    own = [code for code, region in plan.goals.regions.items() if region.date_by == "partner"]
    assert len(own) == 1
    found = plan.timing.regions[own[0]]
    assert found.date == plan.goals.regions[own[0]].date
    assert found.date is not None
    assert found.earliest <= found.date <= found.latest
    assert max(found.gates.values()) <= found.date


def test_history_ends_before_as_of_and_has_its_gaps(plan: Plan) -> None:
    table = read_many(AUDIENCE)
    own = table[table["signal"] == "cinema_admissions"].groupby("region")["value"]
    assert table["week"].max().date() == make_sample.LAST_WEEK < plan.as_of
    assert set(own.groups) == set(plan.goals.regions)
    assert own.size()["BG"] == own.count()["BG"] == 60
    assert own.size()["GR"] - own.count()["GR"] == 4
    assert table.loc[table["signal"] == "wiki_views", "region"].nunique() == 5


def test_demand_in_egypt_falls_in_ramadan() -> None:
    table = read_many(AUDIENCE)
    egypt = table[table["region"] == "EG"].set_index("week")["value"]
    assert egypt["2025-03-03":"2025-03-23"].max() < 0.5 * egypt.median()


def test_creators_belong_to_regions_and_are_invented(plan: Plan) -> None:
    sheet = read_sheet(FOLDER / "creators.csv", plan.goals)
    assert 30 <= len({item.creator for item in sheet}) <= 40
    assert {item.region for item in sheet} == set(plan.goals.regions)
    assert all(not item.link or item.link.startswith("https://example.org/") for item in sheet)
    assert all("invented" in item.evidence_note for item in sheet)
    assert {item.platform for item in sheet} >= {"youtube", "tiktok", "newsletter", "podcast"}
    assert plan.creators is not None
    assert 8 <= len(plan.creators.chosen) <= 14


def test_the_film_says_that_it_is_invented(plan: Plan) -> None:
    assert plan.film.sample
    assert {comp.source for comp in plan.film.comps} == {"invented for this sample"}
