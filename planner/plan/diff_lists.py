"""What joined or left the results: language versions, creators, conflicts, warnings, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.model.english import listed, plural, some
from planner.model.plan import SUGGESTED, Plan
from planner.model.sections import ChosenCreator
from planner.plan.diff_change import Change
from planner.plan.diff_texts import only, text_change
from planner.plan.diff_values import be, clean, line, money, quoted, region, regions, shown
from planner.plan.tree import printed

ALIKE = 4
"""Things that join or leave at once, and are told as one."""
MOST_NAMES = 6
"""Of them that are named."""
MOST_WARNINGS = 8
"""Warnings that are told one by one."""
NOTES = {"timing": "dates", "spend": "budget table", "partners": "briefs"}
"""What a section's note is on, where its key does not say it."""


def version_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Yield language versions that are paid for now, are not any more, or cost another price."""
    before, after = (plan.spend.language_versions if plan.spend else {} for plan in (old, new))
    prices = {
        key: money(price, plan.spend.currency)
        for plan, found in ((old, before), (new, after))
        for key, price in found.items()
        if plan.spend
    }
    at = ("spend", "language_versions")
    came = {key: f"{line(key)} ({prices[key]})" for key in after if key not in before}
    gone = {key: f"{line(key)} ({prices[key]})" for key in before if key not in after}
    for found, how in ((came, "paid for now"), (gone, "left out now")):
        one = {key: f"{line(key)} {be(key)} {how} ({prices[key]})" for key in found}
        yield from _joined(at, one, list(found.values()), f"language versions are {how}")
    for key in after:
        if key in before and after[key] != before[key] and old.spend:
            price = f"{prices[key]} (was {money(before[key], old.spend.currency)})"
            yield Change("result", printed((*at, key)), f"Price of {line(key)}: {price}")


def _joined(
    at: tuple[str, ...], one: dict[str, str], short: Sequence[str], several: str
) -> Iterator[Change]:
    """Yield each thing in a sentence of its own, or all in one where they are many."""
    if len(one) < ALIKE:
        yield from (Change("result", printed((*at, key)), text) for key, text in one.items())
    else:
        text = f"{len(one)} {several}: {listed(some(short, MOST_NAMES))}"
        yield Change("result", printed(at), text)


def creator_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Yield creators who join, leave, or stay on other terms."""
    before, after = (plan.creators.chosen if plan.creators else {} for plan in (old, new))
    at = ("creators", "chosen")
    for ours, theirs, plan, verb in ((after, before, new, "join"), (before, after, old, "leave")):
        short = {
            name: f"{clean(name)} ({_terms(one, plan)})"
            for name, one in ours.items()
            if name not in theirs
        }
        told = {
            name: f"{clean(name)} {verb}s the creators ({_terms(ours[name], plan)})"
            for name in short
        }
        yield from _joined(at, told, list(short.values()), f"creators {verb}")
    for name, now in after.items():
        if name in before:
            steps = ", ".join(_steps(before[name], now, new))
            if steps:
                yield Change("result", printed((*at, name)), f"{clean(name)}: {steps}")


def _terms(creator: ChosenCreator, plan: Plan) -> str:
    return f"{region(creator.region)}, {money(creator.price, plan.goals.budget.currency)}"


def _steps(was: ChosenCreator, now: ChosenCreator, plan: Plan) -> Iterator[str]:
    """Yield what changed of a creator who stays on the list."""
    currency = plan.goals.budget.currency
    if was.posts != now.posts:
        yield f"{_posts(now)} (was {_posts(was)})"
    if was.price != now.price:
        yield f"{money(now.price, currency)} (was {money(was.price, currency)})"
    if was.state != now.state:
        yield f"{now.state} (was {was.state})"
    if was.disclosure_agreed != now.disclosure_agreed:
        yield {
            True: "agreed to the disclosure words",
            False: "did not agree to the disclosure words",
            None: "not asked about the disclosure words any more",
        }[now.disclosure_agreed]
    for field in ("platform", "region", "language"):
        before, after = (shown(getattr(one, field), field) for one in (was, now))
        if before != after:
            yield f"{after} (was {before})"


def _posts(creator: ChosenCreator) -> str:
    return listed(f"{count} × {clean(name)}" for name, count in creator.posts.items()) or "no posts"


def warning_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Yield conflicts and warnings that are new, and those that went away."""
    before, after = (plan.timing.conflicts if plan.timing else [] for plan in (old, new))
    for text in only(after, before):
        yield Change("result", "timing.conflicts", f"New conflict: {clean(text)}")
    for text in only(before, after):
        yield Change("result", "timing.conflicts", f"Conflict settled: {clean(text)}")
    yield from _warnings(old, new, "New warning")
    yield from _warnings(new, old, "No more warning")


def _warnings(without: Plan, having: Plan, what: str) -> Iterator[Change]:
    found: dict[str, list[str]] = {}
    known = without.timing.regions if without.timing else {}
    for code, one in having.timing.regions.items() if having.timing else ():
        for text in only(one.warnings, known[code].warnings if code in known else ()):
            found.setdefault(text, []).append(code)
    for text, codes in list(found.items())[:MOST_WARNINGS]:
        at = ("timing", "regions", *codes[: len(codes) == 1])
        where = regions(codes)
        yield Change("result", printed(at), f"{what} in {where}: {clean(text)}")
    rest = len(found) - MOST_WARNINGS
    if rest > 0:
        text = f"{what} of {plural(rest, 'other kind')}"
        yield Change("result", "timing.regions", text)


def note_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Yield notes that people left in the sections of the results."""
    for name in SUGGESTED:
        sections = (getattr(plan, name) for plan in (old, new))
        was, now = (getattr(section, "note", None) for section in sections)
        if was != now:
            steps = text_change(was, now) if was and now else quoted(now) if now else "none now"
            yield Change("result", f"{name}.note", f"Note on the {NOTES.get(name, name)}: {steps}")
