"""A brief names the person who has the role, else the role; never anybody of another region."""

from __future__ import annotations

import pypdfium2  # type: ignore[import-untyped]
import pytest

from planner.model.plan import Plan
from planner.partners.brief import content
from planner.partners.parts import Brief
from planner.partners.pdf import brief_pdf
from planner.plan.contacts import Contact, Contacts

PEOPLE = Contacts(
    contacts={
        "FR": {
            "Marketing": Contact(name="Camille Roux", email="camille@example.org", phone="+33 1"),
            "bookings": Contact(name="Basile Ney"),
        },
        "EG": {"publicity": Contact(name="منى فهمي", email="mona@example.org")},
        "JP": {"marketing": Contact(name="佐藤 恵")},
    }
)


def said(brief: Brief) -> dict[str, str]:
    return {pair.label: pair.value.text for pair in brief.contacts}


def test_the_person_of_the_role_is_named_with_their_address(plan: Plan) -> None:
    brief = content(plan, "FR", language="en", contacts=PEOPLE)
    assert said(brief)["Contact"] == "Camille Roux"
    assert said(brief)["E-mail"] == "camille@example.org"
    mail = next(pair.value for pair in brief.contacts if pair.label == "E-mail")
    assert mail.link == "mailto:camille@example.org"
    assert "+33" not in str(said(brief)), "a telephone number is for us alone"


@pytest.mark.parametrize(
    ("region", "language", "told"),
    [
        ("FR", "en", "Marketing at Les Films du Verger"),
        ("FR", "fr", "Marketing chez Les Films du Verger"),
        ("EG", "en", "Publicity at Nile Screens"),
        ("JP", "ja", "Kurumi Picturesのlead of the night shift"),
    ],
)
def test_without_a_person_the_role_is_told_in_the_readers_words(
    plan: Plan, region: str, language: str, told: str
) -> None:
    assert told in said(content(plan, region, language=language)).values()


def test_a_known_role_reads_in_arabic(plan: Plan) -> None:
    assert "العلاقات الصحفية" in str(said(content(plan, "EG", language="ar")))


def test_a_partner_without_a_role_has_no_contact(plan: Plan) -> None:
    assert "Contact" not in said(content(plan, "DACH", language="en", contacts=PEOPLE))


@pytest.mark.parametrize("region", ["EG", "JP", "FR"])
def test_a_pdf_holds_nobody_of_another_region_or_role(plan: Plan, region: str) -> None:
    pdf = brief_pdf(plan, region, "en", PEOPLE)
    with pypdfium2.PdfDocument(pdf) as document:
        shown = "".join(page.get_textpage().get_text_range() for page in document)
    assert ("Camille Roux" in shown) == (region == "FR")
    assert ("mona@example.org" in shown) == (region == "EG")
    assert "Basile" not in shown
    assert "佐藤" not in shown, "the plan names another role there"
    assert (b"mailto:camille@example.org" in pdf) == (region == "FR")
