"""Build ``auditor/data/opinion_charged_words.tsv`` from two openly licensed sentiment lexicons.

Usage: python tests/bench/build_opinion_words.py EN_SENTIMENT_XML VADER_LEXICON_TXT

The first file is ``textblob/en/en-sentiment.xml`` of TextBlob (from Pattern; PDDL), the second
``vaderSentiment/vader_lexicon.txt`` of VADER (MIT). A row holds a word, the mean subjectivity and
the mean absolute polarity of its senses in the first (0 to 100), and the absolute mean valence in
the second (0 to 40).
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).parents[2] / "auditor" / "data" / "opinion_charged_words.tsv"
HEADER = """# Words charged with feeling or judgement: word, subjectivity, polarity, valence.
# Columns 2 and 3: mean over senses in en-sentiment.xml of TextBlob/Pattern (De Smedt & Daelemans; PDDL), times 100.
# Column 4: absolute mean valence in vader_lexicon.txt of VADER (Hutto & Gilbert 2014; MIT licence), times 10.
"""


def main(sentiment: Path, vader: Path) -> None:
    """Read both lexicons and write the merged table."""
    senses: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for tag in re.findall(r"<word [^>]*>", sentiment.read_text("utf-8")):
        row = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        senses[row["form"]].append((float(row["subjectivity"]), abs(float(row["polarity"]))))
    valence = {}
    for line in vader.read_text("utf-8").splitlines():
        word, mean, *_ = line.split("\t")
        valence[word] = abs(float(mean))
    rows = []
    for word in sorted(set(senses) | set(valence)):
        if not re.fullmatch(r"[a-z][a-z'-]{2,}", word):
            continue
        found = senses.get(word, [])
        subjective = round(100 * sum(s for s, _ in found) / len(found)) if found else 0
        polar = round(100 * sum(p for _, p in found) / len(found)) if found else 0
        charge = round(10 * valence.get(word, 0))
        if subjective >= 30 or polar >= 10 or charge >= 10:
            rows.append(f"{word}\t{subjective}\t{polar}\t{charge}\n")
    TARGET.write_text(HEADER + "".join(rows), "utf-8")
    print(f"{len(rows)} words written")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
