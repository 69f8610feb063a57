"""What must be granted, or waited for, before a film and what is said of it may be public."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from planner.model.base import LongText, Moment, Name, Part, RegionCode


class Certificate(Part):
    """A region's certificate (age rating), and how far it is."""

    one_line = True

    status: Literal["not applied", "applied", "granted"] = "not applied"
    rating: Name | None = None
    """As it stands on posters, such as FSK 12."""
    number: Name | None = None
    feiertagsfreigabe: bool | None = None
    """Germany: whether it may be shown on silent holidays such as Good Friday, which is applied for
    separately; None where nobody has asked."""
    note: LongText | None = None


class Embargo(Part):
    """Until when something stays unsaid."""

    what: Name
    """Such as reviews, or social reactions."""
    until: Moment
    """In UTC; pages and briefs tell it in the partner's time."""
    regions: list[RegionCode] = Field(default=[])
    """Without any, all of them."""
    note: LongText | None = None
