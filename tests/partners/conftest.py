"""A small suggested plan: a fictional film in France, Egypt, Japan and German-speaking Europe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from planner.model.plan import Plan

FRENCH_WEEKS: dict[str, list[float]] = {
    "paid_social": [0, 2400, 3600, 5200, 6800, 2000, 0],
    "online_video": [0, 0, 2500.5, 4100.25, 5200, 1200.25, 0],
    "out_of_home": [0, 0, 0, 6000, 9000, 0, 0],
    "cinema_trailers": [1500, 1500, 1500, 1500, 0, 0, 0],
    "press_events": [0, 0, 0, 1800, 900, 0, 0],
}


def _audience(low: float, base: float, high: float, basis: str = "comps") -> dict[str, Any]:
    potential = {"low": low, "base": base, "high": high}
    return {"method": "prophet", "potential": potential, "basis": basis, "weeks": 300}


def _spend(
    pays: str, start: str, media: Mapping[str, Sequence[float]], ours: float, partner: float
) -> dict[str, Any]:
    fixed = {"dcp": 1800, "certificate": 950}
    return {
        "pays": pays,
        "fixed": fixed,
        "flight_start": start,
        "media": media,
        "ours": ours,
        "partner": partner,
    }


def _film() -> dict[str, Any]:
    return {
        "title": "Walnut Winter",
        "original_title": "ნიგვზის ზამთარი",
        "local_titles": {"fr": "L’Hiver des noix", "ja": "くるみの冬", "ar": "شتاء الجوز"},
        "origin": ["GE", "FR"],
        "original_language": "ka",
        "genres": ["Drama", "Family"],
        "runtime": 104,
        "director": "Nino Beridze",
        "sample": True,
        "logline": {
            "en": "Two sisters have one winter to save their grandmother’s walnut orchard.",
            "fr": "Deux sœurs ont un hiver pour sauver le verger de noyers de leur grand-mère.",
            "ar": "شقيقتان أمامهما شتاء واحد لإنقاذ بستان الجوز الذي ورثته جدتهما.",
            "ja": "祖母のくるみ園を守るため、姉妹に残された時間はひと冬だけ。",
        },
        "messages": {
            "en": [
                "A warm film about a cold winter: sisters, soil and second chances.",
                "Audience award winner at its home festival.",
                "For everyone who has ever gone home too late.",
            ],
            "fr": [
                "Un film chaleureux sur un hiver glacial : deux sœurs, une seconde chance.",
                "Prix du public dans son festival d’origine.",
            ],
            "ar": [
                "فيلم دافئ عن شتاء قارس: أختان وأرض وفرصة ثانية.",
                "جائزة الجمهور في مهرجان بلده.",
            ],
        },
        "do_not_show": {
            "en": ["The last scene in the orchard.", "Maps of the region (disputed borders)."],
            "fr": [
                "La dernière scène dans le verger.",
                "Des cartes de la région (frontières contestées).",
            ],
            "ar": ["المشهد الأخير في البستان.", "خرائط المنطقة (حدود متنازع عليها)."],
        },
        "language_versions": [{"language": "fr", "ready": "2026-12-15", "cost": 0}],
        "comps": [
            {
                "title": "Corn Island",
                "region": "FR",
                "admissions": 61240,
                "released": "2014-09-24",
                "source": "CNC weekly admissions",
            },
            {
                "title": "My Happy Family",
                "region": "FR",
                "admissions": 38900,
                "released": "2017-11-29",
                "source": "CNC weekly admissions",
            },
        ],
    }


def _goals() -> dict[str, Any]:
    return {
        "budget": {"total": 300000, "currency": "EUR"},
        "window": {"from": "2027-01-11", "to": "2027-06-27"},
        "groups": {"DACH": ["DE", "AT", "CH"]},
        "regions": {
            "FR": {
                "pays": "shared",
                "our_share": 0.6,
                "partner": {
                    "name": "Les Films du Verger",
                    "contact": "marketing",
                    "time_zone": "Europe/Paris",
                },
            },
            "EG": {
                "partner": {
                    "name": "Nile Screens",
                    "contact": "Publicity",
                    "time_zone": "Africa/Cairo",
                }
            },
            "JP": {
                "pays": "partner",
                "partner": {
                    "name": "Kurumi Pictures",
                    "contact": "lead of the night shift",
                    "time_zone": "Asia/Tokyo",
                    "language": "ja",
                },
            },
            "DACH": {"release": "event"},
            "US": {},
        },
    }


def _timing() -> dict[str, Any]:
    limits = {"earliest": "2027-01-20", "latest": "2027-06-23"}
    gates = {"certificate": "2027-01-15", "trailer": "2026-12-20", "booking": "2027-01-05"}
    return {
        "FR": {
            "date": "2027-03-10",
            "set_by": "suggested",
            **limits,
            "gates": {**gates, "fr subtitles": "2026-12-15"},
            "start_by": {
                "certificate": "2027-01-20",
                "trailer": "2026-11-20",
                "booking": "2027-01-18",
            },
        },
        "EG": {
            "date": "2027-04-14",
            "set_by": "suggested",
            **limits,
            "gates": {"certificate": "2027-01-10", "ar subtitles": "2027-01-20"},
            "start_by": {"certificate": "2027-02-24", "ar subtitles": "2027-02-10"},
        },
        "JP": {
            "date": "2027-05-21",
            "set_by": "partner",
            **limits,
            "gates": {**gates, "ja subtitles": "2027-01-25"},
            "start_by": {
                "certificate": "2027-03-05",
                "trailer": "2027-01-15",
                "booking": "2027-02-12",
                "ja subtitles": "2027-02-26",
            },
        },
        "DACH": {
            "date": None,
            "set_by": "nobody",
            **limits,
            "gates": {**gates, "de dub": "2027-02-08"},
        },
    }


def _regions_of_spend() -> dict[str, Any]:
    week = {"paid_social": [1200, 2400, 3100], "press_events": [0, 900, 400]}
    japan: dict[str, list[int]] = {
        "paid_social": [3000, 4000, 6500, 2000],
        "cinema_trailers": [2500, 2500, 0, 0],
        "online_video": [0, 1500, 3500, 900],
    }
    french: dict[str, Any] = {
        **_spend("shared", "2027-02-01", FRENCH_WEEKS, 34020.6, 22680.4),
        "admissions": {"low": 31234.5, "base": 48765.4, "high": 72345.6},
    }
    return {
        "FR": french,
        "EG": _spend("us", "2027-03-29", week, 8000, 0),
        "JP": _spend("partner", "2027-05-03", japan, 0, 26400),
        "DACH": _spend("us", "2027-03-01", {}, 0, 0),
    }


def _creators() -> dict[str, Any]:
    return {
        "budget": 9000,
        "spent": 7700,
        "chosen": {
            "Cinéma du soir": {
                "platform": "youtube",
                "region": "FR",
                "language": "fr",
                "price": 3200,
                "added_reach": 41873,
                "link": "https://example.org/soir",
            },
            "Salle 5": {
                "platform": "tiktok",
                "region": "FR",
                "language": "fr",
                "price": 1800,
                "added_reach": 26311,
            },
            "سينما القاهرة": {
                "platform": "instagram",
                "region": "EG",
                "language": "ar",
                "price": 900,
                "added_reach": 30250,
            },
            "映画部": {
                "platform": "youtube",
                "region": "JP",
                "language": "ja",
                "price": 1800,
                "added_reach": 18034,
            },
        },
    }


def data() -> dict[str, Any]:
    """Return the plan as it would stand in a file."""
    audience = {
        "FR": _audience(28000, 45000, 69000),
        "EG": _audience(3456, 8123, 19876, "assumed"),
        "JP": _audience(5100, 11250, 24900, "assumed"),
        "DACH": _audience(9000, 21000, 40000, "assumed"),
    }
    spend = {
        "currency": "EUR",
        "total": 300000,
        "language_versions": {"ar subtitles": 2800, "ja subtitles": 3900},
        "regions": _regions_of_spend(),
    }
    return {
        "campaign": "walnut-winter",
        "version": 4,
        "author": "Elene Dolidze",
        "as_of": date(2026, 11, 23),
        "film": _film(),
        "goals": _goals(),
        "audience": {"regions": audience},
        "timing": {"regions": _timing()},
        "spend": spend,
        "creators": _creators(),
        "partners": {"regions": {}},
    }


@pytest.fixture
def plan() -> Plan:
    """Return the suggested plan."""
    return Plan.model_validate(data())
