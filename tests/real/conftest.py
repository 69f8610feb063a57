"""A campaign on real weekly cinema demand, walked through the command from the first file on."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planner.cli import main
from planner.model.plan import Plan
from planner.plan import store

ROOT = Path(__file__).resolve().parents[2]
CINEMA = ROOT.parent / "shared" / "data" / "cinema"
SLUG = "quince-spring"
SERIES = {
    "FR": ("fr_weekly_admissions.csv", "cine_week_start", "admissions"),
    "GB": ("gb_weekend_gross.csv", "date", "weekend_gross_gbp"),
    "US": ("us_weekly_gross.csv", "date", "gross_usd"),
}
"""Of each region: the file, its column of days, and its column of values (also the signal)."""
LAST = "2018-12-31"
FILM = """film:
  title: Quince Spring
  original_title: კომშის გაზაფხული
  origin: [GE]
  original_language: ka
  genres: [Drama]
  runtime: 104
  logline:
    en: A village waits for its only road to open.
    fr: Un village attend que son unique route rouvre.
  comps:
    - {title: Plum, region: FR, admissions: 41000, source: a distributor}
    - {title: Pear, region: FR, admissions: 87000, source: a distributor}
    - {title: Plum, region: GB, admissions: 15000, source: a distributor}
goals:
  budget: {total: 250000, currency: EUR}
  window: {from: 2019-03-01, to: 2019-10-31}
  regions:
    FR:
      partner: {name: Les Films du Coing, language: fr}
      pays: shared
      our_share: 0.37
    GB:
      partner: {name: Quince Pictures, language: en}
    US:
      partner: {name: Karin Releasing, language: en}
      pays: partner
      minimum_spend: 20000
"""
SHEET = """creator,platform,region,language,price,people_reached,link,evidence
Anna,YouTube,FR,fr,3000,400000,https://example.org/anna,media kit
Bruno,TikTok,FR,fr,2500,300000,,media kit
Carla,YouTube,GB,en,2000.50,500000,,media kit
Dora,TikTok,US,en,9000,900000,,media kit
"""


@dataclass(frozen=True)
class Walked:
    """What a walk through the command left behind."""

    folder: Path
    validated: dict[str, object]
    differences: dict[str, object]
    brief: bytes

    def plan(self, number: int = 3) -> Plan:
        return store.load(store.version_path(self.folder, number)).plan


def audience_table() -> str:
    """The real series up to the end of 2018, as region, date, signal, value."""
    lines = ["region,date,signal,value"]
    for region, (file, day, value) in SERIES.items():
        with (CINEMA / file).open(encoding="utf-8", newline="") as source:
            rows = [row for row in csv.DictReader(source) if row[day] <= LAST]
        lines += [f"{region},{row[day]},{value},{row[value]}" for row in rows]
    return "\n".join(lines) + "\n"


def command(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result


def start(home: Path) -> Path:
    """Make the campaign as a person would, with the audience table and the creator sheet."""
    home.mkdir(parents=True)
    (home / "film.yaml").write_text(FILM, encoding="utf-8")
    made = command("new", SLUG, "--from", home / "film.yaml", "--json")
    path = Path(json.loads(made.stdout)["plan"])
    (path.parent / "audience" / "cinema.csv").write_text(audience_table(), encoding="utf-8")
    (path.parent / "creators.csv").write_text(SHEET, encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    day = next(line for line in text.splitlines() if line.startswith("as_of: "))
    path.write_text(text.replace(day, f"as_of: {LAST}"), encoding="utf-8")
    return path


def walk(home: Path) -> Walked:
    """Everything through the command: new, suggest, another budget, suggest, diff, brief."""
    path = start(home)
    command("suggest", path, "--save")
    text = path.read_text(encoding="utf-8")
    assert "    total: 250000\n" in text
    path.write_text(text.replace("    total: 250000\n", "    total: 180000\n"), encoding="utf-8")
    command("suggest", path, "--save")
    versions = [store.version_path(path.parent, number) for number in (2, 3)]
    validated = command("validate", path.parent, "--json")
    differences = command("diff", *versions, "--json")
    command("brief", path, "--region", "FR", "-o", home / "fr.pdf")
    return Walked(
        path.parent,
        json.loads(validated.stdout),
        json.loads(differences.stdout),
        (home / "fr.pdf").read_bytes(),
    )


@pytest.fixture(scope="session")
def real_data() -> None:
    """Skips where the real series are not there."""
    if not all((CINEMA / file).is_file() for file, _, _ in SERIES.values()):
        pytest.skip("the real cinema series are not beside the repository (shared/data/cinema)")


@pytest.fixture(scope="session")
def home(real_data: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert real_data is None
    return tmp_path_factory.mktemp("real")


@pytest.fixture(scope="session")
def walked(home: Path) -> Walked:
    return walk_in(home / "first")


@pytest.fixture(scope="session")
def again(home: Path) -> Walked:
    """The same walk in a fresh folder."""
    return walk_in(home / "second")


def walk_in(folder: Path) -> Walked:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MICROHIT_CAMPAIGNS", str(folder / "campaigns"))
        patch.setenv("MICROHIT_HOME", str(folder / "home"))
        return walk(folder)
