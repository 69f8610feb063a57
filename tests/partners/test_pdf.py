"""The PDF itself: what can be read out of it, its flags, its bytes and its errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from planner.errors import RenderError
from planner.model.plan import Plan
from planner.partners import fonts
from planner.partners.brief import content
from planner.partners.pdf import brief_pdf, pictures

MARKUP = r"#panic() *bold* $x^2$ \ <label> @ref [x] // `raw` = head"


@pytest.fixture
def data(plan: Plan) -> dict[str, Any]:
    return deepcopy(plan.model_dump(by_alias=True, mode="json"))


def pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def words(pdf: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(pages(pdf)))


def test_the_page_holds_title_date_and_every_budget_figure(plan: Plan) -> None:
    text = words(brief_pdf(plan, "FR", "en"))
    for expected in ("Walnut Winter", "ნიგვზის ზამთარი", "Wednesday, 10 March 2027", "1 / 2"):
        assert expected in text
    for figure in ("20,000.00", "5,200.40", "56,701.00", "34,020.60", "22,680.40", "59,451.00"):
        assert figure in text


@pytest.mark.parametrize("region", ["FR", "EG", "JP", "DACH"])
def test_the_same_plan_gives_the_same_bytes(plan: Plan, region: str) -> None:
    assert brief_pdf(plan, region) == brief_pdf(plan.model_copy(deep=True), region)


@pytest.mark.parametrize(
    ("region", "language"), [("FR", "fr"), ("EG", "ar"), ("JP", "ja"), ("DACH", "en")]
)
def test_every_page_is_archivable_accessible_and_says_its_language(
    plan: Plan, region: str, language: str
) -> None:
    pdf = brief_pdf(plan, region)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert re.search(rb"/Lang\s*\(" + language.encode(), pdf)
    assert 1 <= len(pages(pdf)) <= 2


def test_the_chart_has_an_alternative_text(plan: Plan) -> None:
    alternative = "Bar chart of media by channel and week, 1 Feb to 8 Mar: €56,701 in all"
    assert alternative.encode("utf-16-be").hex().upper().encode() in brief_pdf(plan, "FR", "en")


def test_an_arabic_page_is_mirrored_and_its_text_can_be_copied(plan: Plan) -> None:
    pdf = brief_pdf(plan, "EG")
    assert b"/Direction" in pdf
    assert "R2L" in pdf.decode("latin-1")
    text = words(pdf)
    assert "الميزانية" in text
    assert place(pdf, "الميزانية") > place(pdf, "10,750")
    assert page_number(pdf) == "1/2"
    french = brief_pdf(plan, "FR")
    assert place(french, "Affichage") < place(french, "15 000,00")


def page_number(pdf: bytes) -> str:
    """Return the last three signs of the first page in the order in which they stand."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        count = page.count_chars()
        signs = [
            (page.get_charbox(i)[0], page.get_text_range(i, 1)) for i in range(count - 5, count)
        ]
    return "".join(sign.strip() for _, sign in sorted(signs))


def place(pdf: bytes, word: str) -> float:
    """Return the left edge of the first place of a word on the first page, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        spot = page.search(re.sub(r"\s", "\u202f", word)).get_next()
        assert spot is not None, word
        return float(page.get_charbox(spot[0])[0])


def test_long_texts_stay_on_two_pages(data: dict[str, Any]) -> None:
    line = "Un film chaleureux sur un hiver glacial, une terre et une seconde chance. " * 3
    data["film"]["messages"] = {"fr": [f"{i} {line}" for i in range(12)]}
    data["film"]["do_not_show"] = {"fr": [line] * 4}
    text = pages(brief_pdf(Plan.model_validate(data), "FR"))
    assert len(text) == 2
    assert "11 Un film" in " ".join(text)


def test_what_cannot_fit_goes_on_instead_of_being_cut(data: dict[str, Any]) -> None:
    data["film"]["messages"] = {"fr": [f"Numéro {i}. " + "Très long. " * 200 for i in range(12)]}
    text = pages(brief_pdf(Plan.model_validate(data), "FR"))
    assert len(text) > 2
    assert "Numéro 11." in " ".join(text)
    assert "Interlocuteur" in text[-1]


def test_markup_stays_literal(data: dict[str, Any]) -> None:
    data["film"]["title"] = data["film"]["director"] = MARKUP
    data["film"]["messages"]["en"] = [MARKUP]
    data["goals"]["regions"]["FR"]["partner"]["name"] = MARKUP
    text = words(brief_pdf(Plan.model_validate(data), "FR", "en"))
    assert text.count(MARKUP) >= 4


def test_a_missing_glyph_is_named_with_what_to_do(data: dict[str, Any]) -> None:
    data["film"]["messages"]["fr"] = ["Un film 🫠 en 𒀀"]
    with pytest.raises(RenderError, match=r"U\+1FAE0 MELTING FACE.*MICROHIT_FONTS") as caught:
        brief_pdf(Plan.model_validate(data), "FR")
    assert "U+12000" in str(caught.value)


@pytest.fixture
def own_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    monkeypatch.setenv(fonts.VARIABLE, str(tmp_path / "fonts"))
    fonts.forget()
    yield tmp_path / "fonts"
    monkeypatch.undo()
    fonts.forget()


def balinese(path: Path) -> None:
    """Write a font of another name that holds U+1B05, which no font here does."""
    with TTFont(fonts._files()["Noto Sans Hebrew"][0]) as font:
        for record in font["name"].names:
            if record.nameID in (1, 16):
                record.string = "Test Signs"
        for table in font["cmap"].tables:
            table.cmap[0x1B05] = table.cmap[ord("A")]
        font.save(path)


def test_a_users_font_is_used(own_fonts: Path, data: dict[str, Any]) -> None:
    own_fonts.mkdir()
    balinese(own_fonts / "signs.ttf")
    fonts.forget()
    data["film"]["messages"]["fr"] = ["Un film \u1b05"]
    assert "Un film" in words(brief_pdf(Plan.model_validate(data), "FR"))
    assert fonts.choose("a\u1b05", ["fr"]) == ["Noto Sans", "Test Signs"]


def test_a_font_folder_that_is_none_is_an_error(own_fonts: Path) -> None:
    with pytest.raises(RenderError, match=f"{own_fonts.name}, which is no folder"):
        fonts.choose("a", ["en"])


@pytest.mark.parametrize(
    ("languages", "text", "expected"),
    [
        (["fr", "ka"], "Éé ნი", ["Noto Sans", "DejaVu Sans"]),
        (["ar", "ka", "en"], "(نص) film ნი", ["DejaVu Sans"]),
        (["ja", "ka"], "公開 film", ["Noto Sans JP"]),
        (["en", "zh-Hant"], "film 公開", ["Noto Sans", "Noto Sans TC"]),
        (["en", "he", "ar"], "film שלום हिन्दी 한국 ไทย", None),
    ],
)
def test_fonts_suit_the_language_and_none_is_carried_in_vain(
    languages: list[str], text: str, expected: list[str] | None
) -> None:
    chosen = fonts.choose(text, languages)
    assert chosen == expected if expected else len(chosen) >= 4


@pytest.mark.parametrize("region", ["FR", "EG"])
def test_pictures_show_the_pages_of_the_pdf(plan: Plan, region: str) -> None:
    brief = content(plan, region)
    drawn = pictures(brief)
    assert len(drawn) == len(pages(brief_pdf(plan, region)))
    assert all(page.startswith(b"\x89PNG") for page in drawn)
    assert len(set(drawn)) == len(drawn)
    assert pictures(brief) == drawn
