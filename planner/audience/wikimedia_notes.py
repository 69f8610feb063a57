"""What a person should know about fetched Wikipedia views: what is missing or assumed, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from babel import Locale

from planner.audience.wikimedia_read import Read
from planner.audience.wikimedia_titles import Title
from planner.audience.wikimedia_views import FIRST_DAY
from planner.audience.wikimedia_weeks import by_speakers
from planner.model.english import plural

MOST_NAMES = 6
ASSUMED = (
    "Wikimedia tells countries for each language as a whole, not for each article: every article is"
    " taken to be read where its language is read."
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the regions: given, left out since too much failed, without any view."""

    given: tuple[str, ...]
    lost: tuple[str, ...]
    silent: tuple[str, ...]
    gaps: tuple[date, ...]
    """Weeks (Mondays) that are not complete."""


def source_of(titles: Sequence[Title], read: Read) -> str:
    """Return where the numbers are from, in one line."""
    names = _some([title.label for title in titles])
    return f"Wikipedia views of {names}, {plural(len(read.daily), 'language')} (Wikimedia)"


def notes_of(titles: Sequence[Title], read: Read, outcome: Outcome, start: date) -> tuple[str, ...]:
    """Return sentences for the person, the general ones last."""
    notes = [*_failures(read, outcome), *_countries(read, outcome), *_days(outcome, start)]
    notes += _articles(titles, read)
    return (*notes, ASSUMED) if outcome.given else tuple(notes)


def _failures(read: Read, outcome: Outcome) -> list[str]:
    notes = []
    if read.lost:
        names = _some(_language(project) for project in read.lost)
        count = plural(len(read.failed), "article")
        notes.append(
            f"Missing: {count} in {names}, since Wikimedia did not answer. Fetch again later."
        )
    if outcome.lost:
        notes.append(
            f"Left out: {_some(outcome.lost)}. They read much of their Wikipedia in the languages"
            " that are missing, so what is left would look like low demand."
        )
    return notes


def _countries(read: Read, outcome: Outcome) -> list[str]:
    notes = []
    parts = [name for name in outcome.given if len(name) > 2]
    if parts:
        notes.append(f"Wikimedia knows countries only: {_some(parts)} show their whole country.")
    untold = [name for name in read.daily if not read.mixes[name].months]
    if untold:
        names = _some(_language(project) for project in untold)
        notes.append(
            f"Wikimedia does not tell where {names} is read: divided by where its speakers live."
        )
    hidden = by_speakers(read, dict.fromkeys(name[:2] for name in outcome.given))
    if hidden:
        notes.append(
            f"Wikimedia tells nothing about readers in {_some(hidden)} (it protects some"
            " countries): estimated from how many people there speak each language."
        )
    if outcome.silent:
        notes.append(f"No views could be found for {_some(outcome.silent)}: left out.")
    return notes


def _days(outcome: Outcome, start: date) -> list[str]:
    notes = []
    if start < FIRST_DAY:
        notes.append(f"Wikimedia counts views since {FIRST_DAY}: there are none before.")
    if outcome.gaps and outcome.given:
        weeks = _some(f"{monday}" for monday in outcome.gaps)
        notes.append(f"Not complete, so left empty: the week of {weeks}.")
    return notes


def _articles(titles: Sequence[Title], read: Read) -> list[str]:
    notes = []
    without = [title.label for title in titles if not title.articles]
    if without:
        notes.append(f"No language of Wikipedia has an article about {_some(without)}.")
    if read.empty:
        names = _some(f"{title.label} in {_language(found.project)}" for title, found in read.empty)
        count = plural(len(read.empty), "article")
        notes.append(f"{count} had no view in this period or did not exist yet: {names}.")
    count = plural(len(titles), "title")
    notes.append(f"Added up: {count} in {plural(len(read.daily), 'language')}.")
    return notes


def _language(project: str) -> str:
    """Return the English name of an edition's language, and the code where it has none."""
    code = project.partition(".")[0]
    return Locale("en").languages.get(code.replace("-", "_"), code) or code


def _some(names: Iterable[str]) -> str:
    """Return names in a row, the first few of many."""
    listed = list(dict.fromkeys(names))
    more = len(listed) - MOST_NAMES
    return ", ".join(listed[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
