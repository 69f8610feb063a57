"""The wording of page Creators, tab Find creators."""

from __future__ import annotations

SEARCH = (
    "Looks for YouTube channels that make videos about a topic, and shows what YouTube tells of "
    "them, with plain averages over their newest videos. Whoever seems right goes into the creator "
    "sheet, where their own figures and price decide."
)
NO_KEY = """\
Looking on YouTube needs a key of your own. It is free, and without it the creator sheet works all \
the same: type creators in, or bring a list in.

1. On [console.cloud.google.com]({console}) make a project and switch on the \
[YouTube Data API v3]({api}).
2. Under [Credentials]({keys}) create an API key, and restrict it to that API.
3. Put it into the file `.streamlit/secrets.toml` as `{name} = "the key"`, or into the environment \
variable `{name}`, and start Microhit anew. It is never shown, nor written anywhere else."""
API_PAGE = "https://console.cloud.google.com/apis/library/youtube.googleapis.com"
CONSOLE = "https://console.cloud.google.com"
TOPIC_HELP = (
    "What they make videos about, in the language that they speak. Choose one from your film, or "
    "type your own words."
)
REGION_HELP = (
    "YouTube ranks by what people in this country are shown. It is neither where the creators "
    "live nor where their audience is."
)
LANGUAGE_HELP = "YouTube ranks videos in this language higher; others may still be found."
MOST_HELP = "How many channels to read. More cost more of the day's quota."
VIDEOS_HELP = "Averages are over so many of a channel's newest videos."
QUOTA_HELP = (
    "Google gives every key so much a day, free. A search names channels. Units pay for what is "
    "read of them: about one for each channel. This counts what was spent from this computer."
)
NO_TOPIC = "Choose or type a topic first."
RESETS = "Both start anew at {clock} your time, which is midnight Pacific."
COSTS = "Costs at most {cost}."
FREE = "Costs nothing: what YouTube told in the last 30 days is kept."
TOO_MUCH = "That is more than is left: it goes as far as it can, and on from there after {clock}."
GONE = (
    "Today's {buckets} are used up. They start anew at {clock} your time, which is midnight "
    "Pacific. Until then the searches below can be opened again, and the creator sheet works."
)
STOP = "Stop, or any other click, ends this. What came so far is kept."
STOPPED = "Stopped. What came so far is kept: the same search goes on from there."
GO_ON = "Not all of it has come. The rest costs at most {cost}."
TABLE = (
    "As YouTube tells it, in its own order; click a heading to sort. Averages are plain averages "
    "over the newest videos. Choose a row to see why it is shown."
)
NO_ROWS = "No channel is left: lower the least subscribers or views, or show those in the sheet."
HIDE_HELP = "Channels whose id stands in the creator sheet."
LEAST_HELP = "Channels that hide theirs are left out as soon as this is above 0."
LEAST_VIEWS_HELP = "The plain average of the newest videos."
NOT_TOLD = "not shown"
SUBSCRIBERS_HELP = "Rounded by YouTube; “not shown” where the channel hides it."
AVERAGE_HELP = "The plain average of the views of its newest videos, as many as stand beside it."
COUNTED_HELP = "How many of its newest videos show their views."
NEWEST_HELP = "When its newest video was published."
COUNTRY_HELP = "What the channel names itself. Its audience may be elsewhere."
FETCHED_HELP = "When YouTube told this. It is forgotten 30 days later."
WHY = (
    "YouTube named it as number {at} of {of} for {search}, and does not say more about why. Its "
    "newest videos let you judge."
)
NO_VIDEOS = "The channel shows no videos."
NO_VIDEOS_YET = "No videos of it have come yet: go on with the search, above the table."
COUNTRY = (
    "A channel's country is not where its audience is. Where that is, and how many different "
    "people see a post, is in the creator's media kit: ask for it."
)
NAMED_HELP = "One of the words of the topic stands in the video's title."
NAME_HELP = (
    "Type it yourself: what YouTube tells, the channel's title included, has to be forgotten after "
    "30 days, and the sheet is yours to keep."
)
NO_NAME = "Type a name and a format first."
FORMAT_HELP = "What they would post, such as video or short: each has a row and a price of its own."
ADD = (
    "The sheet gets the name that you type, the channel's id and link. Subscribers and views stay "
    "out of it: they are YouTube's. Ask the creator for a price and expected views next."
)
ADDED = "Added to the creator sheet, state {state}. What it still lacks: {lacks}."
UNSAVED = "Save what you typed into the tab Creator sheet first; else it would be lost."
FROZEN = "A saved version takes no new creators. Choose “Edit from this version” to add some."
KEPT = (
    "{what} are kept on this computer, for you alone. YouTube's rules allow 30 days: the oldest "
    "of it is forgotten by itself on {day}."
)
NOTHING_KEPT = "Nothing that YouTube told is kept on this computer."
FORGOTTEN = "All that YouTube told is forgotten."
FORGOTTEN_ONE = "What YouTube told of that channel is forgotten."
EARLIER_HELP = "What YouTube told in the last 30 days is kept; looking at it costs nothing."
FORGET = "What you searched for is forgotten too. Seeing it again costs quota again."
NO_SCORES = (
    "Scores, engagement rates and the like are worked out from YouTube's data, and its rules for "
    "developers forbid that unless YouTube accepted it in writing for your Google project. So "
    "there are none here. If it did, declare it below: such figures then appear beside the others, "
    "marked as ours. They never enter the sheet or the shortlist."
)
DECLARED = "Declared. Figures derived from YouTube data are now shown, marked as ours."
WITHDRAWN = "The declaration is taken back; figures derived from YouTube data are gone."
OURS = "Columns that begin with “Ours” are derived from YouTube data by us, not told by YouTube."
PROJECT_HELP = "About 12 digits; console.cloud.google.com shows it on the project's page."
ACCEPTED_HELP = "The day of YouTube's answer."
