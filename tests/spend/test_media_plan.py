import csv
import io
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.errors import InputError, PlanError
from planner.facts.table import load
from planner.model.plan import Plan
from planner.plan import edit
from planner.spend.media_plan import Line, media_plan
from planner.spend.media_plan_files import media_csv, media_xlsx, write_media
from planner.spend.runs import gantt, runs
from planner.spend.table import budget_table
from planner.spend.table_rows import Sum, total
from tests.plans import make_plan
from tests.spend.bought import RELEASE, START, Media, bought

FACTS = load()
WEEKS = [100, 100, 150, 150, 200, 200, 250, 40, 10]
SHARED: dict[str, object] = {
    "pays": "shared",
    "our_share": 0.37,
    "partner": {"name": "=Lampe"},
    "currency": "USD",
}
REGIONS: dict[str, dict[str, object]] = {"FR": SHARED, "MX": {}, "DE": {"pays": "partner"}}
MEDIA: dict[str, Media] = {
    "FR": {"paid_social": WEEKS, "search": [0, 0, 0, 0, 30, 33, 90, 0, 11]},
    "MX": {"ctv_tv": [0, 0, 0, 0, 900, 901, 400]},
    "DE": {"paid_social": [Decimal("10.55"), *WEEKS[1:]]},
}


def sample(**more: object) -> Plan:
    return bought(REGIONS, MEDIA, goals=more, film={"title": "+Quince"})


def everything(lines: tuple[Line, ...]) -> Sum:
    return sum((line.money for line in lines), Sum())


amounts = st.lists(st.integers(0, 2000).map(lambda x: Decimal(x) / 4), min_size=1, max_size=12)
regions = st.lists(
    st.tuples(st.sampled_from([{"pays": "us"}, {"pays": "partner"}, SHARED]), amounts, amounts),
    min_size=1,
    max_size=3,
)


@given(regions, st.sampled_from([0.0, 0.1, 0.15, 1 / 3]))
def test_lines_add_up_to_the_budget_table_and_the_weeks_to_the_cent(
    made: list[tuple[dict[str, object], list[Decimal], list[Decimal]]], rate: float
) -> None:
    codes = ["FR", "MX", "DE"][: len(made)]
    media = {
        code: {"paid_social": one, "out_of_home": two}
        for code, (_, one, two) in zip(codes, made, strict=True)
    }
    plan = bought({code: one[0] for code, one in zip(codes, made, strict=True)}, media, rate=rate)
    lines = media_plan(plan, FACTS)
    spend = plan.spend
    assert spend
    rows = [row for row in budget_table(plan, FACTS).rows if row.kind == "media"]
    assert everything(lines) == total(rows)
    assert everything(lines).net == spend.media + spend.partners
    ours = sum((line.pays.get("us", Sum()) for line in lines), Sum())
    assert (ours.net, ours.commission) == (spend.media, spend.commission)
    for line in lines:
        assert line.money.net == line.run.net
        assert all(one.net >= 0 and one.commission >= 0 for one in line.pays.values())
    by_cell: dict[tuple[str, str], Decimal] = {}
    for line in lines:
        key = line.run.region, line.run.channel
        by_cell[key] = by_cell.get(key, Decimal(0)) + line.money.net
    assert by_cell == {
        (code, name): sum(weeks)
        for code, own in media.items()
        for name, weeks in own.items()
        if sum(weeks)
    }


@given(amounts)
def test_runs_hold_every_week_with_money_once_in_order(weeks: list[Decimal]) -> None:
    plan = bought({"FR": {}}, {"FR": {"paid_social": weeks}})
    found = runs(plan, FACTS)
    days = [day for run in found for day in run.money]
    assert days == [START + timedelta(weeks=n) for n, x in enumerate(weeks) if x]
    for run in found:
        assert all(b - a == timedelta(weeks=1) for a, b in pairwise(run.money))
        assert run.first == min(run.money)
        assert run.last == max(run.money) + timedelta(days=6)
    assert all(a.last < b.first for a, b in pairwise(found))


def test_ids_stay_what_they_are_when_other_phases_lose_their_money() -> None:
    def ids(weeks: list[int]) -> dict[str, str]:
        plan = bought({"MX": {}}, {"MX": {"paid_social": weeks}})
        return {line.run.phase: line.id for line in media_plan(plan, FACTS)}

    assert ids(WEEKS) == {
        "teaser": "MX-SOC-01",
        "pre-release": "MX-SOC-02",
        "opening": "MX-SOC-03",
        "second wave": "MX-SOC-04",
    }
    assert ids([0, 0, *WEEKS[2:]]) == {
        "pre-release": "MX-SOC-02",
        "opening": "MX-SOC-03",
        "second wave": "MX-SOC-04",
    }


def test_a_pause_makes_two_lines_of_one_phase() -> None:
    plan = bought({"MX": {}}, {"MX": {"search": [0, 0, 50, 0, 50, 50, 0]}})
    lines = media_plan(plan, FACTS)
    assert [line.id for line in lines] == ["MX-SEA-02", "MX-SEA-02b"]
    assert [(line.run.first, line.run.last) for line in lines] == [
        (date(2027, 2, 15), date(2027, 2, 21)),
        (date(2027, 3, 1), date(2027, 3, 14)),
    ]


def test_ids_are_unique_and_an_event_ends_on_its_evening() -> None:
    lines = media_plan(sample(), FACTS)
    assert len({line.id for line in lines}) == len(lines)
    event = bought({"FR": {"release": "event"}}, {"FR": {"search": WEEKS[:7]}})
    assert max(line.run.last for line in media_plan(event, FACTS)) == RELEASE


def test_quantity_cpm_reach_and_frequency_belong_together() -> None:
    for line in media_plan(sample(), FACTS):
        assert line.price.low <= line.price.cpm <= line.price.high
        assert line.cpm == pytest.approx(line.price.cpm, rel=0.01)
        assert 0 < line.reach < 1
        assert line.met.reached <= line.met.people
        assert line.met.frequency >= 1
        assert line.placement.endswith(f", {line.run.phase}")


def test_twice_the_price_buys_half_the_impressions() -> None:
    dear = FACTS.with_overrides(
        {"cpm.paid_social": (2 * FACTS.number("cpm.paid_social").value, "x")}
    )
    usual, twice = (media_plan(sample(), facts)[0] for facts in (FACTS, dear))
    assert twice.impressions == pytest.approx(usual.impressions / 2, abs=1)
    assert twice.money == usual.money


def test_the_rate_is_told_in_the_regions_currency_at_a_persons_dated_rate() -> None:
    plan = sample(rates={"USD": {"value": 0.8, "as_of": "2026-05-29", "source": "ECB"}})
    line = next(line for line in media_plan(plan, FACTS) if line.run.region == "FR")
    assert (line.local_currency, line.rate_day) == ("USD", date(2026, 5, 29))
    assert line.local == pytest.approx(line.price.cpm / 0.8)
    mexico = next(line for line in media_plan(plan, FACTS) if line.run.region == "MX")
    assert (mexico.local_currency, mexico.local) == ("EUR", mexico.price.cpm)


def test_a_region_alone_has_the_same_lines() -> None:
    assert media_plan(sample(), FACTS, "FR") == tuple(
        line for line in media_plan(sample(), FACTS) if line.run.region == "FR"
    )


def test_a_plan_without_suggestion_or_with_edited_amounts_is_refused() -> None:
    with pytest.raises(PlanError, match="run suggest on the plan first"):
        media_plan(make_plan({"FR": {}}), FACTS)
    edited = edit.replace(sample(), {"spend.regions.FR.media.search": [1, 2, 3]})
    with pytest.raises(PlanError, match="edited by hand"):
        media_plan(edited, FACTS)
    undated = edit.replace(sample(), {"timing": None})
    with pytest.raises(PlanError, match="France has media and no release date"):
        media_plan(undated, FACTS)


def test_the_gantt_has_a_row_for_each_run_and_shares_of_its_region() -> None:
    frame = gantt(sample(), FACTS)
    assert list(frame.columns) == ["region", "channel", "phase", "start", "end", "net", "share"]
    assert len(frame) == len(media_plan(sample(), FACTS))
    assert frame.groupby("region")["share"].sum().to_numpy() == pytest.approx(1)
    assert (frame["start"] < frame["end"]).all()
    assert gantt(bought({"FR": {}}, {}), FACTS).empty


def test_the_csv_adds_up_when_it_is_read_again() -> None:
    rows = list(csv.DictReader(io.StringIO(media_csv(sample(), FACTS).decode())))
    spend = sample().spend
    assert spend
    assert sum(Decimal(row["net"]) for row in rows) == spend.media + spend.partners
    assert sum(Decimal(row["our_net"]) for row in rows) == spend.media
    assert sum(Decimal(row["our_gross"]) for row in rows) == spend.media + spend.commission
    for row in rows:
        assert Decimal(row["net"]) + Decimal(row["commission"]) == Decimal(row["gross"])
    assert rows[0]["partner"] == "'=Lampe"
    assert rows[0]["region"] == "FR"
    assert rows[0]["channel"] == "paid_social"


def pages(content: bytes) -> dict[str, Worksheet]:
    book = load_workbook(io.BytesIO(content))
    return {page.title: page for page in book.worksheets}


def table(page: Worksheet) -> list[dict[str, object]]:
    heading = int(re.sub(r"\D", "", str(page.freeze_panes))) - 1
    rows = list(page.iter_rows(min_row=heading, values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def money(value: object) -> Decimal:
    assert isinstance(value, int | float)
    return Decimal(str(value)).quantize(Decimal("0.01"))


def test_the_workbook_adds_up_when_it_is_read_again() -> None:
    plan = sample()
    found = pages(media_xlsx(plan, FACTS))
    assert list(found) == ["Media plan", "Flighting", "Sources", "Decisions"]
    rows = table(found["Media plan"])
    ids = {line.id for line in media_plan(plan, FACTS)}
    lines = [row for row in rows if row["Line"] in ids]
    assert len(lines) == len(ids)
    whole = rows[-1]
    assert whole["Line"] == "Total"
    for column in ("Net", "Commission", "Gross", "We pay, net", "We pay, gross"):
        parts = [money(row[column]) for row in lines]
        assert money(whole[column]) == sum(parts)
        totals = [money(row[column]) for row in rows[:-1] if row["Line"] not in ids]
        assert money(whole[column]) == sum(totals)
    assert plan.spend
    assert money(whole["We pay, gross"]) == plan.spend.media + plan.spend.commission


def test_the_weeks_of_the_workbook_are_those_of_the_plan() -> None:
    plan = sample()
    rows = table(pages(media_xlsx(plan, FACTS))["Flighting"])
    weeks = [name for name in rows[0] if re.fullmatch(r"\d{4}-\d\d-\d\d", name)]
    assert weeks[0] == START.isoformat()
    for row in rows:
        assert sum(money(row[week]) for week in weeks if row[week] is not None) == money(
            row["Total"]
        )
    assert [row["Total"] for row in rows[:-1]] == [1200, 164, 2201, 1110.55]
    assert plan.spend
    assert money(rows[-1]["Total"]) == plan.spend.media + plan.spend.partners
    left, teaser = rows[0]["At work in the opening week"], rows[0]["Of the teaser"]
    assert isinstance(left, float)
    assert isinstance(teaser, float)
    assert 0 < teaser < left < 1


def test_every_price_has_its_source() -> None:
    rows = {str(row["Fact"]): row for row in table(pages(media_xlsx(sample(), FACTS))["Sources"])}
    used = {name for line in media_plan(sample(), FACTS) for name in line.price.facts}
    assert set(rows) == used
    assert {"cpm.paid_social", "cpm.search", "cpm.ctv_tv"} <= used
    for name, row in rows.items():
        assert row["Source"] == FACTS.number(name).source
        assert row["Confidence"] == FACTS.number(name).confidence
    assert rows["cpm.ctv_tv"]["Used in"] == "MX"


def test_text_is_never_a_formula_and_sheets_print_wide_under_a_frozen_heading() -> None:
    for page in pages(media_xlsx(sample(), FACTS)).values():
        assert not [c for row in page.iter_rows() for c in row if c.data_type == "f"]
        assert str(page["A1"].value).startswith("'+Quince")
        assert page.page_setup.orientation == "landscape"
        assert page.freeze_panes is not None
        assert page.print_title_rows
    lines = table(pages(media_xlsx(sample(), FACTS))["Media plan"])
    assert lines[0]["Partner"] == "'=Lampe"
    assert isinstance(lines[0]["First day"], datetime)


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert media_xlsx(sample(), FACTS) == media_xlsx(sample(), FACTS)
    assert media_csv(sample(), FACTS) == media_csv(sample(), FACTS)
    later = edit.replace(sample(), {"saved": "2026-06-03T10:00:00Z"})
    assert media_xlsx(later, FACTS) != media_xlsx(sample(), FACTS)


def test_a_regions_workbook_shows_nothing_of_other_regions() -> None:
    for page in pages(media_xlsx(sample(), FACTS, "DE")).values():
        text = [str(cell) for row in page.iter_rows(values_only=True) for cell in row if cell]
        assert not [one for one in text if re.search(r"France|Mexico|Lampe|\bFR\b|\bMX\b", one)]


def test_only_tables_are_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.xlsx or \.csv"):
        write_media(tmp_path / "plan.pdf", sample(), FACTS)
    write_media(tmp_path / "PLAN.CSV", sample(), FACTS)
    assert (tmp_path / "PLAN.CSV").read_bytes() == media_csv(sample(), FACTS)
    assert [path.name for path in tmp_path.iterdir()] == ["PLAN.CSV"]
