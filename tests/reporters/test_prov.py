"""Interchange: PROV-JSON and schema.org JSON-LD say what the audit says and nothing more."""

from __future__ import annotations

import json
from dataclasses import replace

import hostile_report
import jsonschema

from auditor.model import Article, AuditReport, Credit, Kind, Language, Match, Origin, Place, Reading, Span
from auditor.reporters import jsonld, prov

AGENCY = Credit("outlet", "Reuters", 1.0, Span(0, 7))


def report():
    def reading(name, credits_=(), **more):
        return Reading(
            Article(name, f"{name}.example", "Reuters text", **more), 2, Language("en", 1.0), credits=credits_
        )

    def match(name, left, right, origin, kind=Kind.EDITED):
        return Match(name, Place(left, Span(0, 7)), Place(right, Span(2, 9)), kind, 0.9, origin=origin)

    return AuditReport(
        articles=(
            reading("a b", title="</script><b>", url="https://a.example/1"),
            reading("c", byline="Jane Doe", published="2022-01-18"),
            replace(reading("d", (AGENCY,)), claims=("Reuters",)),
        ),
        matches=(
            match("m1", "a b", "c", Origin("c", 0.9, ("c is dated 3 days earlier",))),
            match("m2", "c", "d", Origin(None, 0.0, ("both may derive from a third text",))),
            match("m3", "a b", "d", Origin(), Kind.BOILERPLATE),
        ),
        findings=(),
        sources=(),
    )


def test_prov_states_derivation_only_where_an_origin_was_named():
    """A named origin is a derivation with its confidence; an abstention makes the passages alternates."""
    document = json.loads(prov.render(report()))
    derived = document["wasDerivedFrom"]["_:derived-m1"]
    assert derived["prov:generatedEntity"] == "passage:m1-left"
    assert derived["prov:usedEntity"] == "passage:m1-right"
    assert derived["audit:confidence"] == 0.9
    assert list(document["alternateOf"]) == ["_:shared-m2"]


def test_prov_gives_claimed_origins_as_primary_sources_of_an_agent():
    """An article that credits an agency derives from a text attributed to that agency."""
    document = json.loads(prov.render(report()))
    claim = document["wasDerivedFrom"]["_:claim-d-Reuters"]
    assert claim["prov:type"]["$"] == "prov:PrimarySource"
    assert document["wasAttributedTo"]["_:claim-by-d-Reuters"]["prov:agent"] == "source:Reuters"


def test_every_name_prov_uses_is_declared():
    """Relations refer only to entities and agents of the document, and prefixes are all bound."""
    document = json.loads(prov.render(report()))
    declared = {*document["entity"], *document["agent"]}
    for section in ("wasDerivedFrom", "alternateOf", "wasAttributedTo", "hadMember"):
        for record in document[section].values():
            used = {v for k, v in record.items() if k.startswith("prov:") and k != "prov:type"}
            assert used <= declared
    assert {name.split(":")[0] for name in declared} <= set(document["prefix"])
    assert "article:a%20b" in declared


def test_json_ld_names_what_an_article_is_based_on():
    """IsBasedOn holds the named origin and the claimed one; articles without either have none."""
    graph = {node["@id"]: node for node in json.loads(jsonld.render(report()))["@graph"]}
    assert graph["https://a.example/1"]["isBasedOn"] == [{"@type": "NewsArticle", "@id": "urn:news-auditor:article:c"}]
    assert graph["urn:news-auditor:article:d"]["creditText"] == "Reuters"
    assert "isBasedOn" not in graph["urn:news-auditor:article:c"]


def test_json_ld_cannot_break_out_of_a_page():
    """A hostile title stays text inside a script element."""
    assert "</script>" not in jsonld.render(report())


def test_interchange_is_the_same_on_every_run():
    """No clock, no random names: the same report gives the same bytes."""
    assert prov.render(report()) == prov.render(report())
    assert jsonld.render(report()) == jsonld.render(report())


_LITERAL = {
    "anyOf": [
        {"type": ["string", "number", "boolean"]},
        {
            "type": "object",
            "required": ["$"],
            "properties": {"$": {"type": "string"}, "type": {"type": "string"}, "lang": {"type": "string"}},
            "additionalProperties": False,
        },
    ]
}
_NAME = {"type": "string", "pattern": '^(_|[A-Za-z][A-Za-z0-9-]*):[^ <>"{}|^`\\\\]*$'}


def _records(*roles):
    """Records of one kind: the roles are qualified names, all else is one literal or several."""
    return {
        "type": "object",
        "propertyNames": _NAME,
        "additionalProperties": {
            "type": "object",
            "required": list(roles),
            "properties": dict.fromkeys(roles, _NAME),
            "propertyNames": _NAME,
            "additionalProperties": {"anyOf": [_LITERAL, {"type": "array", "items": _LITERAL}]},
        },
    }


#: The parts of the PROV-JSON serialisation (W3C Member Submission, 24 April 2013) that an audit uses.
PROV_JSON = {
    "type": "object",
    "required": ["prefix", "entity", "agent"],
    "additionalProperties": False,
    "properties": {
        "prefix": {"type": "object", "additionalProperties": {"type": "string", "pattern": "^(https?://|urn:)"}},
        "entity": _records(),
        "agent": _records(),
        "wasAttributedTo": _records("prov:entity", "prov:agent"),
        "wasDerivedFrom": _records("prov:generatedEntity", "prov:usedEntity"),
        "alternateOf": _records("prov:alternate1", "prov:alternate2"),
        "hadMember": _records("prov:collection", "prov:entity"),
    },
}


def test_prov_is_prov_json():
    """Every record has the roles its relation needs, qualified names are names, and values are literals."""
    jsonschema.Draft202012Validator(PROV_JSON).validate(json.loads(prov.render(report())))
    jsonschema.Draft202012Validator(PROV_JSON).validate(json.loads(prov.render(hostile_report.report())))


def test_attributes_of_prov_itself_are_those_it_defines():
    """Under the prefix of the standard stand only attributes and types the standard has."""
    document = json.loads(prov.render(report()))
    records = [record for name in PROV_JSON["properties"] if name != "prefix" for record in document[name].values()]
    roles = {key for record in records for key in record if key.startswith("prov:")}
    types = {record["prov:type"]["$"] for record in records if "prov:type" in record}
    assert {role for role in roles if not role.startswith(("prov:type", "prov:label", "prov:location"))} == {
        "prov:entity", "prov:agent", "prov:generatedEntity", "prov:usedEntity", "prov:alternate1", "prov:alternate2",
        "prov:collection",
    }  # fmt: skip
    assert {name for name in types if name.startswith("prov:")} <= {
        "prov:Quotation", "prov:Revision", "prov:PrimarySource", "prov:Organization",
    }  # fmt: skip


def test_json_ld_uses_properties_that_schema_org_defines_for_an_article():
    """Other programs know every key: those of NewsArticle, CreativeWork and Organization."""
    document = json.loads(jsonld.render(report()))
    assert document["@context"] == "https://schema.org"
    known = {
        "@type", "@id", "headline", "url", "datePublished", "inLanguage", "creditText", "wordCount", "publisher",
        "author", "isBasedOn",
    }  # fmt: skip
    assert {key for node in document["@graph"] for key in node} <= known
    for node in document["@graph"]:
        assert node["publisher"]["@type"] == "Organization"
        assert {part["@type"] for part in node.get("isBasedOn", ())} <= {"NewsArticle", "CreativeWork"}
