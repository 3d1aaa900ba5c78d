"""The vocabulary of offices and institutions, with what a thesaurus puts for each of its words.

General dictionaries pair few of these well (*rights*: *privileges*, *supreme*: *preeminent*), and
American news seldom count the bodies of the wider world, so both are given here from general
knowledge: words first, then well-known names that also stand as real names where they are close
to one another.
"""

from __future__ import annotations

from functools import cache

_WORDS = """
academy=institute,college,foundation
administration=management,organization
affairs=issues,matters,undertakings,concerns
agency=company,bureau,office
agriculture=farming,cultivation,agribusiness
army=armed force,military,armada
assembly=gathering,meeting,congregation
association=affiliation,union,league
authority=power,expert,specialist
bank=depository,financier
board=panel,plank,council
bureau=agency,department,office
central=primary,focal,principal,middle
chief=boss,head,main
cold=chilly,frosty,cool,icy
college=university,school,faculty
commerce=trade,business,trading
commission=fee,payment,panel,percentage
committee=panel,board,council
congress=assembly,meeting
council=committee,board,chamber
court=tribunal,courtroom,yard
cup=mug,glass
cross=traverse,crisscross
criminal=felony,unlawful
defense=protection,safeguard,guard
democratic=popular,egalitarian
department=division,branch,section,office
development=improvement,growth,advancement
east=orient,orientation
education=schooling,training,instruction
energy=power,vitality,vigor
environmental=ecological,natural
exchange=trade,swap,alternate
federal=government,national,central
finance=fund,back,account
food=meals,nourishment,sustenance
foreign=overseas,remote,international,alien,outside
forces=powers,strengths
fund=finance,store,money
general=common,basic,overall
global=worldwide,universal,planetary
green=inexperienced,verdant
health=wellbeing,wellness,healthiness
high=tall,excessive,lofty
home=house,residence,dwelling,residential
homeland=motherland,country,fatherland
house=home,residence,dwelling,household
human=individual,person,mortal
industry=trade,business
intelligence=insight,brainpower,acumen
interior=inside,internal,inner
international=worldwide,global,universal,multinational,intercontinental
journal=diary,magazine,log
justice=equity,fairness,righteousness
kingdom=realm,domain,empire
labor=work,labour,toil
law=regulation,legislation,rule
league=association,conference,alliance
middle=center,central
minister=clergyman,priest,pastor
ministry=service,clergy
monetary=financial,fiscal,money
national=countrywide,nationwide,countrywide,domestic
nations=countries,international locations,states
new=brand-new,fresh,novel
nuclear=atomic
olympic=olympian
organization=association,group,company,organisation
parliament=legislature
party=celebration,gathering,get together
peace=calm,tranquility,harmony
police=cops,constabulary
post=publish,mail
press=push,media,squeeze
prime=main,chief,top
public=open,communal,general
red=crimson,scarlet
relations=relationships,kinfolk
republican=conservative
research=study,investigation,exploration
reserve=save,hold,store,stash
revolution=upheaval,insurgency
rights=privileges,entitlements,liberties
royal=regal,imperial,majestic
school=college,faculty
science=knowledge
secretary=clerk,assistant
securities=bonds,stocks
security=safety,protection,safekeeping
senate=legislature,upper house
service=administration,assistance
silicon=silica
social=communal,societal
society=community,culture
south=southern,southward
space=area,room
special=exceptional,particular,extraordinary
square=rectangular,plaza
star=celebrity,superstar
state=country,nation
states=countries,nations,expresses
statistics=insights,figures,measurements
stock=inventory,supply,share
street=road,avenue,lane
supreme=preeminent,sovereign,highest,incomparable,superior
times=occasions,instances,moments
trade=commerce,exchange,barter
transportation=transport,transit
treasury=exchequer,coffers
tribune=tribunal,platform
union=association,alliance,combination
united=joined,unified,combined,assembled,consolidated,bound together
university=college
valley=vale,dale
veterans=ex-servicemen,old hands
wall=divider,partition,barrier
war=conflict,warfare,struggle,battle
watch=timepiece,look,view
west=occident
white=pale,snowy
women=females,ladies
world=planet,globe,earth,worldwide,global
"""

_NAMES = """
African Union; Amnesty International; Arab League; Asian Development; Atomic Energy; Australian Labor; Bank of England;
British Broadcasting; British Council; Central Bank; Central Committee; Chief Justice; Christian Democrats;
Cold War; Conservative Party; Criminal Court; Crown Court; Crown Prosecution; Development Bank; Deputy Secretary;
European Central; European Commission; European Council; European Court; European Parliament; European Union;
Exchange Commission; Federal Bureau; Federal Court; Federal Reserve; Federal Trade; Federal Supreme; Financial Times;
First Minister; First Secretary; Food Programme; Foreign Affairs; Foreign Ministry; Foreign Office; Foreign Secretary;
General Assembly; General Secretary; General Staff; Green Party; Health Assembly; Health Organization; High Commission;
High Court; High Tribunal; Home Office; Home Secretary; Human Rights; Imperial College; Interior Ministry;
International Court; International Criminal; International Labor; International Labour; International Monetary;
International Olympic; Justice Ministry; Labor Organization; Labor Party; Labour Organization; Labour Party;
Liberal Democrats; Middle East; Monetary Fund; National Assembly; National Front; National Guard; National Security;
National Health; Nuclear Energy; Olympic Committee; People's Bank; Press Association; Prime Minister; Privy Council;
Prosecutor General; Red Crescent; Red Cross; Rights Council; Rights Watch; Royal Academy; Royal Bank; Royal College;
Royal Navy; Royal Society; Security Council; Social Democrats; South Africa; South Korea; Soviet Union; State Duma;
State Prosecutor; Stock Exchange; Supreme Court; Supreme Soviet; Trade Organisation; Trade Organization; Trade Union;
United Kingdom; United Nations; Upper Tribunal; World Athletics; World Bank; World Cup; World Food; World Health;
World Trade; World War; Global Times; Chief Minister; External Affairs; Appeal Court; Constitutional Court
"""

WELL_KNOWN = 100  #: count a well-known name has at least, whatever the reference news counted


@cache
def stand_ins() -> dict[str, tuple[str, ...]]:
    """Stand-in → the words of names it may have replaced."""
    found: dict[str, list[str]] = {}
    for line in _WORDS.strip().splitlines():
        original, others = line.split("=")
        for other in others.split(","):
            if " " not in other:
                found.setdefault(other, []).append(original)
    return {other: tuple(dict.fromkeys(originals)) for other, originals in found.items()}


@cache
def well_known() -> frozenset[str]:
    """Capitalised word pairs that are part of well-known names."""
    return frozenset(name.strip() for name in " ".join(_NAMES.split("\n")).split(";"))
