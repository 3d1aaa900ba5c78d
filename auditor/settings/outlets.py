"""Outlets and agencies a user adds to the table the package ships, or corrects in it."""

from __future__ import annotations

import re

from auditor.errors import SettingsError
from auditor.model import Outlet, OutletKind
from auditor.settings.values import known_keys, names, rows_of, typed

KEYS = ("aliases", "domains", "agency", "pictures")
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}")


def outlets_of(value: object, where: str) -> tuple[Outlet, ...]:
    """The rows of ``[outlets]``: a table per outlet, named as it is to be shown.

    Raises SettingsError for an unknown key, a domain that is none, or a name of two outlets.
    """
    rows = tuple(sorted(_outlet(name, row, f"{where}.{name}") for name, row in rows_of(value, where)))
    given: dict[str, str] = {}
    for row in rows:
        for name in (row.name, *row.aliases, *row.domains):
            plain = name.lstrip("~").casefold()
            if given.setdefault(plain, row.name) != row.name:
                raise SettingsError(f"{where}: {name!r} is given to both {given[plain]!r} and {row.name!r}")
    return rows


def _outlet(name: str, value: object, where: str) -> Outlet:
    if not re.match(r"\w", name) or name != name.strip():
        raise SettingsError(f"{where}: {name!r} is no name of an outlet: it must begin with a letter or digit")
    row = known_keys(dict(rows_of(value, where)), KEYS, where)
    domains = tuple(host.casefold() for host in names(row.get("domains", []), f"{where}.domains"))
    for host in domains:
        if not _DOMAIN.fullmatch(host):
            raise SettingsError(f"{where}.domains: {host!r} is no domain such as 'ledger.example'")
    flags = [flag for flag in ("agency", "pictures") if typed(row.get(flag, False), bool, f"{where}.{flag}")]
    if len(flags) == 2:
        raise SettingsError(f"{where}: is an agency or sells pictures, not both")
    kinds: dict[str, OutletKind] = {"agency": "agency", "pictures": "pictures"}
    kind = kinds[flags[0]] if flags else "outlet"
    return Outlet(name, kind, names(row.get("aliases", []), f"{where}.aliases"), domains)
