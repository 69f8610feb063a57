"""Human decisions on suggested values; suggest reads them and never writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import PlainValidator, WithJsonSchema, model_validator

from planner.model.base import Day, LongText, Name, Part, sensible_year

LARGEST, FINEST = Decimal(10**12), Decimal("1e-12")
"""Of a decided number, so that it stands in the file digit by digit and is read back the same."""


def _decided(value: object) -> bool | Decimal | date:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal):
        return _number(Decimal(str(value)))
    try:
        return sensible_year(date.fromisoformat(str(value)))
    except ValueError:
        raise ValueError("must be a date, an amount, or true or false") from None


def _number(value: Decimal) -> Decimal:
    if not value.is_finite() or abs(value) > LARGEST or value % FINEST:
        raise ValueError("must be a number up to 10^12 with at most 12 decimals")
    return value.normalize()  # 0.50 typed and 0.5 read back are one decision, in one form


Value = Annotated[
    bool | Decimal | date,
    PlainValidator(_decided),
    WithJsonSchema({"type": ["boolean", "number", "string"]}),
]
FORMS = {
    "timing": "timing.MX.date with a date",
    "spend": "spend.MX.paid_social with an amount",
    "creators": "creators.NAME.chosen with true or false",
    "languages": "languages.de dub.chosen with true or false",
    "facts": "facts.lead_time.dub with a number",
}
_TYPES: dict[str, type] = {
    "timing": date,
    "spend": Decimal,
    "creators": bool,
    "languages": bool,
    "facts": Decimal,
}


class Override(Part):
    """One value that a person decided: where, what, who, why and when."""

    at: Name
    """timing.MX.date, spend.MX.paid_social, creators.NAME.chosen, languages.KEY.chosen, or
    facts. and a fact's id."""
    value: Value
    by: Name | None = None
    why: LongText | None = None
    on: Day | None = None
    replaced: Value | None = None
    """What had been suggested when the decision was made."""
    note: LongText | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        parts = self.at.split(".")
        middle = self.at.removeprefix(f"{parts[0]}.")
        last = {"timing": "date", "creators": "chosen", "languages": "chosen"}.get(
            parts[0], parts[-1]
        )
        if parts[0] not in FORMS or len(parts) < 2 or (parts[0] != "facts" and len(parts) < 3):
            raise ValueError(f"at must have one of these forms: {'; '.join(FORMS.values())}")
        if parts[-1] != last or not middle:
            raise ValueError(f"at must have the form {FORMS[parts[0]]}")
        if not isinstance(self.value, _TYPES[parts[0]]):
            raise ValueError(f"value must fit the form {FORMS[parts[0]]}")
        if isinstance(self.value, Decimal) and self.value < 0:
            raise ValueError("value must not be negative")
        return self

    @property
    def target(self) -> str:
        """Return what is overridden: timing, spend, creators, languages or facts."""
        return self.at.split(".", 1)[0]

    @property
    def key(self) -> str:
        """Return what lies between the target and the last word; for facts, the fact's id."""
        rest = self.at.split(".", 1)[1]
        return rest if self.target == "facts" else rest.rsplit(".", 1)[0]

    @property
    def last(self) -> str:
        """Return the last word of `at`; for spend, the channel."""
        return self.at.rsplit(".", 1)[1]


def dates(overrides: list[Override]) -> dict[str, date]:
    """Return the decided release date of each region."""
    return {
        item.key: item.value
        for item in overrides
        if item.target == "timing" and isinstance(item.value, date)
    }


def cells(overrides: list[Override]) -> dict[tuple[str, str], Decimal]:
    """Return the decided media money of each (region, channel)."""
    return {
        (item.key, item.last): item.value
        for item in overrides
        if item.target == "spend" and isinstance(item.value, Decimal)
    }


def creators(overrides: list[Override]) -> dict[str, bool]:
    """Return which creators a person put in (True) or out (False)."""
    return {
        item.key: item.value
        for item in overrides
        if item.target == "creators" and isinstance(item.value, bool)
    }


def languages(overrides: list[Override]) -> dict[str, bool]:
    """Return which language versions (`de dub`) a person put in (True) or out (False)."""
    return {
        item.key: item.value
        for item in overrides
        if item.target == "languages" and isinstance(item.value, bool)
    }


def facts(overrides: list[Override]) -> dict[str, tuple[float, str]]:
    """Return the decided value of each fact, with the reason given."""
    return {
        item.key: (float(item.value), item.why or "no reason given")
        for item in overrides
        if item.target == "facts" and isinstance(item.value, Decimal)
    }
