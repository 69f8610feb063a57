"""Whom to write to: the person who has the role that the plan names, or that role in words."""

from __future__ import annotations

from collections.abc import Iterator

from planner.partners.choice import Chosen
from planner.partners.names import ROLES
from planner.partners.parts import Pair, Text
from planner.partners.writer import Writer
from planner.plan.contacts import Contacts


def contacts(chosen: Chosen, write: Writer, known: Contacts) -> tuple[Pair, ...]:
    """Return the partner, who is to be written to there, and who sends the brief."""
    return tuple(Pair(label, value) for label, value in _pairs(chosen, write, known) if value.text)


def _pairs(chosen: Chosen, write: Writer, known: Contacts) -> Iterator[tuple[str, Text]]:
    partner = chosen.region.partner
    if partner:
        yield write.say("Partner"), write.text(partner.name)
        if partner.contact:
            yield from _contact(chosen.code, partner.name, partner.contact, write, known)
        yield write.say("Time zone"), write.text(partner.time_zone or "")
    yield write.say("Sent by"), write.text(chosen.plan.author or "")


def _contact(
    region: str, partner: str, role: str, write: Writer, known: Contacts
) -> Iterator[tuple[str, Text]]:
    person = known.of(region, role)
    if person is None:
        at = write.say("{role} at {partner}", role=write.word(ROLES, role), partner=partner)
        yield write.say("Contact"), write.text(at)
        return
    yield write.say("Contact"), write.text(person.name)
    if person.email:
        yield write.say("E-mail"), write.text(person.email, f"mailto:{person.email}")
