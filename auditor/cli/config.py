"""``auditor config``: which settings hold, and where each came from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from auditor.cli.exits import Exit
from auditor.model import Outlet, Reply

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
        origin = terminal(str(file)) if field.name in given else "default"
        for key, shown in _rows(field.name.replace("_", "-"), getattr(settings, field.name)):
            typer.echo(f"{terminal(key)} = {terminal(shown)}  # {origin}")
    return Exit.CLEAN


def _rows(name: str, value: object) -> Iterator[tuple[str, str]]:
    """A setting as lines of key and value; outlets and replies have a line each."""
    records = value if isinstance(value, tuple) else ()
    listed = [row for row in records if isinstance(row, Outlet | Reply)]
    for row in listed:
        if isinstance(row, Outlet):
            yield f"{name}.{row.name}", f"{row.kind}, aliases {list(row.aliases)}, domains {list(row.domains)}"
        else:
            about = f", to finding {row.finding}" if row.finding else ""
            yield f"{name}.{row.source}", f"{row.date}, {len(row.text)} characters{about}"
    if not listed:
        yield name, getattr(value, "label", "never" if value is None else repr(value))


@app.command()
def schema() -> int:
    """Print the JSON Schema of the settings, for editors."""
    import json  # noqa: PLC0415

    from auditor.schema import settings_schema  # noqa: PLC0415

    typer.echo(json.dumps(settings_schema(), indent=2))
    return Exit.CLEAN
