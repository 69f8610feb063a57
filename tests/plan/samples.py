"""Plans to test with: a small one, the golden one, and any valid one that hypothesis makes."""

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from planner.model import letters
from planner.model.plan import Plan
from planner.plan.edit import new_plan
from planner.plan.parse import parse

GOLDEN = Path(__file__).parent.parent / "golden" / "schema2.yaml"
FILM: dict[str, object] = {
    "title": "Walnut Winter",
    "origin": ["GE"],
    "original_language": "ka",
    "genres": ["Drama"],
}
GOALS: dict[str, object] = {
    "budget": {"total": 100000},
    "window": {"from": "2027-01-01", "to": "2027-06-30"},
    "regions": {"FR": {}, "MX": {}},
}


def small(**fields: object) -> Plan:
    """A plan without results; `fields` replace those at its top."""
    plan = new_plan("walnut-winter", FILM, GOALS, as_of=date(2026, 11, 23))
    return plan.model_copy(update=fields)


@cache
def golden() -> Plan:
    """The plan that holds every field."""
    return parse(GOLDEN.read_text(encoding="utf-8"), "golden")


NASTY = [
    *("NO", "on", "y", "yes", "true", "12:30", "2027-01-01", "2027-01-01T10:00:00Z", "~", "null"),
    *("1e5", "1E+5", ".5", "5.", "+5", "-0", "0x10", "0o7", "007", "1_000", "1e9999999999", ".inf"),
    *(".nan", "٣", "190:20:30", "0b1", "=", "<<", "# no comment", "a # b", "a#b", ": x", "a: b"),
    *("a:", "- a", "-", "---", "...", "? a", "! a", "!a", "&a", "*a", "%a", "@a", "`a", "|", ">"),
    *("[a", "{a: b}", "a, b", "'", '"', "it's", 'say "x"', "\\", "\\n", "line\nline", "a\n", "\na"),
    *(
        "a\n\n\nb",
        "a\n  b\n c",
        "a \nb",
        "a\n#b",
        "\ta",
        "a\tb",
        "a\t\nb",
        " a",
        "a ",
        "  ",
        "a\rb",
    ),
    *("a\r\nb", "a\x85b", "a\u2028b", "a\u2029\nb", "a\x85b\nc", "a\n\n", "a\x0bb", "\ufeffa"),
    *(
        "😀",
        "👩\u200d👩\u200d👧",
        "e\u0301",
        "שלום",
        "مرحبا: #",
        "日本語",
        "\u200b",
        "می\u200cخواهم",
    ),
    *("שלום\u200f!", "\u2067abc\u2069", "a\u00adb", "ភាសា\u200bខ្មែរ"),
    *("<<<<<<< HEAD", "=======", "word " * 40, "x" * 180, "https://x.org/#a"),
]
REFUSED = [
    *("\x00", "\x07", "\x1b[31m", "\x7f", "\x90", "\ufffe", "\ufdd0", "\U0001ffff", "\uf8ff"),
    *("\u202eabc\u202c", "\u202a+49\u202c"),
]
"""What no text of a plan may hold."""
Strategy = st.SearchStrategy[Any]
LETTERS = st.characters(
    exclude_categories=["Cs", "Cc", "Co"], exclude_characters="\u202a\u202b\u202c\u202d\u202e"
)
TEXT = (
    (st.sampled_from(NASTY) | st.text(LETTERS | st.sampled_from("\n\t"), max_size=40))
    .map(letters.with_newlines)
    .filter(lambda text: letters.wrong_in_text(text) is None)
)
NAME = TEXT.map(lambda text: letters.tidy(text.replace("\n", " "))[:200].strip()).filter(
    lambda text: bool(text) and letters.wrong_in_name(text) is None
)
DAY = st.dates(date(1888, 1, 1), date(2200, 12, 31))
CENTURIES = datetime(1900, 1, 1), datetime(2199, 1, 1)  # noqa: DTZ001  # hypothesis wants it so
MONEY = st.integers(0, 10**14).map(lambda cents: Decimal(cents).scaleb(-2)) | st.sampled_from(
    [Decimal("-0"), Decimal("1E+3"), Decimal(10**12), Decimal("0.1")]
)
POSITIVE = st.floats(0, allow_infinity=False, allow_nan=False) | st.sampled_from([-0.0, 1e-7, 1e21])
SHARE = st.floats(0, 1)
LANGUAGE = st.sampled_from(["fr", "pt-BR", "zh_Hant", "no", "ka"])
COUNTRY = st.sampled_from(["NO", "FR", "NA", "MX"])
CODE = COUNTRY | st.sampled_from(["CA-QC", "DACH"])
RANGE = st.tuples(POSITIVE, POSITIVE, POSITIVE).map(
    lambda ends: dict(zip(("low", "base", "high"), sorted(ends), strict=True))
)
ZONE = st.sampled_from(["Europe/Paris", "America/Argentina/Ushuaia", "UTC", "Etc/GMT+5"])
FROM_TO = st.tuples(DAY, DAY).map(lambda ends: dict(zip(("from", "to"), sorted(ends), strict=True)))


def record(
    required: dict[str, Strategy], **optional: Strategy
) -> st.SearchStrategy[dict[str, object]]:
    """Fields that are always there, and fields that may be."""
    return st.fixed_dictionaries(required, optional=optional)


def table(key: Strategy, value: Strategy) -> st.SearchStrategy[dict[object, object]]:
    """A few lines `key: value`."""
    return st.dictionaries(key, value, max_size=3)


def few(item: Strategy, least: int = 0) -> st.SearchStrategy[list[object]]:
    """A short list."""
    return st.lists(item, min_size=least, max_size=3)


VERSIONS = record({"language": LANGUAGE}, kind=st.just("dub"), ready=DAY, cost=MONEY, note=TEXT)
COMPS = record(
    {"title": NAME, "region": NAME, "admissions": st.integers(1, 10**30), "source": NAME},
    released=DAY,
    week_two_drop=SHARE,
    note=TEXT,
)
FESTIVALS = record({"festival": NAME}, status=st.just("invited"), date=DAY, country=COUNTRY)
FILMS = record(
    {
        "title": NAME,
        "origin": few(COUNTRY, 1),
        "original_language": LANGUAGE,
        "genres": few(NAME, 1),
    },
    local_titles=table(LANGUAGE, NAME),
    logline=table(LANGUAGE, TEXT),
    messages=table(LANGUAGE, few(TEXT)),
    language_versions=few(VERSIONS),
    trailers=few(record({"name": NAME, "seconds": st.integers(1, 1800)}, ready=DAY, note=TEXT)),
    comps=few(COMPS),
    seen=few(record({"region": COUNTRY, "by": st.just("charts")}, note=TEXT)),
    festivals=few(FESTIVALS),
    content=table(st.sampled_from(["maps", "LGBTQ+"]), TEXT),
    note=TEXT,
)
REGIONS = record(
    {},
    rights=st.just("unsold")
    | record({"holder": NAME}, **{"from": DAY})
    | st.builds(lambda days, name: days | {"holder": name}, FROM_TO, NAME),
    partner=record({"name": NAME}, contact=NAME, language=LANGUAGE, time_zone=ZONE),
    currency=st.just("JPY"),
    cap=MONEY,
    languages=few(LANGUAGE),
    certificate=record({}, rating=NAME, number=NAME, feiertagsfreigabe=st.booleans(), note=TEXT),
    note=TEXT,
)
PAIR = st.just(["FR", "NO"])
RULES = record(
    {},
    order=few(record({"first": st.just("FR"), "then": st.just("NO")}, at_most=st.integers(0, 9))),
    apart=few(record({"regions": PAIR}, weeks=st.integers(1, 9), why=TEXT)),
    together=few(record({"regions": PAIR})),
    blackouts=few(st.builds(lambda days, why: days | {"why": why}, FROM_TO, TEXT)),
)
SHORTLIST = record(
    {},
    most_per_region=st.integers(0, 9),
    regions=table(CODE, record({}, most=st.integers(0, 9), budget=MONEY)),
    languages=few(LANGUAGE),
)
GOAL = record(
    {
        "budget": record(
            {"total": MONEY}, fixed=table(NAME, MONEY), creators=MONEY, commission=SHARE
        ),
        "window": FROM_TO,
        "groups": st.just({"DACH": ["DE", "AT"]}),
    },
    rates=table(st.just("JPY"), record({"value": st.floats(1e-9, 1e9), "as_of": DAY}, source=NAME)),
    limits=few(record({"at": st.just("region:FR"), "most": POSITIVE}, why=TEXT)),
    hiatus=few(st.builds(lambda days, why: days | {"why": why}, FROM_TO, TEXT)),
    decisions=few(
        record({"measure": st.just("week_two_drop"), "below": SHARE, "then": st.just("cut")})
    ),
    rules=RULES,
    shortlist=SHORTLIST,
    competitors=few(record({"title": NAME, "region": CODE, "date": DAY}, genres=few(NAME))),
    happenings=few(
        st.builds(
            lambda days, name, effect: days | {"name": name, "effect": effect},
            FROM_TO,
            NAME,
            st.floats(-1, 3),
        )
    ),
    embargoes=few(
        record({"what": NAME, "until": st.datetimes(*CENTURIES)}, regions=few(CODE), note=TEXT)
    ),
    regions=table(CODE, REGIONS),
    audience=st.just([]) | st.just(["audience/ü #1.csv"]),
    note=TEXT,
)
NUMBER = st.decimals(0, 10**12, places=12) | MONEY
OVERRIDE = st.one_of(
    record({"at": st.just("timing.MX.date"), "value": DAY}, by=NAME, why=TEXT, replaced=DAY),
    record({"at": st.just("spend.MX.search"), "value": NUMBER}, on=DAY, replaced=NUMBER),
    record({"at": NAME.map(lambda name: f"creators.{name[:180]}.chosen"), "value": st.booleans()}),
    record({"at": st.just("languages.de dub.chosen"), "value": st.booleans()}),
    record({"at": st.just("facts.x.y"), "value": NUMBER}, note=TEXT),
)
TIMING = record(
    {"set_by": st.just("nobody"), "earliest": DAY, "latest": DAY},
    demand=RANGE,
    gates=table(NAME, DAY),
    alternatives=table(DAY, POSITIVE),
    futures=st.integers(0, 100),
    warnings=few(TEXT),
)
SPEND = record(
    {"pays": st.just("us")}, fixed=table(NAME, MONEY), media=table(NAME, few(MONEY)), ours=MONEY
)
CREATOR = record(
    {
        "platform": NAME,
        "region": CODE,
        "language": LANGUAGE,
        "price": MONEY,
        "added_reach": st.integers(0, 10**20),
    },
    posts=table(NAME, st.integers(1, 99)),
    repeats=st.integers(0, 10**20),
    state=st.just("contracted"),
    disclosure_agreed=st.booleans(),
    channel_id=NAME,
    link=NAME,
)
PLANS = record(
    {
        "schema": st.just(2),
        "campaign": st.from_regex(r"[a-z0-9]{4}[a-z0-9-]{0,20}", fullmatch=True),
        "as_of": DAY,
        "film": FILMS,
        "goals": GOAL,
    },
    saved=st.datetimes(*CENTURIES) | st.datetimes(*CENTURIES, timezones=st.just(UTC)),
    author=NAME,
    note=TEXT,
    overrides=st.lists(OVERRIDE, max_size=3, unique_by=lambda item: str(item["at"]).strip()),
    audience=st.just({}),
    timing=record({}, conflicts=few(TEXT), regions=table(CODE, TIMING), note=TEXT),
    spend=record(
        {"currency": st.just("EUR"), "total": MONEY},
        language_versions=table(NAME, MONEY),
        commission=MONEY,
        worth=record({"objective": st.just("reach"), "value": POSITIVE, "bound": POSITIVE}),
        regions=table(CODE, SPEND),
    ),
    creators=record({}, gap=SHARE, chosen=table(NAME, CREATOR)),
    provenance=record({}, inputs=table(NAME, NAME), facts=NAME),
).map(Plan.model_validate)
