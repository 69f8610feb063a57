"""The wording of page Timing."""

from __future__ import annotations

MINUS = "\N{MINUS SIGN}"
GRADES = (
    "Under 80% of its best week",
    "80 to 90%",
    "90 to 95%",
    "95 to 98%",
    "The best, or within 2%",
)
"""Worst to best, as `series_timing.STEPS` divide them."""
SHUT = "Can't open then"
FACTORS = {
    "demand": "season",
    "holidays": "holidays",
    "competition": "competition",
    "lag": "wait since the first opening",
    "spill_over": "spill-over",
}
"""What the factors of an opening's value are called in a sentence."""
