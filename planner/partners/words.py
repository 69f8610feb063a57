"""Labels in the partner's language: gettext catalogues, read as they stand in the checkout.

English is the message id. To add a language, see catalogues/README.md.
"""

from __future__ import annotations

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).with_name("catalogues")
ENGLISH = "en"


def mark(text: str) -> str:
    """Mark a text for the catalogues where it stands; it is translated where it is used."""
    return text


def languages() -> tuple[str, ...]:
    """Return the languages that labels exist in, English among them, sorted by code."""
    return tuple(sorted({ENGLISH, *(path.parent.name for path in FOLDER.glob("*/brief.po"))}))


def closest(language: str) -> str | None:
    """Return the catalogue that a reader of `language` (`fr`, `pt_BR`, `zh_Hant`) understands.

    A country is dropped if it must be (pt_BR reads pt), a script never (zh_Hant cannot read zh).
    """
    return next((code for code in (language, base(language)) if code in languages()), None)


def base(code: str) -> str:
    """Return a language without its country; a script is kept (zh_Hant)."""
    first, *rest = code.split("_")
    return "_".join([first, *(part for part in rest if len(part) != 2)])


@cache
def translations(language: str) -> gettext.NullTranslations:
    """Return the labels of one of `languages()`; plural forms are those of its catalogue."""
    if language == ENGLISH:
        return gettext.NullTranslations()
    with (FOLDER / language / "brief.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
