"""The people of a title's core audience whom a channel can reach.

Population x share online (channels that need it) x share who use the channel x share who are the
core audience of a title like this. A country's own row (`channel_use.short_video.IN`,
`target_share.FR`) stands in for the usual one. Language versions scale the result.
"""

from __future__ import annotations

from planner.facts.market import Market
from planner.facts.sound import positive, share


def reachable(market: Market, channel: str) -> float:
    """Return those of the core audience whom the channel can reach at all.

    Raises:
        PlanError: a share lies outside of 0 to 1.
    """
    uses = market.each(f"channel_use.{channel}")
    targets = market.each("target_share")
    online = market.facts.number(f"online_channel.{channel}").value > 0
    shares = market.each("online_share") if online else uses
    people = 0.0
    for (member, use), (_, target), (_, connected) in zip(uses, targets, shares, strict=True):
        part = share(use) * share(target) * (share(connected) if online else 1.0)
        people += market.people(member) * part
    return people


def core_online(market: Market) -> float:
    """Return the people of the core audience who are online.

    Raises:
        PlanError: a share lies outside of 0 to 1.
    """
    rows = zip(market.each("target_share"), market.each("online_share"), strict=True)
    return sum(
        market.people(member) * share(target) * share(connected)
        for (member, target), (_, connected) in rows
    )


def on_target(market: Market, channel: str) -> float:
    """Return the share of impressions that meet the core audience, by population.

    Raises:
        PlanError: it is 0, or no share.
    """
    rows = [
        (market.people(member), min(share(fact), positive(fact)))
        for member, fact in market.each(f"on_target.{channel}")
    ]
    everybody = sum(people for people, _ in rows)
    return sum(people * part for people, part in rows) / everybody if everybody else rows[0][1]
