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
Then sources put together of clean articles of many lengths and numbers: ρ of the score with article
length and with the number of articles, which should be near 0 (--clean: this part alone). The sources
share the same few hundred articles, so chance alone gives some ρ: how much, shuffled lengths show.
Reference: published source ratings of this kind (NewsGuard) report no such figures; the goals are ρ ≥ .9 and |ρ| ≤ .1.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

from provenance_cases import KINDS, SHARES, plant, reports, rows
from scipy.stats import pearsonr, spearmanr

import auditor
from auditor.model import Article, AuditReport, Finding, Match
from auditor.scoring import DIMENSIONS, METHOD, ArticleEvidence, article_evidence, score


def main() -> None:
    """Audit the planted corpus, then the clean one, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("articles", type=int, nargs="?", default=6)
    parser.add_argument("--clean", action="store_true")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    stock = reports(options.data)
    draw.shuffle(stock)
    if not options.clean:
        planted_sources(options.data, draw, stock, options.articles)
    clean(draw, stock)


def planted_sources(data: Path, draw: random.Random, stock: list[dict[str, str]], size: int) -> None:
    """Audit sources with planted faults and a scraper's posts."""
    opinions = [row["text"] for row in rows(data / "opinion_dev.jsonl.gz") if row["label"] == "opinion"]
    posts = list(rows(data / "autoblog_sample.jsonl.gz"))[: size * 2]
    supply = iter(stock)
    planted, corpus = plant(draw, supply, opinions, size)
    corpus += [
        Article(f"blog-{n}", post["source"], post["text"], published=post["date"]) for n, post in enumerate(posts)
    ]
    report = auditor.audit(corpus)
    ranking(planted, report)


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
    by_source: dict[str, list[ArticleEvidence]] = {}
    for row in evidence(report):
        by_source.setdefault(row.source, []).append(row)
    found = {source: (score(rows[0::2]), score(rows[1::2])) for source, rows in by_source.items() if len(rows) > 1}
    return {source: (one.score, two.score) for source, (one, two) in found.items()}


def clean(draw: random.Random, stock: list[dict[str, str]], sources: int = 400) -> None:
    """Sources of untouched articles: the score must not follow their length or number.

    Each article is audited once, under a source of its own; sources are then put together of articles
    of like length, 2 to 20 each, and scored from what each article says.
    """
    corpus = [
        Article(f"c{n}", f"c{n}.example", row["text"], row["title"], "Jane Doe", published=row["date"] or "2020-01-01")
        for n, row in enumerate(stock)
    ]
    report = auditor.audit(corpus)
    rows = sorted(evidence(report), key=lambda row: row.words)
    by_length, by_number, mean = zip(*(of_like_length(draw, rows, sources) for _ in range(8)), strict=True)
    print(f"clean sources {sources}, of {len(rows)} articles: mean score {sum(mean) / 8:.1f}")
    shuffled = []
    for _ in range(40):
        lengths = [row.words for row in rows]
        draw.shuffle(lengths)
        mixed = [replace(row, words=words) for row, words in zip(rows, lengths, strict=True)]
        shuffled.append(of_like_length(draw, sorted(mixed, key=lambda row: row.words), sources)[0])
    chance = (sum(value**2 for value in shuffled) / len(shuffled)) ** 0.5
    print(
        f"ρ with length {sum(by_length) / 8:+.3f} (±{chance:.3f} where lengths are shuffled), "
        f"with number of articles {sum(by_number) / 8:+.3f} (goal |ρ| ≤ .1)"
    )
    kept = [-sum(p * x for p, x in zip(METHOD.points, row.penalties, strict=True)) for row in rows]
    thirds = [kept[i * len(kept) // 3 : (i + 1) * len(kept) // 3] for i in range(3)]
    lost = ", ".join(f"{-sum(third) / len(third):.2f}" for third in thirds)
    single = spearmanr(kept, [row.words for row in rows]).statistic
    print(f"single articles: ρ with length {single:+.3f}; points lost by the short, middle and long third {lost}")
    for index, (name, prior) in enumerate(zip(DIMENSIONS, METHOD.prior, strict=True)):
        part = [row.penalties[index] for row in rows]
        thirds = [part[i * len(part) // 3 : (i + 1) * len(part) // 3] for i in range(3)]
        shown = " ".join(f"{sum(third) / len(third):.3f}" for third in thirds)
        rho = spearmanr(part, [row.words for row in rows]).statistic if any(part) else 0.0
        mean = sum(part) / len(part)
        print(f"  {name:12} mean {mean:.4f} (prior {prior}), short to long {shown}, ρ with length {rho:+.3f}")
    codes = Counter(finding.code for finding in report.findings if finding.severity > 0)
    print(f"  findings on clean articles: {dict(codes.most_common())}")


def of_like_length(draw: random.Random, rows: list[ArticleEvidence], sources: int) -> tuple[float, float, float]:
    """ρ of the score with length and with number of articles, and its mean, over sources of articles of like length."""
    scores, lengths, counts = [], [], []
    assumed = sum(p * m for p, m in zip(METHOD.points, METHOD.prior, strict=True))
    for _ in range(sources):
        count = draw.choice((2, 3, 5, 8, 12, 20))
        low = draw.randrange(len(rows) - 39)
        chosen = draw.sample(rows[low : low + 40], count)
        lost = sum(p * x for row in chosen for p, x in zip(METHOD.points, row.penalties, strict=True))
        # The score's formula (see Method), without its interval.
        scores.append(100 - (lost + METHOD.shrinkage * assumed) / (count + METHOD.shrinkage))
        lengths.append(sum(row.words for row in chosen) / count)
        counts.append(count)
    rhos = (float(spearmanr(scores, other).statistic) for other in (lengths, counts))
    return *rhos, sum(scores) / sources


def evidence(report: AuditReport) -> list[ArticleEvidence]:
    """What each article of a report says about its source."""
    known = {reading.article.id: reading for reading in report.articles}
    matches: dict[str, list[Match]] = {}
    for match in report.matches:
        for article in {match.left.article, match.right.article}:
            matches.setdefault(article, []).append(match)
    findings: dict[str, list[Finding]] = {}
    for finding in report.findings:
        findings.setdefault(finding.primary.article, []).append(finding)
    return [
        article_evidence(reading, matches.get(name, ()), findings.get(name, ()), others=known)
        for name, reading in sorted(known.items())
    ]


if __name__ == "__main__":
    main()
