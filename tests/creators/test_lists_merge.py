from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from planner.creators.lists_merge import Merged, merged
from planner.creators.offers import Offer
from planner.creators.sheet import parse_sheet, sheet_text
from tests.creators.sheets import offer
from tests.creators.test_sheet import offers, sheets
from tests.plans import make_plan

GOALS = make_plan({"FR": {}, "MX": {}}).goals
ANNA = offer("Anna", 900, 5000, evidence="screenshot", evidence_note="March")


def only(old: Offer, new: Offer) -> Offer:
    [found] = merged([old], [new]).offers
    return found


def test_what_the_sheet_does_not_have_is_added_at_its_end() -> None:
    ben = offer("Ben", None, None)
    found = merged([ANNA], [ben])
    assert found.offers == (ANNA, ben)
    assert (found.added, found.updated, found.conflicts) == ((ben,), (), ())


def test_a_filled_cell_fills_an_empty_one_and_an_empty_one_changes_nothing() -> None:
    found = merged([ANNA], [offer("Anna", None, None, followers=7, link="https://example.org")])
    assert found.offers == (
        replace(
            ANNA,
            followers=7,
            link="https://example.org",
            evidence_note=found.offers[0].evidence_note,
        ),
    )
    assert found.updated == found.offers
    assert not found.conflicts


def test_a_surer_figure_stands_and_a_less_sure_one_does_not() -> None:
    kit = offer("Anna", 1000, 6000, evidence="media kit", evidence_note="May")
    assert only(ANNA, kit) == kit
    found = merged([kit], [replace(ANNA, evidence="estimate")])
    assert found.offers == (kit,)
    told = [(one.column, one.kept, one.other) for one in found.conflicts]
    assert told == [("price", "1000", "900"), ("people_reached", "6000", "5000")]
    assert str(found.conflicts[0]) == "Anna, youtube post, price: 1000 stays; the list says 900."


def test_figures_from_elsewhere_are_named_in_the_note_where_others_stay() -> None:
    kit = offer("Anna", None, 6000, evidence="media kit", evidence_note="May")
    assert only(ANNA, kit).evidence == "screenshot"
    assert only(ANNA, kit).evidence_note == "March; people_reached: media kit, May"
    filled = only(ANNA, offer("Anna", None, None, followers=9, evidence="estimate"))
    assert (filled.evidence, filled.followers) == ("screenshot", 9)
    assert filled.evidence_note == "March; followers: estimate, a list"


def test_a_price_comes_with_its_currency() -> None:
    dear = replace(ANNA, price=Decimal(20), currency="MXN", evidence="media kit")
    assert (only(ANNA, dear).price, only(ANNA, dear).currency) == (Decimal(20), "MXN")
    same = only(ANNA, replace(dear, evidence="estimate"))
    assert (same.price, same.currency) == (Decimal(900), None)


def test_a_row_without_price_adds_to_the_format_that_is_there() -> None:
    video = replace(ANNA, format="video")
    found = merged([video], [offer("anna", None, None, platform="YouTube", followers=9)])
    [one] = found.offers
    assert (one.creator, one.format, one.followers) == ("Anna", "video", 9)


def test_talks_and_regions_stay_as_the_sheet_has_them_and_agree_in_all_rows() -> None:
    agreed = replace(ANNA, state="agreed", disclosure_agreed=True, region="FR")
    found = merged([agreed], [offer("Anna", None, 5, region="MX", platform="tiktok")])
    assert {(one.region, one.language, one.state) for one in found.offers} == {
        ("FR", "fr", "agreed")
    }
    assert {one.disclosure_agreed for one in found.offers} == {True}
    assert {(one.column, one.kept, one.other) for one in found.conflicts} == {
        ("region", "FR", "MX"),
        ("language", "fr", "es"),
    }


def test_the_same_list_twice_changes_nothing() -> None:
    new = [ANNA, offer("Ben", None, None, followers=3)]
    once = merged([ANNA], new)
    assert merged(once.offers, new) == replace(once, added=(), updated=(), conflicts=())


few = st.lists(
    st.builds(replace, offers, creator=st.sampled_from(["Anna", "anna", "Ben"])),
    max_size=2,
    unique_by=lambda one: one.creator.casefold(),
)


@given(few, few)
def test_nothing_that_was_typed_is_lost_and_the_result_is_a_sheet(
    old: list[Offer], new: list[Offer]
) -> None:
    found = merged(old, new)
    assert [one.creator for one in found.offers[: len(old)]] == [one.creator for one in old]
    assert len(found.offers) == len(old) + len(found.added)
    for before, after in zip(old, found.offers, strict=False):
        for column in ("link", "note", "region", "language", "channel_id"):
            assert getattr(before, column) in ("", getattr(after, column))
        for column in ("price", "expected_views", "people_reached", "followers"):
            assert getattr(before, column) is None or getattr(after, column) is not None
    assert parse_sheet(sheet_text(found.offers), "a.csv", GOALS) == list(found.offers)


@given(sheets)
def test_a_sheet_with_itself_is_itself(found: list[Offer]) -> None:
    again = merged(found, found)
    assert again == Merged(tuple(found), (), (), ())
