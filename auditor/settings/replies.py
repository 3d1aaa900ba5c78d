"""Replies of publishers: read from the settings, or from a file of their own that the settings name.

``replies = "replies.toml"`` names a file with one ``[[replies]]`` table per reply; the tables may
also stand in the settings themselves. A reply is shown with the audit and changes no score.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from pathlib import Path

from auditor.errors import SettingsError
from auditor.model import Reply
from auditor.settings.values import known_keys, rows_of, typed

KEYS = ("source", "date", "text", "finding", "by")
LONGEST = 20_000  #: characters of one reply
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


def replies_of(value: object, where: str, folder: Path) -> tuple[Reply, ...]:
    """The replies of a list of tables, or of the file of that name in *folder*; by source and date.

    Raises SettingsError where the file cannot be read, or naming the reply and the key that is wrong.
    """
    if isinstance(value, str):
        file = folder / value
        value, where = _read(file), f"{file}: replies"
    if not isinstance(value, list):
        raise SettingsError(f"{where}: must be the name of a file or a list of tables")
    return tuple(sorted(_reply(row, f"{where}[{number}]") for number, row in enumerate(value, 1)))


def _read(file: Path) -> object:
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: not valid TOML: {error}") from error
    return known_keys(data, ("replies",), str(file)).get("replies", [])


def _reply(value: object, where: str) -> Reply:
    row = known_keys(dict(rows_of(value, where)), KEYS, where)
    for key in ("source", "date", "text"):
        if key not in row:
            raise SettingsError(f"{where}: has no {key}")
    day = row["date"]
    row["date"] = day.isoformat() if isinstance(day, date) else day
    texts = {key: typed(text, str, f"{where}.{key}").strip() for key, text in row.items()}
    for key in ("source", "text"):
        if not texts[key]:
            raise SettingsError(f"{where}.{key}: is empty")
    if len(texts["text"]) > LONGEST:
        raise SettingsError(f"{where}.text: is longer than {LONGEST:,} characters")
    try:
        datetime.fromisoformat(texts["date"])
    except ValueError:
        raise SettingsError(f"{where}.date: {texts['date']!r} is no ISO date such as 2026-11-22") from None
    if texts.get("finding") and not _FINGERPRINT.fullmatch(texts["finding"]):
        raise SettingsError(f"{where}.finding: {texts['finding']!r} is no fingerprint of a finding (16 hex digits)")
    return Reply(**texts)
