"""The wording of page Timing beside the map: one region, critical dates, rules."""

from __future__ import annotations

CONFLICTS = "Not every rule can hold. Relax one in each line, then press Suggest again:"
IMPOSSIBLE = "These can't all hold"
"""As `planner.timing.conflict.IMPOSSIBLE`, which a test compares: that module is slow to load."""
NOTES = "Please check what you gave: the dates leave it out, or it needs a decision."
FUTURES_HELP = (
    "Nobody knows exactly how much competition, waiting and spill-over matter, or how long films "
    "run. So all dates are chosen anew in several futures, each drawn from what is known. This "
    "counts how often the region kept its week."
)
NO_DATE_YET = "There is nothing to show until the region has a date."
NOTHING_TO_DO = "Nothing is left to start: everything that these dates need is ready."
CALENDAR = (
    "Days within the campaign's window. Estimated ones follow the moon or another year's dates."
)
EMPTY_CALENDAR = "Nothing is known that matters here within the window."
DECIDE = (
    "Your date stays whatever is suggested; the dates of other regions adapt around it. Press "
    "Suggest afterwards."
)
CRITICAL = (
    "Counted back from each date, in the working days of each region. What several regions share, "
    "such as a dub, stands once, with the region that needs it first."
)
RELEASES = "A date that the partner sets is kept; the others adapt around it."
ORDER = "One region opens some weeks after another. At least 0 allows the same week."
APART = "No two of these regions open within so many weeks of each other."
TOGETHER = "These regions open in the same week."
BLACKOUTS = "No opening on these days, both included. No regions stands for all of them."
COMPETITORS = (
    "Titles that open against the film, one row for each region. Large ones and those of the same "
    "genre weigh most, and their first weeks most of all."
)
HAPPENINGS = (
    "A final, an election, a strike: days that keep people from the cinema, or bring them. No "
    "regions stands for all of them."
)
SIZES = {"small": "Small", "medium": "Medium", "large": "Large"}
KINDS = {
    "public": "Public holiday",
    "school": "School holidays",
    "fasting": "Fasting",
    "new_year": "New year",
    "festive": "Feast",
    "mourning": "Mourning",
    "silent": "Silent day",
    "festival": "Film festival",
    "competitor": "Competing title",
    "event": "Big event",
    "protected": "Kept for domestic films",
}
"""What the kinds of days in a calendar are called."""
