"""Runs rules on subjects and gives every finding an identity that survives unrelated edits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from auditor.annotate.credits import outlets_with
from auditor.errors import RuleError
from auditor.model import Comparison, Finding, Measure, Pairing, Place, Reading, Severity, Skipped
from auditor.protocols import Rule
from auditor.settings import Settings

_REUSE = frozenset({"ATT001", "DUP001", "DUP002"})  #: findings a licence answers
NOT_COMPARED = "others not compared"  #: the measure that counts who else shares text
Subject = Reading | Comparison | Pairing


def detect(rules: Sequence[Rule], subjects: Iterable[Subject]) -> Iterator[Finding | Skipped]:
    """All findings of *rules* on *subjects*. A crashing rule is named in a Skipped; the rest goes on."""
    for subject in subjects:
        for rule in rules:
            if not isinstance(subject, rule.subject):
                continue
            try:
                yield from rule.check(subject)
            except Exception as cause:  # noqa: BLE001  # rules are plug-ins: one may fail in any way
                yield Skipped(_about(subject), str(RuleError(rule.code, cause)))


def with_others(findings: Iterable[Finding], more: Mapping[str, int], *, all_known: bool = True) -> Iterator[Finding]:
    """Findings on what an article shares, with how many others share text with it that it was not compared with.

    *more* gives that number by article, see :mod:`auditor.reuse.copies`; unless *all_known*, it is the least it may be.
    """
    for finding in findings:
        own = finding.primary.article
        left_out = more.get(own, 0) if any(place.article != own for place in finding.related) else 0
        if not left_out:
            yield finding
            continue
        what = "article shares" if left_out == 1 else "articles share"
        yield replace(
            finding,
            message=f"{finding.message}; {'' if all_known else 'at least '}{left_out:,} more {what} text with this one",
            evidence=replace(finding.evidence, measures=(*finding.evidence.measures, Measure(NOT_COMPARED, left_out))),
        )


def identified(findings: Iterable[Finding], readings: Mapping[str, Reading], settings: Settings) -> tuple[Finding, ...]:
    """Findings in report order, unwanted ones left out, each with its fingerprint.

    The fingerprint is a hash of the code, the articles concerned and the words of the places it
    names: neither line numbers nor times nor the rest of the article enter it, so it stays when
    something else in the article is edited. Findings on the whole of an article keep theirs, too.
    """
    kept = sorted(
        (
            f
            for f in _with_licences(findings, readings, settings)
            if not settings.ignored_for(readings[f.primary.article].article.source, f.code)
        ),
        key=lambda f: (f.primary, f.code, f.related, f.message),
    )
    seen: Counter[str] = Counter()
    result = []
    for finding in kept:
        identity = _identity(finding, readings)
        seen[identity] += 1
        digest = sha256(f"{identity}\n{seen[identity]}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
        result.append(replace(finding, fingerprint=digest))
    return tuple(result)


def _with_licences(
    findings: Iterable[Finding], readings: Mapping[str, Reading], settings: Settings
) -> Iterator[Finding]:
    """Findings, for information only where ``syndication`` allows the reuse, by any of the outlets' names."""
    same = outlets_with(settings.outlets).same if settings.syndication else None
    for finding in findings:
        own = readings[finding.primary.article].article.source
        others = {readings[place.article].article.source for place in finding.related} - {own}
        licensed = (
            same is not None
            and finding.code in _REUSE
            and bool(others)
            and all(any(same(p, other) and same(r, own) for p, r in settings.syndication) for other in others)
        )
        if licensed:
            message = f"{finding.message}; {own} may reprint {', '.join(sorted(others))}"
            yield replace(finding, severity=Severity.INFO, message=message)
        else:
            yield finding


def _identity(finding: Finding, readings: Mapping[str, Reading]) -> str:
    places = [_words(finding.primary, readings), *sorted({_words(place, readings) for place in finding.related})]
    return "\n".join([finding.code, *places])


def _words(place: Place, readings: Mapping[str, Reading]) -> str:
    text = readings[place.article].article.text
    if len(place.span) * 2 > len(text):
        return place.article
    words = re.findall(r"\w+", text[place.span.start : place.span.end].casefold())
    return f"{place.article}: {' '.join(words)}"


def _about(subject: Subject) -> str:
    match subject:
        case Reading():
            return subject.article.path or subject.article.id
        case Comparison() | Pairing():
            return f"{subject.left.article.id} against {subject.right.article.id}"
