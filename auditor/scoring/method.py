"""The constants of the provenance score. Changing one is a new version of the method."""

from __future__ import annotations

from dataclasses import dataclass

#: The dimensions, in the order of every tuple of this package.
DIMENSIONS = ("attribution", "integrity", "opinion", "disclosure")


@dataclass(frozen=True, slots=True)
class Method:
    """Points, prior and shrinkage; all shares are of an article's own prose: body words outside quotations.

    The score of a source is 100 − Σ pointsₐ·θₐ with θₐ = (Σwx + k·m)/(Σw + k): the credibility
    estimate of Bühlmann and Straub (1970). The prior *m* is a constant of the method and no mean of
    the batch, so sources that have nothing to do with each other never move each other's score.
    """

    version: str = "5"
    #: Copying, falsified wording and hidden comment are three ways to deceive about whose words a text is. Nothing
    #: outside tells which is worse, and then equal weights are the soundest (Dawes 1979); form counts about half.
    points: tuple[float, float, float, float] = (28.0, 28.0, 28.0, 16.0)
    #: m, the mean penalty of an outlet's ordinary reports, over outlets, as ``tests/bench/provenance.py --clean``
    #: measures it: so a source of ordinary reports scores the same whether three or three hundred of its articles
    #: were seen. Where a penalty is rare, few stories mostly show none of it: m is then nearer to the median, 0. Of
    #: comment it is what goes beyond the excuse.
    prior: tuple[float, float, float, float] = (0.0001, 0.0001, 0.0005, 0.005)
    shrinkage: float = 8.0  #: k, in stories
    #: What the rates of any source may be, ordinary or not, in the mean; how unsure few stories leave us. It widens
    #: the interval and does not enter the score.
    doubt: tuple[float, float, float, float] = (0.02, 0.02, 0.02, 0.02)
    scored_from: int = 5  #: fewer stories are provisional
    #: An article of fewer body words is no story: a caption, a headline or a line of a ticker is too short for most
    #: rules to speak, so that nothing is found in it says nothing of its source.
    story_words: int = 50
    #: What honest reports are charged for comment by mistake of the detector, which hears it in one report of forty
    #: and the oftener the longer they are: the mean penalty in 1,000 body words, and its standard deviation, as
    #: ``tests/bench/provenance.py --clean`` measures them. A source is charged for comment beyond that and so many
    #: standard errors more; how often the detector errs is nobody's fault but its own.
    mistaken: float = 0.016
    mistaken_spread: float = 0.11
    mistaken_errors: float = 1.0
    draws: int = 400  #: of the bootstrap
    level: float = 0.90  #: of the interval

    #: What reuse of each kind counts, before credit is taken into account.
    reuse: tuple[tuple[str, float], ...] = (
        ("verbatim", 1.0),
        ("edited", 1.0),
        ("spun", 1.0),
        ("paraphrase", 0.7),
        ("summary", 0.4),
    )
    #: Findings up to this confidence are shown and cost nothing: three to one is the least odds to accuse on.
    accuses: float = 0.75
    #: A finding on a few reworded words (spintax) counts for at least this share of the article.
    least_share: float = 0.05
    #: What faults of fixed size take of the integrity that is left: one altered quotation, laid in somebody's
    #: mouth; one changed fact; hidden characters, which concern the whole text.
    altered: float = 0.40
    changed: float = 0.15
    hidden: float = 0.10
    #: A report with so much undeclared comment, as a share of its own prose, is as undeclared as it can get: a column
    #: pasted under it is one however long the report is. Below, comment costs in proportion.
    comment: float = 0.25
    unsure: float = 0.5  #: factor of spun findings below high severity
    undisclosed: float = 0.70  #: disclosure lost where neither author, date nor origin is named
    scraped: float = 0.30  #: disclosure lost to scraper residue, approached by halves per kind of it
    template: float = 0.05  #: disclosure lost, at most, to the page's own template: the share of the words left of it


METHOD = Method()
