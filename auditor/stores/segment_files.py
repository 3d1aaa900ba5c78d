"""Segments as files: written once, synced, renamed into place, memory-mapped from then on.

Layout: 4,096 bytes of header (a magic line, then JSON with type, length, offset and xxh3_64
checksum of each array, padded with spaces), then the arrays, each at a multiple of 64 bytes,
little-endian.
"""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import xxhash
from numpy.typing import DTypeLike, NDArray

from auditor.errors import StoreError
from auditor.reuse.segments import ARRAYS, Allocate, Segment

_MAGIC = b"auditor segment 2\n"
_HEADER = 4096
_ALIGN = 64
_CHUNK = 1 << 22
_HELD = 1 << 27  # bytes of an array that is made in memory and then written; larger ones are mapped
_PART = 1 << 27  # bytes read between two times that memory is released


#: Makes a segment in arrays it is given; the second argument lets go of the memory behind them for now.
Fill = Callable[[Allocate, Callable[[], None]], Segment]


def write(path: Path, fill: Fill) -> int:
    """Write the segment that *fill* makes in the arrays it is given; size of the file in bytes.

    The file appears under its name only when it is complete and synced. Raises OSError.
    """
    draft = path.with_suffix(".tmp")
    descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o666)
    try:
        header: dict[str, list[object]] = {}
        maps: list[mmap.mmap] = []
        held: list[tuple[int, NDArray[np.generic]]] = []
        end = _HEADER

        def allocate(name: str, length: int, kind: DTypeLike) -> NDArray[np.generic]:
            nonlocal end
            dtype = np.dtype(kind).newbyteorder("<")
            start, size = end, length * dtype.itemsize
            header[name] = [dtype.str, length, start]
            end = -(-(start + size) // _ALIGN) * _ALIGN
            if size <= _HELD:
                held.append((start, np.empty(length, dtype)))
                return held[-1][1]
            _reserve(descriptor, start, size)
            page = start // mmap.ALLOCATIONGRANULARITY * mmap.ALLOCATIONGRANULARITY
            view = mmap.mmap(descriptor, start - page + size, offset=page)
            maps.append(view)
            return np.frombuffer(view, dtype, length, start - page)

        def release() -> None:
            for view in maps:
                _let_go(view)

        segment = fill(allocate, release)
        for name in ARRAYS:
            header[name].append(_checksum(getattr(segment, name), release))
        text = _MAGIC + json.dumps(header).encode()
        _write(descriptor, 0, text.ljust(_HEADER))
        for start, array in held:
            _write(descriptor, start, array.data.cast("B") if len(array) else b"")
        for view in maps:
            view.flush()
        os.fsync(descriptor)
        size = os.fstat(descriptor).st_size
    except BaseException:
        os.close(descriptor)
        draft.unlink(missing_ok=True)
        raise
    os.close(descriptor)
    draft.replace(path)
    sync_folder(path.parent)
    return size


def copy_of(segment: Segment) -> Fill:
    """What :func:`write` needs to write a segment that is in memory."""

    def fill(allocate: Allocate, _release: Callable[[], None]) -> Segment:
        columns = {}
        for name in ARRAYS:
            source = getattr(segment, name)
            target = allocate(name, len(source), source.dtype)
            target[:] = source
            columns[name] = target
        return Segment(**columns)  # type: ignore[arg-type] # each column has the type of its source

    return fill


def _write(descriptor: int, start: int, content: bytes | memoryview) -> None:
    """Write all of *content*, which the system may take in parts."""
    rest = memoryview(content)
    while rest:
        written = os.pwrite(descriptor, rest, start)
        start, rest = start + written, rest[written:]


def _reserve(descriptor: int, start: int, size: int) -> None:
    """Make the file that long. Space a disk does not have must fail here, not when mapped."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, start, size)
        return
    for at in range(start, start + size, _CHUNK):
        os.pwrite(descriptor, bytes(min(_CHUNK, start + size - at)), at)


def release(segments: Iterable[Segment]) -> None:
    """Let go of the memory behind mapped segments; what is read again comes from the file."""
    for segment in segments:
        view = getattr(segment.records.base, "obj", None)
        if isinstance(view, mmap.mmap):
            _let_go(view)


def _let_go(view: mmap.mmap) -> None:
    if hasattr(mmap, "MADV_DONTNEED"):  # of a shared mapping: nothing written is lost
        view.madvise(mmap.MADV_DONTNEED)


def _checksum(array: NDArray[np.generic], release: Callable[[], None] = lambda: None) -> str:
    if not len(array):
        return ""
    digest = xxhash.xxh3_64()
    step = max(1, _PART // array.itemsize)
    for start in range(0, len(array), step):
        digest.update(np.ascontiguousarray(array[start : start + step]).data)
        release()
    return digest.hexdigest()


def sync_folder(folder: Path) -> None:
    """Make renamed and removed names of *folder* last through a power cut, where that can be done."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _header(path: Path, raw: bytes) -> dict[str, tuple[str, int, int, str]]:
    if not raw.startswith(_MAGIC):
        raise StoreError(f"{path} is not a segment of this version")
    try:
        header = json.loads(raw[len(_MAGIC) : _HEADER])
        return {name: (str(header[name][0]), *map(int, header[name][1:3]), str(header[name][3])) for name in ARRAYS}  # type: ignore[misc]
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise StoreError(f"{path} has a damaged header") from error


def load(path: Path) -> Segment:
    """Map a segment. Raises StoreError if it is torn, FileNotFoundError if it is gone."""
    with path.open("rb") as stream:
        header = _header(path, stream.read(_HEADER))
        view = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    columns = {}
    for name, (kind, length, start, _) in header.items():
        dtype = np.dtype(kind)
        if length and start + length * dtype.itemsize > len(view):
            raise StoreError(f"{path} is shorter than its header says")
        columns[name] = np.frombuffer(view, dtype, length, start) if length else np.empty(0, dtype)
    return Segment(**columns)


def problems(path: Path) -> list[str]:
    """What is wrong with the bytes of a segment file; empty if all checksums agree."""
    try:
        segment = load(path)
        with path.open("rb") as stream:
            header = _header(path, stream.read(_HEADER))
    except FileNotFoundError:
        return [f"{path.name} is missing"]
    except (StoreError, OSError, ValueError) as error:
        return [str(error)]
    return [
        f"{path.name}: the bytes of {name} have changed"
        for name in ARRAYS
        if _checksum(getattr(segment, name), lambda: release([segment])) != header[name][3]
    ]
