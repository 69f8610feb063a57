"""The wording of page Timing."""

from __future__ import annotations

MINUS = "\N{MINUS SIGN}"
GRADES = (
    "Under 80%",
    "80 to 90%",
    "90 to 95%",
    "95 to 98%",
    "98% or more",
)
"""Worst to best, as `series_timing.STEPS` divide them."""
SHUT = "Can't open"
FACTORS = {
    "demand": "season",
    "holidays": "holidays",
    "competition": "competition",
    "lag": "wait since the first opening",
    "spill_over": "spill-over",
}
"""What the factors of an opening's value are called in a sentence."""
WAITING = "Working out what each week would bring; the first time takes a moment."
OUTDATED = (
    "What each week would bring is hidden: something changed since the last suggestion. "
    "Press Suggest to see it again."
)
HOW_TO_READ = (
    "A row is a region, a cell is a week.",
    "The stronger the colour, the nearer the week comes to the best one that this region can have.",
    "A grey cell with a line can't be: something is not ready, or the rights or a rule forbid it.",
    "The large dot is the date of the plan; a small dot is a public or festive day.",
    "Dates are chosen together: the team, the rules and the wait since the first opening count.",
    "So a date need not be its region's best week. Point at a cell to see what it is made of.",
    "Each week is priced as if all other regions kept their dates.",
)
OTHERS = (
    "What moving this region alone would change, in admissions of the whole campaign, and through "
    "what. All other regions keep their dates, so read what stands against a move, too."
)
NO_OTHERS = "No other date is possible in the window."
IMPOSSIBLE = "Not possible"
OTHERWISE = "It would bring {} if nothing forbade it"
NOTHING_AGAINST = "Nothing stands against it"
NO_CHANGE = "It changes nothing that counts."
PARTS = {
    "demand": "Season",
    "holidays": "Holidays",
    "competition": "Competition",
    "lag": "Wait since first",
    "spill_over": "Spill-over",
    "gates": "Forbidden",
}
"""What a change is made of, as `planner.timing.compare.PARTS`."""
BESIDE = {
    "competitor": "Competing title",
    "festival": "Film festival",
    "event": "Big event",
}
"""What the timeline shows beside the dates, by kind of day."""
