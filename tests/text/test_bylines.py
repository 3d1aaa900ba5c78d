"""Lines that say who wrote a text, and lines that only look like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import Article
from auditor.text import prepare
from auditor.text.bylines import is_byline

BYLINES = """
By Jane Doe
BY JANE DOE
by Jane Doe
By Jane Doe, local democracy reporter
By Jane Doe, Local Democracy Reporting Service
By Jane Doe, Foreign Editor
By Jane Doe and John A. Smith in Vienna
By Jane Doe and John Smith in Kyiv
By Jane Doe in Kyiv and John Smith in Moscow
By Jane Doe, John Smith and Ann Lee
By Jane Doe | Staff Writer
By Jane Doe - chief political correspondent
By Jane Doe for the Northern Ledger
By Jane Doe of the Pellworth Gazette
By Jane Doe at the Old Bailey
By Jane Doe, BBC News, Nairobi
By Jane Doe, Associated Press
By Dr. Jane Doe
By Ursula von der Leyen
By Ludwig van den Berg
By José María de la Cruz
By Łukasz Ćwik
By J. K. Doe
By J.K. Doe
By Jane O'Neill-Doe
By Jean d’Arcy
By Madonna
By Jane Doe (@janedoe)
By Jane Doe jane.doe@ledger.example
By Jane Doe • 3 March 2031
By Jane Doe, March 3, 2031
By The Associated Press
By the newsroom
By staff
By Staff Writer
By our correspondent
By our own correspondent in Kyiv
By a staff reporter
By staff and agencies
By our foreign desk
By the Ledger team
From our correspondent
From our own correspondent in Kyiv
From Our Correspondent
From a special correspondent
Our correspondent in Vienna
Compiled by Jane Doe
Compiled by Jane Doe and John Smith
Compiled and edited by Jane Doe
Compiled by staff
Compiled by our newsroom
Words: Jane Doe
Words by Jane Doe
Words and pictures: Jane Doe
Words and photos by Jane Doe
Words: Jane Doe Pictures: John Smith
Text by Jane Doe
Text: Jane Doe
Text and photographs by Jane Doe
Story by Jane Doe
Story: Jane Doe
Report: Jane Doe
Report by Jane Doe, chief reporter
Reporting by Jane Doe
Reported by Jane Doe in Nairobi
Written by Jane Doe
Written By: Jane Doe
Posted by Jane Doe
Posted by Jane
Published by Jane Doe
Interview: Jane Doe
Interview by Jane Doe
Analysis by Jane Doe
Analysis: Jane Doe, diplomatic correspondent
Opinion by Jane Doe
An essay by Jane Doe
Exclusive report by Jane Doe
Author: Jane Doe
Reporter: Jane Doe
Staff writer: Jane Doe
3 March 2031 by Jane Doe
March 3, 2031 | By Jane Doe
Posted on March 3, 2031 by Jane Doe
*By Jane Doe*
**By Jane Doe, arts critic**
By Jane Doe, with additional reporting by John Smith
Par Jeanne Dupont
Von Hans Müller
Por Juan Pérez
By the BBC's Jane Doe in Las Vegas
By Jane Doe | AP June 25 at 11:32 AM
By April Harrow
By June Harrow and May Tillet
By Summer Harrow, arts critic
By August Tillet in Kyiv
By George Harrow
By Rose George
By Theresa May
By Harriet Day
By Jane Doe, May 2031
By Veronica Lake
By Jane Doe | 03/02/16 3:44am
by jane doe
by jane doe, political editor
by jane doe and john roe in kyiv
by dr jane doe
by jane o'neill-doe
by the associated press
written by jane doe
Jane Doe, Political Editor
Jane Doe, political editor
JANE DOE, POLITICAL EDITOR
John A. Smith, Staff Writer
Jane Doe | Staff Writer
Jane Doe - Chief Reporter
Jane Doe — health correspondent
"""

OTHERS = """
By the time he arrived the hall was empty
By the time he arrived, the hall was empty.
By Monday, officials said the water had gone.
By Monday officials had counted nine dead
By Monday
By March, Smith had left the company.
By March
By contrast, the north stayed dry.
By law
By Law, Every House Needs One
By 2030, Germany will have closed them all.
By the numbers
By The Numbers
By the Numbers: five things to know
By any means
By Any Means Necessary
By Land and by Sea
By land and sea
By Lake Erie, the snow came early.
By Jane Doe's count there were forty of them
By Jane Doe's own account, the money was gone.
By order of the court
By Order of the Court
By popular demand
By Royal Appointment
By George, he's got it
By Tuesday night the river Oster had risen by four metres
By Christmas
By Thursday evening, Ms Doe said
By Train to Kyiv
By Train Through Siberia
By a vote of seven to four
By a margin of two to one, the council agreed
By appointment only
By default
By email
By Saturday, Kyiv
By May, officials had left
By May, Smith had left the company.
By Early May
By Mid-May
By May Day
By June Deadline
By Summer Holidays
By Election Day
By Common Law
By Monday night the water had reached the church
By Lake Como
By Bicycle Across the Andes
By Special Agreement
By Degrees
By Stealth
By Force of Habit
By now Doe and Smith were in Vienna
Words matter: how the minister talks
Words of wisdom
Words: they matter
Text of the agreement
Text: full speech by the prime minister
Text: what the treaty says
Story of a Lifetime
Story: the making of a bridge
Report: nine dead in flood
Report: Ministers knew of the danger
Report: Ministry Knew About Danger
Report says nine died
Reporting restrictions were lifted on Friday
Compiled by hand from parish registers
Compiled figures show a rise
Analysis: why the bridge fell
Analysis: What the vote means for Varsia
Opinion: we should have known
Opinion: The council is wrong
Review: a dull evening at the opera
Interview: the woman who counted bees
From our archive
From our readers
From our correspondence with the ministry
From Kyiv to Lviv by train
From Russia with love
Our correspondent saw nine tanks on the road that day.
Posted by the door was a notice in two languages
Published by the ministry on Friday, the report says nothing new.
Written by a committee, the law is a mess.
Written by hand
Photo by Jane Doe
Pictures by Jane Doe
Led by Jane Doe, the team found nine more graves.
Edited by mistake
Feature: the last days of the mill
Author: unknown
Review by the ministry finds fault
Story by story, the tower grew
Stand by Jane
by hook or by crook
by land and by sea
by and large
by popular demand
by the time he came the hall was empty
by monday officials had gone
by law
by train through siberia
by leaps and bounds
by sheer luck
report: nine dead in flood
Jane Doe, former editor
Jane Doe, economist
Jane Doe, editor and thief, jailed
John Roe, the editor who said no
New Editor, New Paper
Dear Editor, Staff
Kyiv, Moscow correspondent expelled
By-laws of the council
Byron in Venice
REPORT: Report Reveals Ministry’s Staggering Number Of Lost Letters To Patients
"""
BODY = (
    "The council voted on Tuesday to close the old harbour to heavy ships until spring.\n\n"
    "Residents had complained for years about noise at night, and about the smell of oil.\n\n"
)


@pytest.mark.parametrize("line", BYLINES.strip().splitlines())
def test_a_byline_names_who_wrote_the_text(line: str) -> None:
    """With or without a role, a place, an outlet or a date; a person, several, or an unnamed correspondent."""
    assert is_byline(line)
    document = prepare(Article("a", "harbour-herald.example", f"{line}\n\n{BODY}"))
    assert document.blocks[0].kind == "byline"


@pytest.mark.parametrize("line", OTHERS.strip().splitlines())
def test_a_sentence_or_heading_that_opens_like_a_byline_is_none(line: str) -> None:
    """A day, a saying and an archive name nobody: "By Monday", "Words of wisdom", "From our archive"."""
    assert not is_byline(line)


@pytest.mark.parametrize("line", ["", "By", "By " + "Jane " * 60, "By " + "Jane, " * 60])
def test_what_is_too_short_or_too_long_is_none(line: str) -> None:
    """A byline is a short line."""
    assert not is_byline(line)


@given(st.text(max_size=200), st.sampled_from(["", "By ", "Words: ", "From our ", "3 March 2031 by "]))
def test_any_line_can_be_asked_of(line: str, lead: str) -> None:
    """No text makes it fail."""
    assert is_byline(lead + line) in {True, False}
