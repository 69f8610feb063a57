"""Commands about creators: finding them on YouTube, and what may be kept of them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.base import Summary, json_option, main, out_option, progress, report, say, told
from planner.errors import Cancelled, InputError, Problem

if TYPE_CHECKING:
    from planner.creators.quota import Quota
    from planner.creators.youtube_data import By, Cost, Found

DAY = click.DateTime(["%Y-%m-%d"])
BY = click.Choice(["videos", "names"])


@main.group()
def creators() -> None:
    """Find creators and choose those to work with."""


@creators.command()
@click.option("--topic", required=True, help="What they make videos about.")
@click.option("--language", help="What viewers of this language are shown, such as ka.")
@click.option("--region", help="What viewers in this country are shown, such as GE.")
@click.option("--most", default=50, show_default=True, help="How many creators.")
@click.option("--videos", default=10, show_default=True, help="How many recent videos of each.")
@click.option("--by", type=BY, default="videos", help="By their videos, or by the channel's name.")
@click.option("--renew", is_flag=True, help="Ask again for what is kept already.")
@click.option("--yes", is_flag=True, help="Spend the quota without asking first.")
@out_option
@json_option
@told
def find(  # noqa: PLR0913  # one for each option
    topic: str,
    language: str | None,
    region: str | None,
    most: int,
    videos: int,
    by: By,
    out: Path,
    *,
    renew: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Find creators on YouTube and write what it tells of them as CSV or JSON.

    Needs a Google API key in $MICROHIT_YOUTUBE_KEY. Says what it costs of the day's quota first.
    """
    from planner.creators import youtube  # noqa: PLC0415  # slow to load
    from planner.creators.youtube_export import check_name, write_found  # noqa: PLC0415  # as above

    check_name(out)
    query = youtube.Query(topic, language, region, most, videos, by)
    _agree(youtube.cost(query, renew=renew), yes=yes)
    found = youtube.find(query, renew=renew, progress=progress)
    report("")
    write_found(out, found)
    summary: Summary = {
        "channels": len(found.channels),
        "complete": found.complete,
        "fetched": found.fetched,
        "notes": found.notes,
        "left": asdict(found.left) if found.left else None,
        "out": out,
    }
    say(summary, _found_text(found, out), as_json=as_json)


def _agree(cost: Cost, *, yes: bool) -> None:
    """Tell what a search costs and what is left; raises `Cancelled` unless the person agrees."""
    if cost.nothing:
        click.echo("Costs nothing: YouTube's answers of the last 30 days are kept.", err=True)
        return
    quota = _quota()
    text = f"Costs at most {cost}; {quota.searches:,} and {quota.units:,} are left today."
    click.echo(text, err=True)
    if yes:
        return
    try:
        agreed = click.confirm("Go on?", err=True)
    except click.Abort:
        hint = "Add it, where nobody can be asked."
        raise InputError(Problem("was not said", field="--yes", hint=hint)) from None
    if not agreed:
        raise Cancelled("Nothing was asked of YouTube.")


def _found_text(found: Found, out: Path) -> str:
    lines = [f"{len(found.channels)} creators, written to {out}", *found.notes]
    if found.left:
        lines.append(f"Not complete: going on costs at most {found.left}.")
    return "\n".join(lines)


@creators.command()
@json_option
@told
def quota(*, as_json: bool) -> None:
    """Say what is left of YouTube's quota today, as this computer counts it."""
    left = _quota()
    text = (
        f"{left.searches:,} of {left.of_searches:,} searches and {left.units:,} of "
        f"{left.of_units:,} units are left; they start anew at {left.resets:%Y-%m-%d %H:%M} UTC."
    )
    say(dict(asdict(left)), f"{text}\n{left.note}".strip(), as_json=as_json)


def _quota() -> Quota:
    from planner.creators.quota import Ledger  # noqa: PLC0415  # slow to load
    from planner.net.google_key import key_login, youtube_key  # noqa: PLC0415  # as above

    return Ledger(key_login(youtube_key()).key).left()


@creators.command()
@click.option("--channel", metavar="ID", help="Only what tells of this channel.")
@click.option("--expired", is_flag=True, help="Only what is older than 30 days.")
@json_option
@told
def forget(channel: str | None, *, expired: bool, as_json: bool) -> None:
    """Delete what YouTube told and is kept on this computer: all of it, unless told otherwise."""
    from planner.creators import kept  # noqa: PLC0415  # slow to load

    if channel is not None and expired:
        raise InputError(Problem("does not go with --channel", field="--expired"))
    count = kept.forget(channel, expired=expired)
    text = f"{count} kept answers of YouTube deleted or changed."
    say({"forgotten": count}, text, as_json=as_json)


@creators.command()
@click.option("--project", metavar="N", help="The number of your Google project.")
@click.option("--accepted", type=DAY, help="The day on which YouTube accepted it.")
@click.option("--by", metavar="NAME", help="Who declares it.")
@click.option("--withdraw", is_flag=True, help="Take the declaration back.")
@json_option
@told
def declare(
    project: str | None,
    accepted: datetime | None,
    by: str | None,
    *,
    withdraw: bool,
    as_json: bool,
) -> None:
    """Declare that YouTube accepted figures derived from its data for your Google project."""
    from planner.creators import declaration  # noqa: PLC0415  # slow to load

    given = {"--project": project, "--accepted": accepted, "--by": by}
    if withdraw:
        there = declaration.withdraw()
        text = "The declaration is taken back." if there else "There was no declaration."
        say({"withdrawn": there}, text, as_json=as_json)
        return
    missing = [Problem("is missing", field=name) for name, value in given.items() if value is None]
    if project is None or accepted is None or by is None:
        raise InputError(missing)
    made = declaration.declare(project, accepted.date(), by)
    say(dict(asdict(made)), f"{made} Derived figures are now shown.", as_json=as_json)
