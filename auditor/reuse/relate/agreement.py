"""Whether two quantities can both be true of one thing: rounding, conversion and other ways to write them."""

from __future__ import annotations

import math

from auditor.reuse.relate.quantities import ZONES, Quantity
from auditor.reuse.relate.units import HEAT

CONFUSED = 1.2  # units in less than this ratio are confused: a ton is a tonne to many
HEDGED, BEYOND = 0.1, 0.25  # how far "about" and "more than" reach, as shares
CLOCKS = 60.0  # minutes: winter time is often named in summer
_HALF_HOUR = 30.0  # all zones lie so many minutes apart, or a multiple


def agree(one: Quantity, two: Quantity) -> bool:
    """Whether two quantities can both be true of the same thing, rounding allowed where hedged."""
    return _any(one, two, exactly=False)


def same(one: Quantity, two: Quantity) -> bool:
    """Whether two quantities are one, written in two ways: rounded only as far as a conversion needs."""
    return _any(one, two, exactly=True)


def _any(one: Quantity, two: Quantity, *, exactly: bool) -> bool:
    pairs = [(one, two), *((one, other) for other in two.others), *((other, two) for other in one.others)]
    alike = [pair for pair in pairs if _like(*pair)]
    return any(_agree(*pair, exactly=exactly) for pair in alike or pairs)


def _like(one: Quantity, two: Quantity) -> bool:
    """Whether the units of two quantities are of one dimension, or not known."""
    return not one.unit or not two.unit or one.unit == two.unit or {one.unit, two.unit} <= {*HEAT.values()}


def _agree(one: Quantity, two: Quantity, *, exactly: bool) -> bool:
    if one.kind != two.kind:
        # A year and a count are not two versions of one figure, unless somebody has to have said it.
        return not exactly or one.number == two.number
    if one.kind == "clock":
        return _one_moment(one, two)
    if one.kind != "number":
        return one.number == two.number
    if {one.unit, two.unit} == {*HEAT.values()}:
        (x, dx), (y, dy) = (_celsius(quantity) for quantity in (one, two))
        return abs(x - y) <= (dx + dy) * (3 if one.hedge or two.hedge else 1)
    if one.unit and two.unit and one.unit != two.unit:
        if one.unit.partition(":")[0] == two.unit.partition(":")[0]:
            return True  # the dollars of one country, and dollars
        # Of two dimensions or currencies nothing can be said, but that one number cannot hold of both.
        return one.number != two.number
    if "vague" in (one.hedge, two.hedge):
        return _overlap(one, two)
    if one.unit and two.unit and not math.isclose(one.size, two.size):
        return _converted(one, two)
    if not one.unit and not two.unit and one.value == two.value:
        return True
    return one.number == two.number or (not exactly and _rounded_either(one, two))


def _converted(one: Quantity, two: Quantity) -> bool:
    """Whether two measures in different units are one, as exactly as they are written."""
    if one.number == two.number and max(one.size, two.size) < CONFUSED * min(one.size, two.size):
        return True
    apart, larger = abs(one.value - two.value), max(abs(one.value), abs(two.value))
    if apart <= 1.0001 * (one.spread * one.size + two.spread * two.size):
        return True
    return bool(one.hedge or two.hedge) and apart <= HEDGED * larger


def _overlap(one: Quantity, two: Quantity) -> bool:
    """Whether the ranges of two quantities, one of them vague, have more in common than their ends."""
    apart = abs(one.number - two.number)
    if one.hedge == two.hedge and min(one.number, two.number) * 10 <= max(one.number, two.number):
        return False
    return apart < one.spread + two.spread or apart <= max(one.spread, two.spread)


def _celsius(one: Quantity) -> tuple[float, float]:
    """A temperature, and by how much it may be rounded, in degrees Celsius."""
    fahrenheit = one.unit == HEAT["f"]
    # Degrees that end in a zero are as exact as others.
    spread = one.spread if one.hedge == "vague" else min(one.spread, 0.5)
    return ((one.number - 32) / 1.8, spread / 1.8) if fahrenheit else (one.number, spread)


def _one_moment(one: Quantity, two: Quantity) -> bool:
    apart = (one.number - two.number) % 1440
    if bool(one.unit) != bool(two.unit):
        return apart % _HALF_HOUR == 0  # another zone, for all one can tell
    if one.unit != two.unit:
        if {one.unit, two.unit} <= ZONES.keys():
            apart = (apart - ZONES[one.unit] + ZONES[two.unit]) % 1440
        return min(apart, 1440 - apart) in (0.0, CLOCKS)
    return apart % (720 if one.hedge or two.hedge else 1440) == 0


def _rounded_either(one: Quantity, two: Quantity) -> bool:
    low, high = sorted((abs(one.number), abs(two.number)))
    apart = (high - low) / high
    if one.hedge and one.hedge == two.hedge:
        # "at least 31" is not "at least 41", but "more than 1,000" holds of "over 1,050"
        coarse, fine = sorted((one, two), key=lambda quantity: quantity.digits)
        outer = coarse.number < fine.number if one.hedge == "least" else coarse.number > fine.number
        holds = one.hedge != "about" and outer and 1 <= coarse.digits < fine.digits and apart <= HEDGED
        return holds or _rounded(one, two) or _rounded(two, one)
    small, large = (one, two) if one.number < two.number else (two, one)
    if small.hedge == "least" or large.hedge == "most":
        return apart <= BEYOND
    return (bool(small.hedge or large.hedge) and apart <= HEDGED) or _rounded(one, two) or _rounded(two, one)


def _rounded(coarse: Quantity, fine: Quantity) -> bool:
    """Whether *coarse* is *fine* with fewer digits: 1.5 million for 1.47 million, 1,000 for 1,006."""
    if not 1 <= coarse.digits < fine.digits or not coarse.number:
        return False
    apart, place = abs(coarse.number - fine.number), 10.0 ** math.floor(math.log10(abs(coarse.number)))
    if coarse.digits == 1:  # one digit is a round number only where little is rounded off, at most in the second place
        return coarse.number >= 100 and apart <= max(0.03 * coarse.number, 0.05 * place)
    return apart <= 0.5000001 * place * 10.0 ** (1 - coarse.digits)
