"""Abbreviations after which a full stop does not end a sentence, by how sure that is.

General knowledge of English news style (AP and Reuters stylebooks list most of them) and the
commonest of a few other languages.
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a space-separated list."""
    return frozenset(text.split())


#: Always followed by a name or number: never the end of a sentence.
LEADING = words(
    "mr mrs ms dr prof gen col lt sgt cpl pvt capt cmdr adm maj brig sen rep reps sens gov pres rev fr hon msgr "
    "st ste mt ft supt insp det asst assoc atty amb sec vs v viz cf al fig figs vol vols art arts sect pp ed eds "
    "trans messrs mme mlle drs sr. sra srta dra ing lic herr hr frl dott sig bzw ca d.h z.b u.a ggf evtl nr str "
    "tel bd e.g i.e eg ie approx dept est gbp usd"
)
#: May end a sentence: only if a typical sentence opener follows.
TRAILING = words(
    "inc corp co ltd llc plc bros jr sr esq etc u.s u.k u.n e.u u.s.a u.a.e d.c l.a n.y u.s.s.r a.m p.m ph.d m.d "
    "b.a m.a d.d.s r.n j.d b.c a.d c.e calif ariz colo conn del fla ga ill ind kan ky la mass md mich minn miss "
    "mo mont neb nev okla ore pa tenn tex va vt wash wis wyo ala ark ave blvd rd hwy apt univ dist min max avg "
    "mfg intl gmbh s.a n.v a.g sq ft lb lbs oz kg km cm mm hr hrs mins yr yrs"
)
#: Before a number only: "No. 5", "Jan. 6".
NUMERIC = words(
    "no nos jan feb mar apr jun jul aug sept sep oct nov dec p ch para par mon tue tues wed thu thur thurs fri sat sun"
)
#: Those that are abbreviations in small letters too; "art." and "ill." are ordinary words.
SMALL = words(
    "vs v viz cf al approx eg ie bzw ca nr evtl ggf vol vols fig figs pp inc etc sq ft lb lbs oz kg km cm mm hr hrs "
    "yr yrs"
)
#: Words that open sentences far more often than they follow an abbreviation inside one.
OPENERS = words(
    "the a an he she it they we i you this that these those there but and or so yet if when while as in on at by "
    "for from with after before since although though however meanwhile also his her its their our my your what "
    "who why how where which no not some many most all another both each other such still even now then here last "
    "earlier later asked according despite because under during until among to of one two three more"
)
