"""By what secrets and people's contact data are recognised.

The forms of keys follow the well-kept rules of gitleaks and detect-secrets; of contact data only
what can't be mistaken for a figure of a plan: a telephone number has a country code or a label, an
account number its check digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["secret", "contact"]
FIGURE = re.compile(r"\d+|\d{1,3}(?:[ .\u00a0]\d{3})+|\d{4}-\d\d-\d\d")
"""Digits that are an amount or a date."""
RANDOM = re.compile(r"(?=\w*\d)(?=\w*[A-Z])\w{16,}", re.ASCII)
"""A run of characters such as keys have, with a digit and a capital letter."""
PASSWORDS = (
    "password|passwd|passphrase|passwort|kennwort|mot de passe|contraseña|senha|пароль|パスワード"
)
"""Password in the languages that most people of a campaign write in."""
KEY_NAMES = "(?:api|secret|access|auth|client|private)[ _-]?(?:key|token|secret)"
PARAMETERS = (
    "access_token|api_?key|auth|client_secret|password|secret|sig|signature|token|x-amz-signature"
)
"""Of an address: who has it has the access."""
PHONES = (
    "tel|telephone|phone|mobile|mobil|whatsapp|telefon|tél|téléphone|teléfono|handy|fax|"
    "тел|телефон|電話|전화|هاتف|☎|📞"
)
IS, QUOTE = r"\s{0,3}[:=：]\s{0,3}", "['\"]{0,2}"
GAP = r"[ ().\u00a0/-]"
"""What stands between the digits of a telephone number."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How one thing is recognised; the text that it is about is group `it`, else all of it."""

    kind: Kind
    what: str
    pattern: re.Pattern[str]
    holds: Callable[[str], bool] = bool
    """What else must be true of the text, such as its check digits."""

    @property
    def group(self) -> str | int:
        """Return the group of the text that the rule is about."""
        return "it" if "it" in self.pattern.groupindex else 0


def _secret(what: str, pattern: str, holds: Callable[[str], bool] = bool) -> Rule:
    flags = re.IGNORECASE if "(?P<it>" in pattern else 0
    return Rule("secret", what, re.compile(pattern, flags), holds)


def _contact(what: str, pattern: str, holds: Callable[[str], bool] = bool) -> Rule:
    return Rule("contact", what, re.compile(pattern, re.IGNORECASE), holds)


def _is_random(text: str) -> bool:
    """Return whether a text looks drawn by lot: `sk-kino-lumiere-bratislava` is a page's name."""
    return RANDOM.search(text) is not None


def _has_digit(text: str) -> bool:
    """Return whether a key's text has a digit: `API key: ask-the-office` has none."""
    return _digits(text) > 0


def _is_iban(text: str) -> bool:
    """Return whether the check digits of an account number hold (ISO 13616: modulo 97 is 1)."""
    packed = text.replace(" ", "")
    turned = "".join(str(int(one, 36)) for one in packed[4:] + packed[:4])
    return text == text.upper() and 15 <= len(packed) <= 34 and int(turned) % 97 == 1


def _digits(text: str) -> int:
    return sum(one.isdigit() for one in text)


def _is_international(text: str) -> bool:
    """Return whether a number with a + may be a telephone's: `+1 000 000 people` is a figure."""
    return 9 <= _digits(text) <= 15 and "000 000" not in text


def _is_labelled(text: str) -> bool:
    """Return whether a labelled number may be a telephone's: `Mobile: 12 000 000` is a figure."""
    grouped = text.startswith(("0", "(", "+")) or not FIGURE.fullmatch(text)
    return grouped and 7 <= _digits(text) <= 15


RULES = (
    _secret("a Google API key", r"(?<!\w)AIza[\w-]{30,}"),
    _secret("a Google token", r"(?<!\w)(?:ya29\.[\w.-]{20,}|GOCSPX-[\w-]{20,}|1//0[\w-]{30,})"),
    _secret(
        "an API key",
        r"(?<![\w-])(?:sk|rk)[-_](?:[a-z]+\d*[-_]){0,2}[A-Za-z0-9][\w-]{19,}",
        _is_random,
    ),
    _secret("a GitHub token", r"(?<!\w)(?:gh[oprsu]_[A-Za-z0-9]{36,}|github_pat_\w{22,})"),
    _secret("a GitLab token", r"(?<!\w)glpat-[\w-]{20,}"),
    _secret("an AWS key", r"(?<!\w)A(?:KIA|SIA|GPA|IDA|ROA|IPA|NPA|NVA)[A-Z0-9]{16}(?!\w)"),
    _secret(
        "a Slack token", r"(?<!\w)xox[abeprs]-[\w-]{10,}|hooks\.slack\.com/services/[\w/]{20,}"
    ),
    _secret("a Facebook or Instagram token", r"(?<!\w)EAA[A-Za-z0-9]{40,}"),
    _secret("a SendGrid key", r"(?<!\w)SG\.[\w-]{16,}\.[\w-]{16,}"),
    _secret("a Mailchimp key", r"(?<!\w)[0-9a-f]{32}-us\d{1,2}(?!\w)"),
    _secret("a signed token", r"(?<!\w)eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{8,}"),
    _secret("a private key", r"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----"),
    _secret("a password in an address", r"://[^\s/:@]{1,80}:(?P<it>[^\s/:@]{3,80})@"),
    _secret("a key in an address", rf"[?&](?:{PARAMETERS})=(?P<it>[^\s&#'\"]{{8,}})"),
    _secret("a key", rf"(?<!\w){KEY_NAMES}{QUOTE}{IS}{QUOTE}(?P<it>[\w./+~-]{{12,}})", _has_digit),
    _secret("a key", r"(?<!\w)Bearer\s+(?P<it>[\w.~+/-]{20,})", _has_digit),
    _secret("a password", rf"(?<!\w)(?:{PASSWORDS}){QUOTE}{IS}{QUOTE}(?P<it>[^\s'\"]{{5,}})"),
    _contact(
        "an e-mail address",
        r"(?<![\w.+%@/-])\w[\w.+%'-]{0,63}(?:@|\s?[\[(](?:at|@)[\])]\s?)"
        r"(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?![\w-])",
    ),
    _contact(
        "a telephone number", rf"(?<![\w+])\+[1-9](?:{GAP}{{0,3}}\d){{7,14}}", _is_international
    ),
    _contact("a telephone number", r"(?<![\d,.+-])(?<!\d )0[1-9](?:[ .]\d\d){4}(?![\d ,.]?\d)"),
    _contact(
        "a telephone number",
        rf"(?<!\w)(?:{PHONES})(?:\s?(?:no|nr)\b)?[.:：]{{0,2}}\s{{0,3}}{QUOTE}"
        rf"(?P<it>[(+]?\d(?:{GAP}{{0,3}}\d){{6,14}})",
        _is_labelled,
    ),
    _contact("a telephone number", r"(?:wa\.me/|whatsapp\.com/send/?\?phone=)\+?(?P<it>\d{7,15})"),
    _contact(
        "a bank account number",
        r"(?<!\w)[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)",
        _is_iban,
    ),
)
"""Of two that begin at one place the first is told."""
