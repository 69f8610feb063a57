"""What the campaign wants: money, window, regions, objective, limits."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from planner.model.base import (
    Currency,
    Day,
    Days,
    Language,
    LongText,
    Money,
    Name,
    Part,
    RegionCode,
    Share,
    Territory,
    territories,
)
from planner.model.clearance import Certificate, Embargo
from planner.model.money import Budget, Decision, Hiatus, Rate, SpendLimit
from planner.model.rules import Competitor, Happening, Rules
from planner.model.shortlist import ShortlistRules

Release = Literal["theatrical", "event", "festival only", "TVOD", "SVOD"]
IN_CINEMAS: frozenset[str] = frozenset({"theatrical", "event"})
"""Release types that release weekdays and cinema gates apply to."""
Pays = Literal["us", "partner", "shared"]
Objective = Literal["admissions", "reach", "gross", "net revenue"]
"""What a split is best for: people who come, people reached often enough, the box office in money,
or what is left of it after ticket tax and the cinemas' part."""
SplitFor = Literal["point", "average", "cautious"]
"""The split that is best if every fact is right, best on average over what the facts may really be,
or best where they turn out badly."""
SUBDIVISION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")


def _relative(path: str) -> str:
    if path.startswith(("/", "\\", "~")) or ".." in re.split(r"[/\\]", path) or ":" in path:
        raise ValueError("must lie inside the campaign's folder, such as audience/*.csv")
    return path


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("is no time zone, such as Europe/Paris") from None
    return name


TimeZone = Annotated[Name, AfterValidator(_known_zone)]
RelativePath = Annotated[Name, AfterValidator(_relative)]


class Window(Days):
    """The days between which every region opens, both included."""


class Rights(Part):
    """Who holds the rights of a region, and for how long."""

    one_line = True

    holder: Name
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ and self.to and self.to < self.from_:
            raise ValueError(f"end before they start: from {self.from_} to {self.to}")
        return self


class Partner(Part):
    """The company that opens the film in a region, and who reads its brief."""

    one_line = True

    name: Name
    contact: Name | None = None
    """The role of whom to write to there, such as marketing. Who has it stands in contacts.yaml."""
    language: Language | None = None
    """Of the brief; without it, the region's main language."""
    time_zone: TimeZone | None = None


class Region(Part):
    """Where the film opens on one date with one partner."""

    release: Release = "theatrical"
    rights: Rights | Literal["unsold"] = "unsold"
    partner: Partner | None = None
    pays: Pays = "us"
    our_share: Share | None = None
    """Our share of each unit of media money, where `pays` is shared."""
    date_by: Literal["us", "partner"] = "us"
    date: Day | None = None
    """The release date that the partner has set, where `date_by` is partner."""
    currency: Currency | None = None
    """Of `minimum_spend` and `cap`; without it, the budget's."""
    minimum_spend: Money | None = None
    """The least to be spent on media here, net, whoever pays."""
    cap: Money | None = None
    """The most to be spent on media here, net, whoever pays."""
    languages: list[Language] = []
    """The languages that the film is shown in here; without any, the main language."""
    certificate: Certificate | None = None
    note: LongText | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.pays == "shared") != (self.our_share is not None):
            raise ValueError("needs our_share exactly where pays is shared")
        if (self.date_by == "partner") != (self.date is not None):
            raise ValueError("needs a date exactly where date_by is partner")
        if self.minimum_spend and self.cap is not None and self.minimum_spend > self.cap:
            raise ValueError(f"minimum_spend {self.minimum_spend} is above the cap {self.cap}")
        return self

    @property
    def share_of_ours(self) -> float:
        """Return our share of each unit of media money spent here, 0 to 1."""
        if self.pays == "shared":
            return self.our_share or 0.0
        return 1.0 if self.pays == "us" else 0.0


class Team(Part):
    """What the people can carry."""

    one_line = True

    openings_per_week: int = Field(default=2, ge=1, le=100)


class Goals(Part):
    """What the campaign wants to reach, where, when and with how much."""

    budget: Budget
    window: Window
    objective: Objective = "admissions"
    split_for: SplitFor = "point"
    team: Team = Team()
    rates: dict[Currency, Rate] = {}
    """Rates that a person set; the facts' stand in for those left out."""
    limits: list[SpendLimit] = []
    hiatus: list[Hiatus] = []
    decisions: list[Decision] = []
    """Without any, the usual ones of the facts."""
    rules: Rules | None = None
    competitors: list[Competitor] = []
    happenings: list[Happening] = []
    embargoes: list[Embargo] = []
    groups: dict[RegionCode, Annotated[list[Territory], Field(min_length=1)]] = {}
    """Regions of several countries, such as DACH: [DE, AT, CH]."""
    regions: dict[RegionCode, Region] = {}
    audience: list[RelativePath] = ["audience/*.csv"]
    """Audience tables, relative to the plan."""
    creators: RelativePath = "creators.csv"
    """The creator sheet, relative to the plan."""
    shortlist: ShortlistRules | None = None
    curves: RelativePath | None = None
    """Response curves that were fitted elsewhere, relative to the plan: they stand in for ours."""
    note: LongText | None = None

    @field_validator("groups")
    @classmethod
    def _members_once(cls, groups: dict[str, list[str]]) -> dict[str, list[str]]:
        for code, members in groups.items():
            if len(set(members)) < len(members):
                raise ValueError(f"name a country twice in {code}: {', '.join(members)}")
        return groups

    @field_validator("regions")
    @classmethod
    def _regions_known(cls, regions: dict[str, Region], info: ValidationInfo) -> dict[str, Region]:
        groups = info.data.get("groups")  # absent where they are at fault themselves
        unknown = [code for code in regions if code not in (groups or ()) and not is_iso(code)]
        if unknown and groups is not None:
            raise ValueError(
                f"hold {', '.join(unknown)}, neither an ISO 3166 code, such as MX or CA-QC, "
                "nor a name in groups"
            )
        return regions

    def members(self, code: str) -> list[str]:
        """Return the ISO codes that make up region `code`; empty if it is not known."""
        if code in self.groups:
            return list(self.groups[code])
        return [code] if is_iso(code) else []


def is_iso(code: str) -> bool:
    """Return whether this is an ISO 3166 code: a country's, or a part's of a known country."""
    subdivision = SUBDIVISION.fullmatch(code) is not None and code[:2] in territories()
    return subdivision or code in territories()
