"""What costs points, what does not, and that no word is charged twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scoring_cases import NAMED, POINTER, WORDS, finding, match, reading, span

from auditor.model import Credit, Evidence, Kind, Relation, Residue, Severity, Span, SpunReading
from auditor.scoring import METHOD, article_evidence

B = reading("b")


def penalties(copy, matches=(), findings=(), **more):
    return article_evidence(copy, matches, findings, others={"a": copy, "b": B}, **more).penalties


def points(copy, matches=(), findings=(), **more):
    """Points of 100 that the article loses, all dimensions together."""
    return sum(p * x for p, x in zip(METHOD.points, penalties(copy, matches, findings, **more), strict=True))


def worded(found):
    """What rewording costs, as a part of what a text reworded from end to end loses."""
    return points(reading(), [], found) / max(METHOD.points[:2])


def reuse(credits_=(), **more):
    return penalties(reading(credits_=credits_), [match(**more)], [finding("DUP001", related=True)])[0]


def test_credited_copy_is_free_uncredited_costs_and_a_pointer_lies_between():
    """Half an article taken from b costs its share × confidence; half of that with only a pointer; nothing if named."""
    assert reuse() == pytest.approx(0.5 * 0.9)
    assert reuse([POINTER]) == pytest.approx(0.5 * 0.9 / 2)
    assert reuse([NAMED]) == 0


def test_a_credit_of_itself_or_of_a_picture_is_no_credit():
    """An outlet cannot credit its own name for another's text, and a photo credit covers the photo."""
    itself = Credit("outlet", "a.example", 1.0, Span(0, 5))
    photo = Credit("photo", "Reuters", 0.25, Span(0, 5), "picture")
    assert reuse([itself, photo]) == reuse()


def test_naming_the_other_outlet_credits_what_stands_beside_it():
    """The words "B reported" count three quarters for what stands within 400 letters, and a mention for the rest."""
    beside = Credit("mention", "b.example", 0.3, span(100, 102))
    assert reuse([beside]) == pytest.approx(0.9 * (66 * 0.25 + 34 * 0.7) / WORDS)


def test_a_mention_of_a_third_outlet_credits_no_copy():
    """What a text says of another outlet came with the text; an agency's tag credits it, whoever had it first."""
    about = Credit("mention", "c.example", 0.3, span(100, 102))
    assert reuse([about]) == reuse()
    assert reuse([Credit("agency-tag", "c.example", 1.0, span(100, 102))]) == 0


def test_unknown_direction_costs_nobody():
    """Where nobody knows who copied, neither side pays for the passage or a difference in it."""
    assert reuse(origin=None) == 0
    altered = finding("QUO001", 0, 10, severity=Severity.HIGH, related=True, of="m1")
    assert penalties(reading(), [match(origin=None)], [altered])[1] == 0
    assert penalties(reading(), [match(origin="a")], [altered])[1] == 0
    assert penalties(reading(), [match(origin="b")], [altered])[1] > 0


def test_declared_syndication_is_honoured():
    """A source that may reprint the other's text owes nothing for it; the reverse licence does not help."""
    case = (reading(), [match()], [finding("ATT001", related=True)])
    assert penalties(*case, syndication=frozenset({("a.example", "b.example")}))[0] == 0
    assert penalties(*case, syndication=frozenset({("b.example", "a.example")}))[0] > 0


def test_only_its_own_prose_is_judged():
    """Quoting is no copying and template text is nobody's: shares are of the words outside both."""
    quoted = reading(quoted=[(0, 60)])
    assert penalties(quoted, [match()], [finding("DUP001", related=True)])[0] == pytest.approx(40 * 0.9 / 140)
    cut = reading(residue=(Residue(span(0, 60), "navigation", ""),))
    assert penalties(cut, [match()], [finding("DUP001", related=True)])[0] == pytest.approx(40 * 0.9 / 140)


def test_a_copied_text_full_of_quotations_is_wholly_copied():
    """A story taken whole costs the same whether a tenth or half of it stands in quotation marks."""
    found = [finding("DUP001", 0, 200, related=True)]
    few, many = (penalties(reading(quoted=[(0, n)]), [match(0, 200)], found)[0] for n in (20, 100))
    assert few == pytest.approx(many) == pytest.approx(0.9)


def test_a_few_words_between_long_quotations_do_not_stand_for_the_article():
    """Where quotations leave less than half of the words, shares are of half the words."""
    spoken = reading(quoted=[(10, 200)])
    assert penalties(spoken, [match()], [finding("DUP001", related=True)])[0] == pytest.approx(10 * 0.9 / 100)


def test_shared_quotations_and_template_text_are_no_reuse():
    """A press-conference quotation or template text both carry costs nothing, whoever had it first."""
    assert reuse(kind=Kind.QUOTATION) == reuse(kind=Kind.BOILERPLATE) == 0


def test_a_word_both_spun_and_copied_pays_the_dearer_charge_once():
    """A spun, uncredited text loses the points of one dimension for wording and credit, and both show it."""
    both = [finding("SPN002", 0, 200, severity=Severity.HIGH), finding("DUP001", 0, 200, related=True)]
    got = penalties(reading(), [match(0, 200, sure=1.0)], both)
    credit, wording, *_ = METHOD.points
    assert got[0] * credit + got[1] * wording == pytest.approx(max(credit, wording))
    assert got[0] == got[1] > 0


def test_a_spun_text_is_somebodys_even_where_no_other_copy_is_known():
    """Its wording is charged, and so is that it credits nobody; with a credit the wording alone."""
    found = [finding("SPN002", 0, 200, severity=Severity.HIGH)]
    assert points(reading(), [], found) == pytest.approx(max(METHOD.points[:2]))
    assert penalties(reading(credits_=[NAMED]), [], found)[:2] == (0, pytest.approx(1))
    altered = [*found, finding("QUO001", 0, 4, severity=Severity.HIGH)]
    assert points(reading(), [], altered) > points(reading(credits_=[NAMED]), [], altered) + 5


def test_a_spun_text_that_may_be_carried_owes_no_credit():
    """What the source is licensed to print it may print without credit; the wording is still charged."""
    case = (reading(), [match(0, 200)], [finding("SPN002", 0, 200, severity=Severity.HIGH)])
    licence = frozenset({("a.example", "b.example")})
    assert penalties(*case, syndication=licence)[:2] == (0, pytest.approx(1))
    assert penalties(*case)[0] > 0


def test_naming_the_origin_answers_all_that_credit_was_charged_for():
    """The repair is the same for a spun text, whichever findings stand behind the charge; the wording stays charged."""
    found = [finding("SPN002", 0, 200, severity=Severity.HIGH), finding("ATT001", 0, 200, related=True)]
    evidence = article_evidence(reading(), [match(0, 200)], found, others={"a": reading(), "b": B})
    named = next(mend for mend in evidence.mends if mend.action == "name the origin of the text")
    assert named.penalties[:2] == (0, pytest.approx(1))
    assert evidence.penalties[0] > 0


def test_a_spun_text_pays_for_credit_whoever_had_the_passage_first():
    """What is spun is somebody's text, be it the other article's or a third one's; the other side owes nothing."""
    spun = reading(spun=SpunReading("spun", 0.9))
    found = [finding("ATT001", related=True)]
    assert penalties(spun, [match(origin=None)], found)[0] == pytest.approx(0.5 * 0.9)
    assert penalties(reading(credits_=[NAMED], spun=spun.spun), [match(origin=None)], found)[0] == 0
    both = {"a": spun, "b": reading("b", spun=spun.spun)}
    assert article_evidence(spun, [match(origin=None)], found, others=both).penalties[0] == 0


def test_words_that_several_findings_call_reworded_are_charged_once():
    """Overlapping findings, the same one twice and one inside another charge each word once, at the surest."""

    def share(*found):
        return worded([finding(*row, severity=Severity.HIGH) for row in found])

    assert share(("SPN001", 0, 60), ("SPN001", 40, 100)) == pytest.approx(0.5)
    assert share(("SPN001", 0, 60), ("SPN001", 0, 60), ("SPN002", 10, 40)) == pytest.approx(0.3)
    unsure = finding("SPN001", 0, 60, severity=Severity.HIGH, confidence=0.875, mark="unsure")
    sure = finding("SPN001", 0, 40, severity=Severity.HIGH)
    assert worded([unsure, sure]) == pytest.approx((40 + 20 * 0.5) / 200)


def test_reworded_phrases_side_by_side_share_their_surroundings():
    """A phrase of two words counts for a twentieth of the article; ten in a row for little more than the row."""
    one = worded([finding("SPN001", 20, 22, severity=Severity.HIGH)])
    row = [finding("SPN001", n, n + 2, severity=Severity.HIGH) for n in range(20, 40, 2)]
    assert one == pytest.approx(METHOD.least_share)
    assert worded(row) == pytest.approx(28 / 200)


def test_one_altered_quotation_counts_the_same_in_a_long_article():
    """A false quotation of four words is no smaller a fault in an article ten times as long."""
    altered = finding("QUO001", 10, 14, severity=Severity.HIGH)
    short = penalties(reading(), [], [altered])[1]
    assert short == pytest.approx(METHOD.altered)
    assert penalties(reading(words=2000), [], [altered])[1] == pytest.approx(short)


def test_each_altered_quotation_takes_its_share_of_what_is_left():
    """Two altered quotations cost more than one; one that three articles contradict counts once."""
    first, second = (finding("QUO001", n, n + 4, severity=Severity.HIGH) for n in (10, 50))
    assert penalties(reading(), [], [first, second])[1] == pytest.approx(1 - (1 - METHOD.altered) ** 2)
    again = [finding("QUO001", 10, 14, severity=Severity.HIGH, mark=str(n)) for n in range(3)]
    assert penalties(reading(), [], again)[1] == pytest.approx(METHOD.altered)


def test_one_finding_that_shows_several_altered_quotations_charges_each():
    """How many findings a rule makes of them is not the publisher's affair."""
    places = [span(n, n + 4) for n in (10, 50, 90)]
    relations = tuple(Relation("altered-quotation", place, place, "", "") for place in places)
    apart = [finding("QUO001", n, n + 4, severity=Severity.HIGH) for n in (10, 50, 90)]
    together = replace(apart[0], evidence=Evidence(relations=relations))
    assert penalties(reading(), [], [together])[1] == penalties(reading(), [], apart)[1]
    assert penalties(reading(), [], [together, *apart])[1] == penalties(reading(), [], apart)[1]


def test_a_copy_that_alters_quotations_loses_more_than_a_plain_copy():
    """Taking a text without credit and changing what people said in it are two faults."""
    copied = [finding("DUP001", 0, 200, related=True)]
    altered = [*copied, finding("QUO001", 10, 14, severity=Severity.HIGH, related=True, of="m1")]
    whole = [match(0, 200)]
    assert points(reading(), whole, altered) > points(reading(), whole, copied) + 5


def test_opinion_costs_its_share_and_information_costs_nothing():
    """Half of the share that is as undeclared as can be loses half; notes of level info are free."""
    most = round(METHOD.comment * WORDS)
    assert penalties(reading(), [], [finding("OPN001", 0, most // 2)])[2] == pytest.approx(0.5)
    assert penalties(reading(), [], [finding("OPN001", 0, most)])[2] == pytest.approx(1.0)
    assert penalties(reading(), [], [finding("OPN001", 0, 150)])[2] == pytest.approx(1.0)
    assert penalties(reading(), [], [finding("OPN003", 0, 40, severity=Severity.INFO)])[2] == 0


def test_comment_pasted_under_a_copy_makes_it_no_smaller_a_copy():
    """What is charged as comment is no part of the report; words that are charged with nothing are."""
    copied = [finding("DUP001", 0, 200, related=True)]
    alone = points(reading(), [match(0, 200)], copied)
    for more in (40, 400, 4000):
        pasted = finding("OPN001", 200, 200 + more, confidence=0.8)
        longer = reading(words=200 + more, quoted=[(210, 230)])
        assert points(longer, [match(0, 200)], [*copied, pasted]) == pytest.approx(alone)
        assert points(longer, [match(0, 200)], copied) < alone


def test_a_few_copied_words_in_a_comment_do_not_make_it_a_copied_report():
    """A comment of its own that carries ten words of another is charged as comment, and for ten words."""
    voiced = finding("OPN001", 0, 200)
    few = points(reading(), [match(0, 10)], [finding("DUP001", 0, 10, related=True), voiced])
    assert few == pytest.approx(points(reading(), [], [voiced]))


@pytest.mark.parametrize("code", ["SPN002", "QUO001", "FCT001", "OPN001", "OBF001"])
def test_a_finding_less_sure_than_three_to_one_costs_nothing(code):
    """It is shown, but accuses nobody; from there on the cost rises with the confidence."""
    losses = [points(reading(), [], [finding(code, 0, 100, confidence=c)]) for c in (0.6, 0.75, 0.85, 1.0)]
    assert losses[:2] == [0, 0]
    assert 0 < losses[2] < losses[3]


def test_disclosure_weighs_missing_authorship_over_scraper_residue_over_page_furniture():
    """No author, date and origin costs more than a stray shortcode, and that more than an advertisement line."""
    nobody = penalties(reading(), [], [finding("SRC001", severity=Severity.INFO)])[3]
    code = reading(residue=(Residue(span(0, 1), "shortcode", ""),))
    page = reading(residue=(Residue(span(0, 1), "signup", ""),))
    leftover = finding("RES001", 0, 1, severity=Severity.LOW)
    assert nobody > penalties(code, [], [leftover])[3] > penalties(page, [], [leftover])[3] > 0


def test_leftovers_of_the_page_cost_their_share_of_the_words():
    """One advertisement line is less of a long article, and five lines are more; a page full of them has its limit."""

    def lost(lines, words):
        copy = reading(
            words=words, residue=tuple(Residue(span(n, n + 2), "signup", "") for n in range(0, 2 * lines, 2))
        )
        places = [
            finding("RES001", r.span.start // 6, r.span.start // 6 + 2, severity=Severity.LOW) for r in copy.residue
        ]
        return penalties(copy, [], places)[3]

    assert lost(1, 400) == pytest.approx(2 / 400)
    assert lost(1, 2000) == pytest.approx(2 / 2000)
    assert lost(5, 2000) == pytest.approx(10 / 2000)
    assert lost(90, 200) == pytest.approx(METHOD.template)


def test_evidence_names_the_findings_behind_every_loss():
    """A dimension that lost something lists the fingerprints of the findings that cost it, and no others."""
    findings = [finding("OPN001", 0, 40, mark="opinion"), finding("QUO001", 50, 60, mark="quote")]
    evidence = article_evidence(reading(), [], [*findings, finding("OPN003", severity=Severity.INFO, mark="note")])
    assert evidence.findings == ((), ("quote",), ("opinion",), ())


def test_every_charge_stands_behind_its_dimension():
    """In a text wholly judged reworded a comment costs nothing more, but shares in the loss; a pointer is a credit."""
    spun = finding("SPN002", 0, 200, severity=Severity.HIGH, mark="spun")
    others = [finding("ATT002", 0, 2, mark="pointer"), finding("OPN001", 0, 40, mark="opinion")]
    evidence = article_evidence(reading(), [], [spun, *others])
    assert evidence.findings == (("spun",), ("spun",), ("opinion",), ())
    assert points(reading(), [], [spun, *others]) == pytest.approx(points(reading(), [], [spun]))


@pytest.mark.parametrize("verdict", ["spun", "suspicious"])
def test_reworded_text_is_not_its_own(verdict):
    """Words of a text that reads as reworded are not own words, even where no other copy was seen."""
    whole = reading(spun=SpunReading(verdict))
    part = reading(spun=SpunReading(verdict, passages=(span(0, 50),)))
    assert article_evidence(whole).own_words == 0
    assert article_evidence(part).own_words == 150
    assert article_evidence(reading(spun=SpunReading("none"))).own_words == 200


def test_an_article_of_nothing_but_residue_is_not_judged_by_its_words():
    """Without body words there are no shares, and nothing crashes."""
    empty = reading(residue=(Residue(Span(0, WHOLE), "shortcode", ""),))
    assert article_evidence(empty, [], [finding("OPN001")]).penalties[:3] == (0.0, 0.0, 0.0)


WHOLE = 200 * 6
