"""Sources with planted faults, made of real articles: what ``provenance.py`` measures the score on."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from auditor.annotate.credits import find_credits
from auditor.model import Article
from auditor.text import prepare

SHARES = (0.0, 0.125, 0.25, 0.5, 0.75, 1.0)
COPIES = 2  #: sources per kind and share
KINDS = ("copied", "spun", "quotes", "opinion")
GIVERS = ("Reuters", "Associated Press", "The Guardian", "BBC", "Politico", "Al Jazeera")
START = datetime(2021, 5, 3, 7, 0)  # noqa: DTZ001  # declared times carry no zone as often as not


def table(rows: str) -> dict[str, str]:
    """Word pairs "a=b; c=d" as a dictionary."""
    return dict(pair.split("=") for pair in " ".join(rows.split()).split("; "))


#: A spinner's table: what such programs put for common words, whatever the sense.
SPIN = table(
    """
    said=stated; told=instructed; people=individuals; also=additionally; many=quite a few; big=huge; large=giant;
    small=tiny; help=assist; show=exhibit; shows=reveals; began=commenced; begin=start; now=at the moment;
    today=at this time; new=brand new; first=initial; last=final; war=battle; fight=combat; police=cops;
    found=discovered; took=grabbed; use=make the most of; used=utilized; called=known as; asked=requested;
    wanted=desired; need=want; needs=wants; make=create; made=created; good=great; bad=dangerous;
    important=essential; major=foremost; different=totally different; government=authorities; country=nation;
    state=nation; week=seven days; month=thirty days; years=decades; old=previous; young=younger; house=home;
    children=youngsters; man=gentleman; woman=lady; money=cash; company=agency; business=enterprise; work=job;
    right=proper; left=departed; high=excessive; low=little; long=prolonged; next=subsequent; against=towards;
    across=throughout; before=earlier than; after=following; while=whereas; because=as a result of;
    however=nonetheless; although=though; but=however; including=together with; according=in response; between=in
    between; during=throughout; support=assist; plan=scheme; plans=schemes; statement=assertion; report=file;
    reported=filed; leader=chief; leaders=chiefs; official=authority; officials=authorities; talks=discussions;
    meeting=assembly; agreement=settlement; decision=choice; problem=drawback; issue=challenge; issues=points;
    public=common; national=countrywide; election=ballot; vote=poll; voters=electors; law=regulation;
    court=courtroom; death=demise; killed=slain; attack=assault; attacks=assaults; security=safety; force=power;
    forces=powers; military=navy; troops=soldiers; border=frontier; crisis=disaster; change=alter;
    growth=progress; rise=climb; fall=drop; increase=enhance; increased=elevated; cut=minimize; end=finish;
    ended=completed; keep=hold; kept=saved; think=assume; thought=believed; know=perceive; known=recognized;
    see=notice; seen=noticed; give=give up; given=supplied
    """
)
#: What a misquoting copyist puts for a content word: another, as if misheard.
MISHEARD = ("problem", "future", "threat", "promise", "measure", "danger", "people", "chance", "moment", "policy")
#: Outlets whose pages are reports, and addresses that say otherwise.
REPORTERS = frozenset(
    [
        "reuters.com",
        "apnews.com",
        "bbc.com",
        "bbc.co.uk",
        "npr.org",
        "cnn.com",
        "usatoday.com",
        "cbsnews.com",
        "abcnews.go.com",
        "nbcnews.com",
        "aljazeera.com",
        "cnbc.com",
        "thehill.com",
        "pbs.org",
    ]
)
#: Outlets that print reports beside columns and analyses, told apart by address and title alone.
NEWSPAPERS = frozenset(
    [
        "nytimes.com",
        "politico.com",
        "csmonitor.com",
        "washingtontimes.com",
        "theguardian.com",
        "wsj.com",
        "bloomberg.com",
        "foxnews.com",
        "newsmax.com",
    ]
)
_NOT_NEWS = re.compile(
    r"opinion|comment|blog|analysis|column|editorial|ideas|perspective|fact-check|voices|review|magazine"
)
_QUOTE = re.compile(r"[“\"]([^“”\"\n]{40,400})[”\"]")
_WORD = re.compile(r"[A-Za-z]+")


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def plant(
    draw: random.Random, supply: Iterator[dict[str, str]], opinions: list[str], size: int
) -> tuple[dict[str, tuple[str, float]], list[Article]]:
    """Sources with their kind of fault and planted share, and all articles."""
    planted: dict[str, tuple[str, float]] = {}
    corpus: list[Article] = []
    number = 0
    for kind in KINDS:
        for share in SHARES:
            for copy in range(COPIES):
                source = f"{kind}-{round(share * 100)}-{copy}.example"
                planted[source] = (kind, share)
                faulty = set(draw.sample(range(size), round(share * size)))
                for index in range(size):
                    number += 1
                    made = article(draw, supply, f"{source}-{index}", source)
                    if index in faulty:
                        made, *given = fault(draw, kind, made, supply, opinions)
                        corpus += given
                    corpus.append(made)
    return planted, corpus


def article(draw: random.Random, supply: Iterator[dict[str, str]], name: str, source: str) -> Article:
    """A real article under another name, with author and time."""
    row = next(supply)
    moment = START + timedelta(minutes=draw.randrange(60 * 24 * 60))
    return Article(
        name, source, row["text"], title=row["title"], byline="Jane Doe", published=moment.isoformat(timespec="minutes")
    )


def fault(
    draw: random.Random, kind: str, own: Article, supply: Iterator[dict[str, str]], opinions: list[str]
) -> tuple[Article, ...]:
    """The faulty article, and the original it was taken from where there is one."""
    if kind == "opinion":
        headline = "What they do not want you to know"
        return (replace(own, text=f"{own.text}\n\n{headline}\n\n{draw.choice(opinions)}"),)
    original = own
    while kind == "quotes" and len(_QUOTE.findall(original.text)) < 2:
        original = replace(own, text=next(supply)["text"])
    given = replace(original, id=f"{own.id}-original", source=draw.choice(GIVERS))
    later = datetime.fromisoformat(own.published) + timedelta(minutes=draw.randrange(60, 8000))
    text = original.text
    if kind == "spun":
        text = spun(draw, text)
    elif kind == "quotes":
        text = f"{misquoted(draw, text)}\n\nSource: {given.source}"
    byline = own.byline if draw.random() < 0.3 else ""  # copies seldom keep an author
    stamped = later.isoformat(timespec="minutes")
    return replace(own, text=text, published=stamped, title=own.title, byline=byline), given


def spun(draw: random.Random, text: str) -> str:
    """Four of five words of the table replaced."""

    def swap(match: re.Match[str]) -> str:
        other = SPIN.get(match[0])
        return other if other is not None and draw.random() < 0.8 else match[0]

    return _WORD.sub(swap, text)


def misquoted(draw: random.Random, text: str) -> str:
    """One content word changed inside every longer quotation."""

    def change(match: re.Match[str]) -> str:
        words = match[0].split(" ")
        places = [i for i, word in enumerate(words[1:-1], 1) if len(word) > 4 and word.isalpha() and word.islower()]
        if places:
            words[draw.choice(places)] = draw.choice(MISHEARD)
        return " ".join(words)

    return _QUOTE.sub(change, text)


def reports(data: Path) -> list[dict[str, str]]:
    """News reports of ordinary length: by outlet and address, since the sample holds columns as well."""
    found = [row for row in rows(data / "news_sample.jsonl.gz") if row["domain"].removeprefix("www.") in REPORTERS]
    found += [row for row in rows(data / "opinion_dev.jsonl.gz") if row["label"] == "news"]
    found = list({row["id"]: row for row in found}.values())
    return [
        row
        for row in found
        if 250 <= len(row["text"].split()) <= 1100
        and not _NOT_NEWS.search((row["url"] + row["title"]).lower())
        and not _names_an_outlet(row["text"])
    ]


def clean_reports(data: Path, outlets: frozenset[str], *, with_dev: bool) -> list[dict[str, str]]:
    """Reports of *outlets* of any usual length, and those of ``opinion_dev`` if *with_dev*; by outlet and address."""
    known = [row for row in rows(data / "opinion_dev.jsonl.gz") if row["label"] == "news"]
    found = [row for row in rows(data / "news_sample.jsonl.gz") if row["domain"].removeprefix("www.") in outlets]
    taken = {row["id"] for row in known}
    found = [r for r in found if r["id"] not in taken and not _NOT_NEWS.search((r["url"] + r["title"]).lower())]
    return [row for row in (known if with_dev else []) + found if 120 <= len(row["text"].split()) <= 2500]


def _names_an_outlet(text: str) -> bool:
    """Under another name, an article that says whose it is would be one credited to its real outlet."""
    found = find_credits(prepare(Article("x", "x.example", text)))
    return any(credit.who and credit.covers == "text" and credit.strength >= 0.5 for credit in found)
