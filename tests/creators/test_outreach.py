from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.creators.outreach import COLUMNS, Contact, outreach, outreach_csv, write_outreach
from planner.errors import InputError, PlanError
from planner.facts.decided import facts_of
from planner.facts.table import load
from planner.model.plan import Plan
from planner.plan import edit
from tests.creators.sheets import offer
from tests.plans import make_plan
from tests.timing.test_critical import dated

FACTS = load()
DATE = date(2027, 3, 17)
CHOSEN = {
    "Anna": {"posts": {"tiktok video": 2, "youtube short": 1}, "price": 2500, "region": "FR"},
    "@ben": {"posts": {"youtube post": 1}, "price": 900, "region": "DE", "language": "de"},
    "Cleo": {"posts": {"youtube post": 1}, "price": 100, "region": "FR"},
}
SHEET = [
    offer("Anna", 1000, 5, platform="tiktok", state="agreed", note="Ask for a live, too"),
    offer("Anna", 500, 5, state="agreed", link="https://example.org/anna"),
    offer("@ben", 900, 5, "DE", state="contracted", disclosure_agreed=True),
]


def plan_with(chosen: dict[str, dict[str, object]]) -> Plan:
    usual: dict[str, object] = {"platform": "youtube", "language": "fr", "added_reach": 5}
    plan = dated(make_plan({"FR": {}, "DE": {}}), {"FR": DATE})
    return edit.replace(plan, {"creators": {"chosen": {n: usual | c for n, c in chosen.items()}}})


@pytest.fixture
def plan() -> Plan:
    return plan_with(CHOSEN)


@pytest.fixture
def contacts(plan: Plan) -> dict[str, Contact]:
    return {one.creator: one for one in outreach(plan, SHEET, FACTS)}


def test_those_to_write_to_come_first(plan: Plan) -> None:
    assert [one.creator for one in outreach(plan, SHEET, FACTS)] == ["Cleo", "Anna", "@ben"]


def test_what_the_sheet_says_now_joins_what_the_plan_chose(contacts: dict[str, Contact]) -> None:
    anna = contacts["Anna"]
    assert (anna.platforms, anna.link) == ("tiktok, youtube", "https://example.org/anna")
    assert (anna.region, anna.language, anna.posts) == (
        "France",
        "French",
        "2 tiktok video, 1 youtube short",
    )
    assert (anna.state, str(anna.price), anna.currency) == ("agreed", "2500.00", "EUR")
    assert anna.note == "Ask for a live, too"
    assert contacts["Cleo"].platforms == "youtube"


def test_each_state_has_a_next_step_and_words_that_are_not_agreed_are_asked_for(
    contacts: dict[str, Contact],
) -> None:
    assert contacts["Cleo"].next_step.startswith("Write to them")
    assert contacts["Cleo"].price_is == "from the sheet, not agreed yet"
    assert "contract" in contacts["Anna"].next_step
    assert "have not said yes" in contacts["Anna"].next_step
    assert contacts["@ben"].next_step == "Send the brief, the material and the dates."
    assert contacts["@ben"].disclosure_agreed == "yes"
    assert contacts["@ben"].price_is == "agreed"


def test_posts_lie_before_the_release(contacts: dict[str, Contact]) -> None:
    anna = contacts["Anna"]
    assert anna.release == DATE
    assert anna.brief_by is not None
    assert anna.post_from is not None
    assert anna.post_by is not None
    assert anna.brief_by < anna.post_from <= anna.post_by <= DATE
    assert contacts["@ben"].post_by is None


def test_days_that_no_calendar_holds_are_told_by_their_fact(plan: Plan) -> None:
    value = {"at": "facts.outreach.first_post", "value": 10**9}
    decided = edit.replace(plan, {"overrides": [value]})
    with pytest.raises(PlanError, match=r"facts\.outreach\.first_post"):
        outreach(decided, SHEET, facts_of(decided))


def test_the_words_of_the_region_are_told_with_its_rules(contacts: dict[str, Contact]) -> None:
    assert "Collaboration commerciale" in contacts["Anna"].disclosure_words
    assert "Checklist, not legal advice" in contacts["Anna"].rules
    assert contacts["@ben"].disclosure_words != contacts["Anna"].disclosure_words


def test_the_list_holds_no_contact_and_nothing_runs(contacts: dict[str, Contact]) -> None:
    assert all(one.contact == "" for one in contacts.values())
    text = outreach_csv(list(contacts.values()))
    assert text.startswith(",".join(COLUMNS))
    assert "\n'@ben," in text


def test_it_is_written_as_csv_or_excel(
    plan: Plan, contacts: dict[str, Contact], tmp_path: Path
) -> None:
    found = list(contacts.values())
    write_outreach(tmp_path / "a.csv", found, plan)
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == outreach_csv(found)
    write_outreach(tmp_path / "a.xlsx", found, plan)
    page = load_workbook(BytesIO((tmp_path / "a.xlsx").read_bytes()))["Outreach"]
    rows = list(page.iter_rows(values_only=True))
    assert "keep that out of the campaign's folder" in str(rows[1][0])
    assert rows[2][:4] == ("Creator", "Platforms", "Link", "Contact")
    assert rows[3][0] == "Cleo"
    with pytest.raises(InputError, match="xlsx"):
        write_outreach(tmp_path / "a.txt", found, plan)


def test_without_a_shortlist_there_is_nobody_to_write_to() -> None:
    with pytest.raises(PlanError, match="Suggest"):
        outreach(make_plan({"FR": {}}), SHEET, FACTS)
