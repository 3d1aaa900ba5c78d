"""``auditor rules`` and ``auditor explain``."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.cli.exits import Exit


def rules() -> int:
    """List every rule with its code."""
    from auditor.manual import manual  # noqa: PLC0415
    from auditor.registry import rule_classes  # noqa: PLC0415

    for page in map(manual, rule_classes()):
        typer.echo(f"{page.code}  {page.name:22}  {page.summary}")
    return Exit.CLEAN


def explain(code: Annotated[str, typer.Argument(metavar="CODE")]) -> int:
    """Show the manual page of one rule."""
    from auditor.manual import explain as page  # noqa: PLC0415

    typer.echo(str(page(code)))
    return Exit.CLEAN
