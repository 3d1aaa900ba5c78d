"""American spellings of British ones, so that a national variety never looks odd."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PAIRS = """
afterwards=afterward ageing=aging aluminium=aluminum amongst=among axe=ax backwards=backward
cancelled=canceled cheque=check cheques=checks connexion=connection cosy=cozy draught=draft
enquiries=inquiries enquiry=inquiry forwards=forward fulfil=fulfill gaol=jail grey=gray instalment=installment
jewellery=jewelry kerb=curb kerbs=curbs learnt=learned likeable=likable manoeuvre=maneuver mould=mold
moustache=mustache mum=mom plough=plow programme=program programmes=programs pyjamas=pajamas
sceptical=skeptical skilful=skillful spelt=spelled spoilt=spoiled storey=story storeys=stories sulphur=sulfur
towards=toward travelled=traveled travelling=traveling tyre=tire tyres=tires upwards=upward whilst=while
burnt=burned dreamt=dreamed leapt=leaped artefact=artifact artefacts=artifacts judgement=judgment
acknowledgement=acknowledgment paediatric=pediatric anaesthetic=anesthetic foetus=fetus
encyclopaedia=encyclopedia orthopaedic=orthopedic haemorrhage=hemorrhage oesophagus=esophagus outwards=outward
inwards=inward downwards=downward maths=math aeroplane=airplane
"""
_WORDS = dict(pair.split("=") for pair in _PAIRS.split())
_ENDINGS = (
    (
        re.compile(r"(?<=[^\W\d_]{3})our(s|ed|ing|ite|ites|able|ably|ful|hood|hoods|less|al|er|ers|ly)?$"),
        r"or\1",
    ),
    (re.compile(r"is(e|es|ed|ing|er|ers|ation|ations|ational)$"), r"iz\1"),
    (re.compile(r"ys(e|es|ed|ing)$"), r"yz\1"),
    (re.compile(r"([bt])re(s|d)?$"), r"\1er\2"),
    (re.compile(r"ogue(s)?$"), r"og\1"),
    (re.compile(r"enc(e|es)$"), r"ens\1"),
    (re.compile(r"(?<=[aeiou][^aeiou][aeiou])ll(ed|ing|er|ers|or|ors)$"), r"l\1"),
)
#: What a word that one of the patterns can change ends in: asked first, as most words end otherwise.
_BRITISH = (
    *("our", "ours", "oured", "ouring", "ourite", "ourites", "ourable", "ourably", "ourful", "ourhood", "ourhoods"),
    *("ourless", "oural", "ourer", "ourers", "ourly", "ise", "ises", "ised", "ising", "iser", "isers", "isation"),
    *("isations", "isational", "yse", "yses", "ysed", "ysing", "bre", "bres", "bred", "tre", "tres", "tred"),
    *("ogue", "ogues", "ence", "ences", "lled", "lling", "ller", "llers", "llor", "llors"),
)


def american(word: str, known: Mapping[str, int]) -> str:
    """The American spelling of *word* where *known* (word → rank by frequency) has it as the commoner one."""
    rank = known.get(word, len(known))
    other = _WORDS.get(word, "")
    if other in known:
        return other
    for ending, replacement in _ENDINGS if word.endswith(_BRITISH) else ():
        other, changed = ending.subn(replacement, word)
        if changed and known.get(other, len(known)) < rank:
            return other
    return word
