"""A small hand-made report that holds at least one of every record, over texts written for it."""

from auditor.model import (
    Article,
    Attribution,
    AuditReport,
    Block,
    Cluster,
    Counterfactual,
    Credit,
    Declared,
    Dimension,
    Edit,
    Evidence,
    Finding,
    Kind,
    Language,
    Match,
    Measure,
    Normalisation,
    Origin,
    Phrase,
    Place,
    Quotation,
    Reading,
    Relation,
    Reply,
    Residue,
    SentenceEvidence,
    Severity,
    Skipped,
    SourceScore,
    Span,
    SpunReading,
    Zone,
)

HARBOUR = """Harbour ferry service to stop in May

By Ada Moss

The harbour ferry will stop running in May after the city council voted 7-4 to end its subsidy, officials said.

“We looked at every number twice and there is no money left,” the mayor, Ines Falk, told the Coast Herald.

About 1,200 people use the boat each day. The operator said it would keep 14 of its 30 staff.
"""

SPUN = """[ad_1]
The harbor boat will cease working in May after the town council voted 7-4 to finish its subsidy, officers stated.

“We checked out each number twice and there isn't any cash left,” the mayor, Ines Falk, instructed reporters.

About 1,500 folks use the boat every day.

Why the council is wrong

This is a disgrace. The council should be ashamed, and nobody in this town will be fooled by its excuses.
Source link
"""

WIRE = """Ferry to close

LOW HARBOUR (AP) — The harbour ferry will stop running in May after the city council voted 7-4 to end its subsidy.
"""


def at(text: str, part: str) -> Span:
    """Where *part* stands in *text*."""
    start = text.index(part)
    return Span(start, start + len(part))


def blocks(text: str) -> tuple[Block, ...]:
    found = []
    for line in text.splitlines():
        if line:
            span = at(text, line)
            kind = "paragraph" if len(line) > 60 else "byline" if line.startswith("By ") else "heading"
            found.append(Block(span, kind, (span,)))
    return tuple(found)


def report() -> AuditReport:
    herald = Reading(
        article=Article(
            id="herald-1",
            source="coastherald.example",
            text=HARBOUR,
            title="Harbour ferry service to stop in May",
            byline="Ada Moss",
            published="2024-03-04T09:00:00Z",
            url="https://coastherald.example/ferry?a=1&b=2",
            language="en-GB",
            path="corpus/herald.txt",
        ),
        words=68,
        language=Language("en", 0.99),
        blocks=blocks(HARBOUR),
        quotations=(
            Quotation(
                at(HARBOUR, "“We looked at every number twice and there is no money left,”"),
                at(HARBOUR, "We looked at every number twice and there is no money left,"),
                "Ines Falk",
                at(HARBOUR, "the mayor, Ines Falk"),
                "told",
            ),
        ),
        attributions=(
            Attribution(at(HARBOUR, "it would keep 14 of its 30 staff"), "the operator", at(HARBOUR, "said")),
        ),
        credits=(Credit("byline", "Ada Moss", 0.5, at(HARBOUR, "By Ada Moss")),),
        zones=(Zone(Span(0, len(HARBOUR)), "report", 0.97),),
        spun=SpunReading("none", 0.02),
    )
    phrases = (
        Phrase(at(SPUN, "cease working"), "cease working", "stop running", 0.93, 2, 310, "counterpart"),
        Phrase(at(SPUN, "officers stated"), "officers stated", "officials said", 0.96, 4, 20411),
        Phrase(at(SPUN, "instructed reporters"), "instructed reporters", "told reporters", 0.99, 1, 51230),
    )
    opinion = SentenceEvidence(at(SPUN, "This is a disgrace."), 2.75, ("evaluative word “disgrace”",))
    mirror = Reading(
        article=Article(
            id="mirror/2",
            source="daily-mirror.example",
            text=SPUN,
            path="corpus/mirror.txt",
            encoding="windows-1252",
            declared=Declared(section="News", labels=("News",)),
        ),
        words=71,
        language=Language("en", 0.93),
        blocks=blocks(SPUN),
        changes=(Normalisation(at(SPUN, "[ad_1]"), "spacing", "[ad_1]", "", suspicious=False),),
        quotations=(
            Quotation(
                at(SPUN, "“We checked out each number twice and there isn't any cash left,”"),
                at(SPUN, "We checked out each number twice and there isn't any cash left,"),
                "Ines Falk",
                at(SPUN, "the mayor, Ines Falk"),
                "instructed",
            ),
        ),
        credits=(Credit("pointer", "", 0.5, at(SPUN, "Source link")),),
        residue=(
            Residue(at(SPUN, "[ad_1]"), "shortcode", "an advertisement slot of a page template"),
            Residue(at(SPUN, "Source link"), "pointer", "a link label without its link"),
        ),
        zones=(
            Zone(Span(0, SPUN.index("Why the council")), "report", 0.9),
            Zone(
                Span(SPUN.index("Why the council"), SPUN.index("Source link")),
                "opinion",
                0.94,
                (opinion,),
                "heading",
            ),
        ),
        spun=SpunReading(
            "spun", 0.97, phrases, (Span(7, 130),), (Measure("rate", 0.081),), ("substitutions", "counterpart")
        ),
    )
    wire = Reading(
        article=Article(
            id="wire-3", source="wire.example", text=WIRE, title="Ferry to close", published="2024-03-04T07:30:00Z"
        ),
        words=24,
        language=Language("en", 0.98),
        blocks=blocks(WIRE),
        credits=(Credit("agency-tag", "AP", 1.0, at(WIRE, "(AP)")),),
        claims=("Associated Press",),
        zones=(Zone(Span(0, len(WIRE)), "report", 0.99),),
        spun=SpunReading("abstained", reason="fewer than 150 words"),
    )
    lead_left = "The harbour ferry will stop running in May after the city council voted 7-4 to end its subsidy"
    lead_right = "The harbor boat will cease working in May after the town council voted 7-4 to finish its subsidy"
    quote_left = "We looked at every number twice and there is no money left"
    quote_right = "We checked out each number twice and there isn't any cash left"

    def edit(before: str, after: str) -> Edit:
        return Edit("replace", at(HARBOUR, before), at(SPUN, after), before, after, synonym=True)

    lead = Match(
        id="m1",
        left=Place("herald-1", at(HARBOUR, lead_left)),
        right=Place("mirror/2", at(SPUN, lead_right)),
        kind=Kind.SPUN,
        similarity=0.722222,
        confidence=0.99,
        words=18,
        edits=(edit("harbour ferry", "harbor boat"), edit("stop running", "cease working"), edit("end", "finish")),
        origin=Origin("herald-1", 0.91, ("a spun text is not the origin", "the other names its reporter")),
    )
    quote = Match(
        id="m2",
        left=Place("herald-1", at(HARBOUR, quote_left)),
        right=Place("mirror/2", at(SPUN, quote_right)),
        kind=Kind.QUOTATION,
        similarity=0.5,
        words=12,
        edits=(
            edit("looked at every", "checked out each"),
            Edit("replace", at(HARBOUR, "is no money"), at(SPUN, "isn't any cash"), "is no money", "isn't any cash"),
        ),
        relations=(
            Relation("altered-quotation", at(HARBOUR, quote_left), at(SPUN, quote_right), quote_left, quote_right),
        ),
        speaker="Ines Falk",
    )
    numbers = Match(
        id="m3",
        left=Place("herald-1", at(HARBOUR, "About 1,200 people use the boat each day")),
        right=Place("mirror/2", at(SPUN, "About 1,500 folks use the boat every day")),
        kind=Kind.EDITED,
        similarity=0.625,
        words=8,
        edits=(
            Edit("replace", at(HARBOUR, "1,200"), at(SPUN, "1,500"), "1,200", "1,500"),
            edit("people", "folks"),
            edit("each", "every"),
        ),
        relations=(Relation("changed-number", at(HARBOUR, "1,200"), at(SPUN, "1,500"), "1,200", "1,500"),),
    )
    agency = Match(
        id="m4",
        left=Place("wire-3", at(WIRE, lead_left)),
        right=Place("herald-1", at(HARBOUR, lead_left)),
        kind=Kind.VERBATIM,
        similarity=1.0,
        words=18,
        origin=Origin("wire-3", 0.84, ("dated earlier", "carries an agency tag")),
    )
    findings = (
        Finding(
            "SPN001",
            Severity.HIGH,
            0.97,
            "rewords herald-1 word by word: “stop running” became “cease working”",
            lead.right,
            (lead.left,),
            Evidence(phrases=phrases, edits=lead.edits, measures=(Measure("rate", 0.081),), match="m1"),
            "5a1e0000000000000000000000000001",
        ),
        Finding(
            "QUO001",
            Severity.HIGH,
            0.95,
            "quotes Ines Falk in other words than herald-1",
            quote.right,
            (quote.left,),
            Evidence(relations=quote.relations, match="m2"),
            "5a1e0000000000000000000000000002",
        ),
        Finding(
            "FCT001",
            Severity.MEDIUM,
            0.9,
            "1,500 here, 1,200 in herald-1",
            numbers.right,
            (numbers.left,),
            Evidence(relations=numbers.relations, match="m3"),
            "5a1e0000000000000000000000000003",
        ),
        Finding(
            "OPN001",
            Severity.MEDIUM,
            0.94,
            "commentary in an article not labelled opinion",
            Place("mirror/2", mirror.zones[1].span),
            (),
            Evidence(sentences=(opinion,), reasons=("opens with a heading",)),
            "5a1e0000000000000000000000000004",
        ),
        Finding(
            "ATT001",
            Severity.LOW,
            0.84,
            "shares a passage with wire-3 and does not name it",
            agency.right,
            (agency.left,),
            Evidence(match="m4", measures=(Measure("share", 0.264706),)),
            "5a1e0000000000000000000000000005",
        ),
        Finding(
            "RES001",
            Severity.INFO,
            0.99,
            "template leftovers: [ad_1], Source link",
            Place("mirror/2", mirror.residue[0].span),
            (Place("mirror/2", mirror.residue[1].span),),
            Evidence(changes=mirror.changes),
            "5a1e0000000000000000000000000006",
        ),
    )
    spn, quo, fct, opn, att, res = (finding.fingerprint for finding in findings)
    sources = (
        SourceScore(
            "coastherald.example",
            12,
            88.25,
            79.5,
            94.0,
            "scored",
            (
                Dimension("attribution", 35, 0.21, 7.35, 12, (att,)),
                Dimension("text integrity", 30, 0.08, 2.4, 12),
                Dimension("news and opinion", 20, 0.05, 1.0, 12),
                Dimension("disclosure", 15, 0.066667, 1.0, 12),
            ),
            (Counterfactual("credit wire-3 for the passage it shares", 93.5, (att,)),),
            0.71,
        ),
        SourceScore(
            "daily-mirror.example",
            1,
            51.5,
            28.0,
            77.0,
            "provisional",
            (
                Dimension("attribution", 35, 0.4, 14.0, 1, (spn,)),
                Dimension("text integrity", 30, 0.65, 19.5, 1, (spn, quo, fct)),
                Dimension("news and opinion", 20, 0.45, 9.0, 1, (opn,)),
                Dimension("disclosure", 15, 0.4, 6.0, 1, (res,)),
            ),
            (Counterfactual("label the commentary as opinion", 60.5, (opn,)),),
            0.12,
        ),
        SourceScore("wire.example", 1, 82.0, 55.0, 96.0, "provisional"),
    )
    return AuditReport(
        articles=(herald, mirror, wire),
        matches=(lead, quote, numbers, agency),
        findings=findings,
        sources=sources,
        clusters=(Cluster("c1", ("herald-1", "mirror/2", "wire-3"), 1),),
        skipped=(Skipped("corpus/broken.bin", "not text: 41 % of its bytes are control characters"),),
        settings="9f2c51d0a7",
        version="0.1.0",
        replies=(
            Reply(
                "daily-mirror.example", "2026-05-11", "We now name the wire in full.\n\nThe column is labelled.", att
            ),
            Reply("coastherald.example", "2026-05-12", "The subsidy vote was ours first.", by="Ada Moss, editor"),
        ),
    )
