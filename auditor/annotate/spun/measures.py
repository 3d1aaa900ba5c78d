"""Everything the verdict rests on, measured once over a text or any part of it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.spun import channel_model, evidence, lattice, slips
from auditor.annotate.spun.channel_model import Doubles
from auditor.annotate.spun.evidence import Evidence
from auditor.annotate.spun.language_model import pair_probability, word_probability
from auditor.annotate.spun.tables import Ids, counts
from auditor.annotate.spun.tokens import WORD, Stream
from auditor.annotate.spun.weights import Weights
from auditor.annotate.spun.word_classes import form_fit

STRONG = 0.8  #: probability above which a single word is held to be swapped

LIKELY = 0.5  #: probability above which a word counts as likely swapped

DOCUMENT_FEATURES = (
    "gain",  # log-likelihood ratio per word
    "rate",  # log-odds of λ
    "swapped",  # expected swaps per word, by the word model
    "strong",  # words above STRONG, per word
    "weight",  # mean log-odds of swap over replaceable words
    "unseen",  # share of word pairs the news never have
    "residual",  # the same among words not held to be swapped
    "explained",  # share of unseen pairs that the recovered originals make seen
    "surprise",  # mean −log P of the words
    "cured",  # how much of it the originals take away
    "unknown",  # share of words the news never use
    "articles",  # wrong a/an, per word (square root)
    "forms",
    "names",
    "telling",  # telling collocations, per word (square root)
    "grammar",  # how well forms fit their neighbours
    "clash",  # forms that do not, per word (square root)
    "clashes",  # the same where a swap is likely
)


CLASH = -2.0  #: log odds of a form between its neighbours below which it counts as a slip


class Features(NamedTuple):
    """Per-position measurements of one text; sums over a range measure that range."""

    stream: Stream
    quoted: NDArray[np.bool_]  #: shape (tokens,): stands in a quotation
    ids: Ids  #: shape (tokens,), −1 where no table has the word
    evidence: Evidence
    swap: Doubles  #: probability that the row of ``evidence`` is a swap
    rate: float
    columns: Doubles  #: shape (tokens, …): what is summed over a range of tokens
    articles: tuple[slips.Slip, ...]
    forms: Ids
    names: tuple[slips.Slip, ...]


#: what is summed over a range of tokens
COLUMNS = (
    *("words", "gain", "eligible", "replaced", "swapped", "strong", "odds", "pairs", "unseen", "odd"),
    *("fixed", "surprise", "cured", "unknown", "articles", "forms", "names", "telling", "kinds", "likely"),
    *("grammar", "clash", "clashes"),
)


class Observed(NamedTuple):
    """What a text shows before any fitted weight is applied."""

    stream: Stream
    quoted: NDArray[np.bool_]
    ids: Ids  #: shape (tokens,)
    evidence: Evidence
    replaced: Doubles  #: per row of ``evidence``: probability of a swap by the channel model
    gains: Doubles  #: shape (tokens,)
    rate: float
    share: Doubles  #: shape (tokens,): what a token counts for
    articles: tuple[slips.Slip, ...]
    forms: Ids
    names: tuple[slips.Slip, ...]


def observe(stream: Stream, quoted: NDArray[np.bool_]) -> Observed:
    """Decode *stream* and find the slips."""
    grid = lattice.build(stream)
    share = shares(grid.ids)
    decoded = channel_model.decode(grid, share)
    found = evidence.gather(grid, decoded, quoted, share)
    articles, _ = slips.wrong_articles(stream)
    return Observed(
        stream,
        quoted,
        grid.ids,
        found,
        1 - decoded.posterior[found.positions, 0],
        decoded.gains,
        decoded.rate,
        share,
        tuple(articles),
        slips.wrong_forms(stream, grid),
        tuple(slips.wrong_names(stream)),
    )


def shares(ids: Ids) -> Doubles:
    """What each token counts for: the *n* tokens of one word count for 1 + ln n together.

    A word that comes back again and again is the subject of the text, or the writer's habit, and
    every one of its swaps would be the same error: it is not that many pieces of evidence.
    """
    _, group, times = np.unique(ids, return_inverse=True, return_counts=True)
    each: Doubles = ((1 + np.log(times)) / times)[group]
    return each


def measure(stream: Stream, quoted: NDArray[np.bool_], weights: Weights) -> Features:
    """Decode *stream* and put every measurement beside its token."""
    return weigh(observe(stream, quoted), weights)


def weigh(seen: Observed, weights: Weights) -> Features:
    """Apply the word model, and put every measurement beside its token."""
    stream, ids, found = seen.stream, seen.ids, seen.evidence
    swap = weights.words.probability(found.features)
    n = len(stream.words)
    column = {name: np.zeros(n) for name in COLUMNS}
    at = found.positions
    word = stream.kinds == WORD
    share = seen.share[at]
    # Names and quoted matter are as odd in honest prose: they weigh nothing where no swap is possible.
    column["words"][:] = word
    column["kinds"][:] = word * seen.share
    column["gain"][:] = seen.gains * seen.share
    column["eligible"][at] = share
    column["replaced"][at] = seen.replaced * share
    column["swapped"][at] = swap * share
    column["strong"][at] = (swap > STRONG) * share
    column["odds"][at] = np.clip(np.log(swap + 1e-6) - np.log(1 - swap + 1e-6), -6, 6) * share
    edge = counts().ids["."]
    left = np.concatenate([[edge], ids[:-1]])
    pair = pair_probability(left, ids)
    plain = word & ~stream.capital & (ids >= 0)
    best = ids.copy()
    best[at[swap > 0.5]] = found.originals[swap > 0.5]
    left_best = np.concatenate([[edge], best[:-1]])
    mended = pair_probability(left_best, best)
    both = np.where(rarer(left, ids), np.concatenate([[1.0], seen.share[:-1]]), seen.share) * plain
    column["pairs"][:] = both
    column["unseen"][:] = both * (pair.counts == 0)
    column["odd"][:] = both * (mended.counts == 0)
    column["fixed"][:] = both * (pair.counts == 0) * (mended.counts > 0)
    column["surprise"][:] = -np.log(pair.probability) * both
    column["cured"][:] = -np.log(mended.probability) * both
    column["unknown"][:] = (word & ~stream.capital & ((ids < 0) | (ids >= counts().size))) * seen.share
    right = np.concatenate([ids[1:], [edge]])
    form_left, form_right = form_fit(left, ids, right)
    form = np.clip(form_left + form_right, -6, 3)
    column["grammar"][:] = form * plain * seen.share
    column["clash"][:] = plain * seen.share * (form < CLASH) * (pair.counts == 0)
    column["clashes"][at] = (plain[at] & (form[at] < CLASH) & (pair.counts[at] == 0)) * share * swap
    for name, slip in (("articles", seen.articles), ("names", seen.names)):
        for one in slip:
            column[name][one.first] += 1
    column["forms"][seen.forms] = seen.share[seen.forms]
    column["likely"][at] = (swap > LIKELY) * share
    column["telling"][at] = ((swap > LIKELY) & found.telling) * share
    return Features(
        stream,
        seen.quoted,
        ids,
        found,
        swap,
        seen.rate,
        np.stack([column[name] for name in COLUMNS], axis=1),
        seen.articles,
        seen.forms,
        seen.names,
    )


def rarer(left: Ids, right: Ids) -> NDArray[np.bool_]:
    """Where the left of two words is the rarer one in the news."""
    return word_probability(left) < word_probability(right)


class Rates(NamedTuple):
    """How often the kinds of evidence occur, per word; a word that comes back counts for less."""

    collocations: float
    articles: float
    forms: float
    names: float
    clashes: float
    strong: float
    likely: float


ARTICLES = COLUMNS.index("articles")


def rates(totals: Doubles) -> Rates:
    """Rates of one text from its summed columns, shape (columns,)."""
    of = dict(zip(COLUMNS, (totals / max(1.0, totals[0])).tolist(), strict=True))
    return Rates(of["telling"], of["articles"], of["forms"], of["names"], of["clashes"], of["strong"], of["likely"])


_NEWS = 0.17  # share of odd pairs that no swap explains: half of news articles have more
_DOUBT = 20.0  # log-odds lost per unit of that share beyond
_SHORT_DOUBT = 0.5  # log-odds lost by texts of fewer than SHORT words
SHORT = 300  #: words


def document_probability(totals: Doubles, weights: Weights) -> Doubles:
    """Probability of spinning by the document model, from summed columns, shape (…, columns)."""
    return weights.documents.probability(document_features(totals))


def doubted(probability: Doubles | np.float64, totals: Doubles) -> Doubles:
    """The probability a verdict may rest on: *probability*, less doubt where the text is odd in itself, or short.

    The model learned from few kinds of prose. The more of a text's word pairs are odd without a swap
    to explain them, the farther it is from all of them, so the more it takes.
    """
    residual = document_features(totals)[..., DOCUMENT_FEATURES.index("residual")]
    odds = np.log(probability) - np.log1p(-probability)
    odds = odds - _DOUBT * np.maximum(0.0, residual - _NEWS) - _SHORT_DOUBT * (totals[..., 0] < SHORT)
    sure: Doubles = 1 / (1 + np.exp(-odds))
    return sure


def document_features(totals: Doubles) -> Doubles:
    """From summed columns, shape (…, columns), to the inputs of the verdict, shape (…, features)."""
    of = {name: totals[..., i] for i, name in enumerate(COLUMNS)}
    kinds, eligible, pairs = of["kinds"] + 1, of["eligible"] + 1, of["pairs"] + 1
    words = of["words"] + 1
    rate = (of["replaced"] + 0.5) / (eligible + 10)
    return np.stack(
        [
            of["gain"] / kinds,
            np.log(rate) - np.log1p(-rate),
            of["swapped"] / kinds,
            of["strong"] / kinds,
            of["odds"] / eligible,
            of["unseen"] / pairs,
            of["odd"] / pairs,
            of["fixed"] / (of["unseen"] + 3),
            of["surprise"] / pairs,
            (of["surprise"] - of["cured"]) / pairs,
            of["unknown"] / pairs,
            np.sqrt(of["articles"] / words),
            np.sqrt(of["forms"] / words),
            np.sqrt(of["names"] / words),
            np.sqrt(of["telling"] / kinds),
            of["grammar"] / pairs,
            np.sqrt(of["clash"] / kinds),
            np.sqrt(of["clashes"] / kinds),
        ],
        axis=-1,
    )
