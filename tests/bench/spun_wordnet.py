"""Which word forms a thesaurus would put for which: pairs read from WordNet's database files.

A spinner replaces b by a when a dictionary calls them synonyms. WordNet gives such pairs at
several distances; each distance is a *channel* with its own weight. Every lemma pair is put into
matching inflected forms by lemminflect, so that ``stated`` stands beside ``said``.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

logging.getLogger("lemminflect").setLevel(logging.ERROR)

UPOS = {"noun": "NOUN", "verb": "VERB", "adj": "ADJ", "adv": "ADV"}
SENSES = 8  # dictionaries used for spinning ignore which sense is meant; very rare ones stay out


class Synset(NamedTuple):
    """One meaning: its lemmas (spaces kept as ``_``) and its pointers (symbol, key)."""

    lemmas: tuple[str, ...]
    pointers: tuple[tuple[str, str], ...]


def read_synsets(folder: Path) -> dict[str, Synset]:
    """Every synset of the four data files, keyed by part of speech and offset."""
    letters = {"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}
    synsets: dict[str, Synset] = {}
    for pos in UPOS:
        for line in (folder / f"data.{pos}").read_text(encoding="utf-8").splitlines():
            if line.startswith(" "):
                continue
            fields = line.split(" | ")[0].split()
            count = int(fields[3], 16)
            lemmas = tuple(fields[4 + 2 * i].split("(")[0] for i in range(count))
            at = 4 + 2 * count
            pointers = tuple(
                (fields[at + 1 + 4 * i], f"{letters[fields[at + 3 + 4 * i]]}{fields[at + 2 + 4 * i]}")
                for i in range(int(fields[at]))
            )
            synsets[f"{pos}{fields[0]}"] = Synset(lemmas, pointers)
    return synsets


def read_senses(folder: Path, pos: str) -> dict[str, list[str]]:
    """Lemma → its synset keys, most frequent sense first."""
    senses: dict[str, list[str]] = {}
    for line in (folder / f"index.{pos}").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split()
        senses[fields[0]] = [f"{pos}{offset}" for offset in fields[-int(fields[2]) :]]
    return senses


def lemma_pairs(folder: Path) -> dict[str, dict[tuple[str, str], str]]:  # noqa: PLR0912 - one walk per channel
    """Per part of speech: (lemma, lemma) → channel, for pairs of lemmas of lower-case words.

    Channels, nearest first: ``same`` synset, ``similar`` adjectives, ``above`` (hypernym, either
    way), ``near`` (two steps: synonyms of synonyms, co-hyponyms, cousins of an adjective's head).
    """
    synsets = read_synsets(folder)
    pairs: dict[str, dict[tuple[str, str], str]] = {}
    for pos in UPOS:
        found: dict[tuple[str, str], str] = {}
        senses = read_senses(folder, pos)
        for lemma, keys in senses.items():
            reached: dict[str, str] = {}
            for key in keys[:SENSES]:
                synset = synsets[key]
                for other in synset.lemmas:
                    reached[other.lower()] = "same"
            for channel, symbols in (("similar", "&"), ("above", "@~$^")):
                for key in keys[:SENSES]:
                    for symbol, target in synsets[key].pointers:
                        if symbol in symbols and target.startswith(pos):
                            for other in synsets[target].lemmas:
                                reached.setdefault(other.lower(), channel)
            first = [other for other, channel in reached.items() if channel != "above"]
            for middle in first:
                for key in senses.get(middle, ())[:4]:
                    for other in synsets[key].lemmas:
                        reached.setdefault(other.lower(), "near")
            for key in keys[:4]:
                for symbol, target in synsets[key].pointers:
                    if symbol not in "@&" or not target.startswith(pos):
                        continue
                    for step, further in synsets[target].pointers:
                        if step in "~&" and further.startswith(pos):
                            for other in synsets[further].lemmas:
                                reached.setdefault(other.lower(), "near")
            for other, channel in reached.items():
                if other != lemma and other.islower() and lemma.islower():
                    found[lemma, other] = channel
        pairs[pos] = found
    return pairs


@cache
def forms(lemma: str, pos: str) -> dict[str, str]:
    """Penn tag → inflected form; phrases are inflected at their first word (verbs) or last (nouns)."""
    from lemminflect import getAllInflections, getInflection

    words = lemma.split("_")
    if pos == "adv":
        return {"RB": " ".join(words)}
    at = 0 if pos == "verb" else len(words) - 1
    table = {tag: values[0] for tag, values in getAllInflections(words[at], upos=UPOS[pos]).items()}
    if not table:
        tags = {"noun": ("NN", "NNS"), "verb": ("VB", "VBZ", "VBG", "VBD", "VBN"), "adj": ("JJ",)}[pos]
        table = {tag: got[0] for tag in tags if (got := getInflection(words[at], tag=tag))}
    table.pop("VBP", None)
    base = {"noun": "NN", "verb": "VB", "adj": "JJ"}[pos]
    table[base] = words[at]
    if pos == "verb" and "VBD" in table:
        table.setdefault("VBN", table["VBD"])
    return {tag: " ".join([*words[:at], form.lower(), *words[at + 1 :]]) for tag, form in table.items()}


def form_tags(folder: Path) -> dict[str, set[str]]:
    """Word form → the Penn tags it can have, from WordNet's lemmas."""
    tags: dict[str, set[str]] = defaultdict(set)
    for pos in UPOS:
        for lemma in read_senses(folder, pos):
            if "_" not in lemma and lemma.isalpha():
                for tag, form in forms(lemma, pos).items():
                    tags[form].add(tag)
    return tags


def derived_pairs(folder: Path) -> set[tuple[str, str]]:
    """Lemmas of different parts of speech that WordNet calls derivationally related."""
    synsets = read_synsets(folder)
    found: set[tuple[str, str]] = set()
    for key, synset in synsets.items():
        for symbol, target in synset.pointers:
            if symbol in {"+", "\\"} and not target.startswith(key[:3]):
                found.update(
                    (a.lower(), b.lower())
                    for a in synset.lemmas
                    for b in synsets[target].lemmas
                    if a[:4].lower() == b[:4].lower() and "_" not in a + b
                )
    return found
