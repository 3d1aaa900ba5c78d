"""``auditor compare A B``: the passages two files share, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import options
from auditor.cli.exits import Exit


def compare(
    left: Annotated[Path, typer.Argument(metavar="A", parser=options.path)],
    right: Annotated[Path, typer.Argument(metavar="B", parser=options.path)],
    *,
    profile: options.Profile = "news",
) -> int:
    """Print the passages two articles share, with both wordings."""
    settings = options.settings_from(None, profile=profile)
    from auditor.incoming import compare as run  # noqa: PLC0415
    from auditor.reporters.brief import shortened  # noqa: PLC0415
    from auditor.reporters.safe import terminal  # noqa: PLC0415
    from auditor.steps import read_articles  # noqa: PLC0415

    articles, skipped = read_articles([left, right], settings)
    for skip in skipped:
        typer.echo(f"skipped {terminal(shortened(skip.place))}: {terminal(skip.reason)}", err=True)
    if len(articles) < 2:
        typer.echo("auditor: nothing to compare", err=True)
        return Exit.NOTHING
    first, second = articles[0], articles[1]
    matches = run(first, second, profile=settings.profile)
    for match in matches:
        typer.echo(f"{match.kind}, {match.words} words, {match.similarity:.0%} the same, {match.confidence:.0%} sure")
        for article, place in ((first, match.left), (second, match.right)):
            shown = " ".join(article.text[place.span.start : place.span.end].split())
            typer.echo(f"  {terminal(shortened(article.id))} {place.span.start}–{place.span.end}: {terminal(shown)}")
        for relation in match.relations:
            typer.echo(f"  {relation.kind}: “{terminal(relation.before)}” / “{terminal(relation.after)}”")
        typer.echo("")
    typer.echo(f"{len(matches)} shared passage{'s'[: len(matches) != 1]}")
    return Exit.CLEAN
