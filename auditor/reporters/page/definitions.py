"""What each mark, kind, status and number means: shown as hints beside them and on the methodology page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class MarkClass:
    """One class of mark: its CSS name, its label in text and its meaning."""

    name: str
    label: str
    meaning: str


class Term(NamedTuple):
    """A term of the report and its definition."""

    name: str
    meaning: str


MARKS: dict[str, MarkClass] = {
    mark.name: mark
    for mark in (
        MarkClass("altered", "altered quotation", "A quotation whose words differ from the same quotation elsewhere."),
        MarkClass("fact", "changed fact", "A number, name, date or negation that differs between two copies."),
        MarkClass("phrase", "reworded phrase", "A wording that looks substituted, with the likely original."),
        MarkClass("verbatim", "shared word for word", "A passage that stands in another article with the same words."),
        MarkClass("edited", "shared, edited", "A passage that stands in another article with small edits."),
        MarkClass("spun", "shared, reworded", "A passage that stands in another article with its words swapped."),
        MarkClass("paraphrase", "shared, paraphrased", "A passage another article tells in other words, or sums up."),
        MarkClass(
            "quotation", "shared quotation", "The same quotation in two articles, which is no copying by itself."
        ),
        MarkClass("boilerplate", "standing text", "Template or standing text that many articles carry."),
        MarkClass("opinion", "opinion", "A stretch that reads as the author's own opinion."),
        MarkClass("residue", "template leftover", "Template or scraper text that is no part of the story."),
        MarkClass("credit", "credit", "Words that say where text or pictures come from."),
        MarkClass("hidden", "hidden character", "An invisible or look-alike character in a word."),
    )
}

#: Kind of reuse → class of mark; a summary is marked as a paraphrase is.
KIND_MARK = {
    "verbatim": "verbatim",
    "edited": "edited",
    "spun": "spun",
    "paraphrase": "paraphrase",
    "summary": "paraphrase",
    "quotation": "quotation",
    "boilerplate": "boilerplate",
    "common": "boilerplate",
}

#: Terms of the report, with the definition shown as a hint and on the methodology page.
TERMS: dict[str, Term] = {
    "score": Term(
        "Score",
        "0 to 100: how openly a source shows where its text comes from. It starts at 100 and loses points for reuse "
        "without credit, reworded text, unmarked opinion and missing disclosure. It does not say whether the news "
        "is true, and carrying credited agency copy costs nothing.",
    ),
    "interval": Term(
        "Interval",
        "The range in which the score would likely lie if other stories of the source had been audited. The fewer "
        "the stories, the wider it is.",
    ),
    "provisional": Term(
        "Provisional",
        "Too few stories to rank the source beside others: read its findings, not its score.",
    ),
    "severity": Term(
        "Severity",
        "How much a finding matters if it is right: info, low, medium or high. It does not say how sure the audit is.",
    ),
    "confidence": Term(
        "Sure",
        "The estimated probability that the finding is right. It does not say how much the finding matters.",
    ),
    "similarity": Term("Equal words", "The share of words of an aligned passage that are the same on both sides."),
    "words": Term("Words shared", "Words of the shorter side of each shared passage, added up."),
    "origin": Term(
        "Likely origin",
        "The article that probably carried a passage first, with reasons. Where reasons are weak the audit says so "
        "and names nobody; dates alone never decide.",
    ),
    "originality": Term(
        "Own words",
        "The share of a source's words found nowhere else in this audit, in text whose wording shows no sign of "
        "rewording: words of text that reads as reworded, or is suspected of it, are not counted as own. It never "
        "enters the score.",
    ),
    "lost": Term("Points lost", "Points taken from 100 in one dimension; they add up to what the score lacks."),
    "rate": Term(
        "Rate",
        "How far the findings go in one dimension, from 0 (nothing found) to 1, counted less where few stories were "
        "seen. What is assumed in their place is a row of its own.",
    ),
    "prior": Term(
        "Assumed of any source",
        "What is taken from every score, without any finding, until the source has shown more stories: the little "
        "that ordinary reports lose on average. It fades as stories are seen.",
    ),
    "observed": Term(
        "Stories seen",
        "How many stories the rate rests on. An article of fewer than 50 words, template text apart, is no story: a "
        "headline or a caption is too short for much to be found in it, so finding nothing there says nothing.",
    ),
    "excused": Term(
        "Excused comment",
        "Comment is heard by wording alone, and about one honest report in forty sounds like it, long ones oftener. A "
        "source loses points for it only beyond what such mistakes would cost in as many words: 1.5 % of a full "
        "penalty for every 1,000 words, plus two standard errors, so that few articles are excused more than many. "
        "The findings are shown all the same.",
    ),
    "independent": Term(
        "Independent origins",
        "How many texts of a story were written apart from each other. Forty reprints of one agency report are one.",
    ),
    "finding": Term(
        "Finding",
        "A reason to look at a place in a text. It is evidence for a person to judge, not a verdict.",
    ),
    "digest": Term(
        "Settings digest",
        "Stands for the settings of this audit: two reports with the same digest used the same.",
    ),
}

#: Classes a source's words fall into, with the class of mark that colours them and what they are.
WORD_CLASSES: dict[str, tuple[str, str, str]] = {
    "own": ("axis", "own words", "found nowhere else in this audit"),
    "quoted": ("quotation", "quoted", "words of others, in quotation marks"),
    "opinion": ("opinion", "comment", "stretches that read as the author's opinion"),
    "reused": ("verbatim", "shared", "also stand in other articles, unquoted"),
    "spun": ("spun", "reworded", "in text that reads as reworded"),
    "boilerplate": ("boilerplate", "standing text", "template lines and leftovers"),
}
