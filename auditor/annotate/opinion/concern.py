"""Whether a text is about a matter on which sides are taken in public.

A column argues about public affairs: power, law, money, rights, groups and values (van Dijk 1995,
"Opinions and ideologies in the press"). Recipes, directions, travel tips, programme notes,
obituaries, newsletters and notices praise, advise, thank and exhort in the same grammar (Biber 1988
on instructions and personal letters) about cakes, gates and neighbours. So wording alone is no sign
of a commentary where nothing else is said of public affairs; the whole text is listened to, with
its quotations, since it is a question of subject and not of voice.
"""

from __future__ import annotations

from auditor.annotate.opinion.lexicon import public_words
from auditor.model import Document

_LEAST = 16.0  #: words of public concern per thousand; columns have 80 in the median, advice and notices 4


def of_public_concern(document: Document) -> bool:
    """Whether *document* has enough words of public affairs, groups and values. Linear in its words."""
    known = public_words()
    words = document.tokens.words
    return 1000 * sum(word in known for word in words) >= _LEAST * max(1, len(words))
