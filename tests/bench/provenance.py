"""Whether the score ranks sources by what is wrong with them: python tests/bench/provenance.py DATA [ARTICLES].

DATA holds ``news_sample``, ``autoblog_sample`` and ``opinion_dev`` (``.jsonl.gz``). One corpus is audited whole:

* givers: outlets that publish real articles, dated and signed;
* for each kind of fault, sources that publish ARTICLES (6) articles each, of which a planted share
  (0 to 1) has the fault: copied without credit; copied and spun; copied with credit but with a
  word of each quotation changed; an opinion piece pasted under a report. The others are articles of
  their own. Copies are dated after their originals and have their own author;
* real posts of a scraper blog, unchanged, as a source of their own.

Reported per kind and over all: Spearman's ρ of the score with the planted share (sign turned, 1 is
perfect), and the split-half reliability of the scores (odd against even articles, Spearman-Brown).
Then sources of clean articles of many sizes: ρ of the score with article length and with the
number of articles, which should be near 0. Reference: published source ratings of this kind
(NewsGuard) report no such figures; the goals are ρ ≥ .9 and |ρ| ≤ .1.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from provenance_cases import KINDS, SHARES, plant, reports, rows
from scipy.stats import pearsonr, spearmanr

import auditor
from auditor.model import Article, AuditReport, SourceScore
from auditor.scoring import DIMENSIONS, METHOD, article_evidence, score


def main(folder: str, size: int = 6) -> None:
    """Audit the planted corpus, then the clean one, and print the figures."""
    data = Path(folder)
    draw = random.Random(7)
    stock = reports(data)
    draw.shuffle(stock)
    opinions = [row["text"] for row in rows(data / "opinion_dev.jsonl.gz") if row["label"] == "opinion"]
    posts = list(rows(data / "autoblog_sample.jsonl.gz"))[: size * 2]
    supply = iter(stock)
    planted, corpus = plant(draw, supply, opinions, size)
    corpus += [
        Article(f"blog-{n}", post["source"], post["text"], published=post["date"]) for n, post in enumerate(posts)
    ]
    report = auditor.audit(corpus)
    ranking(planted, report)
    clean(draw, supply)


def ranking(planted: dict[str, tuple[str, float]], report: AuditReport) -> None:
    """Rank correlation per kind and over all, reliability, and the scores by share."""
    scores = {row.source: row for row in report.sources}
    halves = split(report)
    print(f"{len(report.articles)} articles, {len(report.matches)} matches, {len(report.findings)} findings")
    overall = []
    for kind in (*KINDS, "all"):
        names = [name for name, (of, _) in planted.items() if kind in {of, "all"}]
        shares = [planted[name][1] for name in names]
        got = [scores[name].score for name in names]
        rho = -spearmanr(shares, got).statistic
        r = pearsonr([halves[name][0] for name in names], [halves[name][1] for name in names]).statistic
        means = " ".join(
            f"{share:.3g}:{sum(s for s, p in zip(got, shares, strict=True) if p == share) / shares.count(share):.1f}"
            for share in SHARES
        )
        print(f"{kind:8} Spearman {rho:.3f}  split-half {2 * r / (1 + r):.3f}  mean score by share {means}")
        overall.append(rho)
    print(f"mean over the kinds {sum(overall[:-1]) / len(KINDS):.3f} (goal .9)")
    for name in sorted(set(scores) - set(planted)):
        row = scores[name]
        print(f"  {name}: {row.score:.1f} ({row.low:.1f} to {row.high:.1f}), {row.articles} articles, {row.status}")


def split(report: AuditReport) -> dict[str, tuple[float, float]]:
    """Scores of each source from its odd and from its even articles."""
    known = {reading.article.id: reading for reading in report.articles}
    found: dict[str, list[SourceScore]] = {}
    by_source: dict[str, list[str]] = {}
    for reading in report.articles:
        by_source.setdefault(reading.article.source, []).append(reading.article.id)
    for source, ids in by_source.items():
        if len(ids) < 2:
            continue
        made = [
            article_evidence(
                known[name],
                [m for m in report.matches if name in {m.left.article, m.right.article}],
                [f for f in report.findings if f.primary.article == name],
                others=known,
            )
            for name in sorted(ids)
        ]
        found[source] = [score(made[0::2]), score(made[1::2])]
    return {source: (one.score, two.score) for source, (one, two) in found.items()}


def clean(draw: random.Random, supply: Iterator[dict[str, str]], sources: int = 60) -> None:
    """Sources of untouched articles: the score must not follow their length or number."""
    left = sorted(supply, key=lambda row: len(row["text"]))
    corpus: list[Article] = []
    for number in range(sources):
        count = draw.choice((2, 3, 5, 8, 12, 20))
        low = draw.randrange(0, max(1, len(left) - count * 4))
        for index, row in enumerate(draw.sample(left[low : low + count * 4], min(count, len(left) - low))):
            left.remove(row)
            corpus.append(
                Article(
                    f"{number}-{index}",
                    f"clean-{number}",
                    row["text"],
                    title=row["title"],
                    byline="Jane Doe",
                    published=row["date"] or "2020-01-01",
                )
            )
    report = auditor.audit(corpus, settings=auditor.Settings(jobs=1))
    lengths: dict[str, list[int]] = {}
    for reading in report.articles:
        lengths.setdefault(reading.article.source, []).append(reading.words)
    scores = [row for row in report.sources if row.source in lengths]
    by_length = spearmanr(
        [row.score for row in scores], [sum(lengths[r.source]) / len(lengths[r.source]) for r in scores]
    )
    by_number = spearmanr([row.score for row in scores], [row.articles for row in scores])
    mean = sum(row.score for row in scores) / len(scores)
    print(f"clean sources {len(scores)}, {len(report.articles)} articles: mean score {mean:.1f}")
    print(
        f"ρ with length {by_length.statistic:+.3f}, with number of articles {by_number.statistic:+.3f} (goal |ρ| ≤ .1)"
    )
    known = {reading.article.id: reading for reading in report.articles}
    grouped: dict[str, list] = {}
    for finding in report.findings:
        grouped.setdefault(finding.primary.article, []).append(finding)
    means = [0.0] * 4
    for name, reading in known.items():
        evidence = article_evidence(reading, report.matches, grouped.get(name, ()), others=known)
        for index, value in enumerate(evidence.penalties):
            means[index] += value / len(known)
    shown = ", ".join(f"{n} {v:.3f} (prior {m})" for n, v, m in zip(DIMENSIONS, means, METHOD.prior, strict=True))
    print(f"mean penalty of a clean article: {shown}")


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        raise SystemExit(__doc__)
    main(sys.argv[1], *map(int, sys.argv[2:]))
