"""A brief tells until when what stays unsaid, as clocks show it at the partner's."""

from __future__ import annotations

import pytest

from planner.model.plan import Plan
from planner.partners.brief import content
from planner.partners.pdf import brief_pdf
from planner.plan.edit import replace

GIVEN: list[dict[str, object]] = [
    {"what": "ma fin", "until": "2027-03-09T22:30:00Z", "regions": ["EG", "FR"]},
    {"what": "reviews", "until": "2027-03-05T17:00:00Z"},
    {"what": "the ending", "until": "2027-03-06T00:00:00Z", "regions": ["EG"]},
]


@pytest.fixture
def embargoed(plan: Plan) -> Plan:
    """The plan with three embargoes, of which one is for Egypt alone."""
    return replace(plan, {"goals.embargoes": GIVEN})


@pytest.mark.parametrize(
    ("region", "language", "told"),
    [
        (
            "FR",
            "fr",
            (
                "Embargo jusqu’au ven. 5 mars 2027, 18:00 (Europe/Paris) : critiques",
                "Embargo jusqu’au mar. 9 mars 2027, 23:30 (Europe/Paris) : ma fin",
            ),
        ),
        ("JP", "ja", ("2027年3月6日(土) 2:00（Asia/Tokyo）まで公開禁止：レビュー",)),
        ("DACH", "en", ("Embargo until Fri 5 Mar 2027, 5:00 pm (UTC): reviews",)),
    ],
)
def test_the_embargoes_of_a_region_are_told_in_its_time(
    embargoed: Plan, region: str, language: str, told: tuple[str, ...]
) -> None:
    notes = content(embargoed, region, language=language).dates.notes[-len(told) :]
    assert tuple(note.replace("\u202f", " ").replace(", 5 Mar", " 5 Mar") for note in notes) == told


def test_the_third_is_for_egypt_and_its_pdf_can_be_made(embargoed: Plan) -> None:
    notes = content(embargoed, "EG").dates.notes
    assert len(notes) == 3
    assert "the ending" in "".join(notes)
    assert brief_pdf(embargoed, "EG").startswith(b"%PDF")


def test_without_an_embargo_nothing_is_said(plan: Plan) -> None:
    assert content(plan, "FR").dates.notes == ()
