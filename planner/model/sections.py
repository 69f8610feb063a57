"""The sections of a plan that suggest writes: audience, timing, spend, creators, partners."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from planner.model.base import (
    Currency,
    Day,
    Figure,
    Language,
    LongText,
    Money,
    Name,
    Part,
    Range,
    RegionCode,
    Share,
)
from planner.model.goals import Objective, Pays
from planner.model.shortlist import State


class RegionAudience(Part):
    """What is known of a region's audience, and how many may come."""

    one_line = True

    signals: list[Name] = []
    weeks: int = Field(default=0, ge=0)
    """Weeks of history observed up to as_of."""
    last_week: Day | None = None
    method: Literal["prophet", "borrowed"]
    peak_week: Day | None = None
    """The week of highest forecast demand inside the window."""
    potential: Range
    """Admissions at the reference plan."""
    basis: Literal["comps", "scaled", "assumed"]
    """Its own comps, comps elsewhere scaled to it, or market size and travel score alone."""


class Audience(Part):
    """The audience of each region."""

    regions: dict[RegionCode, RegionAudience] = {}
    note: LongText | None = None


class RegionTiming(Part):
    """When a region opens, and what must be ready before."""

    in_line = frozenset({"gates", "start_by", "alternatives"})

    date: Day | None = None
    set_by: Literal["suggested", "override", "partner", "nobody"]
    demand: Range | None = None
    """Demand index over the first run from that date; 1 is the mean of the region's year."""
    earliest: Day
    """The first day that its lead times and rights allow."""
    latest: Day
    gates: dict[Name, Day] = {}
    """What must be ready, and when it is if it starts at as_of."""
    start_by: dict[Name, Day] = {}
    """When each must start for this date."""
    alternatives: dict[Day, float] = {}
    """Other dates, and their value as a share of the suggested one's."""
    futures: int | None = Field(default=None, ge=0, le=100)
    """In how many of the schedule's futures the date's week stayed the best."""
    warnings: list[LongText] = []


class Schedule(Part):
    """What the dates are worth together, and how near that is to the best there is."""

    one_line = True

    value: Figure
    """Admissions of all dated regions at the reference plan."""
    bound: Figure
    """No dates under the same rules are worth more, in this model."""
    futures: int = Field(default=0, ge=0, le=100)
    """How many draws of competition, lag, spill-over and life cycle were tried."""


class Timing(Part):
    """A date for each region."""

    schedule: Schedule | None = None
    conflicts: list[LongText] = []
    """The smallest sets of rules that can't all hold, in words, and what to relax."""
    regions: dict[RegionCode, RegionTiming] = {}
    note: LongText | None = None


class RegionSpend(Part):
    """What is spent in a region, by week and channel, and what it should bring."""

    in_line = frozenset({"fixed"})

    pays: Pays
    fixed: dict[Name, Money] = {}
    """Lines that arise here, such as dcp and certificate; ours."""
    flight_start: Day | None = None
    """Monday of the first week of `media`."""
    media: dict[Name, list[Money]] = {}
    """Net media by channel: one amount a week."""
    ours: Money = Decimal(0)
    """Our part of the media here."""
    partner: Money = Decimal(0)
    """The partner's part of the media here."""
    admissions: Range | None = None

    @property
    def by_channel(self) -> dict[str, Decimal]:
        """Return the media money of each channel, whoever pays."""
        return {name: sum(weeks, Decimal(0)) for name, weeks in self.media.items()}

    @property
    def media_total(self) -> Decimal:
        """Return all media money here, whoever pays."""
        return sum(self.by_channel.values(), Decimal(0))


class SplitWorth(Part):
    """What the split brings, and how near that is to the best there is under the same limits."""

    one_line = True

    objective: Objective
    value: Figure
    """Of our cells in the objective's unit: admissions, people, or money of the budget."""
    bound: Figure
    """No split of the same money is worth more, for these curves."""


class Spend(Part):
    """The whole budget table: our money, to the cent."""

    in_line = frozenset({"fixed", "language_versions"})

    currency: Currency
    total: Money
    fixed: dict[Name, Money] = {}
    language_versions: dict[Name, Money] = {}
    creators: Money = Decimal(0)
    media: Money = Decimal(0)
    """Net: what the media owners get."""
    commission_rate: Share = 0.0
    """The agency's part of gross media."""
    commission: Money = Decimal(0)
    """The agency's part on our media; net media and this are gross media."""
    contingency: Money = Decimal(0)
    unallocated: Money = Decimal(0)
    """Left of the media money: rounding, or caps that are all reached."""
    partners: Money = Decimal(0)
    """Net media that partners pay; beside our total, never part of it."""
    worth: SplitWorth | None = None
    admissions: Range | None = None
    regions: dict[RegionCode, RegionSpend] = {}
    note: LongText | None = None


class ChosenCreator(Part):
    """A creator on the shortlist."""

    one_line = True

    platform: LongText
    """Several are joined: tiktok, youtube."""
    region: RegionCode
    language: Language
    posts: dict[Name, Annotated[int, Field(ge=1)]] = {}
    """How many of each, such as tiktok video: 2."""
    price: Money
    """Of all posts, in the budget's currency."""
    added_reach: int = Field(ge=0)
    """People reached whom no creator before them reaches."""
    repeats: int = Field(default=0, ge=0)
    """People reached whom creators before them reach as well."""
    state: State = "idea"
    disclosure_agreed: bool | None = None
    """Whether they agreed to the disclosure words; None where nobody has asked."""
    channel_id: Name | None = None
    link: LongText | None = None


class Creators(Part):
    """The shortlist of creators."""

    budget: Money = Decimal(0)
    """The most that it may cost."""
    spent: Money = Decimal(0)
    reach: Range | None = None
    """People reached at least once: if audiences overlap wholly, independently, not at all."""
    sum_of_audiences: int = Field(default=0, ge=0)
    """The same people counted once for each creator: overstates reach."""
    gap: Share | None = None
    """No list for the same money brings more than this much beyond what this one does."""
    chosen: dict[Name, ChosenCreator] = {}
    note: LongText | None = None


class RegionPartner(Part):
    """What a partner's brief rests on."""

    one_line = True

    partner: Name | None = None
    language: Language
    """Of the brief."""
    first_action: Day | None = None
    """The day by which the first of the partner's tasks must start."""


class Partners(Part):
    """The brief of each region."""

    regions: dict[RegionCode, RegionPartner] = {}
    note: LongText | None = None


class Provenance(Part):
    """What the suggestion was made from."""

    in_line = frozenset({"inputs", "packages"})

    seed: int = 1
    inputs: dict[Name, Name] = {}
    """SHA-256 fingerprint of each input."""
    facts: Name | None = None
    """SHA-256 fingerprint of all figures and rules about the world, as Microhit shipped them."""
    packages: dict[Name, Name] = {}
