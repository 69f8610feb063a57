"""Plans whose budget tables add up, with any money, payers and commission."""

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal

from hypothesis import strategies as st

from planner.model.goals import Pays
from planner.model.plan import Plan
from planner.model.sections import RegionSpend, Spend
from planner.spend.commission import commission_on
from tests.plans import AS_OF, make_plan

CENT = Decimal("0.01")
ZERO = Decimal(0)
CODES = ("FR", "GB", "JP", "US")
CHANNELS = ("paid_social", "search", "out_of_home")
Media = Mapping[str, list[Decimal]]

money = st.decimals(0, 10**7, places=2)


def region_spend(
    pays: Pays, share: float, media: Media, fixed: Mapping[str, Decimal]
) -> RegionSpend:
    """A region's media with our part rounded down, as the spend step books it."""
    total = sum((sum(weeks, ZERO) for weeks in media.values()), ZERO)
    ours = (total * Decimal(str(share))).quantize(CENT, ROUND_DOWN)
    start = AS_OF if media else None
    return RegionSpend(
        pays=pays,
        fixed=dict(fixed),
        flight_start=start,
        media=dict(media),
        ours=ours,
        partner=total - ours,
    )


def spend_of(
    regions: Mapping[str, RegionSpend],
    *,
    rate: float = 0.15,
    fixed: Mapping[str, Decimal] | None = None,
    versions: Mapping[str, Decimal] | None = None,
    creators: Decimal = ZERO,
    kept: Decimal = ZERO,
    left: Decimal = ZERO,
) -> Spend:
    """A spend section that adds up to the cent."""
    media = sum((region.ours for region in regions.values()), ZERO)
    regional = (amount for region in regions.values() for amount in region.fixed.values())
    commission = commission_on(media, rate)
    lines = [*(fixed or {}).values(), *(versions or {}).values(), *regional]
    return Spend(
        currency="EUR",
        total=sum(lines, creators + media + commission + kept + left),
        fixed=dict(fixed or {}),
        language_versions=dict(versions or {}),
        creators=creators,
        media=media,
        commission_rate=rate,
        commission=commission,
        contingency=kept,
        unallocated=left,
        partners=sum((region.partner for region in regions.values()), ZERO),
        regions=dict(regions),
    )


def plan_with(spend: Spend, regions: Mapping[str, Mapping[str, object]]) -> Plan:
    """A plan of these regions that holds the section."""
    plan = make_plan(regions, total=float(spend.total))
    return plan.model_copy(update={"spend": spend})


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any plan with a budget table: shares, weeks, commission, limits; several per partner."""
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, unique=True))
    weeks = st.lists(money, min_size=1, max_size=3)
    sections: dict[str, RegionSpend] = {}
    regions: dict[str, dict[str, object]] = {}
    for code in codes:
        pays: Pays = draw(st.sampled_from(["us", "partner", "shared"]))
        share = {"us": 1.0, "partner": 0.0}.get(pays, draw(st.floats(0, 1)))
        media = draw(st.dictionaries(st.sampled_from(CHANNELS), weeks))
        fixed = draw(st.dictionaries(st.sampled_from(["dcp", "certificate"]), money))
        sections[code] = region_spend(pays, share, media, fixed)
        regions[code] = {"pays": pays, "minimum_spend": draw(st.none() | money)}
        if pays == "shared":
            regions[code]["our_share"] = share
        name = draw(st.sampled_from(["", "Les Films", "Karin", "us"]))
        if name:
            regions[code]["partner"] = {"name": name}
    spend = spend_of(
        sections,
        rate=draw(st.sampled_from([0.0, 0.15]) | st.floats(0, 0.9)),
        fixed=draw(st.dictionaries(st.sampled_from(["publicity", "creative", "premiere"]), money)),
        versions=draw(st.dictionaries(st.sampled_from(["fr dub", "ja subtitles"]), money)),
        creators=draw(money),
        kept=draw(money),
        left=draw(money),
    )
    return plan_with(spend, regions)
