"""Two articles a newsroom published, for the tests of the gate."""

from __future__ import annotations

STORY = (
    "The regional water board will shut the Calder tunnel for six weeks from Monday so that engineers can replace "
    "a cracked valve, its director said. Some 40,000 households in the valley will be supplied from tankers while "
    "the work lasts. The crack was found during a routine inspection in August, but the board waited until the "
    'harvest was over because farmers depend on the tunnel for irrigation. "We could not take the risk of a dry '
    'September," the director told reporters. Opposition councillors said residents should have been told '
    "earlier, and asked for an independent review of the board's maintenance budget, which was cut by a fifth two "
    "years ago.\n"
)
OWN = (
    "A chess club founded in a railway waiting room has won the national league. The players, most of them commuters, "
    "practised between trains for eleven years before their first title, the club secretary said on Sunday.\n"
)
