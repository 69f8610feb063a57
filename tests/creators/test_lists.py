"""Other people's lists: any header, any order, any way of writing a number."""

from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from planner.creators.lists import PASTED, Imported, read_list
from planner.creators.lists_cells import Defaults
from planner.creators.lists_report import lines
from planner.creators.offers import Offer
from planner.errors import InputError
from tests.plans import make_plan

GOALS = make_plan({"FR": {}, "MX": {}}).goals
REAL = Path(__file__).parents[3] / "shared" / "data" / "creators"
needs_lists = pytest.mark.skipif(not REAL.is_dir(), reason="the shared lists are not here")


def pasted(text: str, **defaults: str) -> Imported:
    return read_list(text.encode(), PASTED, GOALS, Defaults(**defaults))


def only(text: str, **defaults: str) -> Offer:
    [offer] = pasted(text, **defaults).offers
    return offer


def real(platform: str) -> Imported:
    name = f"social_media_influencers_{platform}_dec_2022.csv"
    return read_list((REAL / name).read_bytes(), name, GOALS)


@needs_lists
@pytest.mark.parametrize(
    ("platform", "offers", "duplicates"),
    [("instagram", 991, 9), ("tiktok", 999, 1), ("youtube", 1000, 3)],
)
def test_real_lists_give_ideas_each_once(platform: str, offers: int, duplicates: int) -> None:
    found = real(platform)
    assert len(found.offers) == offers
    assert Counter(one.why for one in found.left_out) == {
        "a duplicate of an earlier row": duplicates
    }
    assert {one.platform for one in found.offers} == {platform}
    assert all("a price" in one.missing for one in found.offers)
    assert all(one.state == "idea" and one.people_reached is None for one in found.offers)
    assert all(one.evidence == "estimate" and platform in one.evidence_note for one in found.offers)
    assert len({one.creator for one in found.offers}) == offers


@needs_lists
def test_the_exact_one_of_doubled_columns_is_taken() -> None:
    first = real("instagram").offers[0]
    assert (first.creator, first.followers) == ("Leo Messi", 409_800_000)
    assert (first.region, first.language) == ("AR", "es")
    assert first.link == "https://www.instagram.com/leomessi/"
    assert first.note == "Sports with a ball; Family"


@needs_lists
def test_followers_never_become_views_and_views_of_nobody_are_not_known() -> None:
    found = real("youtube")
    by_name = {one.creator: one for one in found.offers}
    assert by_name["T-Series"].followers == 229_500_000
    assert by_name["T-Series"].expected_views == 103_800
    assert by_name["SET India"].expected_views is None
    assert all(one.expected_views is None for one in real("instagram").offers)
    assert sum(one.region == "" for one in found.offers) == 177
    zeros = [one for one in found.cleaned if one.why == "0 is taken for not known"]
    assert len(zeros) == 13


@needs_lists
def test_a_report_groups_what_was_cleaned() -> None:
    told = lines(real("tiktok"))
    assert "Followers: 60.3M read as 60,300,000 (1,000 cells)." in told
    assert "1 row left out: a duplicate of an earlier row (line 52)." in told
    assert any(line.startswith("Columns that were not used: Rank, likes(avg.)") for line in told)


SPANISH = """\
Nombre\tRed social\tPaís\tSeguidores\tVisualizaciones medias\tPrecio (USD)
Ana\tTikTok\tMéxico\t1,2 M\t85.000\t1.500
"""
GERMAN = """\
Preis;Aufrufe;Abonnenten;Land;Plattform;Name
1.200,50 €;1.234;12.500;Österreich;YouTube;Jörg
"""
FRENCH = """\
Créateur;Réseau;Pays;Abonnés;Vues moyennes;Tarif
Élodie;YouTube;France;850K;12 500;1 200
"""
PORTUGUESE = """\
Criador;Rede social;País;Seguidores;Visualizações;Preço
João;IG;Brasil;850 mil;9.000;R$ 300
"""
ITALIAN = """\
Nome creator|Piattaforma|Paese|Iscritti|Visualizzazioni|Prezzo
Giulia|Twitch|Italia|8.500|2000|90
"""
ENGLISH = """\
"Channel
 name",COUNTRY,SUBSCRIBERS,"
Views (Avg.)",Rate,currency,Platform
Ben,uk,1.2m,12.5k,400,gbp,You Tube
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SPANISH, ("Ana", "tiktok", "MX", "es", 1_200_000, 85_000, "1500.00", "USD")),
        (GERMAN, ("Jörg", "youtube", "AT", "de", 12_500, 1_234, "1200.50", None)),
        (FRENCH, ("Élodie", "youtube", "FR", "fr", 850_000, 12_500, "1200.00", None)),
        (PORTUGUESE, ("João", "instagram", "BR", "pt", 850_000, 9_000, "300.00", "BRL")),
        (ITALIAN, ("Giulia", "twitch", "IT", "it", 8_500, 2_000, "90.00", None)),
        (ENGLISH, ("Ben", "youtube", "GB", "en", 1_200_000, 12_500, "400.00", "GBP")),
    ],
)
def test_headers_of_many_languages_in_any_order(text: str, expected: tuple[object, ...]) -> None:
    one = only(text)
    found = (one.creator, one.platform, one.region, one.language, one.followers)
    assert (*found, one.expected_views, str(one.price), one.currency) == expected


def test_titles_totals_repeated_headers_and_notes_are_left_out() -> None:
    text = (
        "Creators for the spring\nExported on Monday\n"
        "Name\tPlatform\tFollowers\nAnna\ttiktok\t10K\n"
        "Name\tPlatform\tFollowers\nBen\ttiktok\t5K\nTotal\t\t15K\n"
        "Source: what the agency told us last week\t\t\n"
    )
    found = pasted(text)
    assert [one.creator for one in found.offers] == ["Anna", "Ben"]
    assert [(one.line, one.why) for one in found.left_out] == [
        (1, "above the header"),
        (2, "above the header"),
        (5, "the header once more"),
        (7, "a row of totals"),
        (8, "a line of text below the table"),
    ]


def test_merged_cells_of_a_workbook_count_for_each_of_their_rows() -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (
        ["My creators", None, None, None],
        ["Name", "Platform", "Format", "Price"],
        ["Anna", "tiktok", "video", 900],
        [None, None, "live", 1200.5],
    ):
        page.append(row)
    for cells in ("A1:D1", "A3:A4", "B3:B4"):
        page.merge_cells(cells)
    saved = BytesIO()
    book.save(saved)
    found = read_list(saved.getvalue(), "a.xlsx", GOALS)
    assert [(one.creator, one.format, str(one.price)) for one in found.offers] == [
        ("Anna", "video", "900.00"),
        ("Anna", "live", "1200.50"),
    ]


def test_the_sheet_of_a_workbook_that_names_creators_is_read() -> None:
    book = Workbook()
    for title, rows in (
        ("Read me", [["Made by", "an agency"], ["on", "Monday"], ["for", "you"]]),
        ("TikTok", [["Username", "Fans"], ["@anna", 5000]]),
    ):
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    book.remove(book.worksheets[0])
    saved = BytesIO()
    book.save(saved)
    found = read_list(saved.getvalue(), "agency.xlsx", GOALS)
    assert [(one.creator, one.platform, one.followers) for one in found.offers] == [
        ("anna", "tiktok", 5000)
    ]
    assert lines(found)[0] == "1 offer read from agency.xlsx, sheet TikTok."


def test_a_spreadsheets_errors_are_empty_cells_and_told() -> None:
    book = Workbook()
    page = book.worksheets[0]
    for row in (["Name", "Views", "Engagement"], ["Anna", "#DIV/0!", "#REF!"], ["Ben", 5, 1]):
        page.append(row)
    saved = BytesIO()
    book.save(saved)
    found = read_list(saved.getvalue(), "tiktok.xlsx", GOALS)
    assert [one.expected_views for one in found.offers] == [None, 5]
    told = [(one.line, one.was, one.became, one.why) for one in found.cleaned if one.was]
    assert told == [(2, "#DIV/0!", "", "holds an error")]


def test_several_columns_of_prices_are_several_formats() -> None:
    found = pasted("Name\tPlatform\tPrice per reel (EUR)\tPrice story\nAnna\tIG\t900\t150")
    assert [(one.format, str(one.price)) for one in found.offers] == [
        ("reel", "900.00"),
        ("story", "150.00"),
    ]


def test_the_platform_comes_from_the_rows_the_link_the_header_the_file_or_a_person() -> None:
    assert only("Name\tPlatform\nAnna\tYT").platform == "youtube"
    assert only("Name\tLink\nAnna\thttps://www.tiktok.com/@anna").platform == "tiktok"
    assert only("Youtube channel\tFollowers\nAnna\t5").platform == "youtube"
    assert read_list(b"name,followers\nAnna,5\n", "my_twitch_list.csv", GOALS).offers[0].platform
    assert only("Name\tFollowers\nAnna\t5", platform="podcast").platform == "podcast"
    with pytest.raises(InputError, match="does not tell the platform"):
        pasted("Name\tFollowers\nAnna\t5")


def test_several_platforms_side_by_side_are_offers_of_their_own() -> None:
    found = pasted(
        "Creator\tCountry\tTikTok followers\tIG handle\tInstagram followers\tYouTube\n"
        "Anna\tMexico\t12K\tanna.mx\t5K\t\nBen\tFrance\t\t\t\t3K\nCleo\t\t\t\t\t\n"
    )
    assert [(one.creator, one.platform, one.followers, one.link) for one in found.offers] == [
        ("Anna", "instagram", 5_000, "https://www.instagram.com/anna.mx/"),
        ("Anna", "tiktok", 12_000, ""),
        ("Ben", "youtube", 3_000, ""),
    ]
    assert [(one.line, one.why) for one in found.left_out] == [(4, "names no platform")]
    assert {(one.creator, one.region) for one in found.offers} == {("Anna", "MX"), ("Ben", "FR")}


def test_a_column_that_is_called_by_a_platform_holds_links_accounts_or_followers() -> None:
    assert only("Name\tTikTok\nAnna\t5K").followers == 5_000
    assert only("Name\tTikTok\nAnna\twww.tiktok.com/@anna").link == "https://www.tiktok.com/@anna"
    assert only("Name\tTikTok\nAnna\t@anna").link == "https://www.tiktok.com/@anna"


def test_a_row_without_a_name_or_a_platform_is_left_out() -> None:
    found = pasted("Name\tPlatform\tFollowers\n\ttiktok\t5\nAnna\t\t5\nBen\ttiktok\t5")
    assert [one.creator for one in found.offers] == ["Ben"]
    assert [one.why for one in found.left_out] == ["names no creator", "names no platform"]


def test_what_a_person_says_of_the_whole_list_fills_only_gaps() -> None:
    text = "Name\tCountry\tFollowers\nAnna\tFrance\t5\nBen\t\t5"
    found = pasted(text, platform="tiktok", region="MX")
    assert [(one.region, one.language) for one in found.offers] == [("FR", "fr"), ("MX", "es")]
    why = {one.line: one.why for one in found.cleaned if one.column == "region"}
    assert "your choice" in why[3]


@pytest.mark.parametrize(
    ("field", "value"), [("region", "Mordor"), ("language", "Elvish!"), ("currency", "GLD")]
)
def test_a_default_that_is_none_is_told(field: str, value: str) -> None:
    with pytest.raises(InputError, match=value):
        pasted("Name\tPlatform\nAnna\ttiktok", **{field: value})


def test_a_cell_that_cannot_be_used_is_emptied_and_told() -> None:
    found = pasted("Name\tPlatform\tPrice\tCountry\nAnna\ttiktok\tgratis\tNarnia\nBen\tx\t0\tMX")
    assert [(one.price, one.region) for one in found.offers] == [(None, ""), (None, "MX")]
    told = {(one.column, one.was): (one.became, one.why) for one in found.cleaned}
    assert told["price", "gratis"] == ("", "is not a number")
    assert told["region", "Narnia"] == ("", "is no region")
    assert told["price", "0"] == ("", "0 is taken for not known")


def test_followers_are_no_average_and_are_not_rounded() -> None:
    text = "Name\tPlatform\tFollowers\tViews\nAnna\ttiktok\t1.2\t1.2"
    assert (only(text).followers, only(text).expected_views) == (None, 1)


def test_dollars_that_could_be_of_any_country_wait_for_a_person() -> None:
    text = "Name\tPlatform\tPrice\nAnna\ttiktok\t$300\nBen\ttiktok\t£5"
    found = pasted(text)
    assert [(one.price, one.currency) for one in found.offers] == [(None, None), (5, "GBP")]
    assert "Taken to be" not in " ".join(lines(found))
    bare = pasted("Name\tPlatform\tPrice\nAnna\ttiktok\t300")
    assert "Taken to be in the budget's currency: 1 price." in lines(bare)
    told = next(one for one in found.cleaned if one.was == "$300")
    assert (told.became, told.why) == ("", "$ stands in it, and the budget is in EUR")
    assert only(text.partition("\nBen")[0], currency="CAD").currency == "CAD"


def test_rows_of_one_creator_agree_after_reading() -> None:
    found = pasted("Name\tPlatform\tCountry\nAnna\ttiktok\tMexico\nAnna\tyoutube\tSpain\nAnna\tx\t")
    assert {one.region for one in found.offers} == {"MX"}
    told = [one for one in found.cleaned if one.column == "region" and one.line == 3]
    assert told[-1].became == "MX"
    assert "earlier row" in told[-1].why


def test_two_creators_of_one_name_are_told_apart_by_their_account() -> None:
    found = pasted("Name\tUsername\tPlatform\nSara\t@sara1\ttiktok\nSara\tsara2\ttiktok")
    assert [one.creator for one in found.offers] == ["Sara", "Sara (sara2)"]


def test_personal_data_is_not_kept() -> None:
    found = pasted("Name\tPlatform\tE-mail\tPhone\nAnna\ttiktok\tanna@mail.example\t+33 1 23")
    assert found.private == ("E-mail", "Phone")
    assert found.columns["E-mail"] is None
    assert "mail.example" not in repr(found)
    assert lines(found)[-1] == "Personal data was not kept: E-mail, Phone."


def test_views_of_a_whole_life_and_counts_of_comments_are_not_kept() -> None:
    header = "Name\tPlatform\tTotal views\tEngagement rate\tComments\tPosts\tViews (30 days, avg)"
    one = only(header + "\nAnna\tyoutube\t9M\t5%\t12\t900\t4K")
    assert (one.expected_views, one.posts, one.note) == (4_000, 1, "")


def test_units_in_a_header_count() -> None:
    one = only("Name\tFollowers (M)\tViews (in k)\tPrice (MXN)\nAnna\t1.2\t30\t500", platform="x")
    assert (one.followers, one.expected_views, one.currency) == (1_200_000, 30_000, "MXN")
    two = only("Name\tFollowers in millions\nAnna\t0.35", platform="x")
    assert two.followers == 350_000


@pytest.mark.parametrize("number", ["1e400", "9" * 40, "1e30"])
def test_a_number_that_nobody_has_is_left_out(number: str) -> None:
    one = only(f"Name\tFollowers\tViews\nAnna\t{number}\t{number}", platform="x")
    assert (one.followers, one.expected_views) == (None, None)


def test_evidence_is_taken_apart() -> None:
    one = only("Name\tPlatform\tViews\tSource\nAnna\tx\t5\tMedia kit (May 2026)")
    assert (one.evidence, one.evidence_note) == ("media kit", "May 2026")
    two = only("Name\tPlatform\tViews\tSource\nAnna\tx\t5\tan agency")
    assert (two.evidence, two.evidence_note) == ("estimate", "an agency")


@pytest.mark.parametrize(
    "text", ["", " \n", ",,\n,,\n", "1\t2\n3\t4", "Anna\ttiktok\t5\nBen\ttiktok\t6", "Name\tViews"]
)
def test_what_names_no_creators_is_told(text: str) -> None:
    with pytest.raises(InputError, match=r"empty|names the creators|no rows"):
        pasted(text, platform="tiktok")


def test_what_is_no_table_is_told() -> None:
    for content in (b"\x00\x01\x02", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old"):
        with pytest.raises(InputError, match=r"a\.xlsx"):
            read_list(content, "a.xlsx", GOALS, Defaults("tiktok"))


def test_youtubes_own_data_never_enters_a_sheet() -> None:
    found = "channel_id,link,title,handle,subscribers,fetched,delete_by\nUC1,,Anna,@a,5,now,then\n"
    with pytest.raises(InputError, match="30 days"):
        read_list(found.encode(), "found.csv", GOALS, Defaults("youtube"))


cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8)
words = st.sampled_from(
    ["Anna", "1.2M", "850K", "12,500", "12.500", "€1,200", "India", "0", "", "x"]
)
headers = st.sampled_from(
    ["Name", "Platform", "Country", "Followers", "Views", "Price", "Note", "?"]
)


@given(
    st.lists(headers, min_size=1, max_size=6),
    st.lists(st.lists(words | cells, max_size=7), max_size=4),
)
def test_any_table_is_read_or_refused_in_words(header: list[str], rows: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in [header, *rows])
    try:
        found = pasted(text, platform="tiktok")
    except InputError:
        return  # told in words
    assert "Name" in header
    keys = {(one.creator.casefold(), one.platform.casefold(), one.format) for one in found.offers}
    assert len(keys) == len(found.offers)
    assert all(one.people_reached is None for one in found.offers)
