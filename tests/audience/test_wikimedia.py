from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from planner.audience.fetched import Fetched, keep
from planner.audience.wikimedia import SIGNAL, fetch
from planner.errors import Cancelled, InputError, NetError, Offline, RateLimited
from planner.facts.table import load
from planner.net.cache import Cache
from planner.net.http import Web
from planner.net.routes import MIRROR
from tests.servers import wikimedia
from tests.servers.base import FakeWeb, Fault, json_reply

ROMA, PARASITE, ROME, NOVEL = "Q40895242", "Q61448040", "Q220", "Q1000002"
TODAY = date(2026, 3, 26)
"""A Thursday."""
START, END = date(2026, 1, 5), date(2026, 3, 22)
"""Eleven whole weeks."""
FLAT = wikimedia.World(loaded_until=TODAY - timedelta(days=1), busy=lambda _: 1.0)
PER_ARTICLE, TOTALS, COUNTRIES = "/per-article/", "/aggregate/", "/top-by-country/"


@dataclass
class Desk:
    """A made-up Wikimedia and a client that wastes no time."""

    server: FakeWeb
    cache: Cache
    today: date = TODAY
    slept: list[float] = field(default_factory=list)
    asked: list[tuple[int, int, str]] = field(default_factory=list)
    stop_after: int | None = None

    def world(self, **changes: object) -> wikimedia.World:
        world = replace(FLAT, **changes)  # type: ignore[arg-type]  # names of its fields
        self.server.services |= wikimedia.services(world)
        return world

    def fetch(
        self, titles: list[str], regions: list[str], start: date = START, end: date = END
    ) -> Fetched:
        now = datetime(self.today.year, self.today.month, self.today.day, 9, tzinfo=UTC)
        with Web(cache=self.cache, sleep=self.slept.append, retries=1, now=lambda: now) as web:
            return fetch(
                titles,
                regions,
                start,
                end,
                web=web,
                facts=load(),
                progress=lambda *step: self.asked.append(step),
                cancelled=lambda: self.stop_after is not None and len(self.asked) > self.stop_after,
            )

    def fail(self, fault: Fault, path: str) -> None:
        self.server.fail(wikimedia.WIKIMEDIA, fault, path=path, times=None)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Desk]:
    with wikimedia.server(replace(FLAT)) as server:
        monkeypatch.setenv(MIRROR, server.address)
        yield Desk(server, Cache(tmp_path / "cache"))


def values(got: Fetched, region: str) -> list[float]:
    return [float(one) for one in got.table.loc[got.table["region"] == region, "value"]]


def words(got: Fetched) -> str:
    return "\n".join(got.notes)


def test_weekly_views_are_article_views_times_the_regions_part(desk: Desk) -> None:
    got = desk.fetch([ROMA], ["FR", "JP"])
    en, es, fr, ja = (FLAT.views(*place, START) for place in ARTICLES)
    assert en > es > 0
    expected = 7 * (0.72 * fr + 0.02 * en)
    assert values(got, "FR") == pytest.approx([expected] * 11, rel=0.002)
    assert values(got, "JP") == pytest.approx([7 * 0.95 * ja] * 11, rel=0.002)
    assert list(got.table.columns) == ["region", "week", "signal", "value"]
    assert set(got.table["signal"]) == {SIGNAL}
    assert set(got.table["region"]) == {"FR", "JP"}
    assert got.table["week"].min() == pd.Timestamp(START)
    assert got.table["week"].max() == pd.Timestamp(END - timedelta(days=6))
    assert got.source == "Wikipedia views of Roma, 6 languages (Wikimedia)"
    assert got.fetched == datetime(2026, 3, 26, 9, tzinfo=UTC)
    assert "not for each article" in words(got)
    assert "Added up: 1 title in 6 languages." in got.notes


ARTICLES = (
    ("en", "Roma (2018 film)"),
    ("es", "Roma (película de 2018)"),
    ("fr", "Roma (film, 2018)"),
    ("ja", "ROMA/ローマ"),
)


def test_what_is_fetched_can_be_kept_beside_the_plan(desk: Desk, tmp_path: Path) -> None:
    got = desk.fetch([ROMA], ["FR", "JP"], end=TODAY)
    kept = keep(tmp_path, "wikipedia", got)
    assert kept.path == tmp_path / "audience" / "wikipedia.csv"
    assert kept.added >= 22
    assert keep(tmp_path, "wikipedia", got).changed == 0


def test_titles_add_up_and_each_counts_once(desk: Desk) -> None:
    roma = np.array(values(desk.fetch([ROMA], ["DE"]), "DE"))
    parasite = np.array(values(desk.fetch([PARASITE], ["DE"]), "DE"))
    both = values(desk.fetch([ROMA, PARASITE, ROMA.lower()], ["DE", "DE"]), "DE")
    assert both == pytest.approx(roma + parasite, rel=0.002)
    assert len(both) == 11


def test_titles_go_out_encoded_and_politely(desk: Desk) -> None:
    desk.fetch([ROMA], ["JP"])
    paths = [request.path for request in desk.server.asked(wikimedia.WIKIMEDIA, "ja.wikipedia")]
    assert any("/ROMA%2F%E3%83%AD%E3%83%BC%E3%83%9E/daily/2026010500/" in path for path in paths)
    assert all("Microhit" in request.headers["user-agent"] for request in desk.server.requests)
    assert sum(desk.slept) > 0.15 * len(desk.server.requests)


def test_a_day_without_views_counts_zero_where_wikimedia_counted(desk: Desk) -> None:
    quiet = date(2026, 2, 11)
    desk.world(busy=lambda day: 0.0 if day == quiet else 1.0)
    got = values(desk.fetch([ROMA], ["FR"]), "FR")
    assert got[5] == pytest.approx(got[4] * 6 / 7, rel=0.002)


def test_a_week_that_is_not_complete_is_empty_never_low(desk: Desk) -> None:
    got = desk.fetch([ROMA], ["FR"], end=TODAY)
    assert len(values(got, "FR")) == 12
    assert np.isnan(values(got, "FR")[-1])
    assert not np.isnan(values(got, "FR")[:-1]).any()
    assert "Not complete, so left empty: the week of 2026-03-23." in got.notes


def test_days_that_are_not_loaded_yet_are_missing(desk: Desk) -> None:
    desk.world(loaded_until=date(2026, 3, 20))
    desk.today = date(2026, 3, 23)
    got = values(desk.fetch([ROMA], ["FR"]), "FR")
    assert np.isnan(got[-1])
    assert not np.isnan(got[:-1]).any()


def test_articles_that_are_counted_later_than_editions_are_missing(desk: Desk) -> None:
    """On Monday, editions are counted up to Sunday and articles up to Saturday."""
    desk.today = date(2026, 3, 23)
    world = desk.world()
    late = replace(world, busy=lambda day: 0.0 if day >= date(2026, 3, 22) else 1.0)
    desk.server.services |= wikimedia.services(late)
    assert np.isnan(values(desk.fetch([ROMA], ["FR"]), "FR")[-1])
    desk.today = date(2026, 3, 30)
    desk.cache.forget()
    settled = values(desk.fetch([ROMA], ["FR"]), "FR")
    assert settled[-1] == pytest.approx(settled[-2] * 6 / 7, rel=0.002)


def test_weeks_in_the_future_are_not_there(desk: Desk) -> None:
    got = desk.fetch([ROMA], ["FR"], end=date(2027, 1, 1))
    assert got.table["week"].max() == pd.Timestamp(2026, 3, 23)


def test_a_period_from_any_day_gives_whole_weeks(desk: Desk) -> None:
    whole = desk.fetch([ROMA], ["FR"]).table
    part = desk.fetch([ROMA], ["FR"], START + timedelta(days=3), END - timedelta(days=2)).table
    pd.testing.assert_frame_equal(whole, part)


def test_before_wikimedia_counted_there_is_nothing(desk: Desk) -> None:
    got = desk.fetch([ROMA], ["FR"], date(2014, 1, 1), date(2015, 8, 2))
    assert got.table["week"].min() == pd.Timestamp(2015, 7, 6)
    assert len(values(got, "FR")) == 4
    assert not np.isnan(values(got, "FR")).any()
    assert "since 2015-07-01" in words(got)


def test_an_article_written_later_adds_nothing_before(desk: Desk) -> None:
    desk.world(written={"fr/Roma (film, 2018)": date(2026, 2, 2)})
    got = values(desk.fetch([ROMA], ["FR"]), "FR")
    assert 0 < got[3] < 0.3 * got[4]
    assert not np.isnan(got).any()


def test_an_article_without_any_view_adds_nothing_and_is_told(desk: Desk) -> None:
    desk.world(written={"fr/Roma (film, 2018)": TODAY + timedelta(days=9)})
    got = desk.fetch([ROMA], ["FR"])
    assert "1 article had no view in this period or did not exist yet: Roma in French." in got.notes
    assert got.source == "Wikipedia views of Roma, 5 languages (Wikimedia)"


def test_no_view_at_all_gives_an_empty_table(desk: Desk) -> None:
    desk.world(busy=lambda _: 0.0)
    got = desk.fetch([ROMA], ["FR"])
    assert got.table.empty
    assert "No views could be found for FR: left out." in got.notes


def test_a_part_of_a_country_shows_its_country(desk: Desk) -> None:
    got = desk.fetch([ROMA], ["CA-QC", "CA"])
    assert values(got, "CA-QC") == values(got, "CA")
    assert "Wikimedia knows countries only: CA-QC show their whole country." in got.notes


def test_each_month_has_its_own_part(desk: Desk) -> None:
    class Moving(wikimedia.World):
        def countries(self, language: str, year: int, month: int) -> list[dict[str, object]]:
            part = {1: 0.1, 2: 0.5}.get(month, 0.7)
            self.mixes = {**wikimedia.LANGUAGES, "fr": {"FR": part}}
            return super().countries(language, year, month)

    world = Moving(loaded_until=FLAT.loaded_until, busy=FLAT.busy)
    desk.server.services |= wikimedia.services(world)
    views = world.views("fr", "Roma (film, 2018)", START)
    other = world.views("en", "Roma (2018 film)", START) * 0.02
    got = values(desk.fetch([ROMA], ["FR"]), "FR")
    assert got[0] == pytest.approx(7 * (0.1 * views + other), rel=0.01)
    assert got[6] == pytest.approx(7 * (0.5 * views + other), rel=0.01)
    mixed = 6 * (0.1 * views + other) + 1 * (0.5 * views + other)  # 1 February is a Sunday
    assert got[3] == pytest.approx(mixed, rel=0.01)
    assert got[-1] == pytest.approx(7 * (0.5 * views + other), rel=0.01), "March takes February's"


def test_the_old_form_of_countries_is_read_too(desk: Desk) -> None:
    desk.world(old_form=True)
    fr = FLAT.views("fr", "Roma (film, 2018)", START)
    for value in values(desk.fetch([ROMA], ["FR"]), "FR"):
        assert 7 * 0.72 * fr / 3.3 < value < 7 * 0.72 * fr * 3.3


def test_a_protected_country_is_estimated_and_the_others_do_not_share_its_part(
    desk: Desk,
) -> None:
    got = desk.fetch([PARASITE], ["RU", "UA"])
    ru, en = (
        FLAT.views("ru", "Паразиты (фильм)", START),
        FLAT.views("en", "Parasite (2019 film)", START),
    )
    assert values(got, "UA")[0] == pytest.approx(7 * 0.12 * ru, rel=0.01)
    assert 7 * 0.3 * ru < values(got, "RU")[0] < 7 * (0.86 * ru + 0.3 * en)
    assert "Wikimedia tells nothing about readers in RU" in words(got)


def test_a_country_that_is_protected_from_some_month_on_does_not_collapse(desk: Desk) -> None:
    desk.world(protected_since={"FR": date(2026, 2, 1)})
    got = values(desk.fetch([ROMA], ["FR"]), "FR")
    assert got == pytest.approx([got[0]] * 11, rel=0.01)


def test_where_countries_are_not_told_speakers_decide(desk: Desk) -> None:
    desk.fail(Fault(status=404), COUNTRIES)
    got = desk.fetch([ROMA], ["JP", "FR", "MX"])
    ja = FLAT.views("ja", "ROMA/ローマ", START)
    assert values(got, "JP")[0] == pytest.approx(7 * ja, rel=0.05)
    assert values(got, "MX")[0] > values(got, "FR")[0] * 0.1
    assert "divided by where its speakers live" in words(got)


def test_without_totals_the_told_countries_share_all(desk: Desk) -> None:
    desk.fail(Fault(status=404), TOTALS)
    got = values(desk.fetch([ROMA], ["JP"]), "JP")
    ja = FLAT.views("ja", "ROMA/ローマ", START)
    assert got == pytest.approx([7 * 0.95 * ja / 0.985] * 11, rel=0.01)


def test_a_language_that_keeps_failing_is_left_out_and_told(desk: Desk) -> None:
    whole = desk.fetch([ROMA], ["JP", "DE", "AT", "FR"])
    desk.cache.forget()
    desk.fail(Fault(status=503), f"{PER_ARTICLE}de.wikipedia")
    got = desk.fetch([ROMA], ["JP", "DE", "AT", "FR"])
    assert values(got, "JP") == values(whole, "JP")
    assert values(got, "FR") == values(whole, "FR")
    assert set(got.table["region"]) == {"JP", "FR"}
    assert "Missing: 1 article in German" in words(got)
    assert "Left out: DE, AT." in words(got)


def test_all_of_a_language_failing_is_told_too(desk: Desk) -> None:
    desk.fail(Fault(status=500), "de.wikipedia")
    got = desk.fetch([ROMA], ["JP", "DE"])
    assert set(got.table["region"]) == {"JP"}
    assert "Left out: DE." in words(got)


def test_a_small_language_failing_costs_no_region(desk: Desk) -> None:
    desk.fail(Fault(status=500), "cy.wikipedia")
    got = desk.fetch([ROMA], ["GB"])
    assert not np.isnan(values(got, "GB")).any()
    assert "Missing: 1 article in Welsh" in words(got)


def test_months_that_fail_take_the_nearest(desk: Desk) -> None:
    whole = desk.fetch([ROMA], ["FR"])
    desk.cache.forget()
    desk.fail(Fault(status=500), f"{COUNTRIES}fr.wikipedia/all-access/2026/02")
    assert values(desk.fetch([ROMA], ["FR"]), "FR") == pytest.approx(values(whole, "FR"), rel=0.01)


def test_in_the_first_days_of_a_month_an_earlier_one_tells_the_countries(desk: Desk) -> None:
    desk.world(loaded_until=date(2026, 1, 30))
    desk.today = date(2026, 2, 1)
    got = desk.fetch([ROMA], ["FR"], date(2026, 1, 12), date(2026, 1, 18))
    assert values(got, "FR") == pytest.approx([values_of_france()], rel=0.01)


def values_of_france() -> float:
    fr = FLAT.views("fr", "Roma (film, 2018)", START)
    return 7 * (0.72 * fr + 0.02 * FLAT.views("en", "Roma (2018 film)", START))


@pytest.mark.parametrize(
    "fault", [Fault(status=500), Fault(half=True), Fault(body=b"[]"), Fault(body=b'{"items": [1]}')]
)
def test_everything_failing_is_an_error(desk: Desk, fault: Fault) -> None:
    desk.fail(fault, "/")
    with pytest.raises(NetError):
        desk.fetch([ROMA], ["FR"])


@pytest.mark.parametrize(
    "items",
    [
        [{"timestamp": "2026"}],
        [{"views": 3}],
        [{"timestamp": "2026010500", "views": "many"}],
        [{"timestamp": 20260105, "views": 3}],
    ],
)
def test_an_unexpected_form_is_told(desk: Desk, items: list[object]) -> None:
    desk.server.services[wikimedia.WIKIMEDIA] = lambda _: json_reply({"items": items})
    with pytest.raises(NetError, match="unexpected form"):
        desk.fetch([ROMA], ["FR"])


def test_offline_is_offline_at_once(desk: Desk) -> None:
    desk.fail(Fault(drop=True), "/")
    with pytest.raises(Offline):
        desk.fetch([ROMA], ["FR"])
    assert len(desk.server.asked(wikimedia.WIKIMEDIA)) <= 4


def test_losing_the_line_on_the_way_loses_no_work(desk: Desk) -> None:
    desk.fail(Fault(drop=True), COUNTRIES)
    with pytest.raises(Offline):
        desk.fetch([ROMA], ["FR"])
    before = len(desk.server.asked(wikimedia.WIKIMEDIA, PER_ARTICLE))
    desk.server.heal()
    assert len(values(desk.fetch([ROMA], ["FR"]), "FR")) == 11
    assert len(desk.server.asked(wikimedia.WIKIMEDIA, PER_ARTICLE)) == before


def test_a_long_wait_is_told(desk: Desk) -> None:
    desk.fail(Fault(status=429, retry_after="900"), COUNTRIES)
    with pytest.raises(RateLimited, match="15 minutes"):
        desk.fetch([ROMA], ["FR"])


def test_too_many_requests_are_waited_out(desk: Desk) -> None:
    desk.server.fail(wikimedia.WIKIMEDIA, Fault(status=429, retry_after="2"), times=1)
    assert len(values(desk.fetch([ROMA], ["FR"]), "FR")) == 11
    assert sum(desk.slept) > 2


def test_a_second_fetch_asks_nothing_that_is_kept(desk: Desk) -> None:
    first = desk.fetch([ROMA], ["FR"])
    count = len(desk.server.requests)
    again = desk.fetch([ROMA], ["FR", "DE"])
    assert len(desk.server.requests) == count
    assert values(again, "FR") == values(first, "FR")
    desk.today += timedelta(days=2)
    desk.fetch([ROMA], ["FR"])
    fresh = desk.server.requests[count:]
    assert fresh
    assert not [one for one in fresh if COUNTRIES in one.path]


def test_small_languages_are_asked_for_few_months(desk: Desk) -> None:
    got = desk.fetch([ROMA], ["GB"], date(2025, 1, 6), date(2025, 12, 28))
    months = {
        name: len(desk.server.asked(wikimedia.WIKIMEDIA, f"{COUNTRIES}{name}.wikipedia"))
        for name in ("en", "cy")
    }
    assert months == {"en": 12, "cy": 2}
    assert len(values(got, "GB")) == 51


def test_progress_rises_to_its_end(desk: Desk) -> None:
    desk.fetch([ROMA], ["FR"])
    done = [step[0] for step in desk.asked]
    totals = {step[1] for step in desk.asked}
    assert done == sorted(done)
    assert totals == {done[-1]}
    assert len(done) > 10
    assert any("fr.wikipedia: countries of 2026-02" in step[2] for step in desk.asked)


def test_a_person_can_stop(desk: Desk) -> None:
    desk.stop_after = 3
    with pytest.raises(Cancelled):
        desk.fetch([ROMA], ["FR"])
    assert len(desk.asked) == 4


def test_a_title_without_articles_is_told(desk: Desk) -> None:
    got = desk.fetch([ROMA, NOVEL], ["FR"])
    assert "No language of Wikipedia has an article about Roma." in got.notes
    with pytest.raises(InputError, match="no language of Wikipedia"):
        desk.fetch([NOVEL], ["FR"])


def test_a_title_that_was_merged_into_another_is_that_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(wikimedia.ANCIENT, "Q1", ROMA)
    assert "Roma" in desk.fetch(["Q1", ROMA], ["FR"]).source
    assert "1 title" in words(desk.fetch(["Q1", ROMA], ["FR"]))


@pytest.mark.parametrize(
    ("titles", "regions", "start", "end", "told"),
    [
        (["Roma", "Q0"], ["FR"], START, END, ["'Roma'", "'Q0'"]),
        ([ROMA], ["UK", "DACH"], START, END, ["'UK'", "'DACH'"]),
        ([], [], START, END, ["no title", "no region"]),
        ([ROMA], ["FR"], END, START, ["ends before it starts"]),
        ([ROMA], ["FR"], date(2026, 3, 30), date(2026, 4, 5), ["no complete day yet"]),
        ([ROMA], ["FR"], date(2015, 1, 1), date(2015, 7, 5), ["began to count"]),
        ([ROMA, "Q77"], ["FR"], START, END, ["no such item", "'Q77'"]),
    ],
)
def test_what_cannot_be_used_is_told_at_once(
    desk: Desk, titles: list[str], regions: list[str], start: date, end: date, told: list[str]
) -> None:
    with pytest.raises(InputError) as caught:
        desk.fetch(titles, regions, start, end)
    for words_ in told:
        assert words_ in str(caught.value)
