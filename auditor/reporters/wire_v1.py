"""The JSON report, schema ``auditor.report/1``: what other programs may rely on.

The structs of ``wire_v1_shape`` are apart from the records of ``auditor.model`` on purpose: a record
may be renamed, what is written here may only grow. Keys come in a fixed order, floats are rounded to
six digits, and there is no clock, so the same report gives the same bytes. ``load(dump(report))``
is *report* again, up to that rounding.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

import msgspec
import numpy as np

from auditor import model
from auditor.errors import ReadError
from auditor.reporters import wire_v1_shape as wire
from auditor.reporters.safe import json_output

T = TypeVar("T")


def _as(kind: type[T], value: object) -> T:
    """*value* read field by field as *kind*; the names of the fields are the same on both sides."""
    try:
        return msgspec.convert(value, kind, from_attributes=True)
    except msgspec.ValidationError:
        return msgspec.convert(_plain(value), kind)  # numbers of numpy, which a third-party rule may leave behind


def _plain(value: Any) -> Any:
    """*value* with records as dicts and numpy's numbers as Python's."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value.item() if isinstance(value, np.generic) else value


def _place(place: model.Place) -> wire.Place:
    return wire.Place(place.article, place.span.start, place.span.end)


def _record_place(place: wire.Place) -> model.Place:
    return model.Place(place.article, model.Span(place.start, place.end))


# Records whose JSON shape is flatter than the record: where the two differ is written out here.
_ARTICLE_OWN = ("id", "source", "title", "byline", "published", "url", "path", "encoding", "text")
_READING_OWN = {
    "language": (wire.Language, model.Language),
    "zones": (list[wire.Zone], tuple[model.Zone, ...]),
    "quotations": (list[wire.Quotation], tuple[model.Quotation, ...]),
    "attributions": (list[wire.Attribution], tuple[model.Attribution, ...]),
    "credits": (list[wire.Credit], tuple[model.Credit, ...]),
    "residue": (list[wire.Residue], tuple[model.Residue, ...]),
    "spun": (wire.Spun, model.SpunReading),
    "changes": (list[wire.Change], tuple[model.Normalisation, ...]),
    "blocks": (list[wire.Block], tuple[model.Block, ...]),
    "outlet": (str, str),
    "comments": (list[wire.Sentence], tuple[model.SentenceEvidence, ...]),
    "claims": (list[str], tuple[str, ...]),
}


def _article(reading: model.Reading) -> wire.Article:
    article = reading.article
    return wire.Article(
        **{name: getattr(article, name) for name in _ARTICLE_OWN},
        declared_language=article.language,
        declared=_as(wire.Declared, article.declared),
        words=reading.words,
        **{name: _as(kind, getattr(reading, name)) for name, (kind, _) in _READING_OWN.items()},
    )


def _reading(article: wire.Article) -> model.Reading:
    own: dict[str, Any] = {name: getattr(article, name) for name in _ARTICLE_OWN}
    return model.Reading(
        article=model.Article(
            **own, language=article.declared_language, declared=_as(model.Declared, article.declared)
        ),
        words=article.words,
        **{name: _as(kind, getattr(article, name)) for name, (_, kind) in _READING_OWN.items()},
    )


def _match(match: model.Match) -> wire.Match:
    return wire.Match(
        id=match.id,
        left=_place(match.left),
        right=_place(match.right),
        kind=str(match.kind),
        similarity=match.similarity,
        confidence=match.confidence,
        words=match.words,
        edits=_as(list[wire.Edit], match.edits),
        relations=_as(list[wire.Relation], match.relations),
        speaker=match.speaker,
        origin=_as(wire.Origin, match.origin),
    )


def _record_match(match: wire.Match) -> model.Match:
    return model.Match(
        id=match.id,
        left=_record_place(match.left),
        right=_record_place(match.right),
        kind=model.Kind(match.kind),
        similarity=match.similarity,
        confidence=match.confidence,
        words=match.words,
        edits=_as(tuple[model.Edit, ...], match.edits),
        relations=_as(tuple[model.Relation, ...], match.relations),
        speaker=match.speaker,
        origin=_as(model.Origin, match.origin),
    )


def _finding(finding: model.Finding) -> wire.Finding:
    return wire.Finding(
        code=finding.code,
        severity=_SEVERITY_NAMES[finding.severity],
        confidence=finding.confidence,
        message=finding.message,
        article=finding.primary.article,
        start=finding.primary.span.start,
        end=finding.primary.span.end,
        related=[_place(place) for place in finding.related],
        evidence=_as(wire.Evidence, finding.evidence),
        fingerprint=finding.fingerprint,
        suppressed=finding.suppressed,
    )


def _record_finding(finding: wire.Finding) -> model.Finding:
    return model.Finding(
        code=finding.code,
        severity=model.Severity[finding.severity.upper()],
        confidence=finding.confidence,
        message=finding.message,
        primary=_record_place(wire.Place(finding.article, finding.start, finding.end)),
        related=tuple(_record_place(place) for place in finding.related),
        evidence=_as(model.Evidence, finding.evidence),
        fingerprint=finding.fingerprint,
        suppressed=finding.suppressed,
    )


_SEVERITY_NAMES: dict[model.Severity, wire.SeverityName] = {
    model.Severity.INFO: "info",
    model.Severity.LOW: "low",
    model.Severity.MEDIUM: "medium",
    model.Severity.HIGH: "high",
}

# Ranges and counts are short: kept on one line they halve the length of the file. No JSON string
# holds a raw line break, so this can only meet structure.
_RANGE = re.compile(r'\{\n *"start": (\d+),\n *"end": (\d+)\n *\}')
_PLACE = re.compile(r'\{\n *("article": "[^"\\\n]*"),\n *"start": (\d+),\n *"end": (\d+)\n *\}')
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def shape(report: model.AuditReport) -> wire.Report:
    """*report* as the structs of the schema."""
    return wire.Report(
        schema="auditor.report/1",
        version=report.version,
        settings=report.settings,
        sources=_as(list[wire.Source], report.sources),
        articles=[_article(reading) for reading in report.articles],
        matches=[_match(match) for match in report.matches],
        findings=[_finding(finding) for finding in report.findings],
        clusters=_as(list[wire.Cluster], report.clusters),
        skipped=_as(list[wire.Skipped], report.skipped),
        replies=_as(list[wire.Reply], report.replies),
        checked=list(report.checked),
    )


def finding_line(finding: model.Finding) -> str:
    """One finding as JSON on one line, in the shape it has in the report."""
    return json_output(_encode(_finding(finding)))


def _encode(value: object, indent: int | None = None) -> str:
    """JSON of *value*; lone surrogates, which UTF-8 cannot hold, are written as escapes."""
    try:
        compact = msgspec.json.encode(value, enc_hook=_plain)
    except UnicodeEncodeError:
        plain = msgspec.to_builtins(value, enc_hook=_plain)
        text = json.dumps(plain, ensure_ascii=False, indent=indent, separators=(",", ":" if indent is None else ": "))
        return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return (compact if indent is None else msgspec.json.format(compact, indent=indent)).decode()


def dump(report: model.AuditReport) -> str:
    """*report* as indented JSON, ending in a newline."""
    text = _RANGE.sub(r'{"start": \1, "end": \2}', _encode(shape(report), indent=2))
    return json_output(_PLACE.sub(r'{\1, "start": \2, "end": \3}', text)) + "\n"


def load(text: str | bytes) -> model.AuditReport:
    """Read back the report that ``dump`` wrote.

    Raises ReadError where *text* is not JSON of this schema, and says which field is wrong.
    """
    try:
        report = msgspec.convert(json.loads(text), wire.Report)
    except (msgspec.ValidationError, ValueError, RecursionError) as error:
        raise ReadError(f"not a report of schema {wire.SCHEMA}: {error}") from error
    try:
        matches = tuple(_record_match(match) for match in report.matches)
    except ValueError as error:
        raise ReadError(f"not a report of schema {wire.SCHEMA}: {error}") from error
    return model.AuditReport(
        articles=tuple(_reading(article) for article in report.articles),
        matches=matches,
        findings=tuple(_record_finding(finding) for finding in report.findings),
        sources=_as(tuple[model.SourceScore, ...], report.sources),
        clusters=_as(tuple[model.Cluster, ...], report.clusters),
        skipped=_as(tuple[model.Skipped, ...], report.skipped),
        settings=report.settings,
        version=report.version,
        replies=_as(tuple[model.Reply, ...], report.replies),
        checked=tuple(report.checked),
    )


def json_schema() -> dict[str, Any]:
    """Describe the report as a JSON Schema (draft 2020-12); shipped as ``report.schema.json``."""
    schema = msgspec.json.schema(wire.Report)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": wire.SCHEMA, **schema}
