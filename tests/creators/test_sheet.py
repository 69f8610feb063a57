from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.creators.offers import COLUMNS, EVIDENCE, STATES, Offer, audience_text, cells_of
from planner.creators.sheet import parse_sheet, read_sheet, sheet_text, write_sheet
from planner.errors import InputError, Problem
from tests.plans import make_plan

GOALS = make_plan({"FR": {}, "GB": {}}).goals
HEADER = "creator,platform,region,language,price,people_reached,link,evidence,evidence_note\n"
ANNA = "Anna,YouTube,FR,fr,3000.50,400000,https://example.org/anna,media kit,May 2026\n"
GOLDEN = Path(__file__).parent / "golden" / "creators.csv"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return tmp_path / "creators.csv"


def faults(text: str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as told:
        parse_sheet(text, "creators.csv", GOALS)
    assert all(problem.file == "creators.csv" for problem in told.value.problems)
    return told.value.problems


def one(**cells: str) -> Offer:
    """Return the only offer of a sheet whose one row holds these cells."""
    full = {"creator": "Anna", "platform": "YouTube"} | cells
    quoted = ('"' + text.replace('"', '""') + '"' for text in full.values())
    [offer] = parse_sheet(",".join(full) + "\n" + ",".join(quoted) + "\n", "a.csv", GOALS)
    return offer


def test_a_sheet_is_read(sheet: Path) -> None:
    sheet.write_text(HEADER + ANNA, encoding="utf-8")
    assert read_sheet(sheet, GOALS) == [
        Offer(
            "Anna",
            "YouTube",
            region="FR",
            language="fr",
            price=Decimal("3000.50"),
            people_reached=400_000,
            link="https://example.org/anna",
            evidence="media kit",
            evidence_note="May 2026",
        )
    ]


def test_no_sheet_is_no_creators(sheet: Path) -> None:
    assert read_sheet(sheet, GOALS) == []


def test_the_written_sheet_looks_as_it_always_did(sheet: Path) -> None:
    offers = read_sheet(GOLDEN, GOALS)
    assert len(offers) == 5
    write_sheet(sheet, offers)
    assert sheet.read_text(encoding="utf-8") == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("column", "value", "hint"),
    [
        ("creator", "", "Fill it in"),
        ("platform", "", "Fill it in"),
        ("region", "ZZ", "ISO code"),
        ("region", "Frence", "Did you mean FR"),
        ("language", "frrr", "fr or pt-BR"),
        ("price", "-1", ""),
        ("price", "0.005", ""),
        ("price", "three", "1200.50"),
        ("price", "nan", "1200.50"),
        ("price", "inf", "1200.50"),
        ("price", "1e30", ""),
        ("price", "1.200,50 EUR?", "write 1200.50 in price and EUR in currency"),
        ("price", "$300", "code in currency"),
        ("people_reached", "-5", "12500"),
        ("people_reached", "many", "1200.50"),
        ("people_reached", "12.5", "12500"),
        ("people_reached", "1.2 mil", ""),
        ("link", "javascript:alert(1)", "https://"),
        ("evidence", "media kit, May", "Write media kit, and the rest in evidence_note"),
        ("evidence", "a friend", "media kit, screenshot, estimate"),
    ],
)
def test_a_bad_cell_is_told_with_line_column_and_what_to_do(
    column: str, value: str, hint: str
) -> None:
    good = dict(zip(HEADER.strip().split(","), ANNA.strip().split(","), strict=True))
    bad = '"' + '","'.join((good | {"creator": "Bruno", column: value}).values()) + '"'
    problem, *more = faults(HEADER + ANNA + bad + "\n")
    assert not more
    assert (problem.line, problem.field, problem.value) == (3, column, value)
    assert hint in str(problem)


@pytest.mark.parametrize(
    ("column", "value", "hint"),
    [
        ("currency", "EURO", "EUR"),
        ("posts", "0", "between 1 and"),
        ("state", "contracts", "Did you mean contracted?"),
        ("disclosure_agreed", "perhaps", "yes or no"),
        ("audience", "MX 60%, US 50%", "110%"),
        ("audience", "MX 60%, Mexico 10%", "stands twice"),
        ("audience", "Mexxico 60%", "Did you mean MX?"),
        ("audience", "mostly MX", "MX 60%"),
    ],
)
def test_a_bad_word_is_told_with_what_to_write(column: str, value: str, hint: str) -> None:
    with pytest.raises(InputError) as told:
        one(**{column: value})
    [problem] = told.value.problems
    assert (problem.line, problem.field, problem.value) == (2, column, value)
    assert hint in str(problem)


def test_every_fault_is_told_at_once() -> None:
    bad = "Bruno,,FR,xx-yy,free,-1,,,\n"
    fields = {problem.field for problem in faults(HEADER + bad + ANNA + ANNA)}
    assert fields == {"platform", "language", "price", "people_reached", "creator"}


def test_an_older_sheet_tells_evidence_and_its_note_in_one_column() -> None:
    header = "creator,platform,region,language,price,people_reached,link,evidence\n"
    rows = (
        'Anna,YouTube,FR,fr,3000,400000,,"media kit, May 2026 (old)"\n'
        "Bruno,TikTok,FR,fr,9,9,,a friend\nCarla,TikTok,FR,fr,9,9,,screenshot (June)\n"
    )
    found = [(one.evidence, one.evidence_note) for one in parse_sheet(header + rows, "a", GOALS)]
    assert found == [("media kit", "May 2026 (old)"), ("", "a friend"), ("screenshot", "June")]


def test_only_creator_and_platform_must_have_columns() -> None:
    assert {problem.field for problem in faults("link,region\n")} == {"creator", "platform"}
    assert parse_sheet("creator,platform\n", "a.csv", GOALS) == []


def test_unknown_columns_are_told_with_what_was_meant() -> None:
    problems = faults("creator,platform,views,Abonnés,creatr,shoe size\nAnna,YouTube,1,2,,\n")
    hints = {problem.field: problem.hint for problem in problems}
    assert "expected_views" in str(hints["views"])
    assert "followers" in str(hints["Abonnés"])
    assert "creator?" in str(hints["creatr"])
    assert "note" in str(hints["shoe size"])


def test_an_empty_file_is_no_sheet() -> None:
    assert faults("")


def test_a_comma_in_a_number_is_not_read_as_two_cells() -> None:
    problem, *_ = faults(HEADER + "Bruno,TikTok,FR,fr,3,000,400000,,media kit,May\n")
    assert problem.line == 2
    assert "10 values" in problem.what


@pytest.mark.parametrize("content", [b"\xff\xfe", b"creator\n\x80", b'"' + b"x" * 200_000])
def test_what_is_no_csv_text_is_told(sheet: Path, content: bytes) -> None:
    sheet.write_bytes(content)
    with pytest.raises(InputError, match=r"creators\.csv"):
        read_sheet(sheet, GOALS)


def test_a_folder_in_its_place_is_told(sheet: Path) -> None:
    sheet.mkdir()
    with pytest.raises(InputError, match=r"creators\.csv"):
        read_sheet(sheet, GOALS)


def test_a_region_that_the_campaign_does_not_open_in_may_stay() -> None:
    assert one(region="ZA").region == "ZA"
    assert one(region="South Africa").region == "ZA"


@pytest.mark.parametrize(
    ("text", "price", "currency"),
    [
        ("3000.5", "3000.50", None),
        ("€1,200", "1200", None),
        ("1.200,50 EUR", "1200.50", None),
        ("£1.2K", "1200", "GBP"),
        ("US$ 900", "900", "USD"),
        ("R$ 12.500", "12500", "BRL"),
        ("0", "0", None),
    ],
)
def test_prices_are_read_as_people_write_them(text: str, price: str, currency: str | None) -> None:
    offer = one(price=text)
    assert (offer.price, offer.currency) == (Decimal(price), currency)


def test_a_price_that_names_another_currency_than_its_column_is_told() -> None:
    with pytest.raises(InputError, match="MXN"):
        one(price="€300", currency="MXN")
    assert one(price="$300", currency="MXN").currency == "MXN"
    assert one(price="$300", currency="ars").currency == "ARS"
    with pytest.raises(InputError, match="EUR"):
        one(price="$300")


def test_thousandths_of_a_dinar_are_not_taken_for_thousands() -> None:
    with pytest.raises(InputError, match="three decimals"):
        one(price="1.200", currency="KWD")
    assert one(price="1200.50", currency="KWD").price == Decimal("1200.50")
    assert one(price="1.200", currency="AED").price == Decimal(1200)


def test_shares_of_an_audience_are_read_as_people_write_them() -> None:
    expected = {"MX": 0.6, "US": 0.2}
    for text in (
        "MX 60%, US 20%",
        "MX:0.6; US:0.2",
        "mx 60, us 20",
        "60% Mexico,20% US, rest",
    ):
        assert one(audience=text).audience == expected
    assert one(audience="MX 60,5%, US 20%").audience == {"MX": 0.605, "US": 0.2}
    assert one(audience="").audience == {}


def test_words_are_read_in_any_case() -> None:
    offer = one(state="Contracted", evidence="Media Kit", disclosure_agreed="Oui", currency="usd")
    assert (offer.state, offer.evidence) == ("contracted", "media kit")
    assert (offer.disclosure_agreed, offer.currency) == (True, "USD")
    assert one(disclosure_agreed="no").disclosure_agreed is False
    assert one().disclosure_agreed is None


def test_a_link_without_its_beginning_gets_one() -> None:
    assert one(link="www.example.org/anna").link == "https://www.example.org/anna"


def test_rows_of_one_creator_agree() -> None:
    header = "creator,platform,format,region,language,state,disclosure_agreed\n"
    first, second = "Anna,YouTube,video,FR,fr,agreed,yes\n", "Anna,TikTok,video,GB,en,idea,\n"
    problems = faults(header + first + second)
    assert [problem.field for problem in problems] == [
        "region",
        "language",
        "state",
        "disclosure_agreed",
    ]
    assert "An earlier row says FR" in str(problems[0])


def test_an_offer_stands_once_and_a_second_format_beside_it() -> None:
    header = "creator,platform,format\n"
    assert len(parse_sheet(header + "Anna,A,video\nAnna,A,short\nAnna,B,video\n", "a", GOALS)) == 3
    [problem] = faults(header + "Anna,A,post\nAnna,A,\n")
    assert (problem.line, problem.field) == (3, "creator")


def test_two_posts_never_share_a_name_in_the_plan() -> None:
    [problem] = faults("creator,platform,format\nAnna,tiktok live,video\nAnna,tiktok,live video\n")
    assert (problem.line, problem.field) == (3, "creator")


def test_one_creator_is_written_in_one_way() -> None:
    [problem] = faults("creator,platform\nAna,tiktok\nANA,youtube\n")
    assert (problem.line, problem.field, problem.value) == (3, "creator", "ANA")
    assert "Ana" in problem.what


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Zoe\u0308", "Zo\u00eb"),
        ("Anna\nBell", "Anna Bell"),
        ("\u202dAnna\u202c\u200b", "Anna"),
        ("\u0646\u200c\u0627", "\u0646\u200c\u0627"),  # a joiner is part of the word
    ],
)
def test_names_that_look_the_same_are_the_same(written: str, name: str) -> None:
    assert one(creator=written).creator == name


def test_a_name_that_nobody_can_see_is_empty() -> None:
    [problem] = faults("creator,platform\n\u200b,tiktok\n")
    assert "is empty" in problem.what


def test_an_offer_says_what_it_lacks() -> None:
    offer = one(region="FR")
    assert offer.missing == ("a language", "a price", "expected views or people reached")
    full = replace(offer, language="fr", price=Decimal(1), expected_views=5)
    assert full.missing == ()
    assert replace(full, people_reached=3, expected_views=None).missing == ()


texts = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=12)
names = texts.map(lambda text: normalize("NFC", text)).filter(bool)
shares = st.dictionaries(st.sampled_from(["FR", "MX", "CA-QC"]), st.integers(0, 3333), max_size=3)
numbers = st.none() | st.integers(0, 10**9)
offers = st.builds(
    Offer,
    creator=names.filter(lambda name: not name.startswith("'")),
    platform=st.sampled_from(["YouTube", "TikTok"]),
    channel_id=st.sampled_from(["", "UC-x_1", "-Abc"]),
    link=st.sampled_from(["", "https://example.org"]),
    region=st.sampled_from(["", "FR", "MX"]),
    language=st.sampled_from(["", "fr", "es", "pt-BR"]),
    format=st.sampled_from(["post", "video"]),
    price=st.none() | st.decimals(0, 10**9, places=2),
    currency=st.sampled_from([None, "EUR", "JPY"]),
    expected_views=numbers,
    people_reached=numbers,
    posts=st.integers(1, 1000),
    audience=shares.map(lambda found: {code: share / 10**4 for code, share in found.items()}),
    followers=numbers,
    evidence=st.sampled_from(EVIDENCE),
    evidence_note=st.sampled_from(["", 'said "yes", twice', "two\nlines", "=1+1"]),
    state=st.sampled_from(STATES),
    disclosure_agreed=st.sampled_from([None, True, False]),
    note=st.sampled_from(["", "@anna"]),
)
sheets = st.lists(offers, max_size=4, unique_by=lambda offer: offer.creator.casefold())


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheets)
def test_what_is_written_is_read_back_and_no_spreadsheet_runs_it(
    sheet: Path, found: list[Offer]
) -> None:
    write_sheet(sheet, found)
    assert read_sheet(sheet, GOALS) == found
    cells = [cell for row in sheet_text(found).split("\n") for cell in row.split(",")]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_cells_stand_in_the_order_of_the_columns() -> None:
    assert tuple(cells_of(one())) == COLUMNS
    assert COLUMNS[:2] == ("creator", "platform")


def test_the_largest_share_is_named_first() -> None:
    assert audience_text({"US": 0.2, "MX": 0.605, "AR": 0.2}) == "MX 60.5%, AR 20%, US 20%"
