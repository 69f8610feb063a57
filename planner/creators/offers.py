"""What a creator offers: one row of the creator sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field, fields
from decimal import Decimal
from typing import Literal, get_args

from planner.model.shortlist import State

Evidence = Literal["media kit", "screenshot", "estimate", ""]
"""Where the figures of an offer come from, the surest first; "" where nobody told."""
EVIDENCE: tuple[Evidence, ...] = get_args(Evidence)
STATES: tuple[State, ...] = get_args(State)
AGREED: dict[bool | None, str] = {None: "", True: "yes", False: "no"}
"""How the sheet says whether somebody agreed; "" where nobody has asked."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One creator on one platform in one format, and what one such post costs and reaches.

    All figures are the user's own, from media kits, screenshots or estimates; none is API data.
    """

    creator: str
    platform: str
    _: KW_ONLY
    channel_id: str = ""
    link: str = ""
    region: str = ""
    """An ISO 3166 code or a group of the goals; "" where it is not known."""
    language: str = ""
    format: str = "post"
    price: Decimal | None = None
    """Of one post, in cents; None where nobody has named it."""
    currency: str | None = None
    """An ISO 4217 code; None is the budget's."""
    expected_views: int | None = None
    people_reached: int | None = None
    """Different people whom one post reaches, as a media kit tells; outranks expected views."""
    posts: int = 1
    """The most posts of this format that may be bought."""
    audience: Mapping[str, float] = field(default_factory=dict)
    """Region or ISO code to its share of the audience, 0 to 1; empty: all are in `region`."""
    followers: int | None = None
    evidence: Evidence = ""
    evidence_note: str = ""
    state: State = "idea"
    disclosure_agreed: bool | None = None
    """Whether they agreed to the disclosure words; None where nobody has asked."""
    note: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """Return in words what the offer lacks before it can be chosen; empty if nothing."""
        lacks = {
            "a region": not self.region,
            "a language": not self.language,
            "a price": self.price is None,
            "expected views or people reached": not self._seen,
        }
        return tuple(words for words, lacking in lacks.items() if lacking)

    @property
    def _seen(self) -> bool:
        return self.expected_views is not None or self.people_reached is not None


COLUMNS = tuple(one.name for one in fields(Offer))
"""The columns of the sheet, in their order."""

UNTOLD = Offer("", "")
"""An offer of which nothing is told: a cell that equals its is as good as empty."""


def untold(offer: Offer, column: str) -> bool:
    """Return whether nobody has told what a column of an offer asks for."""
    return bool(getattr(offer, column) == getattr(UNTOLD, column))


def cells_of(offer: Offer) -> dict[str, str]:
    """Return what each column of the sheet holds of an offer, as the CSV writes it."""
    values = {name: getattr(offer, name) for name in COLUMNS}
    values["disclosure_agreed"] = AGREED[offer.disclosure_agreed]
    values["audience"] = audience_text(offer.audience)
    if offer.price is not None:
        values["price"] = f"{offer.price:.2f}".removesuffix(".00")
    return {name: "" if value is None else str(value) for name, value in values.items()}


def web_link(text: str | None) -> str:
    """Return a link that may be followed; "" for other text, some of which a browser would run."""
    return text if text and text.lower().startswith(("https://", "http://")) else ""


def audience_text(audience: Mapping[str, float]) -> str:
    """Return shares as people write them, `MX 60%, US 20%`; the largest first."""
    ranked = sorted(audience.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(
        f"{code} {share * 100:.2f}".rstrip("0").rstrip(".") + "%" for code, share in ranked
    )


def evidence_in(text: str) -> tuple[Evidence, str]:
    """Return the kind of evidence and the rest of a text such as `Media kit, May 2026`."""
    # the last of them is "", with which every text begins
    kind = next(one for one in EVIDENCE if text.casefold().startswith(one))
    rest = text[len(kind) :].strip(" ,;:-")
    return kind, rest[1:-1] if rest[:1] + rest[-1:] == "()" else rest
