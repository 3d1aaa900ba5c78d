"""Altered quotations: python tests/bench/altered.py DATA [--show] [--silent N] [--cases N] [--part real].

DATA holds ``news_sample``, ``autoblog_sample`` and ``opinion_dev`` (``.jsonl.gz``).

*Precision and misses*, on real news nobody changed: articles of different outlets whose quotations
share six words in a row are compared. A matched pair is two quotations of an alignment that do, and any
two that are flagged. ``tests/gold/altered.jsonl`` keeps what a reader
judged of each, under a digest of both articles' ids and both quotations' words: *altered* where both
print the same utterance and content words inside the marks differ, *same* where the wording is one or
the edits are legitimate, *translated* where both are translations, *other* where they are two
utterances. A flagged pair is right if it is *altered*; a silent one is wrong only then.

*Recall*, on planted changes: an article with its quotations is copied to another outlet and one word
is changed inside each of its longer quotations (see ``altered_changes.py``). A change is found if a
relation that overlaps it is reported. The same with edits every newsroom may make, where a relation
is a false alarm. No published figures exist for this task.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from itertools import combinations
from pathlib import Path

from altered_changes import ALLOWED, ALTERING, Change, words

from auditor.annotate.quotations import find_quotations
from auditor.model import Article, Document, Match, Quotation, Reading
from auditor.reuse.pairs import compare_documents
from auditor.text import prepare

GOLD = Path(__file__).parents[1] / "gold" / "altered.jsonl"
RUN = 6  #: words in a row that two quotations must share to be a matched pair, and their articles to be compared
MOST = 40  #: more articles than this share a saying, not a report
SETS = ("news_sample", "autoblog_sample", "opinion_dev")
Row = dict[str, str]


def main() -> None:
    """Print both figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--show", action="store_true", help="print pairs nobody judged yet, and what was missed")
    parser.add_argument("--silent", type=int, default=0, help="print this many silent pairs that nobody judged")
    parser.add_argument("--cases", type=int, default=400, help="quotations per kind of change")
    parser.add_argument("--part", choices=("both", "real", "planted"), default="both")
    options = parser.parse_args()
    sets = [_rows(options.data / f"{name}.jsonl.gz") for name in SETS]
    if options.part != "planted":
        real([row for rows in sets for row in rows], show=options.show, silent=options.silent)
    if options.part != "real":
        planted([row for rows in sets[:2] for row in rows], options.cases, show=options.show)


def real(rows: list[Row], *, show: bool, silent: int) -> None:
    """Compare the quotations of real articles and hold what is flagged against the judgements."""
    known = {row["id"]: row for row in {row["text"]: row for row in reversed(rows)}.values()}
    judged = {row["pair"]: row["verdict"] for row in map(json.loads, _lines())}
    flagged: dict[str, str] = {}
    quiet: dict[str, str] = {}
    outlets = set()
    for left, right in _sharing([row for row in rows if row["id"] in known]):
        one, two = (_read(name, known[name]["text"], known[name].get("date") or "") for name in (left, right))
        for match in compare_documents(*one, *two):
            for digest, shown, altered in _pairs(match, one[1], two[1]):
                (flagged if altered else quiet)[digest] = shown
                outlets |= {known[left]["source"], known[right]["source"]}
    quiet = {digest: shown for digest, shown in quiet.items() if digest not in flagged}
    print(f"matched quotation pairs {len(flagged) + len(quiet)}, of {len(outlets)} outlets; flagged {len(flagged)}")
    verdicts = Counter(judged.get(digest, "unread") for digest in flagged)
    right, total = verdicts["altered"], len(flagged)
    print(f"the flagged: {dict(verdicts)}; precision {right}/{total} = {right / max(1, total):.3f} (goal .95)")
    others = Counter(judged.get(digest, "unread") for digest in quiet)
    missed = others["altered"]
    print(f"the silent: {dict(others)}; truly altered and missed {missed} of {right + missed}")
    print(f"pairs judged rightly {(right + len(quiet) - missed - others['unread']) / max(1, total + len(quiet)):.3f}")
    if show:
        for digest, shown in (*flagged.items(), *quiet.items()):
            if (judged.get(digest) == "altered") != (digest in flagged):
                print("FLAGGED" if digest in flagged else "SILENT", judged.get(digest, "unread"), digest, shown)
    fresh = [digest for digest in quiet if digest not in judged]
    for digest in random.Random(5).sample(fresh, min(silent, len(fresh))):
        print("UNREAD", digest, quiet[digest], sep="\n  ")


def _sharing(rows: list[Row]) -> Iterator[tuple[str, str]]:
    """Ids of articles of two outlets whose quotations share a run of words, in order."""
    at: dict[str, set[str]] = defaultdict(set)
    source = {row["id"]: row["source"] for row in rows}
    for row in rows:
        for quoted in re.findall(r"[“\"]([^“”\"\n]{25,1200})[”\"]", row["text"]):
            parts = re.findall(r"\w+", quoted.casefold())
            for first in range(len(parts) - RUN + 1):
                at[" ".join(parts[first : first + RUN])].add(row["id"])
    pairs = {
        pair
        for ids in at.values()
        if 1 < len(ids) <= MOST
        for pair in combinations(sorted(ids), 2)
        if source[pair[0]] != source[pair[1]]
    }
    yield from sorted(pairs)


def _pairs(match: Match, left: Reading, right: Reading) -> Iterator[tuple[str, str, bool]]:
    """Pairs of quotations that face each other in a match, as text to judge, and whether they are flagged."""
    altered = [relation for relation in match.relations if relation.kind == "altered-quotation"]
    for one in left.quotations:
        if one.scare or not one.inner.overlap(match.left.span):
            continue
        for two in right.quotations:
            if two.scare or not two.inner.overlap(match.right.span):
                continue
            hit = [r for r in altered if r.left.overlap(one.inner) and r.right.overlap(two.inner)]
            ours, theirs = _shown(left, one), _shown(right, two)
            if hit or _run_shared(ours, theirs, RUN):
                digest = _digest((left.article.id, ours), (right.article.id, theirs))
                detail = "".join(f"\n  <> {r.before!r} / {r.after!r}" for r in hit)
                said = f"{one.speaker or '?'}: {ours}\n  {two.speaker or '?'}: {theirs}{detail}"
                yield digest, said, bool(hit)


def _shown(reading: Reading, quotation: Quotation) -> str:
    return " ".join(reading.article.text[quotation.inner.start : quotation.inner.end].split())


def _run_shared(one: str, two: str, run: int) -> bool:
    ours, theirs = (re.findall(r"\w+", text.casefold()) for text in (one, two))
    runs = {tuple(ours[i : i + run]) for i in range(len(ours) - run + 1)}
    return any(tuple(theirs[i : i + run]) in runs for i in range(len(theirs) - run + 1))


def planted(rows: list[Row], cases: int, *, show: bool) -> None:
    """Change one word in each longer quotation of a copy and count the changes that are reported."""
    draw = random.Random(11)
    stock = sorted({m[0] for row in draw.sample(rows, 200) for m in words(row["text"])})
    told = [row for row in rows if len(_long_quotations(row)) >= 2]
    draw.shuffle(told)
    for kinds, title in ((ALTERING, "found"), (ALLOWED, "false alarms")):
        total: Counter[bool] = Counter()
        for kind, change in kinds.items():
            found = Counter(_tried(told, kind, change, stock, cases, show))
            total += found
            print(f"{title:12} {kind:12} {found[True]:4d} of {found.total():4d} = {found[True] / found.total():.3f}")
        print(f"{title:12} {'all':12} {total[True]:4d} of {total.total():4d} = {total[True] / total.total():.3f}")


def _tried(told: list[Row], kind: str, change: Change, stock: list[str], cases: int, show: bool) -> Iterator[bool]:  # noqa: FBT001
    """Whether each change of one kind is reported, for up to *cases* changes."""
    done = 0
    for row in told:
        if done >= cases:
            return
        draw = random.Random(f"{kind} {row['id']}")
        text, places = _changed(row, change, draw, stock)
        if not places:
            continue
        left, right = _ready(f"{row['id']}-copy", text), _read(row["id"], row["text"])
        relations = [
            r for match in compare_documents(*left, *right) for r in match.relations if r.kind == "altered-quotation"
        ]
        for start, end, before, after in places[: cases - done]:
            hit = any(r.left.start < end and start < r.left.end for r in relations)
            done += 1
            if show and hit != (kind in ALTERING):
                print(f"  {'MISSED' if kind in ALTERING else 'FALSE'} {kind}: {before!r}\n      -> {after!r}")
            yield hit


def _changed(
    row: Row, change: Change, draw: random.Random, stock: list[str]
) -> tuple[str, list[tuple[int, int, str, str]]]:
    """The text with one change in each longer quotation, and where each changed quotation now stands."""
    parts, places, last, moved = [], [], 0, 0
    text = row["text"]
    for quotation in _long_quotations(row):
        start, end = quotation.inner.start, quotation.inner.end
        if start < last:
            continue
        before = text[start:end]
        after = change(before, draw, stock)
        parts += [text[last:start], after]
        last = end
        if after != before:
            places.append((start + moved, start + moved + len(after), before, after))
        moved += len(after) - len(before)
    return "".join([*parts, text[last:]]), places


def _long_quotations(row: Row) -> list[Quotation]:
    if not 800 <= len(row["text"]) <= 9000:
        return []
    reading = _read(row["id"], row["text"])[1]
    return [q for q in reading.quotations if not q.scare and len(row["text"][q.inner.start : q.inner.end].split()) >= 8]


@cache
def _read(name: str, text: str, published: str = "") -> tuple[Document, Reading]:
    return _ready(name, text, published)


def _ready(name: str, text: str, published: str = "") -> tuple[Document, Reading]:
    document = prepare(Article(name, name, text, published=published))
    reading = Reading(
        document.article,
        len(document.tokens),
        document.language,
        blocks=document.blocks,
        quotations=find_quotations(document),
    )
    return document, reading


def _rows(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return list(map(json.loads, lines))


def _lines() -> list[str]:
    return GOLD.read_text("utf-8").splitlines() if GOLD.is_file() else []


def _digest(*quoted: tuple[str, str]) -> str:
    """What a pair of quotations, each with the id of its article, is called in the gold; the order is nothing."""
    sides = sorted(" ".join((name, *re.findall(r"[^\W_]+", text.casefold()))) for name, text in quoted)
    return blake2b("\n".join(sides).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


if __name__ == "__main__":
    main()
