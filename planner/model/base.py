"""The building blocks that every part of a plan is made of."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, ClassVar, Self

from babel import Locale, localedata
from babel.numbers import list_currencies
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from planner.model import letters

CENT = Decimal("0.01")
FIRST_YEAR, LAST_YEAR = 1888, 2200
"""Roundhay Garden Scene, 1888, is the oldest film; 2200 keeps date arithmetic far from its end."""
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
"""Names that no folder or file can have on Windows, where the campaigns may be checked out."""


class Part(BaseModel):
    """A frozen part of a plan that refuses fields it does not know."""

    one_line: ClassVar[bool] = False
    """Whether the file holds it on one line: a record that is read and changed as one fact."""
    in_line: ClassVar[frozenset[str]] = frozenset()
    """Its tables that the file holds on one line each."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        coerce_numbers_to_str=True,
        use_attribute_docstrings=True,
        allow_inf_nan=False,
    )


@cache
def territories() -> dict[str, str]:
    """Return the English names of all ISO 3166-1 territories by their two-letter code."""
    not_countries = {"EU", "EZ", "UN", "XA", "XB", "QO", "ZZ"}
    names = Locale("en").territories
    return {
        code: name
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in not_countries
    }


@cache
def languages() -> dict[str, str]:
    """Return the English names of all languages by their code (`et`, `zh_Hant`)."""
    return dict(Locale("en").languages)


def _known_territory(code: str) -> str:
    if code not in territories():
        raise ValueError("is no ISO 3166 country code, such as MX or JP")
    return code


def is_language(code: str) -> bool:
    """Return whether `code` names a language: `et`, `pt-BR`, `sr_Latn`."""
    name = code.replace("-", "_")
    return name in languages() or name in localedata.locale_identifiers()


def _known_language(code: str) -> str:
    if not is_language(code):
        raise ValueError("is no language code, such as fr or pt-BR")
    return code


def _known_currency(code: str) -> str:
    if code not in list_currencies():
        raise ValueError("is no ISO 4217 currency code, such as EUR")
    return code


def sensible_year(day: date) -> date:
    """Return `day`; raises ValueError where its year is none a campaign can have."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"must lie between the years {FIRST_YEAR} and {LAST_YEAR}")
    return day


def _iso_day(value: object) -> object:
    if isinstance(value, str) and not ISO_DAY.fullmatch(value.strip()):
        raise ValueError("must be a date such as 2027-03-12")
    return _iso_text(value)


def _iso_text(value: object) -> object:
    if isinstance(value, int | float | Decimal):
        raise ValueError("must be a date such as 2027-03-12")
    if isinstance(value, str) and not ISO_DAY.match(value):  # pydantic takes 86400 for seconds
        raise ValueError("must be a date such as 2027-03-12")
    return value


def _in_utc(moment: datetime) -> datetime:
    """Return whole seconds of UTC, as the file holds them; without a zone it is UTC already."""
    sensible_year(moment)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).replace(microsecond=0)


def _no_device(name: str) -> str:
    if DEVICE.fullmatch(name.lower()):
        raise ValueError("is a name that Windows keeps for a device")
    return name


def _exact(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("must be an amount such as 12500 or 12500.50")
    return Decimal(str(value)) if isinstance(value, float) else value


def _in_cents(value: Decimal) -> Decimal:
    if value != value.quantize(CENT):
        raise ValueError("must have at most two decimals")
    return value.quantize(CENT)


def _without_dust(value: float) -> float:
    return float(f"{value:.12g}")


def _tidied(value: object) -> object:
    return letters.tidy(value) if isinstance(value, str) else value


def _of_lines(value: object) -> object:
    return letters.with_newlines(value) if isinstance(value, str) else value


def _one_line(text: str) -> str:
    return _refused(text, letters.wrong_in_name(text))


def _readable(text: str) -> str:
    return _refused(text, letters.wrong_in_text(text))


def _refused(text: str, what: str | None) -> str:
    if what:
        raise ValueError(f"{what}: delete it, or type the text anew")
    return text


RegionCode = Annotated[
    str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_-]{1,19}$"), AfterValidator(_no_device)
]
Territory = Annotated[
    str, AfterValidator(_known_territory), WithJsonSchema({"type": "string", "format": "country"})
]
Language = Annotated[
    str, AfterValidator(_known_language), WithJsonSchema({"type": "string", "format": "language"})
]
Currency = Annotated[
    str, AfterValidator(_known_currency), WithJsonSchema({"type": "string", "format": "currency"})
]
Day = Annotated[date, BeforeValidator(_iso_day), AfterValidator(sensible_year)]
Moment = Annotated[datetime, BeforeValidator(_iso_text), AfterValidator(_in_utc)]
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    BeforeValidator(_tidied),
    AfterValidator(_one_line),
]
LongText = Annotated[
    str,
    StringConstraints(max_length=20_000),
    BeforeValidator(_of_lines),
    AfterValidator(_readable),
]
Money = Annotated[
    Decimal,
    BeforeValidator(_exact),
    Field(ge=0, le=10**12),
    AfterValidator(_in_cents),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 10**12}),
]
Figure = Annotated[float, Field(ge=0), AfterValidator(_without_dust)]
"""A number from 0 that is measured or worked out, to 12 digits: 0.1 + 0.2 is 0.3."""
Share = Annotated[float, Field(ge=0, le=1), AfterValidator(_without_dust)]
Slug = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$"), AfterValidator(_no_device)
]
ByLanguage = dict[Language, LongText]
"""Free text in several languages; the partner's language is looked up, English is the fallback."""


class Days(Part):
    """Days, both included, of which the last does not lie before the first."""

    one_line = True

    from_: Day = Field(alias="from")
    to: Day

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to < self.from_:
            raise ValueError(f"ends before it starts: from {self.from_} to {self.to}")
        return self


class Range(Part):
    """A figure that is not known exactly: a low, a middle and a high value."""

    one_line = True

    low: Figure
    base: Figure
    high: Figure

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.base <= self.high:
            raise ValueError("must rise from low to base to high")
        return self


def significant(value: float) -> float:
    """Round to three digits and to whole numbers from 1 on: no figure of ours is known better."""
    rounded = float(f"{value:.3g}")
    return float(round(rounded)) if abs(rounded) >= 1 else rounded


def spoken(day: date) -> str:
    """Return a day as a person writes it: 12 March 2027."""
    return f"{day.day} {day:%B %Y}"
