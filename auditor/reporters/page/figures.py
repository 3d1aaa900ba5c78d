"""Dates and numbers on the pages: the one place that decides how they read.

Each is written in the language of the page and carries its value for machines: ``<time datetime>`` and
``<data value>``. The script writes them anew in the manner of the reader's country where the reader's
language is the page's (31 May or May 31), and gives dates in any language as a hint.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from markupsafe import Markup, escape

from auditor.reporters.wording import number

LANGUAGE = "en"  #: of the words of every page; articles state their own
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


def whole(value: int) -> str:
    """Return a whole number. Below 1,000 it reads the same everywhere and is plain text."""
    return Markup('<data value="{}">{}</data>').format(value, f"{value:,}") if abs(value) >= 1000 else str(value)


def decimal(value: float) -> str:
    """Return a number with at most one decimal."""
    text = number(value)
    plain = f"{round(value, 1):.15g}"
    return Markup('<data value="{}">{}</data>').format(plain, text) if set(text) & set(".,") else text


def fixed(value: float) -> str:
    """Return a number with one decimal, for columns in which numbers stand under each other."""
    return Markup('<data value="{}">{}</data>').format(f"{value:.1f}", f"{value:,.1f}")


def day(stated: str) -> str:
    """Return the day of an ISO 8601 date as ``31 May 2016``; what is no date, as it is stated."""
    when = parsed(stated)
    return stated if when is None else _time(when.date().isoformat(), _day(when))


def moment(stated: str) -> str:
    """Return an ISO 8601 date with its time and zone, where it states them: ``31 May 2016, 14:05 +02:00``."""
    when = parsed(stated)
    if when is None:
        return stated
    if len(stated.strip()) <= 10 or (when.tzinfo is None and (when.hour, when.minute) == (0, 0)):
        return _time(when.date().isoformat(), _day(when))
    zone = when.utcoffset()
    named = (
        ""
        if zone is None
        else " UTC"
        if zone == timedelta(0)
        else f" {when.strftime('%z')[:3]}:{when.strftime('%z')[3:5]}"
    )
    return _time(when.isoformat(timespec="minutes"), f"{_day(when)}, {when:%H:%M}{named}")


def parsed(stated: str) -> datetime | None:
    """Return an ISO 8601 date, None for anything else."""
    try:
        return datetime.fromisoformat(stated.strip())
    except ValueError:
        return None


def _day(when: datetime) -> str:
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def _time(machine: str, text: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(machine, escape(text))
