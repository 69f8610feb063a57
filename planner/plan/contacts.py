"""The people of a campaign, by region and role, in contacts.yaml beside the plan.

A plan names roles alone, so that it can be shared, kept in git and sent on; git ignores the file
that says who has them. It holds personal data: nobody but its owner may read it where the system
has such permissions, and no version, record, export or log repeats it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Annotated, cast

from pydantic import AfterValidator, BeforeValidator, Field

from planner.errors import InputError
from planner.model.base import Name, Part, RegionCode
from planner.model.plan import Plan
from planner.plan import decode, document, files, safe
from planner.plan.comments import lost_comments
from planner.plan.migrate import MAIN, contacts_of
from planner.plan.parse import validated
from planner.plan.text import HEADER, dump

FILE = "contacts.yaml"
NOTICE = "# People of this campaign. git ignores this file: it stays on your computer.\n"
KIND = "a list of contacts"
MOST_BYTES = 200_000
"""Three roles in each of 50 regions have about 20,000."""
MODE = 0o600
"""Its owner reads and writes it, nobody else."""
WAIT = 10.0
"""Seconds for another saver: a save takes milliseconds, a network drive seconds."""
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
OLD_SCHEMA = re.compile(r"""schema["']?\s*:\s*1\b""")
"""What every plan of schema 1 holds, and hardly another: to read its YAML takes far longer."""


def _quoted(value: object) -> object:
    if value is not None and not isinstance(value, str):
        raise ValueError("needs quotes, such as '+33 1 23 45 67 89': its + would be lost")
    return value


def _address(text: str) -> str:
    if not ADDRESS.fullmatch(text):
        raise ValueError("is no e-mail address, such as anna@example.org")
    return text


Email = Annotated[Name, AfterValidator(_address)]
Phone = Annotated[Name, BeforeValidator(_quoted)]


class Contact(Part):
    """A person, and how to reach them."""

    one_line = True

    name: Name
    email: Email | None = None
    phone: Phone | None = None
    note: Name | None = None
    """Such as mornings."""


Key = tuple[str, str]
"""A region's code and a role."""


class Contacts(Part):
    """The people of a campaign: region -> role -> person."""

    contacts: dict[RegionCode, dict[Name, Contact]] = Field(default={})

    def of(self, region: str, role: str) -> Contact | None:
        """Return who has a role in a region (in any letter case), None if nobody is known."""
        roles = self.contacts.get(region, {})
        wanted = role.casefold()
        return next((one for name, one in roles.items() if name.casefold() == wanted), None)

    def people(self) -> Iterator[tuple[Key, Contact]]:
        """Yield each person with their region and role, by region and role."""
        for region in sorted(self.contacts):
            for role in sorted(self.contacts[region]):
                yield (region, role), self.contacts[region][role]

    def having(self, changes: Mapping[Key, Contact | None]) -> Contacts:
        """Return the same with `changes`; None takes a person out."""
        known = dict(self.people()) | dict(changes)
        found: dict[str, dict[str, Contact]] = {}
        for (region, role), person in sorted(known.items()):
            if person:
                found.setdefault(region, {})[role] = person
        return Contacts(contacts=found)


NOBODY = Contacts()


def read(folder: Path) -> Contacts:
    """Return the people of the campaign in `folder`: nobody if there is no contacts.yaml.

    Who stands by name in a plan.yaml of schema 1, not saved since, is known too.

    Raises:
        InputError: every fault of the file, with line and key path.
        StoreError: it cannot be read, or is a link elsewhere.
    """
    plan = folder / files.PLAN
    content = decode.read_bytes(plan) if plan.is_file() else b""
    return _with(_named(content), _kept(folder))


def write(folder: Path, contacts: Contacts) -> None:
    """Replace contacts.yaml in `folder` at once; its comments move to its top.

    Two people may write: `change` is for them. This is for who holds the campaign's lock.

    Raises:
        StoreError: it cannot be written, or is a link elsewhere; nothing was changed.
    """
    safe.campaign_files(folder)
    path = folder / FILE
    text = NOTICE + _comments(path) + _dumped(contacts)
    with files.storing(path):
        path.touch(MODE)
        with suppress(PermissionError):  # drives without permissions of their own refuse it
            path.chmod(MODE)
    files.write_bytes(path, text.encode())  # which keeps them


def change(folder: Path, changed: Callable[[Contacts], Contacts]) -> Contacts:
    """Write what `changed` makes of the people now known in `folder`, under the campaign's lock.

    Raises:
        InputError, StoreError: as `read` and `write` do; nothing was changed.
    """
    with files.storing(folder), files.locked(folder, WAIT):
        found = changed(read(folder))
        write(folder, found)
    return found


def adopt(folder: Path, content: bytes) -> None:
    """Keep the people that `content`, the plan.yaml which a save is about to replace, names.

    Plans of schema 1 did; who is in contacts.yaml already stays as they are there. The caller holds
    the campaign's lock.

    Raises:
        InputError: contacts.yaml, or a name, cannot be read; nothing was changed.
        StoreError: contacts.yaml cannot be written; nothing was changed.
    """
    named = _named(content)
    if named != NOBODY:
        kept = _kept(folder)
        found = _with(named, kept)
        if found != kept:
            write(folder, found)


def missing(plan: Plan, contacts: Contacts) -> list[Key]:
    """Return the roles, each with its region, that the plan names and nobody is known to have."""
    named = (
        (code, region.partner.contact)
        for code, region in plan.goals.regions.items()
        if region.partner and region.partner.contact
    )
    return [(code, role) for code, role in named if contacts.of(code, role) is None]


def forget(contacts: Contacts, name: str) -> tuple[Contacts, list[Key]]:
    """Return `contacts` without the person called `name`, and where they stood."""
    wanted = name.strip().casefold()
    found = [key for key, person in contacts.people() if person.name.casefold() == wanted]
    return contacts.having(dict.fromkeys(found)), found


def _kept(folder: Path) -> Contacts:
    path = folder / FILE
    if not (path.exists() or path.is_symlink()):
        return NOBODY
    text = decode.read_file(path, MOST_BYTES, KIND)
    if not re.search(r"^\s*[^#\s]", text, re.MULTILINE):  # comments alone
        return NOBODY
    found = document.read(text, str(path))
    if not isinstance(found.data, dict):
        raise InputError(found.problem((), f"is not {KIND}: it must start with `contacts:`"))
    return checked(found.data, found)


def checked(data: document.Plain, found: document.Document | None = None) -> Contacts:
    """Return the people in plain data, as they stand in the file or the document `found`.

    Raises:
        InputError: a problem for each value that does not fit, naming its field.
    """
    return validated(Contacts, data, found or document.Document.of(data))


def _with(named: Contacts, kept: Contacts) -> Contacts:
    """Return `kept` with the people of `named` whose roles nobody has."""
    new = {key: one for key, one in named.people() if kept.of(*key) is None}
    return kept.having(new) if new else kept


def _named(content: bytes) -> Contacts:
    """Return whom a plan of schema 1 in `content` names."""
    text = content.decode("utf-8-sig", "replace")
    if not OLD_SCHEMA.search(text):
        return NOBODY
    try:
        data = document.read(text, files.PLAN).data
    except InputError:  # told where the plan itself is opened
        return NOBODY
    return checked(
        {"contacts": {code: {MAIN: {"name": name}} for code, name in contacts_of(data).items()}}
    )


def _comments(path: Path) -> str:
    if not path.exists():
        return ""
    found = lost_comments(decode.read_file(path, MOST_BYTES, KIND))
    return "".join(f"{text}\n" for _, text in found if text != NOTICE.strip())


def _dumped(contacts: Contacts) -> str:
    # `dump` writes any part; the line that tells editors the schema is for plans alone.
    return dump(cast("Plan", contacts)).removeprefix(HEADER)
