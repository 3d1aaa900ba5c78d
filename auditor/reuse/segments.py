"""Sorted, immutable arrays of postings: which article holds which key, and where.

A segment files many articles. A posting is one 64-bit number: 28 bits of its key, 24 bits of
the row, 12 bits of the position in the row. The upper 16 bits of the key are implied by a table
of buckets, whose number grows with the segment so that a bucket holds a few postings: finding a
key means reading its bucket. A row is a stretch of up to 4,096 words of one article, so that long
articles fit. Beside the postings a segment keeps 16 bits of each word's hash, enough to verify a
candidate without reading its text. All arrays may be memory maps and cannot be written to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import DTypeLike, NDArray

from auditor.compiled import compiled
from auditor.reuse.postings import KEY_BITS, Sketch

BUCKET_BITS = 16
HASH_BITS = KEY_BITS - BUCKET_BITS
ROW_BITS = 24
POSITION_BITS = 12
ROW_WORDS = 1 << POSITION_BITS
MOST_ROWS = 1 << ROW_BITS
_BUCKETS = 1 << BUCKET_BITS
_MOST_BUCKET_BITS = 24
_FULL = 4  # postings of an average bucket, at least, where a segment has more than 65,536 buckets
_RELEASE = 1 << 22  # postings written between two times that memory is released
_SORT_BITS = 64 - KEY_BITS  # a key and a place in the array share one number when sorting
HASH_SHIFT = np.uint64(ROW_BITS + POSITION_BITS)
_ROW_SHIFT = np.uint64(POSITION_BITS)
_ROW_MASK = np.uint64(MOST_ROWS - 1)
_POSITION_MASK = np.uint64(ROW_WORDS - 1)
_HASH_MASK = np.uint64((1 << HASH_BITS) - 1)

#: Makes an array of a name, length and type: ``numpy.empty`` or a part of a file.
Allocate = Callable[[str, int, DTypeLike], NDArray[np.generic]]


@dataclass(frozen=True, slots=True, eq=False)
class Filed:
    """One article as it goes into a segment."""

    serial: int  #: number of the article in its store; later articles have larger ones
    sketch: Sketch
    words: NDArray[np.uint16]  #: shape (n,), low bits of each word's hash

    def under(self, serial: int) -> Filed:
        """The same article under another number."""
        return Filed(serial, self.sketch, self.words)

    def __reduce__(self) -> tuple[Callable[..., Filed], tuple[int, bytes, bytes, bytes]]:
        """Plain bytes go from one process to another several times faster than arrays."""
        keys, positions = self.sketch.keys, self.sketch.positions
        return _filed, (self.serial, keys.tobytes(), positions.tobytes(), self.words.tobytes())


def _filed(serial: int, keys: bytes, positions: bytes, words: bytes) -> Filed:
    sketch = Sketch(np.frombuffer(keys, np.uint64), np.frombuffer(positions, np.int32))
    return Filed(serial, sketch, np.frombuffer(words, np.uint16))


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """Postings of articles whose serials ascend; r rows, p postings, w words."""

    buckets: NDArray[np.integer]  #: shape (2**b + 1,), where each bucket's postings begin
    records: NDArray[np.uint64]  #: shape (p,), ascending within a bucket
    serials: NDArray[np.int64]  #: shape (r,), the article of a row, ascending
    offsets: NDArray[np.int64]  #: shape (r,), first word of a row in its article
    firsts: NDArray[np.int64]  #: shape (r,), where the article's words begin in ``words``
    counts: NDArray[np.int64]  #: shape (r,), words of the article
    words: NDArray[np.uint16]  #: shape (w,)

    def __post_init__(self) -> None:
        for name in ARRAYS:  # like those of a mapped file, for which loops are compiled
            getattr(self, name).flags.writeable = False

    def __len__(self) -> int:
        """Articles filed."""
        return int(np.count_nonzero(self.offsets == 0))


ARRAYS = tuple(field.name for field in fields(Segment))


def low_words(hashes: NDArray[np.uint64]) -> NDArray[np.uint16]:
    """The 16 bits of each word's hash that a segment keeps."""
    return hashes.astype(np.uint16)


def _in_memory(_name: str, length: int, kind: DTypeLike) -> NDArray[np.generic]:
    return np.empty(length, kind)


def _ordered(
    keys: NDArray[np.uint64], records: NDArray[np.uint64], *, runs: bool = False
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Keys of 44 bits and their records by ascending key; those of one key stay in their order.

    *runs* says that the keys are a few ascending runs already.
    """
    if len(keys) > 1 << _SORT_BITS:
        order = np.argsort(keys, kind="stable")
        return keys[order], records[order]
    # Sorting numbers is several times faster than sorting places.
    mixed = keys << np.uint64(_SORT_BITS)
    mixed |= np.arange(len(keys), dtype=np.uint64)
    if not runs:
        # By their upper 16 bits first, as numpy counts so short numbers: what is left to sort are short runs.
        mixed = mixed[np.argsort((keys >> np.uint64(HASH_BITS)).astype(np.uint16), kind="stable")]
    mixed.sort(kind="stable")
    return mixed >> np.uint64(_SORT_BITS), records[(mixed & np.uint64((1 << _SORT_BITS) - 1)).view(np.int64)]


def _bucket_bits(postings: int) -> int:
    """Bits of the key that number the buckets of a segment."""
    return min(max(BUCKET_BITS, (postings // _FULL).bit_length() - 1), _MOST_BUCKET_BITS)


def _bucket_type(postings: int) -> DTypeLike:
    return np.uint32 if postings < 1 << 32 else np.int64


def _bucket_table(keys: NDArray[np.uint64]) -> NDArray[np.integer]:
    bits = _bucket_bits(len(keys))
    table = np.zeros((1 << bits) + 1, _bucket_type(len(keys)))
    np.cumsum(np.bincount((keys >> np.uint64(KEY_BITS - bits)).astype(np.int64), minlength=1 << bits), out=table[1:])
    return table


def _coarse(segment: Segment) -> NDArray[np.int64]:
    """Where the postings begin whose keys share the upper 16 bits: shape (65537,)."""
    return segment.buckets[:: (len(segment.buckets) - 1) // _BUCKETS].astype(np.int64)


def build(articles: Sequence[Filed]) -> Segment:
    """File *articles*, whose serials must ascend, in a new segment in memory."""
    rows_of = [max(1, -(-len(article.words) // ROW_WORDS)) for article in articles]
    first_row = np.concatenate([[0], np.cumsum(rows_of)]).astype(np.int64)
    lengths = np.array([len(article.words) for article in articles], np.int64)
    postings = np.array([len(article.sketch) for article in articles], np.int64)
    keys = np.concatenate([article.sketch.keys for article in articles] or [np.empty(0, np.uint64)])
    places = np.concatenate([article.sketch.positions for article in articles] or [np.empty(0, np.int32)])
    places = places.astype(np.uint64)
    rows = np.repeat(first_row[:-1].astype(np.uint64), postings) + (places >> _ROW_SHIFT)
    records = (keys << HASH_SHIFT) | (rows << _ROW_SHIFT) | (places & _POSITION_MASK)
    starts = np.cumsum(lengths) - lengths
    serials = np.repeat(np.array([article.serial for article in articles], np.int64), rows_of)
    keys, records = _ordered(keys, records)
    # An article is filed under a key once, where the key occurs first.
    again = np.flatnonzero(keys[1:] == keys[:-1])
    again = again[serials[_rows(records[again])] == serials[_rows(records[again + 1])]] + 1
    if len(again):
        keys, records = np.delete(keys, again), np.delete(records, again)
    return Segment(
        buckets=_bucket_table(keys),
        records=records,
        serials=serials,
        offsets=(np.arange(first_row[-1]) - np.repeat(first_row[:-1], rows_of)) * ROW_WORDS,
        firsts=np.repeat(starts, rows_of),
        counts=np.repeat(lengths, rows_of),
        words=np.concatenate([article.words for article in articles] or [np.empty(0, np.uint16)]),
    )


def _keep(segment: Segment, dead: NDArray[np.int64]) -> NDArray[np.bool_]:
    return ~np.isin(segment.serials, dead)


def merge(
    segments: Sequence[Segment],
    dead: NDArray[np.int64] | None = None,
    allocate: Allocate = _in_memory,
    release: Callable[[], None] = lambda: None,
) -> Segment:
    """One segment in place of *segments* (oldest first), without the articles in *dead*.

    Works bucket by bucket: beside what *allocate* gives, memory stays at a few dozen megabytes.
    *release* is called from time to time: what was read and written may leave the memory.
    """
    gone = np.empty(0, np.int64) if dead is None else dead
    keeps = [_keep(segment, gone) for segment in segments]
    row_maps = []
    rows = 0
    for keep in keeps:
        row_maps.append((np.cumsum(keep) - 1 + rows).astype(np.uint64))
        rows += int(np.count_nonzero(keep))
    if rows > MOST_ROWS:
        raise ValueError(f"a segment cannot hold {rows} rows")
    total = sum(_live_postings(segment, keep) for segment, keep in zip(segments, keeps, strict=True))
    columns = {name: allocate(name, rows, np.int64) for name in ("serials", "offsets", "firsts", "counts")}
    live_words = sum(_live_words(segment, keep) for segment, keep in zip(segments, keeps, strict=True))
    words = allocate("words", live_words, np.uint16)
    _merge_rows(segments, keeps, columns, words, release)
    bits = _bucket_bits(total)
    finer = bits - BUCKET_BITS
    buckets = allocate("buckets", (1 << bits) + 1, _bucket_type(total))
    records = allocate("records", total, np.uint64)
    sizes = np.zeros(1 << bits, np.int64)
    filled = released = 0
    tables = [_coarse(segment) for segment in segments]
    for low, high in _ranges(tables) if segments else ():
        parts = [
            _slice(segment, table, keep, row_map, low, high)
            for segment, table, keep, row_map in zip(segments, tables, keeps, row_maps, strict=True)
        ]
        keys, part = _ordered(*(np.concatenate(column) for column in zip(*parts, strict=True)), runs=True)
        records[filled : filled + len(keys)] = part
        filled += len(keys)
        mine = (keys >> np.uint64(KEY_BITS - bits)).astype(np.int64) - (low << finer)
        sizes[low << finer : high << finer] = np.bincount(mine, minlength=high - low << finer)
        if filled - released > _RELEASE:
            release()
            released = filled
    buckets[0] = 0
    np.cumsum(sizes, out=buckets[1:])
    return Segment(buckets=buckets, records=records, words=words, **columns)  # type: ignore[arg-type]


def _live_postings(segment: Segment, keep: NDArray[np.bool_]) -> int:
    if keep.all():
        return len(segment.records)
    count = 0
    for at in range(0, len(segment.records), 1 << 20):
        count += int(np.count_nonzero(keep[_rows(segment.records[at : at + (1 << 20)])]))
    return count


def _live_words(segment: Segment, keep: NDArray[np.bool_]) -> int:
    return int(segment.counts[keep & (segment.offsets == 0)].sum())


def _rows(records: NDArray[np.uint64]) -> NDArray[np.int64]:
    return ((records >> _ROW_SHIFT) & _ROW_MASK).astype(np.int64)


def _merge_rows(
    segments: Sequence[Segment],
    keeps: Sequence[NDArray[np.bool_]],
    columns: dict[str, NDArray[np.generic]],
    words: NDArray[np.generic],
    release: Callable[[], None],
) -> None:
    row = at = 0
    for segment, keep in zip(segments, keeps, strict=True):
        end = row + int(np.count_nonzero(keep))
        heads = np.flatnonzero(keep & (segment.offsets == 0))
        lengths = segment.counts[heads]
        begins = at + np.cumsum(lengths) - lengths
        for name in ("serials", "offsets", "counts"):
            columns[name][row:end] = getattr(segment, name)[keep]
        columns["firsts"][row:end] = begins[np.searchsorted(heads, np.flatnonzero(keep), side="right") - 1]
        if keep.all():
            for part in range(0, len(segment.words), _RELEASE):
                some = segment.words[part : part + _RELEASE]
                words[at + part : at + part + len(some)] = some
                release()
        else:
            for begin, first, length in zip(begins, segment.firsts[heads], lengths, strict=True):
                words[begin : begin + length] = segment.words[first : first + length]
        at += int(lengths.sum())
        row = end


def _ranges(tables: Sequence[NDArray[np.int64]]) -> list[tuple[int, int]]:
    """Runs of coarse buckets that together hold up to a million postings each."""
    filled = np.zeros(_BUCKETS, np.int64)
    for table in tables:
        filled += np.diff(table)
    out = []
    low = size = 0
    for bucket, count in enumerate(filled.tolist()):
        if size + count > 1 << _SORT_BITS and bucket > low:
            out.append((low, bucket))
            low, size = bucket, 0
        size += count
    out.append((low, _BUCKETS))
    return out


def _slice(
    segment: Segment,
    table: NDArray[np.int64],
    keep: NDArray[np.bool_],
    row_map: NDArray[np.uint64],
    low: int,
    high: int,
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Keys and renumbered records of the coarse buckets from *low* up to *high*."""
    records = np.asarray(segment.records[table[low] : table[high]])
    buckets = np.repeat(np.arange(low, high, dtype=np.uint64), np.diff(table[low : high + 1]))
    rows = _rows(records)
    keys = (buckets << np.uint64(HASH_BITS)) | (records >> HASH_SHIFT)
    records = (records >> HASH_SHIFT << HASH_SHIFT) | (row_map[rows] << _ROW_SHIFT) | (records & _POSITION_MASK)
    if keep.all():
        return keys, records
    alive = keep[rows]
    return keys[alive], records[alive]


def find(segment: Segment, keys: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the postings of each key begin and end in ``records``: two arrays shaped like *keys*."""
    bits = (len(segment.buckets) - 1).bit_length() - 1
    low, high = np.empty(len(keys), np.int64), np.empty(len(keys), np.int64)
    _find(segment.buckets, segment.records, keys, np.uint64(KEY_BITS - bits), low, high)
    return low, high


@compiled("keys")
def _find(
    buckets: NDArray[np.integer],
    records: NDArray[np.uint64],
    keys: NDArray[np.uint64],
    shift: np.uint64,
    low: NDArray[np.int64],
    high: NDArray[np.int64],
) -> np.uint64:
    # In loops of their own, so that the processor waits for many places in memory at a time.
    for key in range(len(keys)):
        bucket = np.int64(keys[key] >> shift)
        low[key], high[key] = buckets[bucket], buckets[bucket + 1]
    touched = np.uint64(0)
    for key in range(len(keys)):
        if low[key] < high[key]:
            touched ^= records[low[key]] ^ records[high[key] - 1]
    for key in range(len(keys)):
        wanted = keys[key] & _HASH_MASK
        first, size = low[key], high[key] - low[key]
        while size > 0:
            half = size >> 1
            if (records[first + half] >> HASH_SHIFT) < wanted:
                first += half + 1
                size -= half + 1
            else:
                size = half
        # Most keys have few postings: strides grow from the first one on.
        last, bound, stride = first, high[key], 1
        while last + stride <= bound and (records[last + stride - 1] >> HASH_SHIFT) == wanted:
            last += stride
            stride <<= 1
        while stride:
            if last + stride <= bound and (records[last + stride - 1] >> HASH_SHIFT) == wanted:
                last += stride
            stride >>= 1
        low[key], high[key] = first, last
    return touched


def read(segment: Segment, places: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Row of each posting, and its word position in the whole article."""
    records = segment.records[places]
    rows = _rows(records)
    return rows, (records & _POSITION_MASK).astype(np.int64) + segment.offsets[rows]
