"""The formulas of response curves, for one cell or for many at once.

Every smooth form turns from convex to concave once at most, at its `bend`. With z = ln(x / k) for
`reach`, s ln(x / k) for `hill`, both are scale * (1 / (1 + e^-z))^q, and the logarithm of both
slopes is a constant + a z - b ln(1 + e^z): one family, whose slope Newton's method inverts safely.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
from scipy.special import expit

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

NEWTON = 60
"""Steps to invert a slope; most prices need six, and bounds hold after any number of them."""

_NEAR = 1e-13
"""Change of z at which an inverted slope is as exact as numbers are."""

_FAR = -1e300
"""z of no money: finite, since 0 times infinity is no number."""

_LEAST_PRICE = 1e-300


class Form(Protocol):
    """A smooth response to money: all arguments and results are arrays of one shape."""

    @property
    def bend(self) -> Floats:
        """The spend above which each curve is concave."""

    def value(self, x: Floats) -> Floats:
        """Return the response."""

    def slope(self, x: Floats) -> Floats:
        """Return the response per extra unit of money."""

    def curvature(self, x: Floats) -> Floats:
        """Return the derivative of the slope."""

    def spend_at(self, price: Floats) -> Floats:
        """Return the spend from `bend` on at which the slope is `price`, `bend` if it is less."""


@dataclass(frozen=True, slots=True)
class Sigmoid:
    """`hill` scale * x^s / (k^s + x^s) and `reach` scale * (x / (k + x))^s."""

    scale: Floats
    k: Floats
    a: Floats
    b: Floats
    p: Floats
    q: Floats
    steep: Floats
    """Logarithm of scale * s / k."""
    turn: Floats
    """z at the bend."""
    highest: Floats
    """Logarithm of the slope at the bend, less `steep`."""
    bend: Floats

    @classmethod
    def of(cls, scale: Floats, k: Floats, s: Floats, hill: Flags) -> Sigmoid:
        """Return the family's constants for `hill` where that is true, else `reach`."""
        a, b = np.where(hill, (s - 1) / s, s - 1), np.where(hill, 2.0, s + 1)
        p, q = np.where(hill, s, 1.0), np.where(hill, 1.0, s)
        with np.errstate(divide="ignore", invalid="ignore"):
            turn = np.where(a > 0, np.log(a / (b - a)), _FAR)
            steep = np.log(scale) + np.log(s) - np.log(k)
        bend = np.where(a > 0, k * np.exp(np.maximum(turn / p, -700.0)), 0.0)
        highest = np.where(a < 0, np.inf, a * turn - b * np.logaddexp(0.0, turn))
        return cls(scale, k, a, b, p, q, steep, turn, highest, bend)

    def value(self, x: Floats) -> Floats:
        """Return the response."""
        return np.asarray(self.scale * np.exp(-self.q * np.logaddexp(0.0, -self._z(x))))

    def slope(self, x: Floats) -> Floats:
        """Return the response per extra unit; infinite at zero for a hill with s < 1."""
        z = self._z(x)
        with np.errstate(over="ignore"):
            return np.asarray(np.exp(self.steep + self.a * z - self.b * np.logaddexp(0.0, z)))

    def curvature(self, x: Floats) -> Floats:
        """Return the derivative of the slope, for x > 0."""
        bent = (self.a - self.b * expit(self._z(x))) * self.p
        return np.asarray(self.slope(x) * bent / x)

    def spend_at(self, price: Floats) -> Floats:
        """Return the spend from `bend` on where the slope is `price`.

        a z - b ln(1 + e^z) is concave and below both its asymptotes, so Newton's method comes
        from the right of the root and never passes it.
        """
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            wanted = np.log(np.maximum(price, _LEAST_PRICE)) - self.steep
            too_dear = ~(wanted < self.highest)
            wanted = np.where(too_dear, np.minimum(self.highest, 0.0) - 1, wanted)
            z = np.where(wanted > 0, wanted / self.a, wanted / (self.a - self.b))
            straight = np.log(np.expm1(np.maximum(-wanted, 0.0) / self.b))
            z = np.where(self.a == 0, straight, z)
            for _ in range(NEWTON):
                over = self.a * z - self.b * np.logaddexp(0.0, z) - wanted
                step = over / (self.a - self.b * expit(z))
                z = np.maximum(z - step, self.turn)
                if not (np.abs(step) > _NEAR * (1 + np.abs(z))).any():
                    break
            z = np.where(too_dear | np.isnan(z), self.turn, z)
            return np.asarray(self.k * np.exp(z / self.p))

    def _z(self, x: Floats) -> Floats:
        with np.errstate(divide="ignore"):
            return np.maximum(self.p * np.log(x / self.k), _FAR)


@dataclass(frozen=True, slots=True)
class Exponential:
    """`exp` scale * (1 - e^(-x/k))."""

    scale: Floats
    k: Floats
    bend: Floats

    def value(self, x: Floats) -> Floats:
        """Return the response."""
        return np.asarray(-self.scale * np.expm1(-x / self.k))

    def slope(self, x: Floats) -> Floats:
        """Return the response per extra unit of money."""
        return np.asarray(self.scale / self.k * np.exp(-x / self.k))

    def curvature(self, x: Floats) -> Floats:
        """Return the derivative of the slope."""
        return np.asarray(-self.slope(x) / self.k)

    def spend_at(self, price: Floats) -> Floats:
        """Return the spend from 0 on where the slope is `price`."""
        with np.errstate(divide="ignore"):
            steep = np.log(self.scale / self.k)
        wanted = self.k * (steep - np.log(np.maximum(price, _LEAST_PRICE)))
        return np.asarray(np.maximum(wanted, 0.0))


@dataclass(frozen=True, slots=True)
class Logarithm:
    """`log` scale * ln(1 + x/k)."""

    scale: Floats
    k: Floats
    bend: Floats

    def value(self, x: Floats) -> Floats:
        """Return the response."""
        return np.asarray(self.scale * np.log1p(x / self.k))

    def slope(self, x: Floats) -> Floats:
        """Return the response per extra unit of money."""
        return np.asarray(self.scale / (self.k + x))

    def curvature(self, x: Floats) -> Floats:
        """Return the derivative of the slope."""
        return np.asarray(-self.scale / (self.k + x) ** 2)

    def spend_at(self, price: Floats) -> Floats:
        """Return the spend from 0 on where the slope is `price`."""
        with np.errstate(over="ignore"):
            wanted = self.scale / np.maximum(price, _LEAST_PRICE) - self.k
        return np.asarray(np.maximum(wanted, 0.0))
