"""Share of planted passages still found when they are disguised.

Usage: python tests/bench/evasion.py NEWS.jsonl.gz [CASES]

NEWS holds one article a line with ``text``. Twenty words in a row of one article are planted
into another, disguised, and both articles are compared with the profile ``news``. A passage is
found if matches cover two fifths of it on both sides. Each disguise alone, then three drawn at once.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import xxhash

from auditor.annotate.quotations import find_quotations
from auditor.model import Article, Reading
from auditor.reuse.align.background import background
from auditor.reuse.align.synonyms import senses
from auditor.reuse.pairs import compare_documents
from auditor.text import prepare

WORDS = 20
SHARE = 0.4  # of the passage, on both sides, that must be covered
LOOKALIKES = str.maketrans("aeopcxyAEOPCTHKMB", "аеорсхуАЕОРСТНКМВ")  # Cyrillic
GREEK = str.maketrans("oviABEHIKMNOPTXZ", "ονιΑΒΕΗΙΚΜΝΟΡΤΧΖ")
FILLER = ("Readers wrote in about it.", "More on this later.", "It was a quiet afternoon.", "Nobody looked surprised.")
Disguise = Callable[[str, random.Random], str]


def every(text: str, put: str, step: int = 3) -> str:
    """*put* inside every word of four letters or more, after *step* letters."""
    return re.sub(rf"\b(\w{{{step}}})(?=\w)", rf"\1{put}", text)


def spaced(text: str, rng: random.Random) -> str:
    """A space inside one word of four."""
    return " ".join(
        f"{w[:3]} {w[3:]}" if len(w) > 6 and w.isalpha() and rng.random() < 0.25 else w for w in text.split(" ")
    )


def swapped(text: str, rng: random.Random) -> str:
    """A synonym in place of every fifth word or so."""
    table = known_words()
    return " ".join(rng.choice(table[w]) if w in table and rng.random() < 0.35 else w for w in text.split(" "))


def misread(text: str) -> str:
    """UTF-8 read as Windows-1252, bytes it leaves open as control characters, as browsers do."""
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode("utf-8"))


def filled(text: str, rng: random.Random) -> str:
    """A short sentence of no meaning inside the passage."""
    words = text.split(" ")
    at = len(words) // 2
    return " ".join([*words[:at], rng.choice(FILLER), *words[at:]])


def shuffled(text: str, _: random.Random) -> str:
    """The two halves of the passage exchanged."""
    words = text.split(" ")
    at = len(words) // 2
    return " ".join([*words[at:], *words[:at]])


@cache
def known_words() -> dict[str, list[str]]:
    """Frequent words with the frequent words they share a sense with."""
    packed = files("auditor.data").joinpath("reuse_words.txt.gz").read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()
    words = [word for line in lines for word in line.split(" ")[1:]][:12_000]
    hashes = np.array([xxhash.xxh3_64_intdigest(word.encode()) for word in words], np.uint64)
    rows, found = senses().rows(hashes)
    by_sense: dict[int, list[str]] = {}
    for row, sense in zip(rows.tolist(), found.tolist(), strict=True):
        by_sense.setdefault(sense, []).append(words[row])
    likely = background().of(hashes)
    table: dict[str, list[str]] = {}
    for row, sense in zip(rows.tolist(), found.tolist(), strict=True):
        if likely[row] < 2e-3:
            table.setdefault(words[row], []).extend(w for w in by_sense[sense] if w != words[row])
    return {word: others for word, others in table.items() if others}


DISGUISES: dict[str, Disguise] = {
    "none": lambda text, _: text,
    "zero-width space": lambda text, _: every(text, "\u200b"),
    "zero-width joiner": lambda text, _: every(text, "\u2060"),
    "soft hyphen": lambda text, _: every(text, "\u00ad"),
    "Cyrillic look-alikes": lambda text, _: text.translate(LOOKALIKES),
    "Greek look-alikes": lambda text, _: text.translate(GREEK),
    "full width": lambda text, _: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
    "mathematical letters": lambda text, _: "".join(
        chr(0x1D41A + ord(c) - 97) if "a" <= c <= "z" else chr(0x1D400 + ord(c) - 65) if "A" <= c <= "Z" else c
        for c in text
    ),
    "combining marks": lambda text, _: re.sub(r"([aeiou])", "\\1\u0332", text),
    "quotes and dashes": lambda text, _: text.replace('"', "”").replace("'", "ʼ").replace("-", "‐").replace("’", "'"),
    "capitals": lambda text, _: text.upper(),
    "spaces in words": spaced,
    "entities": lambda text, _: re.sub(r"[aeiou]", lambda m: f"&#{ord(m[0])};", text),
    "mojibake": lambda text, _: misread(text.replace("'", "’").replace('"', "“")),
    "synonyms": swapped,
    "filler": filled,
    "halves exchanged": shuffled,
}


def reading(name: str, text: str) -> tuple[object, Reading]:
    """A document and its reading."""
    document = prepare(Article(name, name, text, language="en"))
    held = Reading(
        document.article, len(document.tokens), document.language, document.blocks, quotations=find_quotations(document)
    )
    return document, held


def found(donor: str, passage: str, host: str, disguised: str) -> bool:
    """Whether the passage is found between the donor and the host it was planted into."""
    at = host.find("\n", len(host) // 3)
    at = len(host) if at < 0 else at
    planted = f"{host[:at]}\n\n{disguised}.\n\n{host[at:]}"
    a, b = (donor.index(passage), at + 2)
    ends = a + len(passage), b + len(disguised)
    covered = [0, 0]
    for match in compare_documents(*reading("donor", donor), *reading("host", planted)):
        left = min(ends[0], match.left.span.end) - max(a, match.left.span.start)
        right = min(ends[1], match.right.span.end) - max(b, match.right.span.start)
        if left > 0 and right > 0:
            covered[0] += left
            covered[1] += right
    return covered[0] >= SHARE * len(passage) and covered[1] >= SHARE * len(disguised)


def cases(path: Path, number: int, rng: random.Random) -> list[tuple[str, str, str]]:
    """(donor, passage, host) drawn from a file of articles; passages begin with a sentence."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    texts = [text for text in texts if 1_500 < len(text) < 8_000]
    drawn: list[tuple[str, str, str]] = []
    while len(drawn) < number:
        donor, host = rng.sample(texts, 2)
        sentences = [m.end() for m in re.finditer(r"[.!?] (?=[A-Z])", donor)]
        words = donor[rng.choice(sentences) :].split(" ")[:WORDS] if sentences else []
        passage = " ".join(words).rstrip(".,;:")
        if len(words) == WORDS and "\n" not in passage and passage in donor:
            drawn.append((donor, passage, host))
    return drawn


def main(path: Path, number: int) -> None:
    """Print the share found under each disguise and under three at once."""
    rows = cases(path, number, random.Random(11))
    for name, disguise in DISGUISES.items():
        rng = random.Random(name)
        hits = sum(found(donor, passage, host, disguise(passage, rng)) for donor, passage, host in rows)
        print(f"{name:24}{hits / number:8.3f}", flush=True)
    rng = random.Random(5)
    hits = 0
    for donor, passage, host in rows:
        disguised = passage
        for name in sorted(rng.sample([name for name in DISGUISES if name != "none"], 3), key=ORDER.index):
            disguised = DISGUISES[name](disguised, rng)
        hits += found(donor, passage, host, disguised)
    print(f"{'three at once':24}{hits / number:8.3f}")


# words are changed before letters, letters before what is put between them
ORDER = (
    *("synonyms", "filler", "halves exchanged", "capitals", "spaces in words", "quotes and dashes", "mojibake"),
    *("Cyrillic look-alikes", "Greek look-alikes", "mathematical letters", "full width", "combining marks"),
    *("zero-width space", "zero-width joiner", "soft hyphen", "entities"),
)

if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200)
