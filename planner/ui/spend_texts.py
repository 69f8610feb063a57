"""The wording of page Spend."""

from __future__ import annotations

OUTDATED = (
    "This is hidden: something changed since the last suggestion. Press Suggest to see it again."
)
WAITING = "Working out what the money brings; the first time takes a moment."
NET = (
    "Net media, whoever pays: what media owners get, without the agency's commission and VAT. "
    "A padlock marks an amount that you decided."
)
BUDGET = (
    "Net is what media owners get; gross adds the agency's commission. VAT is left out. Partners' "
    "money stands apart and is never part of our budget."
)
DECIDE = (
    "Your amount stays whatever is suggested; the rest adapts around it. Press Suggest afterwards."
)
FACTS = (
    "Every figure behind this cell, with where it is from. A value of your own holds for the whole "
    "plan from the next suggestion on, and can be taken back below."
)
CURVE = "Line: best estimate. Band: 8 of 10 cases drawn from what is known."
CURVE_ONLY = "Line: best estimate"
LANGUAGES = (
    "A language version is paid once and opens every region whose people understand it. The set is "
    "chosen together with the split: a version is worth it where it brings more than the media "
    "that its price would buy."
)
LANGUAGE_DECIDE = (
    "Put a version in or leave it out yourself; it stays so, and the money adapts. Press Suggest "
    "afterwards."
)
FLIGHTS = "When the money runs, in net media by the week."
MEDIA_PLAN = (
    "A line is a flight of one channel in one region, by the trade's conventions. Reach is the "
    "part of the core audience, as far as it can be met there, that is met at least once."
)
RULES = "What happens to the money that is held back, once a result is known."
WHATIF = (
    "Change something and compare: nothing of the plan changes. All figures come from the same "
    "model, so they compare with each other better than with what will really happen."
)
NEXT = (
    "What a little more money would bring in each cell, as the plan stands. Where it brings most, "
    "limits or smallest bookings keep the plan from spending it."
)
NEXT_CREATORS = "Creators: {}"
OWN = (
    "Type the amounts that you would spend. They are judged by the same curves as ours; nothing of "
    "the plan changes."
)
SURE = (
    "Prices differ 3 to 10 times between sources, and how much advertising moves people is known "
    "from other goods. So the plan is played through many cases, each drawn from those ranges."
)
LIMITS = (
    "The least and the most media for a region, a channel or one cell, whoever pays. “Now” is what "
    "the plan spends there. Creators are no media, but can have a least and a most here too."
)
HIATUS = "Days, both included, in whose weeks no media runs. No regions or channels stands for all."
DECISIONS = "Without any of your own, the usual rules of the trade hold."
RATES = (
    "What one unit of a currency is worth in the budget's, and on which day it was so. Yours "
    "stands in for the one that comes with Microhit."
)
REGIONS = "Least and most media count the whole of it, whoever pays, in the currency of their row."
NO_MEDIA = "No media is planned here: the region has no date, or nothing pays."
NO_REGION_DATE = "The region has no date yet, so no media is planned here."
NEVER_PAYS = (
    "It gets nothing: no amount here would bring as much as the same money elsewhere, as far as "
    "prices and limits allow it at all."
)
STARTS_NEVER = (
    "It gets nothing. It starts to pay above {above}, but no budget within the limits takes it up."
)
STARTS = "It gets nothing. It starts to pay above {above}; the budget would need {more} more."
PRICE = "A thousand impressions cost {} here, between {} and {} by source."
SEASON = "That counts the months in which the money runs: prices are {}."
OWN_FACT = "Your value"
NO_FACTS = "No figure of ours stands behind this cell."
NO_LANGUAGES = "No region needs a language version, as far as is known."
ONLY_PARTNERS = "Partners pay for all media here, so there is no money of ours to move."
LAST = "The last {money} of our media brings about {worth}."
NOTHING_MORE = "No cell would gain: limits and smallest bookings leave no room."
NOW = "At the best estimate of every figure the plan brings {worth}."
OUT_OF_REACH = "No amount of our media brings that much under these limits."
TAKES = "For {worth} it takes at least {money} of our net media, beside {now} now."
PARTNERS = "What each partner pays beside our budget"
AS_MEDIA = "What the same money would bring if it were spent on media."
COMPARE = (
    "Each plan differs from this one in what you change here. Its media is split anew; dates, "
    "creators and other language versions stay, unless a limit speaks of creators. Creators of a "
    "region that is left out go, and their money is free."
)
NO_CHANGE = "Change a field above, and the other plan stands beside this one."
BUYS = "The next {money} buys, in admissions: {bought}."
FLATTENS = (
    "Above about {at} of net media, more money brings less than {share} of what it brings now, at "
    "{now}."
)
STEEP = "It does not flatten up to {most} of net media."
CURVES = (
    "Response curves that were fitted elsewhere, from your own campaigns, stand in for ours. The "
    "command “curves import” makes the file from what Meridian, PyMC-Marketing or Robyn export."
)
SOURCE = "The price is from: {}. All figures behind it stand under “Facts behind it”."
