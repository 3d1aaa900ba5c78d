"""The commands and what they share: errors to exit codes, and nothing on the way that is slow to load."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated

import typer

from auditor.cli import audit, baseline, check, compare, config, index, manual, spark
from auditor.cli.exits import Exit
from auditor.errors import AuditorError

app = typer.Typer(
    name="auditor",
    help="Find out where a news text came from.",
    epilog="Exit codes: 0 clean · 1 findings at or above --fail-on · 2 bad settings or a crash · 3 nothing to read.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("audit", short_help="Audit a corpus: findings, and a score per source.")(audit.audit)
app.command(
    "check",
    short_help="Check new articles against known ones: the gate for CI.",
    epilog="Examples: auditor check incoming/ --against published/ · auditor check corpus --since origin/main "
    "-o github -o sarif=audit.sarif · Exit codes: 0 clean, 1 findings at or above --fail-on, 2 bad settings, a path "
    "that is not there or a crash, 3 nothing to read.",
)(check.check)
app.command("spark-audit")(spark.spark_audit)
app.command("compare")(compare.compare)
app.add_typer(index.app, name="index")
app.add_typer(baseline.app, name="baseline")
app.add_typer(config.app, name="config")
app.command("rules")(manual.rules)
app.command("explain")(manual.explain)


def _version(asked: bool) -> None:  # noqa: FBT001  # typer's callback signature
    if asked:
        from auditor.version import VERSION  # noqa: PLC0415

        typer.echo(f"auditor {VERSION}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Find out where a news text came from."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; errors are one plain line on stderr."""
    try:
        result = app(list(arguments), standalone_mode=False, prog_name="auditor")
    except (typer.Abort, KeyboardInterrupt):
        result = Exit.INTERRUPTED
    except AuditorError as error:
        from auditor.reporters.safe import terminal  # noqa: PLC0415

        sys.stderr.write(f"auditor: {terminal(str(error))}\n")
        return Exit.ERROR
    except OSError as error:
        if not isinstance(error, BrokenPipeError):
            sys.stderr.write(f"auditor: output failed: {error.strerror or error}\n")
            return Exit.ERROR
        # the reader of our output went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.CLEAN
    except Exception as error:  # noqa: BLE001  # the gate must end with 2 on a crash, not with Python's 1
        show = getattr(error, "show", None)
        if show is None:
            traceback.print_exc()
        else:
            show()  # a wrong argument: typer says which
        return Exit.ERROR
    if result == Exit.INTERRUPTED:  # typer answers Ctrl-C with this code and no word
        sys.stderr.write("auditor: interrupted; nothing half-written was left behind\n")
    return int(result or 0)
