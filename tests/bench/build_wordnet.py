"""Rebuild ``auditor/data/wordnet_synonyms.npz``: which words share a WordNet sense.

Usage: python tests/bench/build_wordnet.py DICT WORDS.txt.gz OUT.npz

DICT holds WordNet's ``index.*`` and ``*.exc`` files (the Debian package wordnet-base, in
/usr/share/wordnet); WORDS is ``reuse_words.txt.gz``. Kept are, for every single-word lemma and
every inflected form in WORDS, the first four senses of each part of speech, as far as another
word of the table has the sense too. Inflected forms are undone by WordNet's morphy rules.
"""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from pathlib import Path

import numpy as np

CLUSTERED = 2  # senses of an adjective that join it to the adjectives around its head
SENSES = 4  # senses kept per part of speech: later ones are rare in the news
# WordNet's rules of detachment (morphy): ending, replacement.
RULES = {
    "noun": (
        ("s", ""),
        ("ses", "s"),
        ("xes", "x"),
        ("zes", "z"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("men", "man"),
        ("ies", "y"),
    ),
    "verb": (("s", ""), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", "")),
    "adj": (("er", ""), ("est", ""), ("er", "e"), ("est", "e")),
    "adv": (),
}


def read_index(folder: Path, pos: str) -> dict[str, list[int]]:
    """Single-word lemma → synset offsets, most frequent sense first."""
    index: dict[str, list[int]] = {}
    for line in (folder / f"index.{pos}").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split()
        if "_" in fields[0]:
            continue
        index[fields[0]] = [int(offset) for offset in fields[-int(fields[2]) :]][:SENSES]
    return index


def read_exceptions(folder: Path, pos: str) -> dict[str, list[str]]:
    """Irregular form → lemmas."""
    lines = (folder / f"{pos}.exc").read_text(encoding="utf-8").splitlines()
    return {fields[0]: fields[1:] for fields in (line.split() for line in lines) if fields}


def lemmas(word: str, index: dict[str, list[int]], exceptions: dict[str, list[str]], pos: str) -> list[str]:
    """The lemmas of one part of speech that *word* may be a form of, itself first."""
    found = [word] if word in index else []
    found += [lemma for lemma in exceptions.get(word, ()) if lemma in index]
    if word not in exceptions:
        stems = (word[: -len(end)] + new for end, new in RULES[pos] if word.endswith(end) and len(word) > len(end) + 1)
        found += [stem for stem in stems if stem in index]
        doubled = next((end for end in ("ed", "ing") if word.endswith(end)), "") if pos == "verb" else ""
        stem = word[: -len(doubled)] if doubled else ""
        if len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in index:
            found.append(stem[:-1])  # stopped → stop
    return list(dict.fromkeys(found))


def read_clusters(folder: Path) -> dict[int, int]:
    """Synset offset of a satellite adjective → offset of the head adjective it is similar to."""
    clusters: dict[int, int] = {}
    for line in (folder / "data.adj").read_text(encoding="utf-8").splitlines():
        fields = line.split()
        if line.startswith(" ") or fields[2] != "s":
            continue
        at = fields.index("&") if "&" in fields else -1
        if at >= 0:
            clusters[int(fields[0])] = int(fields[at + 1])
    return clusters


def build(folder: Path, words: Path, out: Path) -> tuple[int, int]:
    """Write the table; its numbers of words and of (word, sense) rows."""
    with gzip.open(words, "rt", encoding="utf-8") as lines:
        vocabulary = {word for line in lines for word in line.split()[1:]}
    senses: dict[str, set[tuple[str, int]]] = {}
    clusters = read_clusters(folder)
    for pos in RULES:
        index, exceptions = read_index(folder, pos), read_exceptions(folder, pos)
        for word in vocabulary | set(index):
            for lemma in lemmas(word, index, exceptions, pos):
                senses.setdefault(word, set()).update((pos, offset) for offset in index[lemma])
                if pos == "adj":
                    heads = (clusters.get(offset, offset) for offset in index[lemma][:CLUSTERED])
                    senses[word].update(("cluster", head) for head in heads)
    # adjectives around one head (terrible, horrible) stand in for each other as synonyms do
    shared = Counter(sense for found in senses.values() for sense in found)
    kept = {word: sorted(s for s in found if shared[s] > 1) for word, found in sorted(senses.items())}
    kept = {word: found for word, found in kept.items() if found}
    names = {sense: number for number, sense in enumerate(sorted({s for found in kept.values() for s in found}))}
    np.savez_compressed(
        out,
        words=np.frombuffer("\n".join(kept).encode("utf-8"), np.uint8),
        counts=np.array([len(found) for found in kept.values()], np.uint8),
        senses=np.array([names[s] for found in kept.values() for s in found], np.uint32),
    )
    return len(kept), sum(len(found) for found in kept.values())


if __name__ == "__main__":
    print(*build(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])))
