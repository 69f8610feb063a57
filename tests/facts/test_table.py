"""Looking facts up, overriding them, and what is said when a table cannot be read."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import FactError
from planner.facts.cells import Cells
from planner.facts.rows import EVENT_COLUMNS, NUMBER_COLUMNS, RULE_COLUMNS, event, fact
from planner.facts.table import Facts, load, load_from

HEADER = ",".join(NUMBER_COLUMNS)
EVENT_HEADER = ",".join(EVENT_COLUMNS)
RULE_HEADER = ",".join(RULE_COLUMNS)


def facts_of(folder: Path, *rows: str, name: str = "some.csv", header: str = HEADER) -> Facts:
    (folder / name).write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return load_from(folder)


@pytest.fixture
def small(tmp_path: Path) -> Facts:
    return facts_of(
        tmp_path,
        "ticket_price,6,2,15,EUR,Nobody,2026,assumed,2026-11-23,,",
        "ticket_price.FR,7,,,EUR,CNC,2021,published,,2026-01-31,paid",
        "price_level.FR.big,1,,,index,Us,,convention,,,",
        "lead_time.dub,8,4,12,weeks,Practice,,assumed,,,",
    )


def test_a_row_becomes_a_fact(small: Facts) -> None:
    found = small.number("ticket_price.FR")
    assert (found.value, found.low, found.unit, found.year) == (7, None, "EUR", 2021)
    assert (found.checked, found.as_of) == (date(2026, 1, 31), None)
    assert (found.source, found.confidence, found.note) == ("CNC", "published", "paid")
    assert not found.overridden


def test_the_first_id_that_exists_wins(small: Facts) -> None:
    assert small.number("ticket_price.FR", "ticket_price").id == "ticket_price.FR"
    assert small.number("ticket_price.MX", "ticket_price").value == 6
    assert small.find("ticket_price.MX") is None


def test_a_missing_fact_names_the_ids_and_the_way_out(small: Facts) -> None:
    with pytest.raises(FactError) as caught:
        small.number("ticket_prise.FR", "ticket_prise")
    for words in ("ticket_prise.FR or ticket_prise", "Did you mean ticket_price.FR", "override"):
        assert words in str(caught.value)


def test_a_table_holds_what_is_directly_below_its_prefix(small: Facts) -> None:
    assert {key: fact.value for key, fact in small.table("ticket_price").items()} == {"FR": 7}
    assert list(small.table("price_level.FR")) == ["big"]
    assert small.table("price_level") == {}


def test_a_table_is_the_callers_own(small: Facts) -> None:
    small.table("ticket_price").clear()
    assert list(small.table("ticket_price")) == ["FR"]


def test_an_override_replaces_value_source_and_range(small: Facts) -> None:
    changed = small.with_overrides({"lead_time.dub": (10, "our house is slow")})
    found = changed.number("lead_time.dub")
    assert (found.value, found.low, found.high) == (10, None, None)
    assert found.overridden
    assert found.source == "your override: our house is slow"
    assert small.number("lead_time.dub").value == 8
    assert changed.number("ticket_price.FR") == small.number("ticket_price.FR")


@pytest.mark.parametrize("region", ["MX", "CA-QC"])
def test_an_override_may_give_a_region_its_own_row(small: Facts, region: str) -> None:
    changed = small.with_overrides({f"ticket_price.{region}": (3, "box office of 2026")})
    found = changed.number(f"ticket_price.{region}", "ticket_price")
    assert (found.id, found.value, found.unit) == (f"ticket_price.{region}", 3, "EUR")
    assert found.source == "your override: box office of 2026"
    assert region in changed.table("ticket_price")


@pytest.mark.parametrize("key", ["cpm.search", "channel_use.search", "on_target.search"])
def test_what_is_looked_up_by_region_may_be_overridden_in_one(key: str) -> None:
    usual = load().number(key)
    changed = load().with_overrides({f"{key}.MX": (0.5, "our own")})
    own = changed.number(f"{key}.MX")
    assert (own.value, own.unit, own.overridden) == (0.5, usual.unit, True)
    assert changed.number(key) == usual
    with pytest.raises(FactError):
        load().with_overrides({"elasticity.short.MX": (0.5, "nothing looks it up")})


def test_rows_stand_in_for_others_or_beside_them(small: Facts) -> None:
    own = replace(small.number("lead_time.dub"), value=11.0)
    new = replace(own, id="lead_time.sign.FR")
    changed = small.with_rows([own, new])
    assert changed.number("lead_time.dub").value == 11
    assert changed.table("lead_time")["dub"].value == 11
    assert changed.table("lead_time.sign") == {"FR": new}
    assert set(changed.table("lead_time")) == set(small.table("lead_time"))
    assert small.number("lead_time.dub").value == 8
    assert small.table("lead_time")["dub"].value == 8


def test_overrides_of_unknown_facts_are_refused_all_at_once(small: Facts) -> None:
    values = dict.fromkeys(("lead_time.dubb", "lead_time.MX", "ticket_price.mexico"), (1.0, ""))
    with pytest.raises(FactError) as caught:
        small.with_overrides(values)
    assert len(caught.value.problems) == 3
    assert "Did you mean lead_time.dub?" in str(caught.value.problems[0])


def test_rules_of_a_region_keep_their_order(tmp_path: Path) -> None:
    facts = facts_of(
        tmp_path,
        "disclosure.FR.1,FR,disclosure,Publicité,fr,CNC,2024,published,2024-11-06,,",
        'disclosure.FR.2,FR,disclosure,"Un, deux",fr,CNC,2024,published,,,',
        "disclosure.DE.1,DE,disclosure,Anzeige,de,FSK,2024,published,,,",
        name="rules.csv",
        header=RULE_HEADER,
    )
    assert [rule.text for rule in facts.rules("FR", "disclosure")] == ["Publicité", "Un, deux"]
    assert facts.rules("FR", "certificate") == ()


def test_every_fault_is_told_at_once_with_file_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "rules.csv").write_text(
        f"{RULE_HEADER}\nr.FR,FR,r,,fr,Source,,published,,,\n", encoding="utf-8"
    )
    with pytest.raises(FactError) as caught:
        facts_of(
            tmp_path,
            "fine,1,,,EUR,Us,,assumed,,,",
            "many,7,8,9,,,20,guess,soon,2026-13-01,",
            "words,lots,,,EUR,Us,,assumed,,,",
            "nothing,,,,EUR,Us,,assumed,,,",
            "endless,inf,,,EUR,Us,,assumed,,,",
            "two words,1,,,EUR,Us,,assumed,,,",
            "fine,1,,,EUR,Us,,assumed,,,",
            "short,1",
        )
    places = [(fault.file, fault.line, fault.field) for fault in caught.value.problems]
    expected = [("some.csv", 3, name) for name in ("value", "unit", "source", "year")]
    expected += [("some.csv", 3, name) for name in ("confidence", "as_of", "checked")]
    expected += [("some.csv", line, "value") for line in (4, 5, 6)]
    expected += [("some.csv", 7, "id"), ("some.csv", 8, "id")]
    assert places[:-2] == expected
    assert places[-2:] == [("some.csv", 9, None), ("rules.csv", 2, "text")]
    assert "some.csv:4: value: cannot be read (got 'lots')" in str(caught.value)


def test_an_id_may_stand_in_one_table_only(tmp_path: Path) -> None:
    row = "fine,1,,,EUR,Us,,assumed,,,"
    facts_of(tmp_path, row, name="a.csv")
    with pytest.raises(FactError, match=r"b\.csv:2: id: stands twice"):
        facts_of(tmp_path, row, name="b.csv")


def test_a_quoted_line_break_does_not_shift_the_lines(tmp_path: Path) -> None:
    with pytest.raises(FactError) as caught:
        facts_of(tmp_path, 'a,1,,,EUR,Us,,assumed,,,"two\nlines"', "b,x,,,EUR,Us,,assumed,,,")
    assert [fault.line for fault in caught.value.problems] == [4]


@pytest.mark.parametrize("content", [b"", b"id,value\n", "é".encode("latin-1"), b"\x00\x01"])
def test_a_file_that_is_no_table_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.csv").write_bytes(content)
    with pytest.raises(FactError, match=r"^bad\.csv"):
        load_from(tmp_path)


def test_a_spreadsheets_byte_order_mark_and_line_ends_do_no_harm(tmp_path: Path) -> None:
    text = f"{HEADER}\r\nfine,1,,,EUR,Us,,assumed,,,\r\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8-sig", newline="")
    assert load_from(tmp_path).number("fine").value == 1


@given(st.fixed_dictionaries({column: st.text(max_size=12) for column in NUMBER_COLUMNS}))
def test_any_cells_give_faults_or_a_sound_fact(cells: dict[str, str]) -> None:
    row = Cells(cells, "a.csv", 2)
    found = fact(row)
    if not row.problems:
        assert math.isfinite(found.value)
        assert found.source
        assert found.unit
    for problem in row.problems:
        assert (problem.file, problem.line) == ("a.csv", 2)
        assert problem.field in cells


def test_the_shipped_facts_are_read_once() -> None:
    assert load() is load()


def test_a_rate_of_a_currency_without_one_can_be_given() -> None:
    facts = load().with_overrides({"fx.KES": (0.0067, "our bank")})
    assert facts.number("fx.KES").value == 0.0067
    with pytest.raises(FactError):
        load().with_overrides({"fx.XYZ": (1.0, "no currency")})


def events_of(folder: Path, *rows: str) -> Facts:
    return facts_of(folder, *rows, name="events.csv", header=EVENT_HEADER)


def test_a_row_becomes_an_event(tmp_path: Path) -> None:
    facts = events_of(
        tmp_path,
        "festival.plum,GE,festival,Plum Days,2026-05-12,2026-05-23,yes,world,Us,2026,assumed,,,n",
        "big_event.cup,*,big_event,The Cup,2026-06-11,2026-06-11,no,,Us,2026,vendor,,2026-01-02,",
    )
    plum, cup = facts.events()
    assert (plum.start, plum.end) == (date(2026, 5, 12), date(2026, 5, 23))
    assert (plum.yearly, plum.premiere, plum.note) == (True, "world", "n")
    assert (cup.region, cup.yearly, cup.premiere, cup.checked) == ("*", False, "", date(2026, 1, 2))
    assert facts.events("festival") == (plum,)
    assert facts.events("school") == ()
    assert facts.event("big_event.cup") == cup
    assert facts.event("cup") is None


def test_overrides_leave_events_as_they_are(tmp_path: Path, small: Facts) -> None:
    row = "big_event.cup,DE-BY,big_event,Cup,2026-06-11,2026-06-12,no,,Us,2026,vendor,,,"
    changed = events_of(tmp_path, row).with_overrides({"lead_time.dub": (10.0, "slow")})
    assert small.events() == ()
    assert [item.id for item in changed.events()] == ["big_event.cup"]


def test_a_bad_event_is_told_cell_by_cell(tmp_path: Path) -> None:
    with pytest.raises(FactError) as caught:
        events_of(
            tmp_path,
            "a,MX,party,Name,2026-01-01,2026-01-02,maybe,galactic,Us,2026,assumed,,,",
            "b,Mexico,school,,2026-01-03,2026-01-02,yes,,,2026,assumed,,,",
            "c,MX,school,Name,,soon,yes,,Us,2026,assumed,,,",
            "d,*,school,Name,2026-01-01,2026-01-02,yes,,Us,2026,assumed,,,",
            "d,*,school,Name,2026-01-01,2026-01-02,yes,,Us,2026,assumed,,,",
        )
    places = [(fault.line, fault.field) for fault in caught.value.problems]
    assert sorted(places[:3]) == [(2, "kind"), (2, "premiere"), (2, "yearly")]
    assert sorted(places[3:7]) == [(3, "end"), (3, "name"), (3, "region"), (3, "source")]
    assert sorted(places[7:]) == [(4, "end"), (4, "start"), (6, "id")]
    assert "world, international" in str(caught.value)


@given(st.fixed_dictionaries({column: st.text(max_size=12) for column in EVENT_COLUMNS}))
def test_any_cells_give_faults_or_a_sound_event(cells: dict[str, str]) -> None:
    row = Cells(cells, "events.csv", 2)
    found = event(row)
    if not row.problems:
        assert found.start <= found.end
        assert found.source
    assert {problem.field for problem in row.problems} <= set(cells)
