"""How much of an evasion the clean view undoes: ``python tests/bench/evasion_text.py NEWS_SAMPLE.jsonl.gz``.

Each article's first 400 words are disguised in one way, cleaned and tokenised. Printed per disguise:
the share of words that come out as those of the undisguised text (longest common subsequence over
the longer side), the share of articles whose disguise is noted as suspicious, and, on the untouched
articles, how many are wrongly called suspicious. The last lines give the speed of each step as a
ratio to ``str.split`` on the same texts in the same run.
"""

from __future__ import annotations

import argparse
import gzip
import html
import itertools
import json
import random
import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz.distance import LCSseq

from auditor.text import clean, segment, tokenize
from auditor.text.lookalikes import TO_LATIN

_BACK: dict[str, str] = {}
for _foreign, _latin in TO_LATIN.items():
    if "\u0400" <= _foreign <= "\u04ff" and _latin.isalpha():
        _BACK.setdefault(_latin, _foreign)
_GREEK = dict(zip("oavpAEHIKMNOPTXYZB", "οανρΑΕΗΙΚΜΝΟΡΤΧΥΖΒ", strict=True))
_WIDE = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
_BOLD = {chr(ord("A") + at): chr(0x1D400 + at) for at in range(26)} | {
    chr(ord("a") + at): chr(0x1D41A + at) for at in range(26)
}


def _letters(rng: random.Random, text: str, share: float, change: Callable[[str], str]) -> str:
    return "".join(change(char) if char.isalpha() and rng.random() < share else char for char in text)


def _spaced(rng: random.Random, text: str) -> str:
    return " ".join(
        " ".join(word) if word.isalpha() and len(word) > 4 and rng.random() < 0.2 else word for word in text.split(" ")
    )


def _broken(rng: random.Random, text: str) -> str:
    words = text.split(" ")
    for at, word in enumerate(words):
        if word.isalpha() and len(word) > 4 and rng.random() < 0.2:
            cut = rng.randrange(1, len(word))
            words[at] = f"{word[:cut]} {word[cut:]}"
    return " ".join(words)


DISGUISES: dict[str, Callable[[random.Random, str], str]] = {
    "zero-width": lambda r, t: _letters(r, t, 0.3, lambda c: c + r.choice("\u200b\u200c\u200d\u2060\ufeff")),
    "soft hyphens": lambda r, t: _letters(r, t, 0.3, lambda c: c + "\u00ad"),
    "bidi controls": lambda r, t: _letters(r, t, 0.2, lambda c: c + r.choice("\u200e\u202a\u2066\u202c")),
    "Cyrillic letters": lambda r, t: _letters(r, t, 0.4, lambda c: _BACK.get(c, c)),
    "Greek letters": lambda r, t: _letters(r, t, 0.6, lambda c: _GREEK.get(c, c)),
    "all look-alikes": lambda _, t: "".join(_BACK.get(c, c) for c in t),
    "full-width": lambda r, t: _letters(r, t, 0.5, lambda c: _WIDE.get(c, c)),
    "mathematical": lambda r, t: _letters(r, t, 0.5, lambda c: _BOLD.get(c, c)),
    "marks on letters": lambda r, t: _letters(r, t, 0.3, lambda c: c + chr(r.randrange(0x300, 0x330))),
    "one mark, acute": lambda r, t: _letters(r, t, 0.2, lambda c: c + "\u0301"),
    "strike-through": lambda _, t: "".join(c + "\u0336" if c.isalpha() else c for c in t),
    "piled marks": lambda r, t: _letters(
        r, t, 0.3, lambda c: c + "".join(chr(r.randrange(0x300, 0x36F)) for _ in range(5))
    ),
    "variation selectors": lambda r, t: _letters(r, t, 0.5, lambda c: c + chr(0xE0100 + r.randrange(240))),
    "numeric entities": lambda r, t: _letters(r, t, 0.3, lambda c: f"&#{ord(c)};"),
    "entities twice": lambda _, t: html.escape(html.escape(t.replace("’", "\u00a0’"))).replace("\u00a0", "&amp;#8203;"),
    "mojibake": lambda _, t: (
        t.encode().decode("cp1252", "replace") if "\u201d" not in t else t.encode().decode("latin-1")
    ),
    "spaced words": _spaced,
    "broken words": _broken,
    "quotes and dashes": lambda _, t: t.translate(str.maketrans("'\"-’“”—–", "´″‐ʼ„‟―‒")),
    "exotic spaces": lambda r, t: "".join(r.choice("\u00a0\u2003\u2009\u202f\u3000") if c == " " else c for c in t),
    "capitals": lambda _, t: t.upper(),
}


def _words(text: str) -> tuple[str, ...]:
    return tokenize(clean(text)).words


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sample", type=Path, help="news articles, one JSON object with a text a line")
    parser.add_argument("--articles", type=int, default=150)
    options = parser.parse_args()
    with gzip.open(options.sample, "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in itertools.islice(file, options.articles)]
    heads = [" ".join(text.split(" ")[:400]) for text in texts]
    plain = [_words(head) for head in heads]
    print(f"{'disguise':22} words back  worst article  noted as suspicious")
    for name, disguise in DISGUISES.items():
        shares, noted = [], 0
        for at, (head, words) in enumerate(zip(heads, plain, strict=True)):
            disguised = disguise(random.Random(at), head)
            found = _words(disguised)
            shares.append(LCSseq.normalized_similarity(words, found) if words else 1.0)
            noted += any(note.suspicious for note in clean(disguised).changes)
        print(f"{name:22} {sum(shares) / len(shares):10.4f} {min(shares):14.4f} {noted / len(heads):20.3f}")
    false = sum(any(note.suspicious for note in clean(text).changes) for text in texts)
    print(f"untouched articles called suspicious: {false} of {len(texts)}")
    _speed(texts)


def _speed(texts: list[str]) -> None:
    whole = "\n\n".join(texts)

    def seconds(step: Callable[[], object]) -> float:
        start = time.perf_counter()
        step()
        return time.perf_counter() - start

    split = min(seconds(whole.split) for _ in range(3))
    view = clean(whole)
    tokens = tokenize(view)
    print(f"{len(whole) / 1e6:.1f} M characters, {len(tokens):,} words; str.split = 1")
    print(f"clean    {min(seconds(lambda: clean(whole)) for _ in range(3)) / split:6.1f}")
    print(f"tokenize {min(seconds(lambda: tokenize(view)) for _ in range(3)) / split:6.1f}")
    print(f"segment  {min(seconds(lambda: segment(view, tokens)) for _ in range(3)) / split:6.1f}")


if __name__ == "__main__":
    main()
