from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from planner.errors import PlanError
from planner.facts.table import load
from planner.model.plan import Plan
from planner.model.sections import ChosenCreator, Creators, Spend
from planner.plan import edit
from planner.spend.commission import commission_on
from planner.spend.table import BudgetTable, View, budget_table, commission_note
from planner.spend.table_lines import entries
from planner.spend.table_rows import US, Sum, total
from planner.spend.table_text import text_of
from tests.plans import make_plan
from tests.spend.tables import CENT, ZERO, plan_with, plans, region_spend, spend_of

FACTS = load()
VIEWS: tuple[View, ...] = ("line", "region", "payer", "channel")


def table_of(plan: Plan) -> BudgetTable:
    return budget_table(plan, FACTS)


def section(plan: Plan) -> Spend:
    assert plan.spend is not None
    return plan.spend


def summed(sums: Iterable[Sum]) -> Sum:
    return sum(sums, Sum())


@given(plans())
def test_every_view_adds_up_to_the_same_cent(plan: Plan) -> None:
    table, spend = table_of(plan), section(plan)
    assert table.off == 0
    assert table.ours.gross == spend.total
    assert table.ours.commission == spend.commission
    theirs = summed(total(table.of(partner)) for partner in table.partners)
    assert theirs.net == spend.partners
    for by in VIEWS:
        assert summed(table.view(by, US).values()) == table.ours
        assert summed(table.view(by).values()) == table.ours + theirs


@given(plans())
def test_media_is_the_plans_own_in_every_cell_whoever_pays(plan: Plan) -> None:
    table, spend = table_of(plan), section(plan)
    for code, region in spend.regions.items():
        media, ours = table.media(code), table.media(code, US)
        paid = {name: amount for name, amount in region.by_channel.items() if amount}
        assert {name: money.net for name, money in media.items()} == paid
        assert summed(ours.values()).net == region.ours
        theirs = summed(media.values()).net - summed(ours.values()).net
        assert theirs == region.partner
        share = region.ours / region.media_total if region.media_total else ZERO
        for name, amount in paid.items():
            part = ours.get(name, Sum()).net
            assert 0 <= part <= amount
            assert abs(part - amount * share) <= CENT


@given(plans())
def test_a_partners_commission_is_on_its_own_media_and_ours_on_ours(plan: Plan) -> None:
    table, spend = table_of(plan), section(plan)
    assert all(row.money.net >= 0 and row.money.commission >= 0 for row in table.rows)
    rate = Fraction(str(spend.commission_rate))
    for code, region in spend.regions.items():
        ours = total(
            r for r in table.rows if r.payer == US and r.kind == "media" and r.region == code
        )
        assert abs(Fraction(ours.commission) - Fraction(region.ours) * rate / (1 - rate)) < 2 * CENT
    for code, region in spend.regions.items():
        theirs = total(r for r in table.rows if r.payer != US and r.region == code)
        assert theirs == Sum(region.partner, commission_on(region.partner, spend.commission_rate))


@given(plans())
def test_the_printed_lines_add_up_and_parts_to_their_sum(plan: Plan) -> None:
    table = table_of(plan)
    for payer in (US, *table.partners):
        *lines, last = entries(table, payer)
        assert last.money == total(table.of(payer))
        assert summed(line.money for line in lines if line.level == 0) == last.money
        parts: dict[str, list[Sum]] = {}
        head = ""
        for line in lines:
            head = head if line.level else line.name
            if line.level:
                parts.setdefault(head, []).append(line.money)
        sums = {line.name: line.money for line in lines if line.level == 0}
        assert all(summed(below) == sums[name] for name, below in parts.items())


@given(plans())
def test_terms_say_what_is_planned_and_what_room_is_left(plan: Plan) -> None:
    table, spend = table_of(plan), section(plan)
    for one in table.terms:
        region = spend.regions[one.region]
        assert one.ours.net == region.ours
        assert one.theirs.net == region.partner
        assert one.planned.net == region.media_total
        assert one.missing == max((one.minimum or ZERO) - region.media_total, ZERO)
        assert one.partner != US
    shared = {code for code, region in plan.goals.regions.items() if region.pays != "us"}
    assert shared <= {one.region for one in table.terms}


def test_without_a_commission_the_figures_are_the_net_ones() -> None:
    french = region_spend("shared", 0.4, {"search": [Decimal("100.01")]}, {"dcp": Decimal(1500)})
    plan = plan_with(
        spend_of({"FR": french}, rate=0.0), {"FR": {"pays": "shared", "our_share": 0.4}}
    )
    table = table_of(plan)
    assert all(row.money.commission == 0 for row in table.rows)
    assert table.view("region") == {"": Sum(), "FR": Sum(Decimal("1600.01"))}
    assert "bought direct" in commission_note(table)
    assert "VAT is left out" in commission_note(table)


def limited() -> Plan:
    """France shared 40 to 60 with limits in dollars, Japan paid for by a partner."""
    media = {"search": [Decimal("333.33"), Decimal("0.01")], "paid_social": [Decimal("1000.00")]}
    sections = {
        "FR": region_spend("shared", 0.4, media, {"dcp": Decimal(1500)}),
        "JP": region_spend("partner", 0.0, {"search": [Decimal(700)]}, {}),
    }
    partner = {"name": "Les Films du Coing"}
    spend = spend_of(sections, fixed={"publicity": Decimal(9)}, left=CENT)
    plan = plan_with(
        spend,
        {
            "FR": {
                "pays": "shared",
                "our_share": 0.4,
                "partner": partner,
                "currency": "USD",
                "minimum_spend": 2_000,
                "cap": 4_000,
            },
            "JP": {"pays": "partner", "minimum_spend": 900},
        },
    )
    rates = {"goals.rates": {"USD": {"value": 0.5, "as_of": "2026-05-30", "source": "our bank"}}}
    return edit.replace(plan, rates)


def test_limits_in_the_regions_currency_are_converted_and_the_rate_is_told() -> None:
    france, japan = table_of(limited()).terms
    assert (france.minimum, france.cap) == (Decimal(1000), Decimal(2000))
    assert france.room == Decimal("666.66")
    assert france.missing == 0
    assert "USD 2,000.00" in france.own
    assert "0.5 EUR" in france.own
    assert "2026-05-30, our bank" in france.own
    assert (japan.minimum, japan.cap, japan.room) == (Decimal(900), None, None)
    assert (japan.missing, japan.partner, japan.own) == (Decimal(200), "Partner in Japan", "")


def test_the_table_is_read_aloud_with_what_was_agreed() -> None:
    plan = limited()
    text = "\n".join(text_of(table_of(plan), plan))
    assert "Les Films du Coing, beside our money" in text
    assert "France: shared with Les Films du Coing, our part 40%" in text
    assert "at most 2,000.00, room for 666.66" in text
    assert "200.00 missing to that" in text
    assert "VAT is left out" in text


def test_long_names_of_partners_keep_the_columns_in_line() -> None:
    name = {"goals.regions.FR.partner.name": "The Very Long Name of an Old Distribution Company"}
    plan = edit.replace(limited(), name)
    lines = [line for line in text_of(table_of(plan), plan) if line.rstrip().endswith("gross")]
    assert len(lines) == 3
    assert len({line.strip("\n").index("net") for line in lines}) == 1


def test_limits_are_left_out_after_the_budgets_currency_changed() -> None:
    plan = edit.replace(limited(), {"goals.budget.currency": "USD"})
    assert table_of(plan).terms == ()


def test_a_table_edited_by_hand_is_shown_as_it_is_and_not_handed_out() -> None:
    plan = limited()
    spend = section(plan).model_copy(update={"creators": Decimal(5)})
    table = table_of(plan.model_copy(update={"spend": spend}))
    assert table.off == 5
    with pytest.raises(PlanError, match="doesn't add up"):
        table.adding_up()


def test_parts_that_miss_their_weeks_are_listed_without_channels() -> None:
    plan = limited()
    france = section(plan).regions["FR"].model_copy(update={"ours": Decimal(9_000)})
    spend = section(plan).model_copy(update={"regions": {"FR": france}})
    table = table_of(plan.model_copy(update={"spend": spend}))
    assert table.media("FR", US)[""].net == 9_000
    assert table.off > 0


def test_a_commission_without_media_is_a_line_of_its_own() -> None:
    spend = spend_of({}).model_copy(update={"commission": CENT, "total": CENT})
    plan = make_plan({"FR": {}}).model_copy(update={"spend": spend})
    table = table_of(plan)
    assert [row.money for row in table.rows if row.kind == "commission"] == [Sum(ZERO, CENT)]
    assert entries(table)[-1].money == Sum(ZERO, CENT)
    assert table.off == 0


def test_creators_stand_in_their_regions_while_the_shortlist_is_the_budgeted_one() -> None:
    chosen = {
        name: ChosenCreator(
            platform="youtube", region=code, language="fr", price=Decimal(price), added_reach=1
        )
        for name, code, price in (("A", "GB", 5), ("B", "FR", 7), ("C", "GB", 1))
    }
    plan = make_plan({"FR": {}, "GB": {}}).model_copy(
        update={"spend": spend_of({}, creators=Decimal(13)), "creators": Creators(chosen=chosen)}
    )
    assert {row.region: row.money.net for row in table_of(plan).rows if row.kind == "creators"} == {
        "GB": 6,
        "FR": 7,
    }
    other = plan.model_copy(update={"spend": spend_of({}, creators=Decimal(12))})
    assert [row.region for row in table_of(other).rows if row.kind == "creators"] == [""]


def test_notes_say_whose_figure_a_line_is() -> None:
    plan = edit.replace(
        limited(),
        {
            "goals.budget.fixed": {"premiere": 9},
            "overrides": [
                {"at": "spend.FR.search", "value": 333.34, "by": "Ana", "why": "an offer"},
                {"at": "spend.JP.search", "value": 700},
            ],
        },
    )
    spend = section(plan).model_copy(update={"fixed": {"publicity": ZERO, "premiere": Decimal(9)}})
    notes = {
        (row.item, row.region): row.note
        for row in table_of(plan.model_copy(update={"spend": spend})).rows
    }
    assert notes["premiere", ""] == "Your figure."
    assert "(fixed_share.publicity)" in notes["publicity", ""]
    assert notes["dcp", "FR"] == "Usual cost (cost.dcp)."
    assert notes["search", "FR"] == "Decided by Ana: an offer"
    assert notes["search", "JP"] == "You decided this amount."


def test_a_plan_without_a_suggestion_has_no_table() -> None:
    with pytest.raises(PlanError, match="no budget table yet"):
        table_of(make_plan({"FR": {}}))


def test_the_note_says_the_commission_in_percent_and_when_to_set_it_to_nothing() -> None:
    note = commission_note(table_of(plan_with(spend_of({}, rate=0.125), {"FR": {}})))
    assert "12.5% of gross" in note
    assert "set it to 0 where media is bought direct" in note
