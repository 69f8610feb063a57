"""Commands: what to ask about each region, who signed it off, and which release is ready."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from planner.plan import edit, records, store
from tests.cli.conftest import Run, edited
from tests.plans import make_plan
from tests.timing.test_critical import dated

Refused = Callable[..., str]
CONTENT = {"maps": "A globe in a classroom.", "violence": "A slap."}
DAYS = {"VN": date(2027, 5, 7), "FR": date(2027, 5, 5)}
SIGN = ("--region", "VN", "--topic", "Maps", "--by", "Tran Thi Mai")


@pytest.fixture
def film_file(home: Path) -> Path:
    """A campaign with two dated regions whose film holds a map and a slap."""
    plan = make_plan({"VN": {}, "FR": {}}, film={"content": CONTENT})
    return store.create(home / "campaigns", plan.campaign, dated(plan, DAYS))


def sign(run: Run, path: Path, topic: str, verdict: str = "ok") -> None:
    words = ["--region", "VN", "--topic", topic, "--by", "Tran Thi Mai", "--verdict", verdict]
    result = run("signoff", path, *words)
    assert result.exit_code == 0, result.output


def save(path: Path, changes: dict[str, object]) -> None:
    current = store.load(path)
    store.save(path.parent, edit.replace(current.plan, changes), read=current.digest)


def test_questions_come_by_region_with_source_and_state(run: Run, film_file: Path) -> None:
    result = run("questions", film_file)
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [
        "VN  Vietnam: not ready",
        "FR  France: not ready",
    ]
    asked = next(line for line in lines if "nine-dash line" in line)
    assert asked.lstrip().startswith("* ")
    assert "npr 2023" in asked
    assert "  ! Maps: the required sign-off is open." in lines


def test_one_region_as_json(run: Run, film_file: Path) -> None:
    result = run("questions", film_file, "--region", "VN", "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert set(found["regions"]) == {"VN"}
    rows = {row["id"]: row for row in found["questions"]}
    assert rows["sensitivity_required_maps.VN.1"]["required"] is True
    assert rows["sensitivity_required_maps.VN.1"]["state"] == "open"
    assert {row["topic"] for row in found["questions"]} == {"maps", "violence"}


def test_a_film_that_tells_nothing_says_so(run: Run, plan_file: Path) -> None:
    result = run("questions", plan_file)
    assert result.exit_code == 0, result.output
    assert "Nothing is told yet of what the film holds" in result.stdout


def test_a_sign_off_is_a_record_and_shows(run: Run, film_file: Path) -> None:
    result = run("signoff", film_file, *SIGN, "--verdict", "ok", "--note", "Seen twice", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    (record,) = records.read(film_file.parent).records
    assert Path(told["record"]).is_file()
    assert told["version"] == record.version == 1
    assert record.at == {"region": "VN", "topic": "maps"}
    shown = run("questions", film_file, "--region", "VN").stdout
    assert "Maps: signed off by Tran Thi Mai on" in shown
    assert "(version 1): Seen twice." in shown


def test_ready_needs_every_required_sign_off(run: Run, film_file: Path, refused: Refused) -> None:
    words = ("ready", film_file, "--region", "VN", "--by", "Nino")
    missing = refused(*words)
    assert "Maps: the required sign-off is open." in missing
    sign(run, film_file, "maps")
    assert "Maps" not in refused(*words)
    sign(run, film_file, "violence", "ok_with_changes")
    result = run(*words)
    assert result.exit_code == 0, result.output
    assert "Vietnam is marked ready in version 1" in result.stdout
    assert "VN  Vietnam: ready" in run("questions", film_file).stdout


def test_a_refusal_after_a_yes_counts(run: Run, film_file: Path, refused: Refused) -> None:
    sign(run, film_file, "violence")
    sign(run, film_file, "maps")
    sign(run, film_file, "maps", "not_ok")
    told = refused("ready", film_file, "--region", "VN", "--by", "Nino")
    assert "Maps: Tran Thi Mai on" in told
    assert "said it can't be shown as it is" in told


def test_what_changed_has_to_be_asked_again(run: Run, film_file: Path, refused: Refused) -> None:
    sign(run, film_file, "violence")
    sign(run, film_file, "maps")
    save(film_file, {"film.content": CONTENT | {"maps": "A globe and an old atlas."}})
    told = refused("ready", film_file, "--region", "VN", "--by", "Nino")
    assert "Maps: what Tran Thi Mai on" in told
    assert "has changed; ask again." in told
    assert "Violence" not in told


def test_a_region_without_a_date_is_not_ready(run: Run, home: Path, refused: Refused) -> None:
    path = store.create(home / "campaigns", "quince-spring", make_plan({"FR": {}}))
    told = refused("ready", path, "--region", "FR", "--by", "Nino")
    assert "no release date" in told
    assert run("questions", path).exit_code == 0


def test_a_date_before_what_must_be_ready_is_named(
    home: Path, refused: Refused, film_file: Path
) -> None:
    timing = {
        "date": "2027-05-05",
        "set_by": "override",
        "earliest": "2027-06-01",
        "latest": "2027-09-01",
        "gates": {"certificate": "2027-06-01"},
    }
    save(film_file, {"timing.regions.FR": timing})
    told = refused("ready", film_file, "--region", "FR", "--by", "Nino")
    assert "It opens on 5 May 2027, before" in told
    assert "1 June 2027" in told
    assert home.is_dir()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--region", "XX", "--topic", "maps", "--by", "A", "--verdict", "ok"), "no region"),
        (("--region", "VN", "--topic", "dance", "--by", "A", "--verdict", "ok"), "no topic"),
        (("--region", "VN", "--topic", "sex", "--by", "A", "--verdict", "ok"), "no question"),
        (("--region", "VN", "--topic", "maps", "--by", " ", "--verdict", "ok"), "is missing"),
        (("--region", "VN", "--topic", "maps", "--by", "A", "--verdict", "fine"), "no verdict"),
    ],
)
def test_a_sign_off_that_cannot_be(
    words: tuple[str, ...], told: str, film_file: Path, refused: Refused
) -> None:
    assert told in refused("signoff", film_file, *words)


def test_signing_a_plan_that_no_version_holds_is_refused(film_file: Path, refused: Refused) -> None:
    edited(film_file, "A globe in a classroom.", "A map on a wall.")
    told = refused("signoff", film_file, *SIGN, "--verdict", "ok")
    assert "Save it first" in told


def test_a_broken_record_is_told_and_the_rest_works(run: Run, film_file: Path) -> None:
    sign(run, film_file, "maps")
    broken = film_file.parent / records.FOLDER / "20260101T000000Z-broken.yaml"
    broken.write_text("kind: sign_off\nby: [\n", encoding="utf-8")
    result = run("questions", film_file)
    assert result.exit_code == 0, result.output
    assert f"{broken}:" in result.stderr
    assert "Maps: signed off by Tran Thi Mai" in result.stdout
    ready = run("ready", film_file, "--region", "VN", "--by", "Nino")
    assert ready.exit_code == 2
    assert "A record can't be read" in ready.stderr
