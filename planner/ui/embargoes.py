"""Page Timing, embargoes: until when something stays unsaid, typed in a time zone of choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, available_timezones

import streamlit as st
from streamlit import column_config as column

from planner.errors import InputError, Problem
from planner.model.clearance import Embargo
from planner.ui import editors, fields, session, timing_lists, timing_rules
from planner.ui.guard import guarded
from planner.ui.session import Work

TOLD = (
    "An embargo is the moment until which something stays unsaid, such as reviews or social "
    "reactions. Microhit keeps that moment, and shows it in the time zone that you choose."
)
EMPTY = "No embargo yet."
PATH = "goals.embargoes"
CLOCK = r"^([01]?\d|2[0-3]):[0-5]\d$"
WORLD = "UTC"


def embargoes(work: Work) -> None:
    """Edit until when what stays unsaid where."""
    st.caption(TOLD)
    zone = _zone(work)
    held = work.plan.goals.embargoes
    if not held:
        st.text(EMPTY)
    rows = rows_of(held, zone)
    found = editors.table(
        "embargoes", rows, _columns(work), label="embargoes", disabled=work.frozen
    )
    if found is not None:
        with guarded():
            session.apply(work, {PATH: read_rows(work, found, zone)})


def rows_of(held: Sequence[Embargo], zone: ZoneInfo) -> list[dict[str, object]]:
    """Return embargoes as rows, with date and time as clocks in `zone` show them."""
    return [
        {
            "what": one.what,
            "date": one.until.astimezone(zone).date(),
            "time": f"{one.until.astimezone(zone):%H:%M}",
            "regions": timing_lists.written(one.regions),
            "note": one.note,
        }
        for one in held
    ]


def read_rows(work: Work, rows: Sequence[editors.Row], zone: ZoneInfo) -> list[dict[str, object]]:
    """Return the embargoes in an edited table, as plain data; a moment not edited stays exact.

    Raises:
        InputError: a problem for each moment that is none, and each word that names no region.
    """
    held = work.plan.goals.embargoes
    known = {_shown(row): one.until for row, one in zip(rows_of(held, zone), held, strict=True)}
    before: list[Mapping[str, object]] = [{"regions": list(one.regions)} for one in held]
    found, problems = [], []
    for number, row in enumerate(timing_rules.with_lists(work, PATH, rows, before)):
        until = known.get(_shown(row)) or _moment(row, zone)
        if until is None:
            problems.append(_no_moment(number, row, zone))
        rest = {name: value for name, value in row.items() if name not in ("date", "time")}
        found.append(rest | {"until": until})
    if problems:
        raise InputError(problems)
    return found


def _shown(row: Mapping[str, object]) -> tuple[object, ...]:
    return row.get("date"), row.get("time")


def _moment(row: Mapping[str, object], zone: ZoneInfo) -> datetime | None:
    """Return the moment that a row's date and time name; None where clocks never show it."""
    day, clock = row.get("date"), str(row.get("time", "00:00"))
    try:
        at = time.fromisoformat(clock.zfill(5))
    except ValueError:
        return None
    if not isinstance(day, date):
        return None
    local = datetime.combine(day, at, zone)
    moment = local.astimezone(UTC)
    return moment if moment.astimezone(zone).replace(fold=0) == local else None


def _no_moment(number: int, row: Mapping[str, object], zone: ZoneInfo) -> Problem:
    value = f"{row.get('date', 'no date')} {row.get('time', '')}".strip()
    hint = "Give a date, and a time such as 18:00 (empty is midnight, when the day begins)."
    return Problem(f"is no moment in {zone.key}", field=f"{PATH}.{number}", value=value, hint=hint)


def _zone(work: Work) -> ZoneInfo:
    partners = (one.partner for one in work.plan.goals.regions.values())
    near = [st.context.timezone, WORLD, *(one.time_zone for one in partners if one)]
    every = available_timezones()
    options = [name for name in dict.fromkeys([*near, *sorted(every)]) if name in every]
    name = st.selectbox("Times are those of", options, key="embargoes.zone")
    return ZoneInfo(name or WORLD)


def _columns(work: Work) -> dict[str, object]:
    return {
        "what": column.TextColumn(
            "What stays unsaid", required=True, max_chars=fields.LONGEST_NAME
        ),
        "date": column.DateColumn("Until", format="YYYY-MM-DD", required=True),
        "time": column.TextColumn(
            "Time", validate=CLOCK, help="Such as 18:00. Empty is midnight, when the day begins."
        ),
        "regions": timing_rules.several(work, empty="all of them"),
        "note": column.TextColumn("Note", max_chars=fields.LONGEST_TEXT),
    }
