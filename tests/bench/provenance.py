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
``--seeds 201 202 203 204 205`` plants anew for each seed and reports the mean and the worst of them:
the headline figure, since constants were chosen in view of seeds 1 to 12.

``--clean`` instead: sources put together of reports of 120 to 2,500 words, nothing planted, of many
lengths and numbers; ρ of the score with article length and with the number of articles, which should
be near 0. All sources share the same articles, so chance alone gives some ρ: the standard error is
that of random halves of the articles, and shuffled lengths show what chance does. First the wire services and
broadcasters that the allowance for mistaken comment was measured on, then newspapers, where columns stand among
reports. Last the mean penalties of outlets, which the prior follows, in either half of the outlets.
Reference: published source ratings of this kind (NewsGuard) report no such figures; the goals are ρ ≥ .9 and |ρ| ≤ .1.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
from provenance_cases import KINDS, NEWSPAPERS, REPORTERS, SHARES, clean_reports, plant, reports, rows
from scipy.stats import pearsonr, spearmanr

import auditor
from auditor.model import Article, AuditReport, Finding, Match
from auditor.scoring import DIMENSIONS, METHOD, ArticleEvidence, article_evidence, score

HALVES = 60
QUICK = replace(METHOD, draws=1)  #: the score without its interval


def main() -> None:
    """Audit the planted corpus, once per seed, or the clean one, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("articles", type=int, nargs="?", default=6)
    parser.add_argument("--clean", action="store_true")
    parser.add_argument("--seeds", type=int, nargs="+", default=[7])
    options = parser.parse_args()
    if options.clean:
        found = clean("wire services and broadcasters", clean_reports(options.data, REPORTERS, with_dev=True))
        found |= clean("newspapers", clean_reports(options.data, NEWSPAPERS, with_dev=False))
        of_outlets(found)
        return
    stock = reports(options.data)
    planted: dict[str, list[float]] = {}
    for seed in options.seeds:
        draw = random.Random(seed)
        mixed = list(stock)
        draw.shuffle(mixed)
        print(f"seed {seed}: ", end="")
        for kind, rho in planted_sources(options.data, draw, mixed, options.articles).items():
            planted.setdefault(kind, []).append(rho)
    if len(options.seeds) > 1:
        for kind, rhos in planted.items():
            print(f"{len(rhos)} seeds, {kind:8} Spearman mean {sum(rhos) / len(rhos):.3f}, worst {min(rhos):.3f}")


def planted_sources(data: Path, draw: random.Random, stock: list[dict[str, str]], size: int) -> dict[str, float]:
    """Audit sources with planted faults and a scraper's posts; ρ per kind and over all."""
    opinions = [row["text"] for row in rows(data / "opinion_dev.jsonl.gz") if row["label"] == "opinion"]
    posts = list(rows(data / "autoblog_sample.jsonl.gz"))[: size * 2]
    supply = iter(stock)
    planted, corpus = plant(draw, supply, opinions, size)
    corpus += [
        Article(f"blog-{n}", post["source"], post["text"], published=post["date"]) for n, post in enumerate(posts)
    ]
    report = auditor.audit(corpus)
    return ranking(planted, report)


def ranking(planted: dict[str, tuple[str, float]], report: AuditReport) -> dict[str, float]:
    """Rank correlation per kind and over all, reliability, and the scores by share."""
    scores = {row.source: row for row in report.sources}
    halves = split(report)
    print(f"{len(report.articles)} articles, {len(report.matches)} matches, {len(report.findings)} findings")
    overall = {}
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
        overall[kind] = float(rho)
    for name in sorted(set(scores) - set(planted)):
        row = scores[name]
        print(f"  {name}: {row.score:.1f} ({row.low:.1f} to {row.high:.1f}), {row.articles} articles, {row.status}")
    return overall


def split(report: AuditReport) -> dict[str, tuple[float, float]]:
    """Scores of each source from its odd and from its even articles."""
    by_source: dict[str, list[ArticleEvidence]] = {}
    for row in evidence(report):
        by_source.setdefault(row.source, []).append(row)
    found = {source: (score(rows[0::2]), score(rows[1::2])) for source, rows in by_source.items() if len(rows) > 1}
    return {source: (one.score, two.score) for source, (one, two) in found.items()}


def clean(name: str, stock: list[dict[str, str]], sources: int = 400) -> dict[str, list[ArticleEvidence]]:
    """Sources of untouched articles: the score must not follow their length or number. The evidence by outlet.

    Each article is audited once, under a source of its own; sources are then put together of articles
    of like length, 2 to 20 each, and scored from what each article says.
    """
    draw = random.Random(7)
    corpus = [
        Article(f"c{n}", f"c{n}.example", row["text"], row["title"], "Jane Doe", published=row["date"] or "2020-01-01")
        for n, row in enumerate(stock)
    ]
    report = auditor.audit(corpus)
    rows = sorted(
        (replace(row, findings=((),) * 4, mends=()) for row in evidence(report)),
        key=lambda row: (row.words, row.article),
    )
    by_length, by_number, mean = zip(*(of_like_length(draw, rows, sources) for _ in range(8)), strict=True)
    print(f"{name}: {sources} clean sources of {len(rows)} articles, mean score {sum(mean) / 8:.1f}")
    # Of halves without replacement the variance is that of the whole sample (Shao and Tu 1995, ch. 2): drawn with
    # replacement, an article would meet itself in a source, and what is rare would look frequent.
    halves = (sorted(draw.sample(rows, len(rows) // 2), key=lambda row: row.words) for _ in range(HALVES))
    again = [of_like_length(draw, half, sources)[:2] for half in halves]
    for what, rhos, drawn in zip(("length", "number"), (by_length, by_number), zip(*again, strict=True), strict=True):
        rho, error = sum(rhos) / 8, float(np.std(drawn))
        print(f"ρ with {what} {rho:+.3f}, standard error {error:.3f}; in halves {np.mean(drawn):+.3f} (goal |ρ| ≤ .1)")
    shuffled = []
    for _ in range(40):
        lengths = [row.words for row in rows]
        draw.shuffle(lengths)
        mixed = [replace(row, words=words) for row, words in zip(rows, lengths, strict=True)]
        shuffled.append(of_like_length(draw, sorted(mixed, key=lambda row: row.words), sources)[0])
    print(f"  where lengths are shuffled ±{float(np.std(shuffled)):.3f}")
    fifths = [rows[i * len(rows) // 5 : (i + 1) * len(rows) // 5] for i in range(5)]
    print("  mean words " + " ".join(f"{sum(row.words for row in fifth) / len(fifth):7.0f}" for fifth in fifths))
    for index, (dimension, prior) in enumerate(zip(DIMENSIONS, METHOD.prior, strict=True)):
        shown = " ".join(f"{sum(row.penalties[index] for row in fifth) / len(fifth):7.4f}" for fifth in fifths)
        mean_penalty = sum(row.penalties[index] for row in rows) / len(rows)
        print(f"  {dimension:12} mean {mean_penalty:.4f} (prior {prior}), by fifths of length {shown}")
    thousands = sum(row.words for row in rows) / 1000
    mistaken = sum(row.penalties[2] for row in rows) / thousands
    spread = (sum(row.penalties[2] ** 2 for row in rows) / thousands) ** 0.5
    print(f"  comment by mistake in 1,000 words: {mistaken:.4f} ({METHOD.mistaken}), ± {spread:.3f}", end="")
    print(f" ({METHOD.mistaken_spread})")
    codes = Counter(finding.code for finding in report.findings if finding.severity > 0)
    print(f"  findings on clean articles: {dict(codes.most_common())}")
    outlets = {f"c{n}": row["domain"].removeprefix("www.") for n, row in enumerate(stock)}
    return {outlet: [row for row in rows if outlets[row.article] == outlet] for outlet in sorted(set(outlets.values()))}


def of_outlets(found: dict[str, list[ArticleEvidence]], least: int = 8) -> None:
    """The mean penalty of outlets with *least* articles, each outlet counted once, in alternate halves by name."""
    means = {
        outlet: np.mean([row.penalties for row in rows], axis=0)
        for outlet, rows in sorted(found.items())
        if len(rows) >= least
    }
    for half in (0, 1):
        names = list(means)[half::2]
        shown = " ".join(f"{mean:.4f}" for mean in np.mean([means[name] for name in names], axis=0))
        print(f"mean penalties of {len(names)} outlets {shown} (prior {METHOD.prior})")


def of_like_length(draw: random.Random, rows: list[ArticleEvidence], sources: int) -> tuple[float, float, float]:
    """ρ of the score with length and with number of articles, and its mean, over sources of articles of like length."""
    scores, lengths, counts = [], [], []
    for _ in range(sources):
        count = draw.choice((2, 3, 5, 8, 12, 20))
        low = draw.randrange(len(rows) - 39)
        chosen = draw.sample(rows[low : low + 40], count)
        named = (replace(row, source="s", article=str(n), story=str(n)) for n, row in enumerate(chosen))
        scores.append(score(named, method=QUICK).score)
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
