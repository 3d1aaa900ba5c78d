"""Loops compiled by numba when they are first called, and kept on disk for the processes after.

Looking one text up with numpy takes hundreds of calls on a few hundred numbers each, and the calls are most of
the price. A loop says the same plainly and takes a fraction of the time. Compiling takes some seconds, once for
each installation; what was compiled lies in ``__pycache__`` or where NUMBA_CACHE_DIR says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")


def compiled(loop: Callable[P, R]) -> Callable[P, R]:
    """*loop* compiled. It must use numbers and arrays only, none of them outside its bounds."""
    try:
        return cast("Callable[P, R]", njit(cache=True, nogil=True, error_model="numpy")(loop))
    except RuntimeError:  # there is no folder to keep it in: compiled anew in each process
        return cast("Callable[P, R]", njit(nogil=True, error_model="numpy")(loop))
