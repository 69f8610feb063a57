"""Commands about the people of a campaign, who stand in contacts.yaml and not in the plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import click

from planner.cli.base import Summary, json_option, main, plan_argument, say, told
from planner.errors import InputError, Problem
from planner.model import names
from planner.model.plan import Plan
from planner.plan import contacts as people
from planner.plan import store
from planner.plan.contacts import FILE, Contact, Contacts
from planner.plan.document import Plain
from planner.plan.ignored import ignore as let_ignore
from planner.plan.ignored import ignored
from planner.plan.mentions import mentions

HISTORY = "Versions and records are never rewritten, nor is what git holds of before."


@main.group()
def contacts() -> None:
    """Keep the partners' people, who are never part of the plan."""


@contacts.command("list")
@plan_argument
@json_option
@told
def listed(plan_path: Path, *, as_json: bool) -> None:
    """List who has which role in each region, and roles that nobody is known to have."""
    plan, known = store.load(plan_path).plan, people.read(plan_path.parent)
    missing = people.missing(plan, known)
    summary: Summary = {
        "contacts": [
            {"region": region, "role": role, **person.model_dump(exclude_none=True)}
            for (region, role), person in known.people()
        ],
        "missing": [{"region": region, "role": role} for region, role in missing],
    }
    lines = [*map(_line, known.people()), *(f"{_where(key)}: nobody yet" for key in missing)]
    lines += _not_ignored(plan_path.parent)
    say(summary, "\n".join(lines or ["Nobody yet."]), as_json=as_json)


@contacts.command("set")
@plan_argument
@click.option("--region", required=True, help="A region of the plan, such as FR.")
@click.option("--role", required=True, help="Such as marketing.")
@click.option("--name", help="Who has it; may be left out to change the rest.")
@click.option("--email", help="Shown in the brief of this region.")
@click.option("--phone", help="Such as '+33 1 23 45 67 89'; for you alone.")
@click.option("--note", help="Such as mornings; for you alone.")
@told
def put(plan_path: Path, region: str, role: str, **given: str | None) -> None:
    """Say who has a role in a region; what is left out stays as it was."""
    _check_region(store.load(plan_path).plan, region)
    told_now = {field: value for field, value in given.items() if value is not None}
    found = people.change(plan_path.parent, lambda known: _with(known, region, role, told_now))
    lines = [_line(one) for one in found.people() if one[0] == (region, role)]
    click.echo("\n".join([*lines, *_not_ignored(plan_path.parent)]))


@contacts.command()
@plan_argument
@click.option("--name", required=True, help="The whole name.")
@told
def forget(plan_path: Path, name: str) -> None:
    """Take a person out of contacts.yaml, and say where else their name stands."""
    folder = plan_path.parent
    before = people.read(folder)
    after, places = people.forget(before, name)
    elsewhere = mentions(folder, name)
    if not places and not elsewhere:
        hint = f"These are known: {', '.join(one.name for _, one in before.people()) or 'nobody'}."
        raise InputError(Problem("is nobody here", str(folder), value=name, hint=hint))
    if after != before:
        people.change(folder, lambda known: people.forget(known, name)[0])
    lines = [f"Taken out: {_where(key)}." for key in places]
    lines += [f"{one.path}:{one.line} holds the name, too." for one in elsewhere]
    if people.forget(people.read(folder), name)[1]:
        lines.append(f"{store.PLAN} has an older format, which names people: save it, then repeat.")
    click.echo("\n".join([*lines, HISTORY] if elsewhere else lines))


@contacts.command()
@plan_argument
@told
def ignore(plan_path: Path) -> None:
    """Let git ignore contacts.yaml of this campaign and of those beside it."""
    folder = plan_path.parent
    if ignored(folder):
        click.echo(f"git ignores {FILE} already.")
        return
    click.echo(f"Added to {let_ignore(folder)}. Commit that file.")


def _check_region(plan: Plan, region: str) -> None:
    if region not in plan.goals.regions:
        hint = f"Its regions are {', '.join(plan.goals.regions) or 'none yet'}."
        raise InputError(
            Problem("is no region of the plan", field="region", value=region, hint=hint)
        )


def _with(known: Contacts, region: str, role: str, given: dict[str, str]) -> Contacts:
    before = known.of(region, role)
    held = before.model_dump(exclude_none=True) if before else {}
    data: Plain = {"contacts": {region: {role: cast("Plain", {**held, **given})}}}
    return known.having(dict(people.checked(data).people()))


def _line(one: tuple[people.Key, Contact]) -> str:
    key, person = one
    parts = (person.name, person.email, person.phone, person.note)
    return f"{_where(key)}: {', '.join(part for part in parts if part)}"


def _where(key: people.Key) -> str:
    return f"{names.region(key[0])}, {key[1]}"


def _not_ignored(folder: Path) -> Iterator[str]:
    if ignored(folder) is False:
        yield (
            f"git does not ignore {folder / FILE}: it would be shared with the plan. "
            f"Run: contacts ignore {folder / store.PLAN}"
        )
