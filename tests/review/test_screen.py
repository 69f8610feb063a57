"""Each kind of secret and contact is found wherever it stands; figures of a plan are not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model.plan import Plan
from planner.plan import edit
from planner.plan.text import dump
from planner.review.screen import screen
from tests.plan.samples import GOLDEN, PLANS, small

ROOT = Path(__file__).parents[2]
SECRETS = [
    ("AIza" + "Sy1-" * 9, "a Google API key"),
    ("ya29." + "a0Ab" * 8, "a Google token"),
    ("GOCSPX-" + "x9" * 14, "a Google token"),
    ("sk-proj-" + "aB3" * 10, "an API key"),
    ("sk-ant-api03-" + "aB3" * 10, "an API key"),
    ("sk_live_" + "aB3" * 8, "an API key"),
    ("ghp_" + "aB3" * 12, "a GitHub token"),
    ("github_pat_" + "aB3_" * 8, "a GitHub token"),
    ("glpat-" + "aB3-" * 6, "a GitLab token"),
    ("AKIA" + "Q7" * 8, "an AWS key"),
    ("xoxb-1234567890-" + "aB3" * 4, "a Slack token"),
    ("https://hooks.slack.com/services/T000/B000/" + "x" * 20, "a Slack token"),
    ("EAAB" + "aB3" * 20, "a Facebook or Instagram token"),
    ("SG." + "a" * 20 + "." + "b" * 30, "a SendGrid key"),
    ("0123456789abcdef" * 2 + "-us12", "a Mailchimp key"),
    ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3In0.dozjgNryP4J3jVmN", "a signed token"),
    ("-----BEGIN PRIVATE KEY-----", "a private key"),
    ("-----BEGIN RSA PRIVATE KEY-----", "a private key"),
    ("-----BEGIN PGP PRIVATE KEY BLOCK-----", "a private key"),
    ("ftp://anna:hunter22@ftp.example.org/dcp", "a password in an address"),
    ("https://x.org/dcp?a=1&token=0123456789abcdef", "a key in an address"),
    ("api_key = abcd1234efgh5678", "a key"),
    ("Client secret: abcd-1234-efgh-5678", "a key"),
    ("Authorization: Bearer abcdefghijklmnop12345", "a key"),
    ("the password: hunter2!", "a password"),
    ("Mot de passe : sesame22", "a password"),
    ("パスワード：himitsu1", "a password"),
]
CONTACTS = [
    ("anna.schmidt@example.org", "an e-mail address"),
    ("anna+film@mail.example.co.uk", "an e-mail address"),
    ("anna (at) example.org", "an e-mail address"),
    ("müller@kino-münchen.de", "an e-mail address"),
    ("anna＠example.org", "an e-mail address"),
    ("+९१ ९८७६५ ४३२१०", "a telephone number"),
    ("https://wa.me/995599123456", "a telephone number"),
    ("+33 6 12 34 56 78", "a telephone number"),
    ("+995 555 12 34 56", "a telephone number"),
    ("+49 (0)30 1234567", "a telephone number"),
    ("+33612345678", "a telephone number"),
    ("06 12 34 56 78", "a telephone number"),
    ("Tel. 030 1234567", "a telephone number"),
    ("phone: (555) 123-4567", "a telephone number"),
    ("tel: '03-1234-5678'", "a telephone number"),
    ("WhatsApp 0176 1234567", "a telephone number"),
    ("電話: 03-1234-5678", "a telephone number"),
    ("DE89 3704 0044 0532 0130 00", "a bank account number"),
    ("FR1420041010050500013M02606", "a bank account number"),
]
FIGURES = [
    "weeks: [0, 1200, 3400, 12000000]",
    "+12,000,000 admissions",
    "+20 000 000 more people in Egypt",
    "+1 000 000 000 views",
    "mobile: 12 000 000 impressions",
    "Mobile 1200000 views",
    "tel 2027-03-12",
    "02 11 22 33 44 55 66",
    "2027-02-14T10:00:00Z",
    "sha256:0123456789abcdef0123456789abcdef",
    "channel_id: UCabcdefghijklmnopqrstuv",
    "https://www.youtube.com/@walnut.winter",
    "https://x.org/watch?v=abcdefghijk&t=120&auth=1",
    "@walnut@mastodon.social",
    "https://drive.google.com/file/d/1A2b3C4d5E6f7G8h9I0jKlMnOpQrStUvWx/view",
    "desk-research-and-interviews-with-cinemas",
    "risk-assessment-of-the-whole-campaign",
    "the password of the village bank is walnuts",
    "API keys: ask Maka",
    "API key: ask-the-office-in-tbilisi",
    "https://kino.example/sk-kino-lumiere-bratislava-premiera-2027",
    "XX89 3704 0044 0532 0130 00",
]
PLANTED = st.sampled_from(SECRETS + CONTACTS)


@pytest.mark.parametrize(("text", "what"), SECRETS + CONTACTS)
def test_each_kind_is_found_and_named_with_its_place(text: str, what: str) -> None:
    (found,) = screen(f"note: x\n  - see {text}, thanks\n")
    assert found.what == what
    assert found.kind == ("secret" if (text, what) in SECRETS else "contact")
    assert found.line == 2
    assert found.column >= len("  - see ")


@pytest.mark.parametrize("text", FIGURES)
def test_figures_names_and_links_are_none(text: str) -> None:
    assert screen(text) == ()


@pytest.mark.parametrize(
    "path",
    [
        GOLDEN,
        GOLDEN.with_name("schema1.yaml"),
        *sorted((ROOT / "campaigns" / "walnut-winter").glob("[pv]*.yaml")),
        ROOT / "campaigns" / "walnut-winter" / "creators.csv",
    ],
    ids=lambda path: path.name,
)
def test_golden_files_and_the_sample_raise_no_false_alarm(path: Path) -> None:
    assert screen(path.read_text(encoding="utf-8")) == ()


@given(PLANS)
def test_no_plan_raises_a_false_alarm(plan: Plan) -> None:
    assert [one for one in screen(dump(plan)) if one.kind == "secret"] == []


def places(text: str) -> list[dict[str, object]]:
    """Changes that put a text into every kind of place of a plan."""
    comp = {"title": "T", "region": "FR", "admissions": 9, "source": text}
    decision = {"at": "timing.FR.date", "value": "2027-05-05", "why": text}
    return [
        {"film.title": text},
        {"film.logline": {"en": text}},
        {"film.messages": {"fr": ["a", text]}},
        {"film.comps": [comp]},
        {"film.trailers": [{"name": text, "seconds": 90}]},
        {"goals.note": text},
        {"goals.regions.FR.partner": {"name": text, "contact": "x"}},
        {"goals.limits": [{"at": "region:FR", "most": 1, "why": text}]},
        {"overrides": [decision]},
    ]


@given(
    PLANTED, st.sampled_from(range(len(places("")))), st.sampled_from(["", "a # b: c ", "é “x” "])
)
def test_what_is_planted_in_any_text_of_a_plan_is_found(
    planted: tuple[str, str], place: int, before: str
) -> None:
    text, what = planted
    (found,) = screen(dump(edit.replace(small(), places(f"{before}{text}")[place])))
    assert found.what == what


@given(PLANTED, st.sampled_from(["two\nlines ", 'ends with a quote" ', "é\u2028", "\tx "]))
def test_what_is_planted_in_a_text_that_yaml_escapes_is_found(
    planted: tuple[str, str], before: str
) -> None:
    text, what = planted
    film = small().film.model_copy(update={"note": f"{before}{text}"})
    (found,) = screen(dump(small(film=film)))
    assert found.what == what


@given(PLANTED)
def test_a_finding_never_shows_what_was_found(planted: tuple[str, str]) -> None:
    text, _ = planted
    for found in screen(f"see {text}"):
        assert len(found.shown) <= 5
        assert text not in found.shown
        assert "hunter" not in found.shown


def test_findings_come_in_the_order_of_the_text_and_each_once() -> None:
    text = "a@example.org\n" + "AIza" + "B" * 35 + " b@example.org a@example.org\n"
    assert [(one.line, one.shown) for one in screen(text)] == [
        (1, "a@ex…"), (2, "AIza…"), (2, "b@ex…"), (2, "a@ex…"),
    ]  # fmt: skip
