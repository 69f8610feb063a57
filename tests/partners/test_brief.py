"""The content of a brief: whose language, which figures, what is said where some are missing."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import asdict
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.errors import InputError, PlanError
from planner.facts.table import load
from planner.model.plan import Plan
from planner.partners.brief import content
from planner.partners.parts import Brief, Table
from planner.spend.commission import commission_on
from planner.spend.table import budget_table


@pytest.fixture
def data(plan: Plan) -> dict[str, Any]:
    return deepcopy(plan.model_dump(by_alias=True, mode="json"))


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def amount(cell: str) -> Decimal:
    return Decimal(0) if cell == "–" else Decimal(cell.replace(",", ""))


def everything(brief: Brief) -> str:
    return json.dumps(asdict(brief), ensure_ascii=False)


def test_the_budget_adds_up_to_the_plan_to_the_cent(plan: Plan) -> None:
    spend = plan.spend
    assert spend is not None
    rows = cells(content(plan, "FR", language="en").budget)
    names = [row[0] for row in rows]
    assert names[0] == "Paid social"
    money = [[amount(cell) for cell in row[1:]] for row in rows]
    media = names.index("Media")
    assert money[media] == [
        Decimal("56701.00"),
        spend.regions["FR"].ours,
        spend.regions["FR"].partner,
    ]
    assert [sum(column) for column in zip(*money[:media], strict=True)] == money[media]
    parts = money[:media] + money[media + 1 : -1]
    assert [sum(column) for column in zip(*parts, strict=True)] == money[-1]
    assert all(total == ours + partner for total, ours, partner in money)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    weeks=st.lists(st.lists(st.integers(0, 10**6), min_size=3, max_size=3), min_size=1, max_size=6),
    share=st.floats(0, 1),
)
def test_any_split_adds_up(plan: Plan, weeks: list[list[int]], share: float) -> None:
    raw = plan.model_dump(by_alias=True, mode="json")
    total = Decimal(sum(map(sum, weeks))) / 100
    ours = (total * Decimal(share)).quantize(Decimal("0.01"))
    media = {f"channel {i}": [Decimal(cents) / 100 for cents in row] for i, row in enumerate(weeks)}
    raw["spend"]["regions"]["FR"] |= {"media": media, "ours": ours, "partner": total - ours}
    rows = cells(content(Plan.model_validate(raw), "FR", language="en").budget)
    media_row = next(i for i, row in enumerate(rows) if row[0] == "Media")
    columns = list(
        zip(*[[amount(cell) for cell in row[1:]] for row in rows[:media_row]], strict=True)
    )
    assert [sum(column) for column in columns] in ([total, ours, total - ours], [])
    assert all(value >= 0 for column in columns for value in column)


def charged(data: dict[str, Any], rate: float = 0.15) -> Plan:
    """The plan with an agency's commission on our media, all of which is France's and Egypt's."""
    ours = Decimal("42020.60")
    commission = commission_on(ours, rate)
    data["spend"] |= {"media": ours, "commission_rate": rate, "commission": commission}
    return Plan.model_validate(data)


def test_the_commission_stands_between_net_and_gross_on_both_sides(data: dict[str, Any]) -> None:
    budget = content(charged(data), "FR", language="en").budget
    rows = {row[0]: [amount(cell) for cell in row[1:]] for row in cells(budget)}
    names = list(rows)
    net, commission, gross = (
        rows[name] for name in ("Media, net", "Agency commission", "Media, gross")
    )
    assert net == [Decimal("56701.00"), Decimal("34020.60"), Decimal("22680.40")]
    assert commission[1:] == [Decimal("6003.64"), Decimal("4002.42")]
    assert gross == [one + other for one, other in zip(net, commission, strict=True)]
    below = [rows[name] for name in names[names.index("Media, gross") : -1]]
    assert [sum(column) for column in zip(*below, strict=True)] == rows["All together"]
    assert "15% of gross media. VAT not included." in budget.notes[-1]


def test_the_brief_shows_the_figures_of_the_plans_budget_table(data: dict[str, Any]) -> None:
    plan = charged(data, 0.125)
    table = budget_table(plan, load())
    for code in ("FR", "EG", "JP"):
        rows = {row[0]: row[1:] for row in cells(content(plan, code, language="en").budget)}
        total = table.view("region")[code].gross
        assert amount(rows["All together"][0]) == total
    assert "12.5% of gross media" in content(plan, "JP", language="en").budget.notes[-1]


def test_what_was_agreed_is_said_in_the_currency_it_was_agreed_in(data: dict[str, Any]) -> None:
    data["goals"]["regions"]["JP"] |= {
        "currency": "JPY",
        "minimum_spend": 8_000_000,
        "cap": 9_000_000,
    }
    data["goals"]["rates"] = {"JPY": {"value": 0.005, "as_of": "2026-11-03"}}
    notes = content(Plan.model_validate(data), "JP", language="en").budget.notes
    assert notes[1] == (
        "Agreed for media here, net: at least JP¥8,000,000 and at most JP¥9,000,000. Counted "
        "at JPY 1 = EUR 0.005, of 3 Nov 2026. Missing to the least: €13,600."
    )


def test_a_cap_is_shown_to_a_partner_who_pays_and_ours_is_not(data: dict[str, Any]) -> None:
    data["goals"]["regions"]["FR"]["cap"] = 60_000
    data["goals"]["regions"]["EG"] |= {"cap": 8_500, "minimum_spend": 5_000}
    plan = Plan.model_validate(data)
    assert content(plan, "FR", language="en").budget.notes[1] == (
        "Agreed for media here, net: at most €60,000. Left up to the most: €3,299."
    )
    notes = content(plan, "EG", language="en").budget.notes
    assert notes[1] == "Agreed for media here, net: at least €5,000."
    assert len(content(plan, "JP", language="en").budget.notes) == 2


def test_whole_amounts_have_no_decimals_and_cents_have_two(plan: Plan) -> None:
    assert ["Paid social", "6,700", "6,700", "–"] in cells(
        content(plan, "EG", language="en").budget
    )
    assert ["Paid social", "20,000.00", "12,000.00", "8,000.00"] in cells(
        content(plan, "FR", language="en").budget
    )


def test_a_budget_that_does_not_add_up_is_refused(data: dict[str, Any]) -> None:
    data["spend"]["regions"]["FR"]["ours"] = 1
    with pytest.raises(PlanError, match=r"adds up to 56701\.00"):
        content(Plan.model_validate(data), "FR")


def test_estimates_have_two_significant_digits(plan: Plan) -> None:
    figures = content(plan, "FR", language="en").admissions.figures
    assert [pair.value.text for pair in figures] == ["31,000", "49,000", "72,000"]
    creators = content(plan, "FR", language="en").creators
    assert creators is not None
    assert [row[3] for row in cells(creators)] == ["42,000", "26,000"]


def test_without_a_spend_estimate_the_potential_counts(plan: Plan) -> None:
    admissions = content(plan, "JP", language="en").admissions
    assert [pair.value.text for pair in admissions.figures] == ["5,100", "11,000", "25,000"]
    assert admissions.basis.startswith("Assumed")
    assert content(plan, "FR", language="en").admissions.basis.startswith("Estimated")


def test_dates_come_in_order_and_late_ones_stand_out(plan: Plan) -> None:
    dates = content(plan, "FR", language="en").dates
    assert cells(dates) == [
        ["Trailer", "Fri, 20 Nov 2026 (overdue)", "Wed, 20 Jan 2027"],
        ["French subtitles", "–", "Tue, 15 Dec 2026"],
        ["Cinema bookings", "Mon, 18 Jan 2027", "Wed, 10 Mar 2027"],
        ["Certificate", "Wed, 20 Jan 2027", "Wed, 10 Mar 2027"],
        ["Media campaign", "Mon, 1 Feb 2027", "–"],
        ["Release", "–", "Wed, 10 Mar 2027"],
    ]
    assert [row.kind for row in dates.rows] == ["late", *["plain"] * 4, "strong"]


def test_a_region_without_a_date_says_so_and_lists_what_is_known(plan: Plan) -> None:
    brief = content(plan, "DACH", language="en")
    assert brief.release.value.text == "Date to be agreed"
    assert brief.kicker == "Launch brief · DACH (Germany, Austria and Switzerland)"
    assert ["German dub", "Mon, 8 Feb 2027"] in cells(brief.dates)
    assert ["Earliest possible release", "Wed, 20 Jan 2027"] in cells(brief.dates)
    assert brief.flight is None


@pytest.mark.parametrize(
    ("region", "language", "labels", "rtl"),
    [
        ("FR", None, "fr", False),
        ("EG", None, "ar", True),
        ("JP", None, "ja", False),
        ("FR", "ar", "ar", True),
    ],
)
def test_the_language_is_the_one_asked_for_or_the_regions(
    plan: Plan, region: str, language: str | None, labels: str, *, rtl: bool
) -> None:
    brief = content(plan, region, language=language)
    assert (brief.language, brief.rtl, brief.notices) == (labels, rtl, ())


def test_the_partners_language_comes_before_the_regions(data: dict[str, Any]) -> None:
    data["goals"]["regions"]["FR"]["partner"]["language"] = "ja"
    assert content(Plan.model_validate(data), "FR").language == "ja"


def test_the_language_that_the_plan_found_comes_before_the_official_one(
    data: dict[str, Any],
) -> None:
    data["partners"]["regions"]["EG"] = {"language": "fr"}
    assert content(Plan.model_validate(data), "EG").language == "fr"


def test_a_language_without_catalogue_falls_back_to_english_and_says_so(plan: Plan) -> None:
    brief = content(plan, "FR", language="de")
    assert brief.language == "en"
    assert brief.notices == ("This brief is in English: its labels do not exist in German yet.",)


def test_missing_texts_are_shown_in_english_with_a_line_that_says_so(plan: Plan) -> None:
    messages = content(plan, "JP", language="ja").messages
    assert messages is not None
    assert messages.note == "日本語版はまだありません。英語で掲載しています。"
    assert {item.language for item in messages.items} == {"en"}
    own = content(plan, "FR").messages
    assert own is not None
    assert (own.note, {item.language for item in own.items}) == ("", {"fr"})


def test_without_english_the_original_stands_in(data: dict[str, Any]) -> None:
    data["film"]["logline"] = {"ka": "ორი და", "ja": "姉妹"}
    logline = content(Plan.model_validate(data), "FR").logline
    assert logline is not None
    assert logline.items[0].text == "ორი და"
    assert logline.note == "Pas encore disponible en français ; présenté en géorgien."


def test_sample_data_is_marked_and_real_data_is_not(data: dict[str, Any]) -> None:
    assert "Données d’exemple" in content(Plan.model_validate(data), "FR").sample
    data["film"]["sample"] = False
    assert content(Plan.model_validate(data), "FR").sample == ""


def test_paid_posts_carry_the_local_words(plan: Plan) -> None:
    disclosure = content(plan, "FR", language="en").disclosure
    assert disclosure is not None
    assert disclosure.title == "Paid posts must carry one of these labels"
    assert [(item.text, item.language) for item in disclosure.items] == [
        ("Collaboration commerciale", "fr"),
        ("Publicité", "fr"),
    ]


def test_a_part_of_a_country_has_the_rules_of_its_country(plan: Plan) -> None:
    renamed = plan.model_dump_json(by_alias=True).replace('"JP"', '"US-CA"')
    brief = content(Plan.model_validate_json(renamed), "US-CA", language="en")
    assert brief.disclosure is not None
    assert [item.text for item in brief.disclosure.items] == ["#ad", "Sponsored"]


def test_only_the_regions_own_creators_and_comps_appear(plan: Plan) -> None:
    text = everything(content(plan, "EG", language="en"))
    assert "سينما القاهرة" in text
    assert "Cinéma du soir" not in text
    assert "Corn Island" not in text


def test_other_regions_and_our_whole_budget_never_reach_the_page(plan: Plan) -> None:
    text = everything(content(plan, "JP", language="en"))
    assert "300,000" not in text
    assert "Films du Verger" not in text


def test_an_unknown_region_is_named_with_the_ones_there_are(plan: Plan) -> None:
    with pytest.raises(InputError, match=r"got 'jp'.*Did you mean JP\? Its regions are: FR, EG"):
        content(plan, "jp")


def test_an_unknown_language_is_an_input_error(plan: Plan) -> None:
    with pytest.raises(InputError, match="is no language"):
        content(plan, "FR", language="x!y")


def test_a_plan_that_was_never_suggested_says_what_to_do(data: dict[str, Any]) -> None:
    plan = Plan.model_validate({**data, "timing": None})
    with pytest.raises(PlanError, match="Run suggest"):
        content(plan, "FR")


def test_a_region_added_since_says_what_to_do(plan: Plan) -> None:
    with pytest.raises(PlanError, match="US was added after the last suggestion"):
        content(plan, "US")


def test_the_release_week_is_marked_in_the_chart(plan: Plan) -> None:
    flight = content(plan, "FR", language="en").flight
    assert flight is not None
    assert flight.weeks == ("1 Feb", "8 Feb", "15 Feb", "22 Feb", "1 Mar", "8 Mar")
    assert flight.release == 5
    assert "€56,701 in all" in flight.alt
    assert "The film opens in the week of 8 Mar." in flight.alt
