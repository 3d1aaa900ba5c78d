"""Hits of one article on one diagonal put together, and the heaviest groups of each block of a query."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from auditor.compiled import compiled, inlined

BLOCK_BITS = 6
# Odd numbers without pattern, from wyhash (Wang Yi).
_SERIAL, _DIAGONAL = np.uint64(0xA0761D6478BD642F), np.uint64(0xE7037ED1A0B428DB)
_BLOCK = np.uint64(0x8EBC6AF09C88C6E3)


def alike(
    serials: NDArray[np.int64], diagonals: NDArray[np.int64], places: NDArray[np.int64], starts: NDArray[np.int64]
) -> tuple[NDArray[np.int64], int]:
    """Numbers in whose order hits of one article, diagonal and block stand together, and how many bits tell the hit.

    Hits go by query, then by bits of a hash of those three, counted from where the query begins: neither what
    it is looked up with nor where articles are filed matters.
    Should two hashes agree by chance, their hits count as one group, which only ever verifies less.
    """
    place_bits = len(serials).bit_length()
    codes = np.empty(len(serials), np.int64)
    # Numbers that wrap must be unsigned.
    _coded(
        serials.view(np.uint64), diagonals.view(np.uint64), places, starts, len(starts).bit_length(), place_bits, codes
    )
    codes.sort()
    return codes, place_bits


@compiled("codes")
def _coded(
    serials: NDArray[np.uint64],
    diagonals: NDArray[np.uint64],
    places: NDArray[np.int64],
    starts: NDArray[np.int64],
    owner_bits: int,
    place_bits: int,
    codes: NDArray[np.int64],
) -> None:
    owner = 0
    shift = np.uint64(owner_bits + place_bits + 1)
    for hit in range(len(codes)):
        place = places[hit]
        if place < starts[owner]:
            owner = 0
        while owner + 1 < len(starts) and starts[owner + 1] <= place:
            owner += 1
        start = starts[owner]
        mixed = serials[hit] * _SERIAL + (diagonals[hit] + np.uint64(start)) * _DIAGONAL
        mixed += np.uint64((place - start) >> BLOCK_BITS) * _BLOCK
        code = np.int64((mixed >> shift) << np.uint64(place_bits))
        codes[hit] = code | (owner << (63 - owner_bits)) | hit


def groups(
    codes: NDArray[np.int64], place_bits: int, weights: NDArray[np.int64], least: float, *, common: bool
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The middle hit of each group that weighs *least*, or with *common* has two hits, and what the groups weigh."""
    middle, weight = np.empty(len(codes), np.int64), np.empty(len(codes), np.int64)
    count = _summed(codes, place_bits, weights, least, common, middle, weight)
    return middle[:count], weight[:count]


@compiled("codes")
def _summed(
    codes: NDArray[np.int64],
    place_bits: int,
    weights: NDArray[np.int64],
    least: float,
    common: bool,  # noqa: FBT001 - compiled loops take no keywords
    middle: NDArray[np.int64],
    weight: NDArray[np.int64],
) -> int:
    count = first = 0
    own = (1 << place_bits) - 1
    while first < len(codes):
        last, total = first, 0
        while last < len(codes) and codes[last] >> place_bits == codes[first] >> place_bits:
            total += weights[codes[last] & own]
            last += 1
        if total >= least or (common and last - first > 1):
            middle[count] = codes[(first + last) >> 1] & own
            weight[count] = total
            count += 1
        first = last
    return count


def heaviest(
    blocks: NDArray[np.int64], weights: NDArray[np.int64], serials: NDArray[np.int64], most: int
) -> NDArray[np.int64]:
    """Places of the *most* heaviest of each block; of equal ones those filed first."""
    found = np.empty(len(blocks), np.int64)
    return found[: _ranked(blocks, weights, serials, most, found)]


@compiled("blocks")
def _ranked(
    blocks: NDArray[np.int64],
    weights: NDArray[np.int64],
    serials: NDArray[np.int64],
    most: int,
    found: NDArray[np.int64],
) -> int:
    best = np.full((blocks.max() + 1 if len(blocks) else 0, most), -1, np.int64)
    for place in range(len(blocks)):
        row = best[blocks[place]]
        at = most
        while at > 0 and (row[at - 1] < 0 or _before(place, row[at - 1], weights, serials)):
            at -= 1
            if at + 1 < most:
                row[at + 1] = row[at]
        if at < most:
            row[at] = place
    count = 0
    for row in best:
        for place in row:
            if place >= 0:
                found[count] = place
                count += 1
    return count


@inlined
def _before(one: int, other: int, weights: NDArray[np.int64], serials: NDArray[np.int64]) -> bool:
    if weights[one] != weights[other]:
        return bool(weights[one] > weights[other])
    return bool(serials[one] < serials[other])


def spare(blocks: NDArray[np.int64], frequency: NDArray[np.int64], earliest: int, hits: int) -> NDArray[np.bool_]:
    """Which keys of blocks (ascending) have rarer ones beside them with *hits* postings, up to *earliest* of each."""
    found = np.empty(len(blocks), np.bool_)
    _spared(blocks, frequency, earliest, hits, np.empty(len(blocks), np.int64), found)
    return found


@compiled("blocks")
def _spared(
    blocks: NDArray[np.int64],
    frequency: NDArray[np.int64],
    earliest: int,
    hits: int,
    order: NDArray[np.int64],
    found: NDArray[np.bool_],
) -> None:
    first = 0
    for key in range(len(blocks)):
        if blocks[key] != blocks[first]:
            first = key
        at = key
        while at > first and frequency[order[at - 1]] > frequency[key]:
            order[at] = order[at - 1]
            at -= 1
        order[at] = key
        if key + 1 == len(blocks) or blocks[key + 1] != blocks[first]:
            taken = 0
            for rank in range(first, key + 1):
                found[order[rank]] = taken >= hits
                taken += min(frequency[order[rank]], earliest)
