"""The HTML report: self-contained pages that open from disk, without a server and without a network.

``pages`` yields one page after the other, so that a large audit is written without holding it whole;
``render_single`` puts everything on one page, for e-mail. Same report, same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.reporters.page.binding import pages, render_single

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.model import AuditReport
    from auditor.reporters.rule_doc import Accuracy, RuleDoc

__all__ = ["pages", "render", "render_single"]


def render(
    report: AuditReport, /, *, rules: Sequence[RuleDoc] = (), measured: Sequence[Accuracy] = ()
) -> dict[str, str]:
    """Return every page as relative file name → HTML."""
    return dict(pages(report, rules=rules, measured=measured))
