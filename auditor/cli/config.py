"""``auditor config``: which settings hold, and where each came from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli.exits import Exit

app = typer.Typer(help="Show settings and their schema.", no_args_is_help=True)


@app.command()
def show(
    config: Annotated[Path | None, typer.Option(help="Settings file instead of the nearest one.")] = None,
) -> int:
    """Print the settings that hold here, and where each came from."""
    from dataclasses import fields  # noqa: PLC0415

    from auditor import registry  # noqa: PLC0415
    from auditor.reporters.safe import terminal  # noqa: PLC0415
    from auditor.settings import Settings, load, nearest, table  # noqa: PLC0415

    file = config or nearest(Path.cwd())
    settings = load(file) if file else Settings()
    registry.rules(settings)  # names wrong codes and options as an audit would
    given = {key.replace("-", "_") for key in table(file)} if file else set()
    for field in fields(settings):
        value = getattr(settings, field.name)
        shown = getattr(value, "label", "never" if value is None else repr(value))
        origin = str(file) if field.name in given else "default"
        typer.echo(f"{field.name.replace('_', '-')} = {terminal(shown)}  # {terminal(origin)}")
    return Exit.CLEAN


@app.command()
def schema() -> int:
    """Print the JSON Schema of the settings, for editors."""
    import json  # noqa: PLC0415

    from auditor.schema import settings_schema  # noqa: PLC0415

    typer.echo(json.dumps(settings_schema(), indent=2))
    return Exit.CLEAN
