"""Loops over words and postings that numba compiles as soon as there is enough to do.

Looking one text up with numpy takes hundreds of calls on a few hundred numbers each, and the calls are most of
the price. A loop says the same plainly and, compiled, takes a fraction of the time. But numba takes as long to
load as dozens of articles to look up, and compiling takes some seconds, once for each installation. So loops
run as they stand until they have gone through a hundred thousand numbers together, and compiled from then on,
with the same results. What was compiled lies in ``__pycache__``, or where NUMBA_CACHE_DIR says.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from types import FunctionType
from typing import Any, ParamSpec, TypeVar, cast

import numpy as np
import xxhash

P = ParamSpec("P")
R = TypeVar("R")

_STEPS = 100_000


class Patience:
    """How many steps loops may still take as they stand; only time depends on it."""

    left = _STEPS


def compiled(measure: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Compile a loop when it pays. *measure* names the array whose length says how many steps a call takes.

    The loop must use numbers and arrays only, no index outside their bounds, numbers of one kind in each sum, and
    unsigned ones where they may wrap. Functions it calls are marked with :func:`inlined`.
    """

    def decorate(loop: Callable[P, R]) -> Callable[P, R]:
        plain = cast("FunctionType", loop)
        place = plain.__code__.co_varnames.index(measure)

        @wraps(loop)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            if Patience.left > 0:
                Patience.left -= len(cast("Any", args[place]))
                if Patience.left > 0:
                    with np.errstate(over="ignore"):  # numbers that wrap are meant to
                        return loop(*args, **kwargs)
            return cast("R", _built(plain)(*args, **kwargs))

        return run

    return decorate


def inlined(loop: Callable[P, R]) -> Callable[P, R]:
    """Mark what a compiled loop calls."""
    _INLINED.add(cast("FunctionType", loop))
    return loop


_INLINED: set[FunctionType] = set()


@cache
def _built(loop: FunctionType) -> Callable[..., Any]:
    from numba import njit  # noqa: PLC0415 - slow to import

    names = loop.__globals__
    calls = {name: _built(names[name]) for name in loop.__code__.co_names if _is_inlined(names.get(name))}
    twin = FunctionType(loop.__code__, names | calls, loop.__name__, loop.__defaults__)
    # What is kept is looked for by name and file alone, whatever the loop calls in other files.
    twin.__module__, twin.__qualname__ = loop.__module__, f"{loop.__qualname__}-{_digest(loop)}"
    try:
        return njit(cache=True, nogil=True, error_model="numpy")(twin)
    except RuntimeError:  # there is no folder to keep it in: compiled anew in each process
        return njit(nogil=True, error_model="numpy")(twin)


def _digest(loop: FunctionType) -> str:
    """Tells apart loops that differ in themselves, in the numbers they take from their module, or in what they call."""
    code, names = loop.__code__, loop.__globals__
    parts = [code.co_code.hex(), repr((code.co_consts, code.co_names, code.co_varnames))]
    for value in (names[name] for name in code.co_names if name in names):
        if _is_inlined(value):
            parts.append(_digest(value))
        elif isinstance(value, int | float | np.number | np.ndarray):
            parts.append(repr(np.asarray(value).tolist()))
    return xxhash.xxh3_64_hexdigest("\n".join(parts).encode("utf-8"))


def _is_inlined(thing: object) -> bool:
    return isinstance(thing, FunctionType) and thing in _INLINED
