"""Checks of a plan's keep: is it worked out anew, saved, merged, with its files in order."""

from __future__ import annotations

from collections.abc import Iterator

from planner.model import names, overrides
from planner.model.english import listed
from planner.model.plan import Plan
from planner.plan import contacts
from planner.plan.diff_decisions import says
from planner.plan.files import PLAN
from planner.plan.fingerprint import CALLED, changed_inputs
from planner.review.beside import Beside
from planner.review.check import Check
from planner.review.decisions import states

UP_TO_DATE = "Suggestion"


def checks(plan: Plan, beside: Beside | None) -> Iterator[Check]:
    """Yield the checks of the plan's keep; without `beside`, those that it alone allows."""
    yield _up_to_date(plan, beside)
    yield from _without_effect(plan)
    if beside is None:
        return
    yield from _named(plan, beside)
    yield from _files(beside)
    yield from _saved(beside)
    yield from _branches(beside)
    yield from _decided(plan, beside)
    yield from _contacts(plan, beside)


def _up_to_date(plan: Plan, beside: Beside | None) -> Check:
    known = plan.provenance.inputs if plan.provenance else {}
    files = {name: mark for name, mark in known.items() if name not in CALLED}
    changed = changed_inputs(plan, beside.inputs if beside else files)
    if not changed:
        return Check("PASS", UP_TO_DATE, "Nothing changed since it was made.", page="plan")
    text = f"Changed since: {listed(CALLED.get(name, name) for name in changed)}."
    return Check("REVIEW", UP_TO_DATE, text, "Suggest again.", page="plan")


def _named(plan: Plan, beside: Beside) -> Iterator[Check]:
    """Yield that a folder was copied or renamed: calendars would take both campaigns for one."""
    folder = beside.folder.resolve().name
    if beside.working and folder != plan.campaign:
        text = f"{PLAN} says campaign: {plan.campaign}, its folder is called {folder}."
        step = "Give both one name, of small letters, digits and hyphens."
        yield Check("REVIEW", "Name of the campaign", text, step, "campaign", "plan")


def _files(beside: Beside) -> Iterator[Check]:
    title = "Files beside the plan"
    if beside.problems:
        text = " ".join(f"{str(problem).removesuffix('.')}." for problem in beside.problems)
        step = "Correct them, or restore them from git."
        yield Check("FAIL", title, text, step, page="plan")
    else:
        text = "Records, contacts and the creator sheet are in order."
        yield Check("PASS", title, text, page="plan")


def _saved(beside: Beside) -> Iterator[Check]:
    """Yield whether plan.yaml holds just what a version does."""
    title = "Saved version"
    if beside.working is None or not beside.history:
        return
    held = next((one.number for one in beside.history if one.working), None)
    if held:
        yield Check("PASS", title, f"{PLAN} is version {held}.", page="plan")
    else:
        text = f"{PLAN} changed since its last save: by hand, or by a merge."
        yield Check("REVIEW", title, text, "Save it with a note on page Plan.", page="plan")


def _branches(beside: Beside) -> Iterator[Check]:
    """Yield versions that somebody saved after the working plan's, and that it doesn't hold."""
    title = "Versions side by side"
    if beside.working is None or not beside.history:
        return
    here = beside.working.version
    apart = [one for one in beside.history if one.branch and one.number > here]
    for one in apart:
        who = f" by {one.author}" if one.author else ""
        text = f"Version {one.number}{who} stands {one.branch}."
        step = "Compare the two on page Plan, and merge what is missing."
        yield Check("REVIEW", title, text, step, page="plan")
    if not apart:
        yield Check("PASS", title, "No newer version stands beside the plan.", page="plan")


def _decided(plan: Plan, beside: Beside) -> Iterator[Check]:
    found = states(plan, beside)
    moved = [one for one in found if one.state == "data changed"]
    title = "Data under decisions"
    if moved:
        text = " ".join(
            f"{names.upper_first(says(one.override, plan))}: {one.text}" for one in moved
        )
        step = "Look at each again on page Plan, and confirm or drop it."
        yield Check("REVIEW", title, text, step, "overrides", "plan")
    elif found:
        text = "No data that we know of changed under a decision."
        yield Check("PASS", title, text, at="overrides", page="plan")


def _without_effect(plan: Plan) -> Iterator[Check]:
    """Yield decisions that changed nothing: money where nothing opens, creators who left."""
    dates = plan.timing.regions if plan.timing else {}
    closed = {code for code, region in dates.items() if region.date is None}
    chosen = plan.creators.chosen if plan.creators else {}
    idle = [
        f"{names.channel(channel)} in {names.region(code)}"
        for code, channel in overrides.cells(plan.overrides)
        if code in closed
    ]
    wanted = overrides.creators(plan.overrides)
    idle += [name for name, inside in wanted.items() if inside and name not in chosen]
    if idle:
        text = f"Nothing follows from what was decided on {listed(idle)}."
        step = "Take them back, or correct their name."
        yield Check("REVIEW", "Effect of decisions", text, step, "overrides", "plan")


def _contacts(plan: Plan, beside: Beside) -> Iterator[Check]:
    """Yield whether git keeps people's data, and which roles nobody has.

    Somebody else's copy of a campaign has no contacts.yaml: nothing is missing there.
    """
    if beside.tracked and not plan.film.sample:
        text = f"git tracks {contacts.FILE}, which holds people's contact data."
        step = f"Run `git rm --cached {contacts.FILE}` in the campaign's folder, and commit that."
        yield Check("FAIL", "Contacts and git", text, step, page="partners")
    if beside.contacts is None:
        return
    missing = [
        f"{names.region(code)} ({role})" for code, role in contacts.missing(plan, beside.contacts)
    ]
    title = "Partners' contacts"
    if missing:
        text = f"{contacts.FILE} names nobody for {listed(missing)}."
        yield Check("REVIEW", title, text, "Enter them on page Partners.", page="partners")
    else:
        yield Check("PASS", title, "Every role has a person.", page="partners")
