"""W3C PROV-JSON: which article derives from which, as a provenance record other tools can read.

Follows the PROV data model (W3C Recommendation, 2013) in the PROV-JSON serialisation (W3C Member
Submission, 2013). Derivation is stated only where the audit named an origin; shared passages of
unknown direction are alternates of each other. What an article claims of itself is a primary source.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from auditor.model import Kind

if TYPE_CHECKING:
    from auditor.model import AuditReport, Match, Place, Reading

_Record = dict[str, object]
_Section = dict[str, _Record]
_HIDDEN = frozenset({Kind.BOILERPLATE, Kind.COMMON})


def render(report: AuditReport, /) -> str:
    """Return the derivations of *report* as one PROV-JSON document."""
    sections: dict[str, _Section] = {
        name: {} for name in ("entity", "agent", "wasAttributedTo", "hadMember", "wasDerivedFrom", "alternateOf")
    }
    for reading in report.articles:
        _article(sections, reading)
    for match in report.matches:
        if match.kind not in _HIDDEN:
            _passages(sections, match)
    document = {
        "prefix": {
            "prov": "http://www.w3.org/ns/prov#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
            "article": "urn:news-auditor:article:",
            "source": "urn:news-auditor:source:",
            "passage": "urn:news-auditor:passage:",
            "audit": "urn:news-auditor:term:",
        },
        **{name: section for name, section in sections.items() if section},
    }
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _article(sections: dict[str, _Section], reading: Reading) -> None:
    article = reading.article
    name = _name("article", article.id)
    entity: _Record = {"prov:type": _term("audit:Article"), "audit:words": reading.words}
    for key, value in (
        ("prov:label", article.title),
        ("prov:location", article.url),
        ("audit:published", article.published),
        ("audit:byline", article.byline),
    ):
        if value:
            entity[key] = value
    sections["entity"][name] = entity
    source = _agent(sections, article.source)
    sections["wasAttributedTo"][f"_:by-{quote(article.id, safe='')}"] = {"prov:entity": name, "prov:agent": source}
    for who in reading.claims:
        original = f"{name}-as-{quote(who, safe='')}"
        sections["entity"][original] = {"prov:type": _term("audit:ClaimedOriginal")}
        key = quote(f"{article.id}-{who}", safe="")
        sections["wasAttributedTo"][f"_:claim-by-{key}"] = {
            "prov:entity": original,
            "prov:agent": _agent(sections, who),
        }
        sections["wasDerivedFrom"][f"_:claim-{key}"] = {
            "prov:generatedEntity": name,
            "prov:usedEntity": original,
            "prov:type": _term("prov:PrimarySource"),
            "audit:basis": "the article's own credits",
        }


def _passages(sections: dict[str, _Section], match: Match) -> None:
    ours, theirs = (_passage(sections, match, side) for side in ("left", "right"))
    attributes: _Record = {
        "audit:kind": str(match.kind),
        "audit:similarity": round(match.similarity, 4),
        "audit:reasons": list(match.origin.reasons),
    }
    key = quote(match.id, safe="")
    if match.origin.article is None:
        sections["alternateOf"][f"_:shared-{key}"] = {"prov:alternate1": ours, "prov:alternate2": theirs, **attributes}
        return
    copy, origin = (theirs, ours) if match.origin.article == match.left.article else (ours, theirs)
    kind = "prov:Quotation" if match.kind in {Kind.QUOTATION, Kind.VERBATIM} else "prov:Revision"
    sections["wasDerivedFrom"][f"_:derived-{key}"] = {
        "prov:generatedEntity": copy,
        "prov:usedEntity": origin,
        "prov:type": _term(kind),
        "audit:confidence": match.origin.confidence,
        **attributes,
    }


def _passage(sections: dict[str, _Section], match: Match, side: str) -> str:
    place: Place = match.left if side == "left" else match.right
    name = _name("passage", f"{match.id}-{side}")
    sections["entity"][name] = {
        "prov:type": _term("audit:Passage"),
        "audit:start": place.span.start,
        "audit:end": place.span.end,
    }
    sections["hadMember"][f"_:{quote(f'{match.id}-{side}', safe='')}"] = {
        "prov:collection": _name("article", place.article),
        "prov:entity": name,
    }
    return name


def _agent(sections: dict[str, _Section], source: str) -> str:
    name = _name("source", source)
    sections["agent"][name] = {"prov:type": _term("prov:Organization"), "prov:label": source}
    return name


def _name(prefix: str, local: str) -> str:
    return f"{prefix}:{quote(local, safe='')}"


def _term(name: str) -> _Record:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}
