"""Sentence features that speak for or against the author's own opinion.

Each feature is a count or a share an editor can check with a pencil. Words inside quotation marks
do not count for the author; words attributed to someone count little. Sources: Wiebe 1994 and
Wiebe et al. 2004 (private states, subjective expressions), Biber 1988 (involved and persuasive
style: dimensions 1 and 4), Hyland 2005 (stance and engagement: hedges, boosters, attitude, self and
reader mention, directives, questions), Martin & White 2005 (appraisal: affect, judgement,
appreciation, graduation), Krüger et al. 2017 ("Classifying news versus opinions in newspapers":
discourse cues, sentence form), and the annotation guidelines of CheckThat! 2023 task 2 (Antici et
al.), which make quotations and third-party opinions objective.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.opinion.lexicon import COLUMN, row_of_shape, word_table
from auditor.model import Attribution, Document, Quotation, Span

#: name → what an editor reads when the feature speaks for opinion (empty: never shown)
FEATURES: dict[str, str] = {
    "author-i": "the author says I",  # Hyland self-mention
    "author-we": "the author says we",  # Hyland self-mention
    "reader-you": "speaks to the reader as you",  # Hyland engagement
    "obligation": "says what must or should be done",  # Biber dimension 4
    "possibility": "weighs possibilities",  # Biber dimension 4
    "prediction": "predicts",  # Biber dimension 4
    "booster": "asserts with emphasis",  # Hyland boosters
    "hedge": "hedges",  # Hyland hedges
    "stance": "comments on its own statement",  # Hyland attitude
    "connective": "argues",  # Krüger discourse cues
    "intensifier": "intensifies",  # Martin & White graduation
    "negation": "argues by denial",  # Biber dimension 11, Martin & White disclaim
    "condition": "argues by condition",  # Biber dimension 4
    "reason": "gives reasons",  # Biber dimension 1
    "generic": "speaks of values and groups at large",  # Wiebe subjective elements
    "good": "praises in the author's voice",  # Martin & White judgement, appreciation
    "bad": "condemns in the author's voice",  # Martin & White judgement, appreciation
    "judgement": "judging adjective",  # Wiebe adjectives
    "abstraction": "speaks of ideas, problems, facts as such",  # Krüger
    "figure": "figure of speech",  # Wiebe et al. expressive elements
    "deictic": "points at its own text",  # Biber dimension 1
    "abstract": "abstract nouns",  # Biber nominalisations
    "adjective": "describes rather than tells",  # Krüger
    "contraction": "informal contraction",  # Biber dimension 1
    "adverb": "many adverbs",  # Krüger
    "subjectivity": "subjective wording",  # De Smedt & Daelemans lexicon
    "polarity": "approving or disapproving wording",  # De Smedt & Daelemans lexicon
    "valence": "emotional wording",  # Hutto & Gilbert lexicon
    "present": "states what is, in the present",  # Biber dimension 1
    "question": "rhetorical question",  # Hyland engagement
    "exclamation": "exclamation",  # Hyland engagement
    "imperative": "tells the reader to do something",  # Hyland directives
    "argument-start": "opens with But, So, Because, What …",  # Krüger
    "demonstrative": "judges what was just said (This is …, That shows …)",  # Krüger
    "fragment": "a fragment for effect",  # Krüger sentence form
    "capitals": "capitals for emphasis",  # Wiebe et al.
    "scare": "quotation marks that keep a distance",  # Martin & White disclaim: distance
    "dash": "asides (dashes, semicolons, brackets)",  # Krüger punctuation
    "source": "",  # against: attribution vocabulary
    "when": "",  # against: dates
    "third-person": "",  # against: he, she
    "past": "",  # against: narration
    "number": "",  # against: figures
    "name": "",  # against: proper nouns
    "full-name": "",  # against: two capitalised words in a row
    "quoted": "",  # against: share inside quotation marks
    "attributed": "",  # against: share attributed to someone
    "length": "",  # logarithm of the words outside quotation marks
}
NAMES = tuple(FEATURES)
_AT = {name: number for number, name in enumerate(NAMES)}
_COUNTED = [name for name in NAMES if name in COLUMN and name not in {"argument-start", "imperative-start"}]
_EMPHASISED = frozenset(
    {"booster", "intensifier", "negation", "obligation", "author-i", "author-we", "reader-you", "past"}
)
_NOT_EMPHASIS = frozenset(
    {"us", "i", "a", "it", "who", "is", "can", "may", "will", "so", "no", "am", "s", "was", "are"}
)
_CHARGED = [COLUMN[n] for n in ("good", "bad", "judgement", "subjectivity", "polarity", "valence", "generic", "figure")]
_DASHES = "—–;("


class Sentences(NamedTuple):
    """Sentence features of one article."""

    spans: tuple[Span, ...]
    matrix: NDArray[np.float32]  #: shape (sentences, len(NAMES))
    words: NDArray[np.int32]  #: shape (sentences,), all words
    paragraph: NDArray[np.int32]  #: shape (sentences,), number of the block


def _covered(starts: NDArray[np.int32], spans: Sequence[Span]) -> NDArray[np.bool_]:
    """Which tokens begin inside one of *spans*; shape (tokens,)."""
    steps = np.zeros(len(starts) + 1, dtype=np.int32)
    if spans:
        np.add.at(steps, np.searchsorted(starts, [s.start for s in spans]), 1)
        np.add.at(steps, np.searchsorted(starts, [s.end for s in spans]), -1)
    return np.cumsum(steps[:-1]) > 0


def sentence_features(
    document: Document, quotations: Sequence[Quotation] = (), attributions: Sequence[Attribution] = ()
) -> Sentences:
    """Features of every sentence of *document*, in order."""
    text = document.article.text
    tokens = document.tokens
    spans = tuple(span for block in document.blocks for span in block.sentences)
    paragraph = np.array(
        [number for number, block in enumerate(document.blocks) for _ in block.sentences], dtype=np.int32
    )
    first = np.searchsorted(tokens.starts, [span.start for span in spans]).astype(np.int64)
    last = np.searchsorted(tokens.starts, [span.end for span in spans]).astype(np.int64)
    quoted = _covered(tokens.starts, [q.span for q in quotations])
    attributed = _covered(tokens.starts, [a.span for a in attributions])
    matrix = np.zeros((len(spans), len(NAMES)), dtype=np.float32)
    step = 2000  # sentences at a time: bounds memory on huge inputs
    for low in range(0, len(spans), step):
        high = min(len(spans), low + step)
        _fill(matrix[low:high], document, (first[low:high], last[low:high]), (quoted, attributed))
    scare = sorted(q.span.start for q in quotations if q.scare)
    ends = sorted((q.span.start, q.span.end) for q in quotations)
    starts = [start for start, _ in ends]
    for number, span in enumerate(spans):
        place = bisect_right(starts, span.end - 1) - 1
        inside = place >= 0 and ends[place][1] >= span.end and ends[place][0] <= span.end
        sentence = text[span.start : span.end]
        if not inside:
            tail = sentence[-3:]
            matrix[number, _AT["question"]] = "?" in tail
            matrix[number, _AT["exclamation"]] = "!" in tail
        matrix[number, _AT["dash"]] = sum(map(sentence.count, _DASHES)) + sentence.count(" - ")
    if scare:
        where = np.searchsorted([span.start for span in spans], scare, side="right") - 1
        np.add.at(matrix[:, _AT["scare"]], where[where >= 0], 1)
    return Sentences(spans, matrix, (last - first).astype(np.int32), paragraph)


def _fill(
    matrix: NDArray[np.float32],
    document: Document,
    bounds: tuple[NDArray[np.int64], NDArray[np.int64]],
    masks: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> None:
    """Fill the rows of *matrix* for sentences between the token *bounds*."""
    first, last = bounds
    low, high = int(first[0]), int(last[-1])
    if high <= low:
        return
    text, tokens, table = document.article.text, document.tokens, word_table()
    words = tokens.words[low:high]
    known = table.row.get
    rows = np.array([known(word) or row_of_shape(word) for word in words], dtype=np.int32)
    values = table.values[rows]
    starts_sentence = np.zeros(high - low, dtype=np.bool_)
    begins = first[(first >= low) & (first < high)] - low
    starts_sentence[begins] = True
    capital = tokens.capital[low:high]
    name = capital & ~starts_sentence
    for index in np.nonzero(capital)[0].tolist():
        word = words[index]
        if word in {"i", "i'm", "i've", "i'd", "i'll"}:
            name[index] = False
        elif len(word) > 1 and text[tokens.starts[low + index] : tokens.ends[low + index]].isupper():
            if word == "us":
                values[index] = 0
            elif word not in _NOT_EMPHASIS and word in table.row:
                row = values[index]
                if any(row[COLUMN[c]] for c in _EMPHASISED):
                    name[index] = False
                    _count_capitals(matrix, index + low, first)
    values[np.nonzero(name)[0][:, None], _CHARGED] = 0
    _add_phrases(values, words)
    quoted, attributed = masks[0][low:high], masks[1][low:high]
    weight = np.where(quoted, 0.0, np.where(attributed, 0.25, 1.0)).astype(np.float32)
    weighted = values * weight[:, None]
    against = [COLUMN[c] for c in ("source", "when", "past", "number", "third-person")]
    weighted[:, against] = values[:, against] * (~quoted)[:, None]
    sums = _sum(weighted, first - low, last - low)
    for column in _COUNTED:
        matrix[:, _AT[column]] = sums[:, COLUMN[column]]
    pairs = np.zeros_like(name)
    pairs[1:] = name[1:] & capital[:-1] & (tokens.breaks[low : high - 1] == 0)
    plain = np.stack([~quoted, name & ~quoted, quoted, attributed & ~quoted, pairs & ~quoted], axis=1).astype(
        np.float32
    )
    shares = _sum(plain, first - low, last - low)
    total = np.maximum(last - first, 1)
    own = np.maximum(shares[:, 0], 1)
    matrix[:, _AT["name"]] = shares[:, 1] / own
    matrix[:, _AT["quoted"]] = shares[:, 2] / total
    matrix[:, _AT["attributed"]] = shares[:, 3] / own
    matrix[:, _AT["full-name"]] = shares[:, 4]
    matrix[:, _AT["length"]] = np.log1p(shares[:, 0])
    _fill_openings(matrix, values, words, (first - low, last - low), quoted)


def _count_capitals(matrix: NDArray[np.float32], token: int, first: NDArray[np.int64]) -> None:
    row = int(np.searchsorted(first, token, side="right")) - 1
    if 0 <= row < len(matrix):
        matrix[row, _AT["capitals"]] += 1


def _add_phrases(values: NDArray[np.float32], words: Sequence[str]) -> None:
    """Count each phrase of the lexicon at its first word."""
    phrases = word_table().phrases
    for index, word in enumerate(words):
        if word in phrases:
            for phrase, column in phrases[word]:
                if words[index : index + len(phrase)] == phrase:
                    values[index, column] += 1
                    break


def _sum(values: NDArray[np.float32], first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.float32]:
    """Column sums of *values* over each half-open token range; shape (ranges, columns)."""
    total = np.zeros((len(values) + 1, values.shape[1]), dtype=np.float64)
    np.cumsum(values, axis=0, out=total[1:])
    return (total[last] - total[first]).astype(np.float32)


def _fill_openings(
    matrix: NDArray[np.float32],
    values: NDArray[np.float32],
    words: Sequence[str],
    bounds: tuple[NDArray[np.int64], NDArray[np.int64]],
    quoted: NDArray[np.bool_],
) -> None:
    """What a sentence opens with, and whether it is a fragment."""
    first, last = bounds
    filled = np.nonzero(last > first)[0]
    filled = filled[~quoted[first[filled]]]
    opening = values[first[filled]]
    matrix[filled, _AT["argument-start"]] = opening[:, COLUMN["argument-start"]]
    for row in filled[opening[:, COLUMN["demonstrative-start"]] > 0].tolist():
        begin = int(first[row])
        near = range(begin + 1, min(int(last[row]), begin + 3))
        matrix[row, _AT["demonstrative"]] = any(
            values[i, COLUMN["present"]] or values[i, COLUMN["reason"]] for i in near
        ) or words[begin] in {"it's", "that's", "there's"}
    for row in filled[opening[:, COLUMN["imperative-start"]] > 0].tolist():
        begin = int(first[row])
        matrix[row, _AT["imperative"]] = begin + 1 < last[row] and not values[begin + 1, COLUMN["present"]]
    short = filled[(last[filled] - first[filled]) <= 6]
    verbs = [COLUMN[c] for c in ("past", "present", "possibility", "prediction")]
    if len(short):
        has_verb = _sum(values[:, verbs], first[short], last[short]).sum(axis=1) > 0
        matrix[short[~has_verb], _AT["fragment"]] = 1
