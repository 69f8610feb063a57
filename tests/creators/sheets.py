"""Offers of creators that tests change where they need to."""

from decimal import Decimal
from typing import Any

from planner.creators.offers import Offer

LANGUAGES = {"FR": "fr", "MX": "es", "DE": "de", "DACH": "de"}


def offer(
    name: str,
    price: float | None,
    people: int | None,
    region: str = "FR",
    **more: Any,  # noqa: ANN401  # any field of an offer
) -> Offer:
    """One post of a creator on YouTube, in the main language of the region."""
    usual: dict[str, Any] = {
        "creator": name,
        "platform": "youtube",
        "region": region,
        "language": LANGUAGES.get(region, "en"),
        "price": None if price is None else Decimal(str(price)),
        "people_reached": people,
    }
    return Offer(**usual | more)
