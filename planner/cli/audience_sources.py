"""Commands that ask sources on the web: sheet, wikipedia, youtube, and signing in for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.audience_files import audience
from planner.cli.audience_keep import Campaign, lines_of, opened, summary_of
from planner.cli.base import json_option, plan_argument, progress, report, say, told
from planner.errors import InputError, Problem

if TYPE_CHECKING:
    from planner.audience.fetched import Fetched
    from planner.audience.wikimedia import Candidate
    from planner.net.http import Web

WIKIPEDIA_YEARS, YOUTUBE_YEARS = 3, 1
"""Asked for unless told otherwise: three years show a season; trailers are younger than one."""
MOST_CANDIDATES = 8
DAY = click.DateTime(["%Y-%m-%d"])
SCOPE = click.Choice(["sheets", "youtube"])
from_option = click.option("--from", "start", type=DAY, help="First day, such as 2024-01-01.")
to_option = click.option("--to", "end", type=DAY, help="Last day; default: today.")


@audience.command()
@plan_argument
@click.argument("url")
@click.option("--tab", help="The sheet's tab; default: that of the link, else the first.")
@click.option("--sign-in", "signed", is_flag=True, help="Read it as yourself, not by its link.")
@click.option("--as", "name", default="google_sheet", show_default=True, help="Keep it as.")
@json_option
@told
def sheet(
    plan_path: Path, url: str, tab: str | None, name: str, *, signed: bool, as_json: bool
) -> None:
    """Read an audience table in a Google Sheet, by default one that is shared by its link."""
    from planner.audience import google_sheets, shared_sheet  # noqa: PLC0415  # slow to load

    campaign = opened(plan_path)
    if tab and not signed:
        hint = "Open the tab and copy the link again, which names it; or sign in."
        raise InputError(Problem("needs --sign-in", field="--tab", value=tab, hint=hint))
    groups = campaign.groups
    if signed:
        found = google_sheets.fetch(url, tab=tab, groups=groups, progress=progress)
    else:
        found = shared_sheet.fetch(url, groups=groups, progress=progress)
    _keep(campaign, name, found, as_json=as_json)


@audience.command()
@plan_argument
@click.argument("titles", metavar="TITLE...", nargs=-1, required=True)
@from_option
@to_option
@click.option("--as", "name", default="wikipedia_views", show_default=True, help="Keep it as.")
@json_option
@told
def wikipedia(
    plan_path: Path,
    titles: tuple[str, ...],
    start: datetime | None,
    end: datetime | None,
    name: str,
    *,
    as_json: bool,
) -> None:
    """Read the Wikipedia views of comparable titles: names, Wikidata ids or addresses."""
    from planner.audience.wikimedia import fetch  # noqa: PLC0415  # slow to load
    from planner.facts.decided import facts_of  # noqa: PLC0415  # slow to load
    from planner.net.cache import Cache  # noqa: PLC0415  # slow to load
    from planner.net.http import Web  # noqa: PLC0415  # slow to load

    campaign = opened(plan_path)
    first, last = _period(start, end, WIKIPEDIA_YEARS)
    facts = facts_of(campaign.plan)
    with Web(cache=Cache()) as web:
        ids = _ids(titles, web)
        found = fetch(ids, campaign.countries, first, last, web=web, facts=facts, progress=progress)
    _keep(campaign, name, found, as_json=as_json)


def _ids(titles: Sequence[str], web: Web) -> list[str]:
    """Return the Wikidata id of each title; raises `InputError` with the candidates of others."""
    from planner.audience.wikimedia import find_titles  # noqa: PLC0415  # slow to load

    ids: list[str] = []
    problems: list[Problem] = []
    for text in titles:
        report(f"Looking up {text}")
        bare, year = _with_year(text)
        candidates = find_titles(bare, web)
        chosen = _chosen(candidates, bare, year)
        if chosen:
            ids.append(chosen)
        else:
            problems.append(_unclear(text, candidates))
    report("")
    if problems:
        raise InputError(problems)
    return ids


def _with_year(text: str) -> tuple[str, int | None]:
    """Return a title and the year that stands behind it: `Roma (2018)`."""
    found = re.fullmatch(r"(.+?)\s*\((\d{4})\)", text.strip())
    return (found[1], int(found[2])) if found else (text, None)


def _chosen(candidates: Sequence[Candidate], text: str, year: int | None) -> str | None:
    """Return the id of the only film or series of that name (and year), or of the only find."""
    named = [
        one
        for one in candidates
        if one.on_screen
        and one.label.casefold() == text.casefold()
        and (year is None or one.year == year)
    ]
    found = named or candidates
    return found[0].id if len(found) == 1 else None


def _unclear(text: str, candidates: Sequence[Candidate]) -> Problem:
    if not candidates:
        hint = "Try its original title, or give its Wikidata id or Wikipedia address."
        return Problem("was not found on Wikidata", field="TITLE", value=text, hint=hint)
    lines = [
        f"\n  {one.id:<11} {one.label}{f' ({one.year})' if one.year else ''}: "
        f"{one.description or 'no description'}; {one.languages} languages"
        for one in candidates[:MOST_CANDIDATES]
    ]
    hint = f"Give the id of one:{''.join(lines)}"
    return Problem("could be several titles", field="TITLE", value=text, hint=hint)


@audience.command()
@plan_argument
@click.option("--video", "videos", multiple=True, help="A video of your channel; default: all.")
@from_option
@to_option
@click.option("--as", "name", default="youtube_views", show_default=True, help="Keep it as.")
@json_option
@told
def youtube(
    plan_path: Path,
    videos: tuple[str, ...],
    start: datetime | None,
    end: datetime | None,
    name: str,
    *,
    as_json: bool,
) -> None:
    """Read the views of your own YouTube channel by region; sign in first."""
    from planner.audience.youtube_analytics import fetch  # noqa: PLC0415  # slow to load

    campaign = opened(plan_path)
    goals = campaign.plan.goals
    first, last = _period(start, end, YOUTUBE_YEARS)
    found = fetch(videos, list(goals.regions), first, last, groups=goals.groups, progress=progress)
    _keep(campaign, name, found, as_json=as_json)


@audience.command("sign-in")
@click.argument("what", type=SCOPE)
@told
def sign_in(what: str) -> None:
    """Sign in at Google to read SHEETS or YOUTUBE numbers; nothing else is allowed by it."""
    from planner.net.google_scopes import scope_named  # noqa: PLC0415  # slow to load
    from planner.net.google_sign_in import sign_in as signing_in  # noqa: PLC0415  # slow to load

    scope = scope_named(what)
    text = "If no browser opens, open this address in one on this computer:\n"
    signing_in(scope, show=lambda address: click.echo(f"{text}{address}", err=True))
    click.echo(f"Signed in: {scope.title} can be read.")


@audience.command("sign-out")
@click.argument("what", type=SCOPE)
@told
def sign_out(what: str) -> None:
    """Take a sign-in back and delete it from this computer."""
    from planner.net.google_scopes import scope_named  # noqa: PLC0415  # slow to load
    from planner.net.google_sign_in import sign_out as signing_out  # noqa: PLC0415  # slow to load

    scope = scope_named(what)
    confirmed = signing_out(scope)
    more = "" if confirmed else " Google did not confirm: see myaccount.google.com/permissions."
    click.echo(f"Signed out of {scope.title}.{more}")


@audience.command()
@json_option
@told
def forget(*, as_json: bool) -> None:
    """Delete the answers of web services that are kept on this computer."""
    from planner.net.cache import Cache  # noqa: PLC0415  # slow to load

    count = Cache().forget()
    say({"forgotten": count}, f"{count} kept answers deleted.", as_json=as_json)


def _period(start: datetime | None, end: datetime | None, years: int) -> tuple[date, date]:
    last = end.date() if end else datetime.now().astimezone().date()
    first = start.date() if start else last - timedelta(weeks=52 * years)
    return first, last


def _keep(campaign: Campaign, name: str, found: Fetched, *, as_json: bool) -> None:
    from planner.audience.adding import put  # noqa: PLC0415  # slow to load

    kept = put(found, name, campaign.plan.goals, campaign.folder)
    text = "\n".join(lines_of(kept, found, campaign))
    say({"kept": [summary_of(kept, found)]}, text, as_json=as_json)
