"""Agencies and outlets: their names, aliases and domains, and how to find them in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

from auditor.model import Article, Outlet, OutletKind

_KINDS: dict[str, OutletKind] = {"agency": "agency", "pictures": "pictures"}
_CAPITAL_WORD = re.compile(r"(?<![\w@#.])(?<!\w-)(?:[^\W\d_a-zß-öø-ÿ]|[0-9])\w*")
_ANY_WORD = re.compile(r"(?<![\w@#.])(?<!\w-)\w+")
_FIRST_WORD = re.compile(r"\w+")
_WORD_GOES_ON = re.compile(r"\w|-\w")
_NAME_BEFORE = re.compile(r"(?<![\w'’-])([^\W\d_a-zß-öø-ÿ][\w'’-]*) $")
_NAME_AFTER = re.compile(r" ([^\W\d_a-zß-öø-ÿ][\w'’-]*)")
#: Capitalised words that stand beside a name in a credit line and are no part of it.
_NO_NAME = re.compile(
    r"the|an?|and|or|with|via|from|by|for|in|on|at|of|to|source|sources|credits?|courtesy|copyright|text|story|article|"
    r"reporting|reports?|files?|inputs?|staff|writers?|reporters?|correspondents?|photos?|images?|picture|video|all|"
    r"rights|read|first|originally|published|republished|updated|contributed|this|see|more|agenc(?:y|ies)|wires?|"
    r"services?|desk|bureau|newsroom|online|news|magazine|newspaper|website|©|con|mit|avec|und|et",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"\.(?:com|org|net|info|news|co\.uk|com\.au|co|io|tv)$")


@dataclass(frozen=True, slots=True)
class Named:
    """An outlet found at ``text[start:end]``."""

    start: int
    end: int
    outlet: Outlet
    trusted: bool = True  #: whether the name can be no common word


@dataclass(frozen=True, slots=True, eq=False)
class Outlets:
    """A table of outlets with the indexes needed to look them up; build it with :func:`table`."""

    rows: tuple[Outlet, ...]
    #: first word → (alias, outlet, trusted in running prose), longest alias first
    by_word: dict[str, tuple[tuple[str, Outlet, bool], ...]] = field(default_factory=dict, repr=False)
    by_name: dict[str, Outlet] = field(default_factory=dict, repr=False)
    by_domain: dict[str, Outlet] = field(default_factory=dict, repr=False)

    def named_in(
        self, text: str, start: int = 0, end: int | None = None, *, prose: bool = True, common: bool = False
    ) -> Iterator[Named]:
        """Outlets named in ``text[start:end]``, in order, longest name first.

        In *prose* names count only with capitals, and those that are *common* words only if these are asked for.
        """
        stop = len(text) if end is None else end
        taken = start
        for word in (_CAPITAL_WORD if prose else _ANY_WORD).finditer(text, start, stop):
            if word.start() < taken:
                continue
            for alias, outlet, trusted in self.by_word.get(word.group().casefold(), ()):
                last = word.start() + len(alias)
                if (
                    (prose and not trusted and not common)
                    or last > stop
                    or text[last - 1].casefold() != alias[-1].casefold()
                ):
                    continue  # dozens of names may begin with the same word: most end here
                if not _same(text[word.start() : last], alias, prose=prose):
                    continue
                if _WORD_GOES_ON.match(text, last):
                    continue
                if not prose and outlet.kind == "outlet" and not _whole(text, word.start(), last, trusted=trusted):
                    continue  # "Evening Mirror" is not the Daily Mirror
                yield Named(word.start(), last, outlet, trusted)
                taken = last
                break

    def of_address(self, address: str) -> Outlet | None:
        """The outlet whose domain holds *address* (a URL or a bare host), or None."""
        host = host_of(address)
        while "." in host:
            if host in self.by_domain:
                return self.by_domain[host]
            host = host.partition(".")[2]
        return None

    def canonical(self, name: str) -> str:
        """The canonical name of a source given by name, alias or domain; the name itself if unknown."""
        stripped = name.strip()
        known = self.by_name.get(_plain(stripped)) or (self.of_address(stripped) if "." in stripped else None)
        if known is None:  # "CNN (Web News)", "Fox News (Online)": data sets add what kind of edition it is
            known = self.by_name.get(_plain(re.sub(r"\s*\([^()]*\)\s*$", "", stripped)))
        return known.name if known else stripped

    def own(self, name: str, article: Article) -> bool:
        """Whether *name* is that of the article's own source, or the name its domain is made of."""
        homes = [home for home in (article.source, host_of(article.url)) if home]
        if any(self.same(name, home) for home in homes):
            return True
        label = _label(name)
        return any(_plain(name) == _label(home) or (label and label == _plain(home)) for home in homes)

    def lists(self, name: str) -> bool:
        """Whether *name* is the canonical name of an outlet of the table."""
        known = self.by_name.get(_plain(name))
        return known is not None and known.name == name

    def shares_name(self, name: str) -> bool:
        """Whether *name* is a single word that ends the names of other outlets of the table: "The Times"."""
        short = name.removeprefix("The ")
        return " " not in short and any(row.name.endswith(f" {short}") for row in self.rows if row.name != name)

    def same(self, one: str, other: str) -> bool:
        """Whether two source names mean the same outlet."""
        return bool(one and other) and _plain(self.canonical(one)) == _plain(self.canonical(other))


def table(rows: Iterable[Outlet]) -> Outlets:
    """Build the look-up indexes; an earlier row goes before a later one that claims the same name or domain."""
    unique: dict[str, Outlet] = {}
    for row in rows:
        unique.setdefault(row.name, row)
    words: dict[str, list[tuple[str, Outlet, bool]]] = {}
    names: dict[str, Outlet] = {}
    domains: dict[str, Outlet] = {}
    for row in unique.values():
        doubtful = {alias[1:] for alias in row.aliases if alias.startswith("~")}
        spellings = {row.name, *(alias.lstrip("~") for alias in row.aliases)} - {""}
        spellings |= {name[4:] for name in spellings if name.startswith("The ") and " " in name[4:]}
        for spelling in sorted(spellings):
            first = _FIRST_WORD.search(spelling)
            if first is None or first.start() != 0:
                continue
            words.setdefault(first.group().casefold(), []).append((spelling, row, spelling not in doubtful))
            names.setdefault(_plain(spelling), row)
        for domain in row.domains:
            domains.setdefault(domain.casefold(), row)
            names.setdefault(_plain(domain), row)
    ordered = {word: tuple(sorted(found, key=lambda item: (-len(item[0]), item[0]))) for word, found in words.items()}
    return Outlets(tuple(unique.values()), ordered, names, domains)


def extended(base: Outlets, rows: Iterable[Outlet]) -> Outlets:
    """*base* with further rows, which go before it where both claim a name or domain.

    A row for an outlet that *base* knows, by any of its names, adds its names and domains to it.
    """
    known = {row.name: row for row in base.rows}
    added: dict[str, Outlet] = {}
    for row in rows:
        name = base.canonical(row.name)
        old = added.get(name) or known.get(name)
        added[name] = _joined(old, row) if old else row
    return table((*added.values(), *(row for name, row in known.items() if name not in added)))


def _joined(old: Outlet, new: Outlet) -> Outlet:
    kind = old.kind if new.kind == "outlet" else new.kind
    aliases = dict.fromkeys((*new.aliases, *old.aliases, *([new.name] if new.name != old.name else [])))
    return Outlet(old.name, kind, tuple(aliases), tuple(dict.fromkeys((*new.domains, *old.domains))))


@lru_cache(maxsize=8)
def outlets_with(rows: tuple[Outlet, ...]) -> Outlets:
    """The shipped table with the *rows* of a user's settings."""
    return extended(builtin_outlets(), rows) if rows else builtin_outlets()


@cache
def builtin_outlets() -> Outlets:
    """The table shipped with the package (``auditor/data/outlets.tsv``)."""
    lines = files("auditor.data").joinpath("outlets.tsv").read_text(encoding="utf-8").splitlines()
    return table(parse_rows(lines))


def parse_rows(lines: Iterable[str]) -> Iterator[Outlet]:
    """Rows of the table: name, kind (agency, outlet, pictures), aliases and domains, split by tabs, lists by ``;``."""
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        name, kind, aliases, domains = (*line.rstrip("\n").split("\t"), "", "", "")[:4]
        yield Outlet(name, _KINDS.get(kind, "outlet"), _items(aliases), _items(domains))


def host_of(address: str) -> str:
    """The host of a URL or bare domain, lower case, without ``www.``; empty if there is none."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _label(domain: str) -> str:
    """What a domain is called, "thelantern.example" as "lantern"; empty for what is no domain."""
    host = host_of(domain) if "." in domain and " " not in domain.strip() else ""
    registered = re.sub(r"(?:\.(?:co|com|org|net|gov|ac))?\.[a-z]{2,}$", "", host)
    return re.sub(r"[^\w]", "", registered.rpartition(".")[2]).removeprefix("the")


def _items(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split(";") if item.strip())


def _same(found: str, alias: str, *, prose: bool) -> bool:
    if found == alias:
        return True
    # Credit lines are often set in capitals or small letters; prose is not.
    return (
        found == alias.upper() if prose else found.casefold() == alias.casefold() and not _small_acronym(found, alias)
    )


def _whole(text: str, start: int, end: int, *, trusted: bool) -> bool:
    """Whether the name at ``text[start:end]`` is no part of a longer one, as "Mirror" of "Evening Mirror".

    Acronyms and names that begin with "the" are not continued to the left; to the right only those that are common
    words: "Politico Pro" is Politico's, "Guardian Insurance" nobody's.
    """
    name = text[start:end]
    if (name.isupper() and len(name) <= 5) or "." in name:
        return True
    before = _NAME_BEFORE.search(text, max(0, start - 40), start)
    if before and name[:4].casefold() != "the " and not _NO_NAME.fullmatch(before[1]):
        return False
    after = _NAME_AFTER.match(text, end)
    return trusted or not after or _NO_NAME.fullmatch(after[1]) is not None


def _small_acronym(found: str, alias: str) -> bool:
    """Whether it is an acronym in small letters: "uni" is a word, not the agency."""
    return alias.isupper() and len(alias) <= 4 and not found.isupper()


def _plain(name: str) -> str:
    folded = re.sub(r"^(?:https?://)?(?:www\.)?", "", name.casefold().strip())
    return re.sub(r"[^\w]", "", _SUFFIX.sub("", folded)).removeprefix("the") or folded
