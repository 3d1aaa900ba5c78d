"""Article spinners to train and measure against: thesauri of several makes, several habits.

None of these dictionaries ships. DICTS is a folder holding what is there of

* ``wordnet/``      WordNet's database files (Debian wordnet-base);
* ``synonyms.json`` the dictionary of the npm package ``synonyms`` (its ``src.json``);
* ``aiksaurus/``    ``words.dat`` and ``meanings.dat`` (Debian libaiksaurus-1.2-data);
* ``mythes.dat``    a LibreOffice thesaurus (Debian mythes-en-us);
* ``freedict/``     ``eng-LANG.dict.dz`` with ``LANG-eng.dict.dz``: pivot synonyms, there and back again.

A spinner is deterministic in its seed. Back-translation calls Debian's ``apertium`` if installed.
"""

from __future__ import annotations

import gzip
import json
import logging
import random
import re
import struct
import subprocess
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

logging.getLogger("lemminflect").setLevel(logging.ERROR)

Dictionary = dict[str, tuple[str, ...]]
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")


def word_pattern() -> re.Pattern[str]:
    """What counts as a word here."""
    return _WORD


class Swap(NamedTuple):
    """One replacement, by its place in the spun text."""

    start: int
    end: int
    original: str


def wordnet(folder: Path) -> Dictionary:
    """Synset mates and similar adjectives of the first senses."""
    from spun_wordnet import UPOS, read_senses, read_synsets

    synsets = read_synsets(folder / "wordnet")
    found: dict[str, list[str]] = defaultdict(list)
    for pos in UPOS:
        for lemma, keys in read_senses(folder / "wordnet", pos).items():
            for key in keys[:5]:
                for other in synsets[key].lemmas:
                    if other.lower() != lemma and other.islower():
                        found[lemma].append(other.replace("_", " "))
    return {word: tuple(dict.fromkeys(others)) for word, others in found.items()}


def npm_synonyms(folder: Path) -> Dictionary:
    """The npm package ``synonyms``."""
    rows: dict[str, dict[str, list[str]]] = json.loads((folder / "synonyms.json").read_text())
    return {
        word: tuple(dict.fromkeys(o for values in senses.values() for o in values if o != word))
        for word, senses in rows.items()
    }


def aiksaurus(folder: Path) -> Dictionary:
    """The thesaurus of the Aiksaurus word-processor plug-in."""
    raw = (folder / "aiksaurus" / "words.dat").read_bytes()
    words: list[str] = []
    links: list[list[int]] = []
    at = 0
    while at < len(raw):
        end = raw.index(b"\0", at)
        words.append(raw[at:end].decode("latin-1").replace(":", " "))
        at, row = end + 1, []
        while True:
            (number,) = struct.unpack(">H", raw[at : at + 2])
            at += 2
            if number == 0xFFFF:
                break
            row.append(number)
        links.append(row)
    raw = (folder / "aiksaurus" / "meanings.dat").read_bytes()
    numbers = struct.unpack(f">{len(raw) // 2}H", raw[: len(raw) // 2 * 2])
    meanings: list[list[int]] = [[]]
    for number in numbers:
        if number == 0xFFFF:
            meanings.append([])
        else:
            meanings[-1].append(number)
    found: Dictionary = {}
    for word, row in zip(words, links, strict=True):
        others = [words[n] for link in row[:4] if link < len(meanings) for n in meanings[link] if n < len(words)]
        found[word.lower()] = tuple(dict.fromkeys(o.lower() for o in others if o != word))[:12]
    return {word: others for word, others in found.items() if others}


def mythes(folder: Path) -> Dictionary:
    """A LibreOffice thesaurus: synonyms and similar terms, phrases included."""
    found: Dictionary = {}
    lines = iter((folder / "mythes.dat").read_text(encoding="latin-1").splitlines()[1:])
    for line in lines:
        word, count = line.rsplit("|", 1)
        others: list[str] = []
        for _ in range(int(count)):
            others += [
                term.removesuffix(" (similar term)") for term in next(lines).split("|")[1:5] if "(generic" not in term
            ]
        found[word] = tuple(dict.fromkeys(o for o in others if "(" not in o and o != word and o.islower()))[:10]
    return {word: others for word, others in found.items() if others}


def _freedict(path: Path) -> dict[str, list[str]]:
    rows: dict[str, list[str]] = defaultdict(list)
    head = ""
    for line in gzip.decompress(path.read_bytes()).decode(errors="replace").splitlines():
        text = line.strip()
        if " /" in text and text.endswith("/"):
            head = text.split(" /")[0].lower()
        elif head and text:
            text = re.sub(r"^\d+\.\s*|\(.*?\)|<.*?>|\[.*?\]", "", text)
            rows[head] += [
                t.strip().lower()
                for t in text.split(",")
                if t.strip() and re.fullmatch(r"[^\W\d_]+( [^\W\d_]+)?", t.strip())
            ]
    return rows


def pivot(folder: Path, language: str) -> Dictionary:
    """English words that share a translation: what dictionary-driven back-translation gives."""
    there = _freedict(folder / "freedict" / f"freedict-eng-{language}.dict.dz")
    back = _freedict(folder / "freedict" / f"freedict-{language}-eng.dict.dz")
    found: Dictionary = {}
    for word, foreign in there.items():
        others = [
            english for f in foreign[:4] for english in back.get(f, [])[:5] if english != word and english.isascii()
        ]
        if others:
            found[word] = tuple(dict.fromkeys(others))
    return found


def one_to_one(dictionary: Dictionary, seed: int) -> Dictionary:
    """A site's own table: one fixed replacement for each word."""
    return {word: (random.Random(f"{seed} {word}").choice(others),) for word, others in dictionary.items() if others}


@cache
def _lemmas(word: str) -> tuple[tuple[str, str], ...]:
    """(lemma, Penn tag) readings of a word form, likeliest part of speech first."""
    from lemminflect import getAllInflections, getAllLemmas

    found = []
    for pos, lemmas in sorted(
        getAllLemmas(word).items(),
        key=lambda row: ("NOUN", "VERB", "ADJ", "ADV").index(row[0]) if row[0] in {"NOUN", "VERB", "ADJ", "ADV"} else 9,
    ):
        for lemma in lemmas[:1]:
            for tag, forms in getAllInflections(lemma, upos=pos).items():
                if word in forms and tag != "VBP":
                    found.append((lemma, tag))
    return tuple(found)


@cache
def _inflect(word: str, tag: str) -> str:
    from lemminflect import getInflection

    words = word.split(" ")
    at = 0 if tag.startswith("V") else -1
    if tag not in {"NN", "VB", "JJ", "RB"}:
        words[at] = (getInflection(words[at], tag=tag) or (words[at],))[0]
    return " ".join(words)


def spin(
    text: str,
    dictionary: Dictionary,
    *,
    share: float,
    seed: str,
    slips: float = 0.1,
    functions: Dictionary | None = None,
) -> tuple[str, list[Swap]]:
    """Replace about *share* of the words of *text*.

    *slips* is how often a replacement keeps its dictionary form; *functions* adds pairs for
    function words, which most dictionaries lack. Names (capitals inside a sentence) stay.
    """
    rng = random.Random(seed)
    words = list(_WORD.finditer(text))
    places = []
    for found in words:
        word = found.group()
        lower = word.lower()
        opening = text[max(0, found.start() - 4) : found.start()].rstrip()[-1:] in {".", "!", "?", ""}
        if (word != lower and not opening) or len(word) < 2:
            continue
        if functions and lower in functions:
            places.append((found, "", lower))
        elif len(word) > 2 and lower not in _KEPT:
            readings = [(lemma, tag) for lemma, tag in _lemmas(lower) if lemma in dictionary]
            if readings:
                lemma, tag = readings[0] if rng.random() < 0.8 else rng.choice(readings)
                places.append((found, tag, lemma))
            elif lower in dictionary:
                places.append((found, "", lower))
    rng.shuffle(places)
    chosen = sorted(places[: round(share * len(words))], key=lambda place: place[0].start())
    parts, swaps, at, length = [], [], 0, 0
    for found, tag, key in chosen:
        options = functions[key] if functions and not tag and key in functions else dictionary[key]
        new = rng.choice(options)
        if tag and rng.random() >= slips:
            new = _inflect(new, tag)
        if found.group()[0].isupper():
            new = new[0].upper() + new[1:]
        if new.lower() == found.group().lower():
            continue
        between = text[at : found.start()]
        parts += [between, new]
        length += len(between)
        swaps.append(Swap(length, length + len(new), found.group()))
        length += len(new)
        at = found.end()
    parts.append(text[at:])
    return "".join(parts), swaps


_KEPT = frozenset(
    (
        *("the", "and", "for", "are", "was", "were", "been", "being", "have", "has", "had", "not", "but", "its", "his"),
        *("her", "she", "they", "them", "their", "you", "your", "our", "can", "will", "would", "could", "this", "that"),
        *("these", "those", "with", "from", "into", "who", "whom", "whose", "which", "what", "when", "where", "why"),
        *("how", "all", "any", "both", "each", "more", "most", "other", "some", "such", "than", "too", "very", "did"),
        *("does", "don", "doing", "about", "there", "here", "just", "because", "while"),
    )
)


def back_translate(text: str, language: str = "spa") -> str:
    """English → *language* → English by Debian's apertium."""
    for pair in (f"eng-{language}", f"{language}-eng"):
        text = subprocess.run(["apertium", "-u", pair], input=text, capture_output=True, text=True, check=True).stdout
    return text


def dictionaries(folder: Path) -> dict[str, Callable[[], Dictionary]]:
    """Name → loader of every dictionary kept in *folder*."""
    return {
        "wordnet": lambda: wordnet(folder),
        "npm": lambda: npm_synonyms(folder),
        "aiksaurus": lambda: aiksaurus(folder),
        "mythes": lambda: mythes(folder),
        "pivot-spa": lambda: pivot(folder, "spa"),
        "pivot-por": lambda: pivot(folder, "por"),
    }
