"""A report in which every string a stranger controls is an attack on the format it is written in."""

from auditor.model import (
    Article,
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

ATTACK = (
    "</script><script>alert(1)</script>\n::error file=x::pwned\r::set-output name=a::b\n"
    "##[command]rm\n\x1b[31mred\x1b]0;title\x07 \x00\x08 \u202egnp.exe\u202c \u200b\u2066x\u2069 ]]> "
    "&amp; <img src=x onerror=alert(2)> "
    "[click](javascript:alert(3)) `code` |cell| \"quoted\" 'single' {{7*7}} {% raw %} @everyone https://evil.example/x "
    "\ufffe \U0001f600 ${IFS} --> <!-- "
)


def report() -> AuditReport:
    """Return the report."""
    text = ATTACK + "\n" + "word " * 40 + ATTACK
    whole = Span(0, len(text))
    part = Span(0, len(ATTACK))
    names = (ATTACK, "../../etc/passwd", "CON", "", "Ünïcode/№ 7", "a" * 400, "javascript:alert(4)")
    readings = tuple(
        Reading(
            article=Article(
                id=name,
                source=ATTACK if number % 2 else f"{number}{name}",
                text=text,
                title=ATTACK if number else "",
                byline=ATTACK,
                published=ATTACK,
                url="javascript:alert(5)" if number % 2 else 'https://ok.example/?a=<b>&c="d"',
                language='"><script>' if number == 2 else "ar",
                path=ATTACK if number == 1 else "",
                encoding=ATTACK,
                declared=Declared(kind=ATTACK, labels=(ATTACK,)),
            ),
            words=80,
            language=Language("ar", 0.9),
            blocks=(Block(whole, "paragraph", (whole,)),),
            changes=(Normalisation(part, ATTACK, ATTACK, ATTACK),),
            quotations=(Quotation(part, part, ATTACK, part, ATTACK),),
            credits=(Credit(ATTACK, ATTACK, 1.0, part), Credit("link", ATTACK, 1.0)),
            residue=(Residue(part, ATTACK, ATTACK),),
            zones=(Zone(whole, "opinion", 0.9, (SentenceEvidence(part, 1.0, (ATTACK,)),), ATTACK),),
            spun=SpunReading("spun", 0.9, (Phrase(part, ATTACK, ATTACK, 0.9),), reason=ATTACK),
        )
        for number, name in enumerate(names)
    )
    relation = Relation(ATTACK, part, part, ATTACK, ATTACK)
    edit = Edit("replace", part, part, ATTACK, ATTACK)
    match = Match(
        ATTACK,
        Place(names[0], whole),
        Place(names[1], whole),
        Kind.SPUN,
        0.5,
        words=80,
        edits=(edit,),
        relations=(relation, Relation("altered-quotation", part, part, ATTACK, ATTACK)),
        origin=Origin(ATTACK, 0.5, (ATTACK,)),
        speaker=ATTACK,
    )
    evidence = Evidence(
        phrases=(Phrase(part, ATTACK, ATTACK, 0.5),),
        sentences=(SentenceEvidence(part, 1.0, (ATTACK,)),),
        edits=(edit,),
        relations=(relation,),
        changes=(Normalisation(part, ATTACK, ATTACK, ATTACK),),
        measures=(Measure(ATTACK, 1.0),),
        reasons=(ATTACK,),
        match=ATTACK,
    )
    places = [Place(name, part) for name in names] + [Place("not in the report", part)]
    findings = tuple(
        Finding("SPN001", Severity.HIGH, 0.5, ATTACK, place, (Place(names[0], whole),), evidence, ATTACK)
        for place in places
    )
    sources = tuple(
        SourceScore(
            source,
            1,
            10.0,
            0.0,
            100.0,
            ATTACK if source == ATTACK else "scored",
            (Dimension(ATTACK, 35, 0.5, 10.0, 1, (ATTACK,)),),
            (Counterfactual(ATTACK, 99.0, (ATTACK,)),),
        )
        for source in dict.fromkeys(reading.article.source for reading in readings)
    )
    return AuditReport(
        readings,
        (match,),
        findings,
        sources,
        (Cluster(ATTACK, names, 1),),
        (Skipped(ATTACK, ATTACK),),
        ATTACK,
        ATTACK,
        tuple(Reply(source.source, ATTACK, ATTACK, mark, ATTACK) for source in sources for mark in ("", ATTACK, "x")),
    )
