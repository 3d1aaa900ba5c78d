"""``auditor rules`` and ``auditor explain``."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.cli.exits import Exit
from auditor.errors import SettingsError


def rules(
    form: Annotated[str, typer.Option("--format", help="text, json or markdown.")] = "text",
) -> int:
    """List every rule with its code."""
    from auditor.explain import manual  # noqa: PLC0415
    from auditor.registry import rule_classes  # noqa: PLC0415

    pages = [manual(rule) for rule in rule_classes()]
    if form == "text":
        for page in pages:
            typer.echo(f"{page.code}  {page.name:22}  {page.summary}")
    elif form == "markdown":
        typer.echo("| code | rule | what it finds |\n|---|---|---|")
        for page in pages:
            typer.echo(f"| {page.code} | {page.name} | {page.summary} |")
    elif form == "json":
        import json  # noqa: PLC0415
        from dataclasses import asdict  # noqa: PLC0415

        rows = [asdict(page) | {"severity": page.severity.label} for page in pages]
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        raise SettingsError(f"--format {form!r}: choose from text, json, markdown")
    return Exit.CLEAN


def explain(code: Annotated[str, typer.Argument(metavar="CODE")]) -> int:
    """Show the manual page of one rule."""
    from auditor.explain import explain as page  # noqa: PLC0415

    typer.echo(str(page(code)))
    return Exit.CLEAN
