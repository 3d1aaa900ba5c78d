"""Everything the verdict rests on, measured once over a text or any part of it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.spun import channel_model, evidence, lattice, slips
from auditor.annotate.spun.channel_model import Doubles
from auditor.annotate.spun.evidence import Evidence
from auditor.annotate.spun.language_model import pair_probability
from auditor.annotate.spun.tables import Ids, counts
from auditor.annotate.spun.tokens import WORD, Stream
from auditor.annotate.spun.weights import Weights

STRONG = 0.8  #: probability above which a single word is held to be swapped

LIKELY = 0.5  #: probability above which a telling collocation counts

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
)


class Features(NamedTuple):
    """Per-position measurements of one text; sums over a range measure that range."""

    stream: Stream
    quoted: NDArray[np.bool_]  #: shape (tokens,): stands in a quotation
    lattice: lattice.Lattice
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
    *("fixed", "surprise", "cured", "unknown", "articles", "forms", "names", "telling"),
)


def measure(stream: Stream, quoted: NDArray[np.bool_], weights: Weights) -> Features:
    """Decode *stream* and put every measurement beside its token."""
    grid = lattice.build(stream)
    decoded = channel_model.decode(grid)
    articles, _ = slips.wrong_articles(stream)
    forms = slips.wrong_forms(stream, grid)
    found = evidence.gather(grid, decoded, quoted)
    swap = weights.words.probability(found.features)
    names = slips.wrong_names(stream)

    n = len(stream.words)
    column = {name: np.zeros(n) for name in COLUMNS}
    at = found.positions
    word = stream.kinds == WORD
    # Names and quoted matter are as odd in honest prose: they weigh nothing where no swap is possible.
    column["words"][:] = word
    column["gain"][:] = decoded.gains
    column["eligible"][at] = 1
    column["replaced"][at] = 1 - decoded.posterior[at, 0]
    column["swapped"][at] = swap
    column["strong"][at] = swap > STRONG
    column["odds"][at] = np.clip(np.log(swap + 1e-6) - np.log(1 - swap + 1e-6), -6, 6)
    edge = counts().ids["."]
    left = np.concatenate([[edge], grid.ids[:-1]])
    pair = pair_probability(left, grid.ids)
    plain = word & ~stream.capital & (grid.ids >= 0)
    best = grid.ids.copy()
    best[at[swap > 0.5]] = found.originals[swap > 0.5]
    left_best = np.concatenate([[edge], best[:-1]])
    mended = pair_probability(left_best, best)
    column["pairs"][:] = plain
    column["unseen"][:] = plain & (pair.counts == 0)
    column["odd"][:] = plain & (mended.counts == 0)
    column["fixed"][:] = plain & (pair.counts == 0) & (mended.counts > 0)
    column["surprise"][plain] = -np.log(pair.probability[plain])
    column["cured"][plain] = -np.log(mended.probability[plain])
    column["unknown"][:] = word & ~stream.capital & ((grid.ids < 0) | (grid.ids >= counts().size))
    for name, slip in (("articles", articles), ("names", names)):
        for one in slip:
            column[name][one.first] += 1
    column["forms"][forms] = 1
    column["telling"][at] = (swap > LIKELY) & found.telling
    return Features(
        stream,
        quoted,
        grid,
        found,
        swap,
        decoded.rate,
        np.stack([column[name] for name in COLUMNS], axis=1),
        tuple(articles),
        forms,
        tuple(names),
    )


class Rates(NamedTuple):
    """How often the kinds of evidence occur, per word."""

    collocations: float
    articles: float
    forms: float
    names: float


ARTICLES = COLUMNS.index("articles")


def rates(totals: Doubles) -> Rates:
    """Rates of one text from its summed columns, shape (columns,)."""
    of = dict(zip(COLUMNS, (totals / max(1.0, totals[0])).tolist(), strict=True))
    return Rates(of["telling"], of["articles"], of["forms"], of["names"])


_NEWS = 0.2  # share of odd pairs that no swap explains: a quarter of news articles have more
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
    words, eligible, pairs = of["words"] + 1, of["eligible"] + 1, of["pairs"] + 1
    rate = (of["replaced"] + 0.5) / (eligible + 10)
    return np.stack(
        [
            of["gain"] / words,
            np.log(rate) - np.log1p(-rate),
            of["swapped"] / words,
            of["strong"] / words,
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
            np.sqrt(of["telling"] / words),
        ],
        axis=-1,
    )
