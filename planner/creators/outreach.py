"""The outreach list: whom of the shortlist to write to, what comes next with each, and by when.

It holds no address or telephone number: the column for them stays empty, since plans and sheets lie
in git. Whoever writes fills it in on their own copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from planner.creators.compliance import Compliance, compliance
from planner.creators.offers import AGREED, Offer
from planner.errors import PlanError
from planner.facts.sound import at_least
from planner.facts.table import Facts
from planner.model import names
from planner.model.plan import Plan
from planner.model.sections import ChosenCreator
from planner.model.shortlist import State
from planner.plan.exports import csv_text
from planner.spend.workbook import Column, Sheet, titled, workbook_of, write_as

NEXT: dict[State, str] = {
    "idea": "Write to them: the film, the posts, the dates. Ask for a media kit and their price.",
    "contacted": "Follow up, and agree on posts, price and dates.",
    "agreed": "Send the contract, with the disclosure words in it.",
    "contracted": "Send the brief, the material and the dates.",
}
"""What comes next, by how far talks are."""
ASK = " Agree on the disclosure words first: they have not said yes to them."
PRIVATE = (
    "Contact stays empty here: fill it in on your own copy, and keep that out of the campaign's "
    "folder."
)
SETTLED: tuple[State, ...] = ("agreed", "contracted")
DAY = "yyyy-mm-dd"
MONEY = "#,##0.00"
FORMS = {"price": MONEY, "release": DAY, "brief_by": DAY, "post_from": DAY, "post_by": DAY}
WIDE = ("creator", "link", "posts", "next_step", "disclosure_words", "rules", "note")


@dataclass(frozen=True, slots=True)
class Contact:
    """One creator of the shortlist, and what comes next with them; days are None without a date."""

    creator: str
    platforms: str
    link: str
    contact: str
    region: str
    language: str
    posts: str
    price: Decimal
    currency: str
    price_is: str
    state: State
    next_step: str
    release: date | None
    brief_by: date | None
    post_from: date | None
    post_by: date | None
    disclosure_words: str
    disclosure_agreed: str
    rules: str
    note: str


COLUMNS = tuple(one.name for one in fields(Contact))


def outreach(plan: Plan, offers: Sequence[Offer], facts: Facts) -> list[Contact]:
    """Return the creators of the plan's shortlist, those to write to first first.

    What the sheet says of them now (state, disclosure, link) goes before what the plan holds.

    Raises:
        PlanError: nobody is on the shortlist.
    """
    if plan.creators is None or not plan.creators.chosen:
        raise PlanError("There is no creator on the shortlist to write to. Press Suggest first.")
    rules = {
        code: compliance(plan.goals, code, facts)
        for code in {one.region for one in plan.creators.chosen.values()}
    }
    mine = {name: [one for one in offers if one.creator == name] for name in plan.creators.chosen}
    found = [
        _contact(plan, name, one, mine[name], rules[one.region], facts)
        for name, one in plan.creators.chosen.items()
    ]
    order = list(NEXT)
    return sorted(found, key=lambda one: (order.index(one.state), one.post_by or date.max))


def write_outreach(path: Path, contacts: Sequence[Contact], plan: Plan) -> None:
    """Write the list to a .csv or .xlsx file, all of it or nothing.

    Raises:
        InputError: the file's name ends in neither.
        StoreError: the file cannot be written.
    """
    write_as(path, lambda: outreach_csv(contacts).encode(), lambda: outreach_xlsx(contacts, plan))


def outreach_csv(contacts: Sequence[Contact]) -> str:
    """Return the list as CSV; text that a spreadsheet would run is made harmless."""
    return csv_text(COLUMNS, (_cells(one) for one in contacts))


def outreach_xlsx(contacts: Sequence[Contact], plan: Plan) -> bytes:
    """Return the list as a workbook; its bytes depend on the list and the plan alone."""
    columns = tuple(
        Column(names.plain(name), FORMS.get(name, "General"), 36 if name in WIDE else 16)
        for name in COLUMNS
    )
    rows = tuple((_cells(one), False) for one in contacts)
    return workbook_of(plan, [Sheet("Outreach", (titled(plan), PRIVATE), columns, rows)])


def _cells(one: Contact) -> list[object]:
    return [getattr(one, name) for name in COLUMNS]


def _contact(
    plan: Plan,
    name: str,
    chosen: ChosenCreator,
    offers: Sequence[Offer],
    rules: Compliance,
    facts: Facts,
) -> Contact:
    first = offers[0] if offers else None
    state = first.state if first else chosen.state
    agreed = first.disclosure_agreed if first else chosen.disclosure_agreed
    release = _release(plan, chosen.region)
    first_post = _before(release, "outreach.first_post", facts)
    return Contact(
        creator=name,
        platforms=", ".join(dict.fromkeys(one.platform for one in offers)) or chosen.platform,
        link=next((one.link for one in offers if one.link), chosen.link or ""),
        contact="",
        region=names.region(chosen.region),
        language=names.language(chosen.language),
        posts=", ".join(f"{count} {post}" for post, count in chosen.posts.items()),
        price=chosen.price,
        currency=plan.goals.budget.currency,
        price_is="agreed" if state in SETTLED else "from the sheet, not agreed yet",
        state=state,
        next_step=NEXT[state] + (ASK if state in SETTLED and not agreed else ""),
        release=release,
        brief_by=_before(first_post, "outreach.brief", facts),
        post_from=first_post,
        post_by=_before(release, "outreach.last_post", facts),
        disclosure_words=rules.label(chosen.language),
        disclosure_agreed=AGREED[agreed],
        rules="\n".join(rules.lines()),
        note=" ".join(dict.fromkeys(one.note for one in offers if one.note)),
    )


def _release(plan: Plan, region: str) -> date | None:
    timing = plan.timing.regions.get(region) if plan.timing else None
    return timing.date if timing else None


def _before(day: date | None, fact: str, facts: Facts) -> date | None:
    if day is None:
        return None
    days = at_least(0.0, facts.number(fact))
    try:
        return day - timedelta(days=round(days))
    except OverflowError:
        raise PlanError(
            f"The fact {fact} is {days:g} days, which no calendar holds. Change or remove your "
            f"value at facts.{fact}."
        ) from None
