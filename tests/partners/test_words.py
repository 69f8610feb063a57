"""Every catalogue is whole, and its plural forms work."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from planner.model.plan import Plan
from planner.partners import words, writer
from planner.partners.brief import content
from planner.partners.words import closest, languages, translations

FOLDER = Path(words.__file__).parent
TRANSLATED = [language for language in languages() if language != "en"]


def catalogue(language: str) -> Catalog:
    with (words.FOLDER / language / "brief.po").open("rb") as file:
        return read_po(file, locale=language)


def source_messages() -> set[str | tuple[str, ...]]:
    keywords = {"say": None, "mark": None, "count": (1, 2)}
    found = extract_from_dir(str(FOLDER), keywords=keywords)
    return {message for _, _, message, _, _ in found}


def braces(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def forms(value: str | Sequence[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [""])


def test_english_french_arabic_and_japanese_exist() -> None:
    assert {"en", "fr", "ar", "ja"} <= set(languages())


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated_and_none_is_left_over(language: str) -> None:
    messages = {message.id: message for message in catalogue(language) if message.id}
    assert set(messages) == source_messages()
    assert [m.id for m in messages.values() if m.fuzzy or not all(forms(m.string))] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_braces_survive_translation(language: str) -> None:
    for message in catalogue(language):
        if isinstance(message.id, str):
            assert braces(str(message.string)) == braces(message.id), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_header_says_who_reviewed(language: str) -> None:
    text = (words.FOLDER / language / "brief.po").read_text(encoding="utf-8")
    assert "# Reviewer: " in text


@pytest.mark.parametrize("region", ["FR", "EG", "JP", "DACH"])
def test_whatever_a_brief_says_is_in_the_catalogues(
    plan: Plan, region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def note(_: writer.Writer, text: str, **values: str) -> str:
        said.append(text)
        return text.format(**values)

    monkeypatch.setattr(writer.Writer, "say", note)
    content(plan, region, language="fr")
    assert set(said) <= {m for m in source_messages() if isinstance(m, str)}


@pytest.mark.parametrize(
    ("language", "number", "text"),
    [
        ("fr", 1, "1 créateur"),
        ("fr", 2, "2 créateurs"),
        ("ja", 3, "クリエイター3名"),
        ("ar", 1, "صانع محتوى واحد"),
        ("ar", 2, "صانعا محتوى"),
        ("ar", 3, "3 صنّاع محتوى"),
        ("ar", 11, "11 صانع محتوى"),
    ],
)
def test_plural_forms(language: str, number: int, text: str) -> None:
    template = translations(language).ngettext("{number} creator", "{number} creators", number)
    assert template.format(number=number) == text


@pytest.mark.parametrize(
    ("language", "found"), [("fr", "fr"), ("fr_CA", "fr"), ("zh_Hant", None), ("de", None)]
)
def test_the_closest_catalogue(language: str, found: str | None) -> None:
    assert closest(language) == found
