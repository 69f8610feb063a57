"""The creator sheet as an Excel file that people fill in: lists to choose from, columns explained.

`planner.creators.lists.read_list` reads it back as it was.
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.creators.offers import COLUMNS, EVIDENCE, STATES, Offer, cells_of
from planner.model.plan import Plan
from planner.spend.workbook import Column, Sheet, workbook_of

EXPLAINED = {
    "creator": "Their name, as you call them. The same in all their rows.",
    "platform": "Where they post: youtube, tiktok, instagram, podcast, newsletter, any other.",
    "channel_id": "The YouTube channel's id, if you want to look it up: it begins with UC.",
    "link": "Their page, beginning with https://",
    "region": "The region they are booked for, as a code such as MX, or a group of the plan.",
    "language": "The language they post in, as a code such as es or pt-BR.",
    "format": "What is bought: video, short, story, live. One row for each; empty means post.",
    "price": "Of one post, without VAT. Leave it empty if you don't know it yet.",
    "currency": "Of the price, such as MXN. Empty means the budget's.",
    "expected_views": "Views that one such post usually gets. Not their followers.",
    "people_reached": "Different people who see one post, if a media kit tells; goes before views.",
    "posts": "The most posts of this kind that you would buy. Empty means 1.",
    "audience": "Where their audience is: MX 60%, US 20%. Empty means all in the region.",
    "followers": "How many follow them. Never taken for views or reach.",
    "evidence": "Where the figures are from: media kit, screenshot or estimate.",
    "evidence_note": "Which media kit or list, and of when.",
    "state": "How far talks are: idea, contacted, agreed or contracted.",
    "disclosure_agreed": "Have they agreed to label the posts as advertising? yes, no, or empty.",
    "note": "Anything else. No telephone numbers or addresses: others see this sheet, too.",
}
"""What to write into each column, for the person who fills the sheet in."""
WIDE = ("creator", "link", "audience", "evidence_note", "note")
NUMBERS = {"price": "#,##0.00"} | dict.fromkeys(
    ("expected_views", "people_reached", "posts", "followers"), "#,##0"
)


def sheet_xlsx(offers: Sequence[Offer], plan: Plan) -> bytes:
    """Return the sheet as a workbook, with a second tab that explains each column.

    State, evidence, region and disclosure are chosen from lists. Text that a spreadsheet would run
    is made harmless. Its bytes depend on the offers and the plan alone.
    """
    choices = {
        "state": STATES,
        "evidence": EVIDENCE[:-1],
        "region": tuple(dict.fromkeys([*plan.goals.regions, *_regions(offers)])),
        "disclosure_agreed": ("yes", "no"),
    }
    columns = tuple(
        Column(
            name, NUMBERS.get(name, "General"), 30 if name in WIDE else 16, choices.get(name, ())
        )
        for name in COLUMNS
    )
    rows = tuple((_row(offer), False) for offer in offers)
    explained = tuple((pair, False) for pair in EXPLAINED.items())
    what = (Column("column", width=20), Column("what to write", width=90))
    return workbook_of(
        plan, [Sheet("Creators", (), columns, rows), Sheet("Columns", (), what, explained)]
    )


def _regions(offers: Sequence[Offer]) -> list[str]:
    return sorted({offer.region for offer in offers} - {""})


def _row(offer: Offer) -> list[object]:
    """Return the cells of an offer: numbers as numbers, all else as the CSV has it."""
    texts = cells_of(offer)
    return [getattr(offer, name) if name in NUMBERS else texts[name] or None for name in COLUMNS]
