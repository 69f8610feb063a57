"""Commands: questions, signoff and ready, what people answer for before a release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.base import Summary, json_option, main, plan_argument, say, told
from planner.errors import Problem
from planner.facts.decided import facts_of
from planner.facts.table import Facts
from planner.model import names
from planner.model.plan import Plan
from planner.plan import records, store

if TYPE_CHECKING:
    from planner.timing.culture import Question
    from planner.timing.readiness import Readiness, SignOff

by_option = click.option("--by", required=True, help="The name of the person who answers for it.")
note_option = click.option("--note", help="What they add, such as the changes they ask for.")


@main.command("questions")
@plan_argument
@click.option("--region", help="A region of the plan; without it, all of them.")
@json_option
@told
def questions(plan_path: Path, region: str | None, *, as_json: bool) -> None:
    """Print what to ask a person who knows each region, and who has signed it off."""
    from planner.timing import culture, readiness  # noqa: PLC0415  # slow to load

    plan, facts = _opened(plan_path)
    if region:
        culture.known(region, plan)
    found = records.read(plan_path.parent)
    codes = [region] if region else list(plan.goals.regions)
    offs = {code: readiness.sign_offs(plan, found, code, facts) for code in codes}
    ready = {code: readiness.readiness_of(code, offs[code], plan, found) for code in codes}
    _warn(found.problems)
    lines = [line for code in codes for line in _region(code, offs[code], ready[code])]
    rows = [row for code in codes for one in offs[code] for row in _rows(one)]
    states = {code: asdict(one) | {"record": _record(one.record)} for code, one in ready.items()}
    summary: Summary = {"questions": rows, "regions": states}
    say(summary, "\n".join([*_untold(plan), *lines]), as_json=as_json)


@main.command("signoff")
@plan_argument
@click.option("--region", required=True, help="A region of the plan.")
@click.option("--topic", required=True, help="Such as religion, maps, LGBTQ+, or date.")
@by_option
@click.option("--verdict", required=True, help="ok, ok_with_changes or not_ok.")
@note_option
@json_option
@told
def signoff(
    plan_path: Path,
    region: str,
    topic: str,
    by: str,
    verdict: str,
    note: str | None,
    *,
    as_json: bool,
) -> None:
    """Record what a named person says about a topic in a region."""
    from planner.timing import culture, signing  # noqa: PLC0415  # slow to load

    plan, facts = _opened(plan_path)
    subject = culture.topic_called(topic)
    signature = signing.Signature(by, note)
    path = signing.sign(region, subject, verdict, plan, plan_path.parent, facts, signature)
    text = f"Recorded for version {plan.version}: {path}. It holds until what it covers changes."
    say({"record": path, "version": plan.version}, text, as_json=as_json)


@main.command("ready")
@plan_argument
@click.option("--region", required=True, help="A region of the plan.")
@by_option
@note_option
@json_option
@told
def ready(plan_path: Path, region: str, by: str, note: str | None, *, as_json: bool) -> None:
    """Record that a region's release is ready, or say what is missing."""
    from planner.timing import signing  # noqa: PLC0415  # slow to load

    plan, facts = _opened(plan_path)
    signature = signing.Signature(by, note)
    path = signing.mark_ready(region, plan, plan_path.parent, facts, signature)
    text = f"{names.region(region)} is marked ready in version {plan.version}: {path}."
    say({"record": path, "version": plan.version}, text, as_json=as_json)


def _opened(path: Path) -> tuple[Plan, Facts]:
    plan = store.load(path).plan
    return plan, facts_of(plan)


def _warn(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)


def _untold(plan: Plan) -> list[str]:
    told_of = any(text.strip() for text in plan.film.content.values())
    return [] if told_of else ["Nothing is told yet of what the film holds (film.content)."]


def _region(code: str, offs: tuple[SignOff, ...], state: Readiness) -> Iterator[str]:
    from planner.timing.culture import heading  # noqa: PLC0415  # slow to load
    from planner.timing.readiness import told as told_of  # noqa: PLC0415  # slow to load

    yield f"{code}  {names.region(code)}: {state.state}"
    for one in offs:
        yield f"  {heading(one.topic)}: {told_of(one)}"
        yield from (_question(question) for question in one.questions)
    yield from (f"  ! {line}" for line in state.missing)


def _question(one: Question) -> str:
    mark = "*" if one.required else "-"
    year = f", {one.year}" if one.year and str(one.year) not in one.source else ""
    return f"    {mark} {one.text} ({one.source}{year}; {one.confidence}{_age(one)})"


def _age(one: Question) -> str:
    if one.stale:
        return "; old: check it again"
    return f"; re-checked on {one.checked}" if one.checked else "; not re-checked"


def _rows(off: SignOff) -> Iterator[Summary]:
    for one in off.questions:
        yield asdict(one) | {"state": off.state, "record": _record(off.record)}


def _record(record: records.Record | None) -> Summary | None:
    return record.model_dump() if record else None
