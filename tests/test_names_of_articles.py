"""Who is accused depends on what the articles hold, not on what they are called."""

from __future__ import annotations

import pytest

import auditor

STORY = """Bricks of the old cannery to become a library

By Marit Solvang
3 March 2031

The council of Kestern voted on Monday to turn the empty cannery on Tallow Quay into a library with a reading room \
that faces the harbour and a workshop for the schools of the district.

"We can open the doors before the autumn storms arrive," said Lennart Oye, who heads the works department and drew \
the first plans in his kitchen.

The building has stood empty since 2009, when the last herring boats moved up the coast and the owner handed the keys \
to the city for a single crown. Engineers found the walls sound, but the roof needs 48,000 new slates and two of the \
iron columns have rusted through.

The work will cost $1.5m, of which the county pays a third. Volunteers have collected shelves from four closed \
schools, and a retired dentist in Sarrano has promised his collection of sea charts.

Residents of the quay asked the council to keep the chimney, which the swifts return to every May. It will stay."""

_HEAD = "\n\nBy Marit Solvang\n3 March 2031"
_SWAPS = {
    "voted": "balloted", "empty": "vacant", "faces": "confronts", "opened": "unsealed", "heads": "captains",
    "drew": "sketched", "stood": "remained", "moved": "shifted", "handed": "passed", "found": "discovered",
    "sound": "solid", "needs": "requires", "rusted": "corroded", "cost": "price", "collected": "gathered",
    "closed": "shuttered", "promised": "pledged", "asked": "requested", "keep": "retain", "stay": "linger",
    "schools": "academies", "building": "edifice", "engineers": "technicians", "residents": "inhabitants",
}  # fmt: skip


def _spun(text):
    for plain, odd in _SWAPS.items():
        text = text.replace(f" {plain} ", f" {odd} ")
    return text


_PLAIN = STORY.replace(_HEAD, "")
COPIES = {
    "verbatim, unsigned": _PLAIN,
    "one figure, signed": STORY.replace("$1.5m", "$2.5m"),
    "a quotation turned": _PLAIN.replace("We can open", "We cannot open"),
    "figures and a name": _PLAIN.replace("48,000", "84,000").replace("2009", "2019").replace("Sarrano", "Tarrano"),
    "cut and edited": _PLAIN.replace(" and drew the first plans in his kitchen", "").replace("single ", ""),
    "spun": _spun(_PLAIN),
    "an excerpt": "\n\n".join(_PLAIN.split("\n\n")[2:4]),
    "among other things": "What we read this week\n\n" + "\n\n".join(_PLAIN.split("\n\n")[1:4]) + "\n\nMore on Friday.",
}


def _told(text, original, copy):
    """Findings, directions and scores with the articles named by their part in the case."""
    parts = {original: "original", copy: "copy"}

    def place(at):
        return parts[at.article], at.span

    given = ((original, STORY), (copy, text))
    report = auditor.audit([auditor.Article(name, f"{name}.example", held) for name, held in given])
    findings = sorted(
        (
            f.code,
            f.severity,
            round(f.confidence, 6),
            place(f.primary),
            sorted(map(place, f.related)),
            [(r.kind, r.before, r.after) for r in f.evidence.relations],
        )
        for f in report.findings
    )
    origins = sorted((sorted(map(place, (m.left, m.right))), parts.get(m.origin.article, "")) for m in report.matches)
    scores = {parts[score.source.removesuffix(".example")]: round(score.score, 6) for score in report.sources}
    return findings, origins, scores


@pytest.mark.parametrize("text", COPIES.values(), ids=list(COPIES))
def test_the_same_is_found_under_other_names(text):
    """Two texts called a and b, or b and a: the mirrored findings, directions and scores."""
    told = _told(text, "a", "b")
    assert told[0]
    assert told == _told(text, "b", "a")


def test_an_unsigned_copy_alone_answers_for_a_turned_quotation():
    """The honest original is not told that its quotation differs."""
    for original, copy in (("orig", "copy"), ("copy", "orig")):
        altered = [
            finding for finding in _told(COPIES["a quotation turned"], original, copy)[0] if finding[0] == "QUO001"
        ]
        assert [finding[3][0] for finding in altered] == ["copy"]
