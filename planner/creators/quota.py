"""How much of a Google key's quota is spent today, counted on this computer before it is asked for.

Google counts by project and day (Pacific time), and tells nobody what is left. Searches have a
quota of their own. What other computers, and other keys of the same project, spend is not seen
here: Google's own word that a quota is used up outranks the count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from planner.facts.table import Facts, load
from planner.net.answer import spoken
from planner.net.google_errors import UsedUp, quota_day, seconds_to_midnight
from planner.net.google_tokens import config_dir
from planner.net.http import utc_now
from planner.net.private import keep_private, make_private
from planner.plan.files import locked, storing

Bucket = Literal["searches", "units"]
FOLDER = "youtube-quota"
PATIENCE = 10.0
"""Seconds to wait for another process that is counting: it needs milliseconds."""


@dataclass(frozen=True, slots=True)
class Quota:
    """What is left of today's quota, of how much, and when it starts anew."""

    searches: int
    units: int
    of_searches: int
    of_units: int
    resets: datetime
    note: str = ""
    """What a person should know about the count, such as that its file was damaged."""


@dataclass(frozen=True, slots=True)
class _Day:
    """The file: what was spent on one day, and which quotas Google calls used up."""

    day: date
    searches: Annotated[int, Field(ge=0)] = 0
    units: Annotated[int, Field(ge=0)] = 0
    gone: tuple[Bucket, ...] = ()
    note: str = ""


_DAY = TypeAdapter(_Day)


class Ledger:
    """The count of one key, in a file that several processes may use at once.

    The file is named by a hash of the key and does not hold it. Every method raises `StoreError`
    where the file cannot be read or written: nothing is asked of Google then.
    """

    def __init__(
        self, key: str, facts: Facts | None = None, now: Callable[[], datetime] = utc_now
    ) -> None:
        """`facts` holds the limits; `now` gives the time (aware)."""
        known = facts or load()
        self._limits: dict[Bucket, int] = {
            "searches": int(known.number("youtube_quota.searches").value),
            "units": int(known.number("youtube_quota.units").value),
        }
        self._now = now
        name = sha256(key.strip().encode()).hexdigest()[:24]
        self._path = config_dir() / FOLDER / f"{name}.json"

    def left(self) -> Quota:
        """Return what is left today."""
        with self._open() as day:
            pass
        now = self._now()
        return Quota(
            searches=self._free(day, "searches"),
            units=self._free(day, "units"),
            of_searches=self._limits["searches"],
            of_units=self._limits["units"],
            resets=now + timedelta(seconds=seconds_to_midnight(now)),
            note=day.note,
        )

    def reserve(self, bucket: Bucket, count: int) -> None:
        """Count `count` as spent, before it is asked for; raises `UsedUp` if too little is left."""
        with self._open() as day:
            if self._free(day, bucket) < count:
                raise self._used_up(bucket)
            self._write(_spent(day, bucket, count))

    def give_back(self, bucket: Bucket, count: int) -> None:
        """Take back what was reserved for a request that did not leave this computer."""
        with self._open() as day:
            self._write(_spent(day, bucket, -count))

    def used_up(self, bucket: Bucket) -> None:
        """Note that Google calls a quota used up: nothing of it is left until it starts anew."""
        with self._open() as day:
            self._write(replace(day, gone=tuple(sorted({*day.gone, bucket}))))

    def _free(self, day: _Day, bucket: Bucket) -> int:
        spent: int = getattr(day, bucket)
        return 0 if bucket in day.gone else max(self._limits[bucket] - spent, 0)

    def _used_up(self, bucket: Bucket) -> UsedUp:
        wait = seconds_to_midnight(self._now())
        text = f"Today's {self._limits[bucket]:,} {bucket} of YouTube's quota are used up"
        when = f"They start anew at midnight Pacific time, in {spoken(wait)}."
        return UsedUp(f"{text}, or too few are left. {when}", wait)

    @contextmanager
    def _open(self) -> Iterator[_Day]:
        """Hold the count of today, so that no other process counts meanwhile."""
        folder = self._path.parent
        with storing(folder):
            make_private(folder)
        with locked(folder, PATIENCE), storing(self._path):
            yield self._read()

    def _read(self) -> _Day:
        today = quota_day(self._now())
        try:
            day = _DAY.validate_json(self._path.read_bytes())
        except FileNotFoundError:
            return _Day(today)
        except ValueError:
            return self._set_aside(today)
        return day if day.day == today else _Day(today)

    def _set_aside(self, today: date) -> _Day:
        """Move a damaged file away, and say so all day."""
        aside = self._path.with_suffix(f".damaged-{self._now():%Y%m%dT%H%M%S}")
        self._path.replace(aside)
        what = "What was spent before could not be read, so that less may be left than it says."
        day = _Day(today, note=f"{what} The damaged file is now {aside}.")
        self._write(day)
        return day

    def _write(self, day: _Day) -> None:
        keep_private(self._path, _DAY.dump_json(day))


def _spent(day: _Day, bucket: Bucket, count: int) -> _Day:
    if bucket == "searches":
        return replace(day, searches=max(day.searches + count, 0))
    return replace(day, units=max(day.units + count, 0))
