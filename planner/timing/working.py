"""Working days: lead times of offices and authorities count them, not days of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from planner.errors import PlanError
from planner.timing.public import days_off

LONGEST = 3650
"""Working days: no lead time is longer; more is likely a slip of the keyboard."""


class WorkingDays:
    """The working days that some countries or parts of countries share.

    `countries` are ISO 3166 codes. A day off in any of them, by the weekend or as a public
    holiday, is off; the United Kingdom counts as England.
    """

    __slots__ = ("countries",)

    def __init__(self, countries: tuple[str, ...]) -> None:
        self.countries = countries

    def is_working(self, day: date) -> bool:
        """Tell whether people work on this day in all of the countries."""
        return not any(day in days_off(code, day.year) for code in self.countries)

    def ahead(self, day: date, count: int) -> date:
        """Return the working day that comes `count` working days after `day`.

        `count` 0 gives the day itself, or the next working day where it is off.

        Raises:
            PlanError: `count` is longer than any lead time, or the calendar ends before.
        """
        return self.back(day, -count) if count < 0 else self._walk(day, count, 1)

    def back(self, day: date, count: int) -> date:
        """Return the working day that comes `count` working days before `day`; as `ahead`."""
        return self.ahead(day, -count) if count < 0 else self._walk(day, count, -1)

    def between(self, first: date, last: date) -> int:
        """Return how many working days lie after `first` up to and including `last`."""
        days = (first + timedelta(days=number + 1) for number in range((last - first).days))
        return sum(self.is_working(day) for day in days)

    def _walk(self, day: date, count: int, step: int) -> date:
        if count > LONGEST:
            raise PlanError(
                f"A lead time of {count:,} working days is longer than {LONGEST:,}. Check the "
                "facts named lead_time, and what overrides them."
            )
        try:
            at = day
            while not self.is_working(at):
                at += timedelta(days=step)
            # Counted from a day off, the first working day is already one of them.
            left = count - 1 if count and at != day else count
            while left:
                at += timedelta(days=step)
                left -= self.is_working(at)
        except OverflowError:
            raise PlanError(
                f"{count:,} working days from {day} lie beyond the calendar. Check the date and "
                "the facts named lead_time."
            ) from None
        return at
