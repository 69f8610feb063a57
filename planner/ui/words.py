"""The dashboard's long wording, and plain-language names of channels, gates and kinds."""

from __future__ import annotations

from collections.abc import Callable

from planner.facts import words as fact_words
from planner.model import names

Name = Callable[[str], str]
"""Returns what an id is called."""

WELCOME = (
    "Microhit plans where, when and with how much money a film opens: it forecasts each region's "
    "audience, proposes dates, budgets and creators, and says why."
)
FIRST_STEPS = (
    "Open a campaign below or make a new one, then walk the pages from Film to Partners "
    "and press Suggest."
)
NO_CAMPAIGN = "No campaign is open. Choose one on the start page."
NO_SUGGESTION = (
    "Nothing has been suggested yet. Fill in what you know, then press Suggest in the side bar."
)
NEVER_SUGGESTED = "This version was saved before anything was suggested."
STALE = "The figures below are the ones from before; press Suggest to renew them."
FROZEN = (
    "You are looking at a saved version. It can't be changed; "
    "choose “Edit from this version” to go on from it."
)
OVERTAKEN_AHEAD = (
    "Somebody saved this campaign while you were editing. Nothing is lost: page Plan shows what "
    "both of you changed and brings it together."
)
COMMENTS = (
    "plan.yaml holds comments that someone wrote by hand, and saving would drop them. "
    "Move them into a note, or save without them."
)
SAMPLE = "A made-up film with made-up figures, to try things out."
RECOMPUTED = (
    "These reasons come from today's audience files, which give other figures than the saved "
    "version. Press Suggest to renew the plan."
)
ORDER = (
    "Microhit decides one step after the other: potential, dates, creators, media, briefs.",
    "Dates don't know what media will be bought: this is no joint optimum of all steps.",
    "To compare, decide a date or an amount yourself and press Suggest.",
)

CHANNEL_HELP = {
    "paid_social": "Paid posts on social networks.",
    "online_video": "Trailers and spots before and between online videos.",
    "short_video": "Spots in feeds of short vertical videos.",
    "search": "Text adverts beside the results of search engines.",
    "ctv_tv": "Spots on television, broadcast and streamed.",
    "out_of_home": "Posters and screens in streets and stations.",
    "cinema_trailers": "The trailer in cinemas, before other films.",
    "press_events": "Screenings, interviews, premieres.",
}
RELEASES = {
    "theatrical": "In cinemas",
    "event": "Event in cinemas",
    "festival only": "Festivals only",
    "TVOD": "Online to rent or buy",
    "SVOD": "On a streaming service",
}
PAYS = {"us": "We pay", "partner": "Partner pays", "shared": "Shared"}
DATE_BY = {"us": "We do", "partner": "The partner does"}
KINDS = {"subtitles": "Subtitles", "dub": "Dub"}
SET_BY = {
    "suggested": "Microhit",
    "override": "You",
    "partner": "The partner",
    "nobody": "Nobody yet",
}
ENOUGH_WEEKS = 104
"""As `planner.forecast.series.FEWEST_WEEKS`, which a test compares: that module is slow to load."""
OLD_WEEKS = 8
"""Weeks that a series may end before the plan's day: sources are late by days to weeks."""
STATES = (
    "Two years or more",
    "Under two years: borrows",
    f"Ends over {OLD_WEEKS} weeks ago",
    "Nothing yet",
)
"""What the history of a region and signal is good for."""
METHODS = {"prophet": "Its own history", "borrowed": "Borrowed from other regions"}
BASES = {
    "comps": "Comparable titles here",
    "scaled": "Comparable titles elsewhere",
    "assumed": "Market size, assumed",
}
CONFIDENCE = fact_words.CONFIDENCE
channel, line, plain, signal = names.channel, names.line, names.plain, names.signal
