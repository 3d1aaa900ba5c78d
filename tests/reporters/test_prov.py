"""Interchange: PROV-JSON and schema.org JSON-LD say what the audit says and nothing more."""

from __future__ import annotations

import json
from dataclasses import replace

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
