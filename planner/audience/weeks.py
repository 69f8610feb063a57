"""The Monday that names each week."""

from __future__ import annotations

from datetime import date, timedelta


def week_of(day: date) -> date:
    """Return the Monday of the ISO week that holds most of the seven-day period dated `day`.

    Monday to Thursday are read as the first day of a period (French weeks start on Wednesday,
    German ones on Thursday), Friday to Sunday as its last, since weekend reports are dated so.
    Both ways four to seven of its days lie in the ISO week of `day` itself.
    """
    return day - timedelta(days=day.weekday())
