"""What followed from the inputs is told where it means something, and noise is left out."""

from typing import Any

import pytest

from planner.model.plan import Plan
from planner.plan import edit
from planner.plan.diff import diff
from tests.plan.samples import golden, small


def told(old: Plan, new: Plan) -> list[str]:
    return [change.sentence for change in diff(old, new)]


def changed(**changes: Any) -> list[str]:  # noqa: ANN401  # any values of a plan
    """What is told where values of the golden plan change; `__` stands for a dot."""
    new = edit.replace(golden(), {at.replace("__", "."): value for at, value in changes.items()})
    return told(golden(), new)


def ends(low: float, base: float, high: float) -> dict[str, float]:
    return {"low": low, "base": base, "high": high}


@pytest.mark.parametrize(
    ("changes", "texts"),
    [
        (
            {"spend__admissions": ends(80000, 121000, 200000)},
            ["Admissions: 121,000 (80,000 to 200,000), was 110,000 (70,000 to 180,000)"],
        ),
        ({"spend__admissions": ends(70100, 110400, 181000)}, []),
        (
            {"spend__regions__FR__admissions": ends(60000, 95000, 150000)},
            ["Admissions by region: France 95,000 (was 90,000)"],
        ),
        ({"spend__regions__FR__admissions": ends(60000, 90100, 180000)}, []),
        (
            {"audience__regions__FR__potential": ends(80000, 140000, 200000)},
            ["Potential by region: France 140,000 (was 120,000)"],
        ),
        (
            {"audience__regions__FR__method": "borrowed"},
            ["France: forecast borrowed from other regions now"],
        ),
        (
            {"audience__regions__DACH__basis": "comps"},
            ["DACH: potential from comparable titles there now"],
        ),
        (
            {"creators__reach": ends(100000, 180000, 210000)},
            [
                (
                    "People reached by creators: 180,000 (100,000 to 210,000), "
                    "was 150,000 (100,000 to 210,000)"
                )
            ],
        ),
        ({"audience__regions__FR__weeks": 261, "timing__schedule__value": 412999}, []),
        (
            {"timing__conflicts": ["No week is left for France."]},
            [
                "New conflict: No week is left for France.",
                (
                    "Conflict settled: These can't all hold: France opens 2 weeks before Germany, "
                    "and the window is one week."
                ),
            ],
        ),
        (
            {"timing__regions__FR__warnings": []},
            [
                (
                    "No more warning in France: The partner's date falls in the week of a holiday: "
                    "check it."
                )
            ],
        ),
        (
            {"spend__regions__FR__media": {"paid_social": [1200, 3400.55], "search": []}},
            ["France: media starts 1 week earlier (week of 8 February 2027)"],
        ),
        (
            {"spend__regions__FR__media": {"paid_social": [0, 1200, 3000, 400.55]}},
            ["France: media runs 3 weeks instead of 2"],
        ),
        (
            {"partners__regions__FR__first_action": "2027-01-18"},
            ["France: the partner's first task starts 1 week later (by 18 January 2027)"],
        ),
        ({"timing__note": "as agreed"}, ["Note on the dates: “as agreed” (was “joint dates”)"]),
        (
            {
                "provenance__seed": 5,
                "provenance__inputs": {"film": "sha256:1", "audience/fr.csv": "sha256:2"},
                "provenance__packages": {"prophet": "1.1.7", "numpy": "2.10"},
            },
            [
                (
                    "Suggested anew with seed 5 (was 4), new data in audience/fr.csv and "
                    "prophet 1.1.7 (was 1.1.6)"
                )
            ],
        ),
        ({"provenance__inputs": {"film": "x", "audience/fr.csv": "sha256:fedcba9876543210"}}, []),
    ],
)
def test_results_are_told(changes: dict[str, Any], texts: list[str]) -> None:
    assert changed(**changes) == texts


def test_language_versions_that_come_and_go_are_told_with_their_price() -> None:
    found = changed(spend__language_versions={"de dub": 36000}, spend__contingency=0)
    assert "German dub is paid for now (EUR 36,000)" in found
    assert "French subtitles are left out now (EUR 1,800.50)" in found
    found = changed(spend__language_versions={"fr subtitles": 2000})
    assert "Price of French subtitles: EUR 2,000 (was EUR 1,800.50)" in found


def test_many_that_come_at_once_are_told_as_one() -> None:
    versions = {f"{code} subtitles": 4000 for code in ("bg", "el", "es", "he", "ja", "ko", "pt")}
    old = edit.replace(golden(), {"spend.language_versions": {}})
    found = told(old, edit.replace(old, {"spend.language_versions": versions}))
    assert (
        "7 language versions are paid for now: Bulgarian subtitles (EUR 4,000), Greek subtitles "
        "(EUR 4,000), Spanish subtitles (EUR 4,000), Hebrew subtitles (EUR 4,000), Japanese "
        "subtitles (EUR 4,000), Korean subtitles (EUR 4,000) and Portuguese subtitles (EUR 4,000)"
    ) in found


def chosen() -> dict[str, Any]:
    """The golden plan's shortlist as plain data."""
    found: dict[str, Any] = golden().model_dump(exclude_none=True)["creators"]["chosen"]
    return found


def test_creators_who_join_leave_and_stay_on_other_terms_are_told() -> None:
    creator = {"platform": "x", "region": "FR", "language": "fr", "price": 1, "added_reach": 1}
    terms = {"posts": {"tiktok clip": 2}, "price": 9000, "state": "agreed"}
    stays = {"null": chosen()["null"] | terms}
    assert changed(creators__chosen=stays | {"New": creator}) == [
        "New joins the creators (France, EUR 1)",
        "Dr. K leaves the creators (France, EUR 8,500)",
        "null: 2 × tiktok clip (was no posts), EUR 9,000 (was EUR 10,000), agreed (was idea)",
    ]


def test_whether_a_creator_agreed_to_disclose_is_told() -> None:
    known = chosen()
    known["Dr. K"]["disclosure_agreed"] = False
    assert changed(creators__chosen=known) == ["Dr. K: did not agree to the disclosure words"]


def test_a_warning_in_several_regions_is_told_once() -> None:
    region = {"set_by": "nobody", "earliest": "2027-01-01", "latest": "2027-06-30"}
    codes = ("FR", "MX")
    old = edit.replace(small(), {"timing": {"regions": dict.fromkeys(codes, region)}})
    warned = region | {"warnings": ["Too late for schools."]}
    new = edit.replace(small(), {"timing": {"regions": dict.fromkeys(codes, warned)}})
    assert told(old, new) == ["New warning in France and Mexico: Too late for schools."]


def test_a_first_suggestion_is_told_by_section() -> None:
    empty = dict.fromkeys(("audience", "timing", "spend", "creators", "partners", "provenance"))
    found = told(edit.replace(golden(), empty), golden())
    assert "The audience of 2 regions is forecast" in found
    assert "France opens on 10 March 2027 (had no date)" in found
    assert "EUR 250,000 split for the first time, EUR 150,000.01 of it for media" in found
    assert len(found) < 20
