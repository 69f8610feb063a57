"""Page Creators, the rows of its tables and charts: pure functions from plan and sheet to text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import pandas as pd

from planner.creators.compliance import Compliance
from planner.creators.offers import COLUMNS, Offer, cells_of, web_link
from planner.model.plan import Plan
from planner.model.sections import ChosenCreator, Creators
from planner.model.shortlist import RegionShortlist, ShortlistRules
from planner.ui import creators_texts, editors, show

Key = tuple[str, str, str]
"""What a row of the sheet is known by: creator, platform, format."""


def shortlist(section: Creators, plan: Plan, law: Mapping[str, Compliance]) -> pd.DataFrame:
    """Return the chosen creators in the order in which they add reach.

    `law` holds what is known of the rules of each of their regions.
    """
    currency = plan.goals.budget.currency
    rows = [
        {
            "Creator": name,
            "Region": show.region(one.region, plan.goals),
            "Language": show.language(one.language),
            "Posts": posts(one),
            "Price": show.exact_money(one.price, currency),
            "Adds": show.about(one.added_reach),
            "Repeats": show.about(one.repeats),
            "State": creators_texts.STATES[one.state],
            "Words": law[one.region].label(one.language) or "Not known",
            "Permit": _permit(law[one.region]),
            "Link": web_link(one.link),
        }
        for name, one in section.chosen.items()
    ]
    return pd.DataFrame(rows)


def _permit(rules: Compliance) -> str:
    if rules.permits:
        return "Needed"
    return show.NOTHING if rules.known else "Not known"


def posts(one: ChosenCreator) -> str:
    """Return what is bought of a creator: `2 videos, 1 story`; on several platforms, with them."""
    start = f"{one.platform} "
    counted = ((name.removeprefix(start), count) for name, count in one.posts.items())
    told = (show.plural(count, name, _plural(name)) for name, count in counted)
    return ", ".join(told) or one.platform


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return noun if noun.endswith("s") else f"{noun}s"


def budget(section: Creators, plan: Plan) -> pd.DataFrame:
    """Return name, spent, most and told: all creators first, then each region with any of them."""
    rules, currency = plan.goals.shortlist or ShortlistRules(), plan.goals.budget.currency
    spent, heads = sums(section)
    rows = [_bar("All regions", section.spent, section.budget, "", currency)]
    for code in plan.goals.regions:
        own = rules.regions.get(code, RegionShortlist())
        most = rules.most_in(code)
        if code in spent or own.budget is not None:
            name, paid = show.region(code, plan.goals), spent.get(code, Decimal(0))
            rows.append(
                _bar(name, paid, own.budget, f", {_heads(heads.get(code, 0), most)}", currency)
            )
    columns = ["name", "spent", "most", "told"]
    return pd.DataFrame(rows, columns=columns).astype({"most": "float64"})


def _bar(
    name: str, paid: Decimal, most: Decimal | None, heads: str, currency: str
) -> tuple[str, float, float | None, str]:
    limit = "" if most is None else f" of {show.money(most, currency)}"
    told = f"{show.money(paid, currency)}{limit}{heads}"
    return name, float(paid), None if most is None else float(most), told


def sums(section: Creators) -> tuple[dict[str, Decimal], dict[str, int]]:
    """Return what the creators of each region cost, and how many they are."""
    spent: dict[str, Decimal] = {}
    heads: dict[str, int] = {}
    for one in section.chosen.values():
        spent[one.region] = spent.get(one.region, Decimal(0)) + one.price
        heads[one.region] = heads.get(one.region, 0) + 1
    return spent, heads


def _heads(count: int, most: int | None = None) -> str:
    told = show.plural(count, "creator")
    return told if most is None else f"{told} of at most {most}"


def rule_rows(plan: Plan) -> list[editors.Row]:
    """Return each region with what its creators cost now and the limits that a person set."""
    rules, currency = plan.goals.shortlist or ShortlistRules(), plan.goals.budget.currency
    spent, heads = sums(plan.creators or Creators())
    rows: list[editors.Row] = []
    for code in plan.goals.regions:
        own = rules.regions.get(code, RegionShortlist())
        now = show.NOTHING
        if code in spent:
            now = f"{show.money(spent[code], currency)}, {_heads(heads[code])}"
        row = {"region": show.region(code, plan.goals), "now": now}
        rows.append(row | {"most": own.most, "budget": own.budget})
    return rows


def region_rules(plan: Plan, rows: Sequence[editors.Row]) -> dict[str, editors.Row]:
    """Return the limits of regions in an edited table; those of others that the plan has stay."""
    rules = plan.goals.shortlist or ShortlistRules()
    others = [code for code in rules.regions if code not in plan.goals.regions]
    kept: dict[str, editors.Row] = {
        code: {name: getattr(rules.regions[code], name) for name in ("most", "budget")}
        for code in others
    }
    for code, row in zip(plan.goals.regions, rows, strict=True):
        limits: editors.Row = {name: row[name] for name in ("most", "budget") if name in row}
        if limits:
            kept[code] = limits
    return kept


def sheet_rows(offers: Iterable[Offer]) -> list[editors.Row]:
    """Return offers as the editor shows them: the cells of the file, and what each lacks."""
    return [
        {
            **cells_of(one),
            "price": one.price,
            "expected_views": one.expected_views,
            "people_reached": one.people_reached,
            "posts": one.posts,
            "followers": one.followers,
            "lacks": ", ".join(one.missing),
        }
        for one in offers
    ]


def merged(
    before: Iterable[Mapping[str, object]],
    shown: Iterable[Mapping[str, object]],
    edited: Sequence[editors.Row],
) -> list[editors.Row]:
    """Return all rows of a sheet once those `shown` were `edited`; the others stay in place.

    An edited row takes the place of the row with its creator, platform and format; others follow,
    so that one that is there twice is still there twice, for a person to hear of it.
    """
    seen, rest = {key_of(row) for row in shown}, list(edited)
    found: list[editors.Row] = []
    for row in before:
        key = key_of(row)
        if key not in seen:
            found.append(dict(row))
            continue
        place = next((at for at, other in enumerate(rest) if key_of(other) == key), None)
        if place is not None:
            found.append(rest.pop(place))
    return [*found, *rest]


def key_of(row: Mapping[str, object]) -> Key:
    """Return what a row of the sheet is known by."""
    creator, platform, form = (
        str(row.get(name) or "") for name in ("creator", "platform", "format")
    )
    return creator, platform, form or "post"


def matching(
    offers: Iterable[Offer], text: str, region: str, state: str, show_: str
) -> list[Offer]:
    """Return the offers that hold `text` and are of a region, a state and a kind; "" is any."""
    wanted = text.casefold().strip()
    return [
        one
        for one in offers
        if (
            not wanted
            or wanted in f"{one.creator} {one.platform} {one.format} {one.note}".casefold()
        )
        and region in ("", one.region)
        and state in ("", one.state)
        and (not show_ or bool(one.missing) == (show_ == "lacks"))
    ]


def cells(rows: Iterable[Mapping[str, object]]) -> list[list[object]]:
    """Return rows as the lines of a sheet, in the order of its columns."""
    return [["" if row.get(name) is None else row[name] for name in COLUMNS] for row in rows]


def with_note(row: editors.Row, others: Iterable[str]) -> editors.Row:
    """Return a row whose cells of other columns, which a sheet does not have, stand in its note."""
    told = [f"{name}: {row[name]}" for name in others if row.get(name)]
    note = "; ".join(filter(None, [str(row.get("note") or ""), *told]))
    return row | {"note": note}


def label(name: str) -> str:
    """Return what a column of the sheet is called."""
    return name.replace("_", " ").capitalize()
