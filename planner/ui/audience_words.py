"""The long wording of page Audience."""

from __future__ import annotations

NO_TABLE = (
    "No audience numbers yet: every season is borrowed, and ranges are wide. "
    "Add a file or fetch Wikipedia views below; neither needs a key or an account."
)
COVERAGE_HELP = (
    "Each cell is one signal in one region: something counted week by week, such as tickets sold "
    "or views. From two years on, a forecast learns the season from it; with less it borrows the "
    "season from other regions. Point at a cell to see its weeks, gaps, source and age."
)
SIGNAL_HELP = "What was counted week by week. Each signal has a forecast of its own."
BORROWED_HELP = (
    "There are less than two years of this signal here, so the shape of the year comes from other "
    "regions and published figures. The level is its own, and the range is wider."
)
DRIVERS_HELP = (
    "Level: what an ordinary week has. Season: how the weeks of a year differ from it. Holidays: "
    "what their own weeks add or take beyond that."
)
SKILL_HELP = (
    "The forecast was made again for past dates with what was known then, and compared with what "
    "came. It is told for near and far weeks, since a date is chosen many months ahead."
)
NO_PARTS = "The season is borrowed, so there are no components of its own to show."
ALL_REGIONS = (
    "Each region from its own lowest to its own highest week, so that the best weeks compare. Dot: "
    "its best week. Dashed line: where it opens."
)
POTENTIAL_HELP = (
    "Admissions of the film over its whole run, low to high; “Why” above says what they rest on "
    "for the region that is chosen there."
)
PREVIEW = "Nothing is added yet. Check that regions, weeks and values are what they should be."
ADDED = "Press Suggest to use it."
RENEWS = (
    "This table is there already: newer values replace older ones, and those are kept beside it in "
    "audience/earlier."
)
ADOPTS = (
    "That is a file of your own. It becomes a table that remembers where each value is from; the "
    "file as it is now is kept in audience/earlier."
)
STOP = "Stop, or any other click, ends this and changes nothing."
STOPPED = "Stopped. Nothing was changed."
FROZEN = "A saved version takes no new data. Choose “Edit from this version” to add some."
UNNAMED = "goals.audience does not name it: add it there, or it is not read."

FILE_HELP = (
    "One row for each region and week: region, week, value, and signal if there are several. Or "
    "one column for each region. Regions are names or codes, such as France or FR."
)
FILE = (
    "CSV, Excel or Parquet, daily or weekly, with any separator and any style of numbers and dates."
)
STUDIO = """\
1. In YouTube Studio open Analytics, then Advanced mode, then Geography; show the chart by day.
2. Press Export, choose Comma-separated values, and give the whole ZIP here."""
TRENDS = """\
1. On trends.google.com enter the film's title or its genre, and choose one country and a time \
between 3 months and 5 years: that gives weeks.
2. Press the download sign above “Interest over time” and give the file here, one country after \
the other. Numbers are relative to the highest of their own file."""
NETFLIX = """\
1. On netflix.com/tudum/top10 download the list of all weeks by country, and give it here.
2. It holds ranks alone, so it needs a table of titles beside it: title, original_language and \
origin. For “Not in English”, Netflix's own worldwide list will do."""
SHEET = """\
1. In the sheet choose Share, then General access, then “Anyone with the link” as Viewer. No key \
and no sign-in are needed, but whoever has the link can read the sheet.
2. Open the tab that you mean and copy its address."""
WIKIPEDIA = """\
How often people look up films like yours, by week and region. No key and no sign-in are needed; \
the numbers are free to use (CC0)."""
GOOGLE_SHEET = """\
For a sheet that must stay closed. It needs a sign-in at Google and, once, an app of your own in a \
Google Cloud project. Without: share the sheet by its link, or download it and add it as a file."""
YOUTUBE = """\
Views of your own channel's videos by region. It needs a sign-in at Google by whoever owns the \
channel and, once, an app of your own in a Google Cloud project. Without: the YouTube Studio \
export holds the same numbers."""
SOURCES_HELP = (
    "Those that need neither a key nor an account come first. Whatever you choose, you see what "
    "was understood before anything is added, and nothing that was there is lost."
)
NOT_FOUND = "not found on Wikidata. Try its original title or its Wikipedia address."
SIGN_IN_HELP = (
    "Reading only. The sign-in is kept on the computer that Microhit runs on; “Sign out” takes it "
    "back at Google."
)
AT_GOOGLE = "This page waits for up to five minutes until you are back from Google."
LIKE_HELP = "Which titles in the lists count as like your film."
YEARS_HELP = "From two years on, a forecast learns the season of a region from it."
VIDEOS_HELP = "One link or id on each line. Without any, all videos of the channel count."
TAB_HELP = "The tab that the link names, else the first, if this is empty."
