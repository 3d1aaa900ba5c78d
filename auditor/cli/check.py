"""``auditor check``: incoming articles against a corpus or a store; the CI gate."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli import options
from auditor.cli import since as git
from auditor.cli.exits import Exit
from auditor.errors import SettingsError

if TYPE_CHECKING:
    from auditor.model import Article, ArticleAudit, AuditReport, Skipped
    from auditor.protocols import Store
    from auditor.settings import Settings

Against = Annotated[
    Path | None,
    typer.Option(
        metavar="PATH|STORE",
        parser=options.path,
        help="Known articles: files, a folder, or a store. Default: the paths checked.",
    ),
]
Output = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FORMAT[=FILE]",
        help="text (default), json, jsonl, sarif, github, gitlab, junit, markdown, prov or jsonld; without FILE to "
        "stdout. May be given several times.",
    ),
]


def check(
    paths: options.Paths,
    *,
    against: Against = None,
    output: Output = None,
    select: options.Select = "",
    ignore: options.Ignore = "",
    fail_on: options.FailOn = "",
    fail_on_new: Annotated[
        str, typer.Option(metavar="LEVEL", help="With --baseline: exit 1 from this severity on, new findings only.")
    ] = "",
    max_uncredited_pct: Annotated[
        float | None,
        typer.Option(
            min=0, max=100, metavar="PCT", help="Exit 1 if more of an article's words (0 to 100) are uncredited copies."
        ),
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", parser=options.path, help="File of findings accepted before.")
    ] = None,
    suppressions: Annotated[
        Path | None,
        typer.Option(metavar="FILE", parser=options.path, help="TOML file of suppressed findings with reasons."),
    ] = None,
    score: Annotated[
        bool, typer.Option("--score", help="Keep in the store what the articles say of their sources; show the scores.")
    ] = False,
    since: Annotated[
        str, typer.Option(metavar="REV", help="Check only files that changed since this git revision.")
    ] = "",
    stdin_filename: Annotated[
        str, typer.Option(metavar="NAME", help="What to call an article read from stdin (-).")
    ] = "",
    profile: options.Profile = "",
    jobs: options.Jobs = 0,
    config: options.Config = None,
    no_cache: options.NoCache = False,
    color: Annotated[
        str, typer.Option("--color", metavar="WHEN", help="auto, always or never; auto heeds NO_COLOR and FORCE_COLOR.")
    ] = "auto",
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print findings only: nothing if there are none, no notes.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say on stderr what was compared with what.")
    ] = False,
) -> int:
    """Check new articles against known ones: the gate for CI.

    PATH is files or folders, or - for stdin. What was accepted in a --baseline does not count.
    """
    settings = options.settings_from(config, select=select, ignore=ignore, fail_on=fail_on, profile=profile, jobs=jobs)
    new_level = options.settings_from(None, fail_on=fail_on_new).fail_on if fail_on_new else None
    if fail_on_new and baseline is None:
        raise SettingsError("--fail-on-new compares with a baseline: give --baseline FILE")
    summed = _store_for(score=score, against=against)
    targets = [_target(text) for text in output or ["text"]]
    if len({file for _, file in targets}) < len(targets):
        raise SettingsError("--output: two formats go to the same place")
    if color not in {"auto", "always", "never"}:
        raise SettingsError(f"--color {color!r}: choose from auto, always, never")
    from auditor.incoming import uncredited_share  # noqa: PLC0415

    articles, skipped = _incoming(paths, settings, since=since, stdin_filename=stdin_filename)
    if not articles:
        options.tell(skipped)
        if since and not skipped:
            return _nothing_changed(targets, settings)
        typer.echo("auditor: nothing to read", err=True)
        return Exit.NOTHING
    files = [file for _, file in targets if file is not None]
    report, audits = _checked(
        articles, skipped, [against] if against else paths, settings, no_cache=no_cache, files=files
    )
    report, notes = _settled(report, baseline, suppressions)
    report = _scored(report, audits, paths, summed, settings, quiet=quiet)
    _write(report, targets, color=color, quiet=quiet)
    if verbose:
        _tell_compared(audits)
    if quiet:
        options.tell(filter(options.serious, report.skipped))
    else:
        options.tell([] if ("text", None) in targets else report.skipped)  # text names them itself
        for note in notes:
            typer.echo(note, err=True)
    if options.crashed(report):
        return Exit.ERROR
    over = [a.reading.article.id for a in audits if 100 * uncredited_share(a) > (max_uncredited_pct or 0)]
    if max_uncredited_pct is not None and over:
        typer.echo(f"more than {max_uncredited_pct:g} % uncredited: {', '.join(map(ascii, over))}", err=True)
        return Exit.FINDINGS
    level = new_level if fail_on_new else settings.fail_on
    grave = options.grave(report, level)
    if grave and level is not None and not quiet:
        setting = "--fail-on-new" if fail_on_new else "--fail-on"
        typer.echo(f"auditor: failed: {_count(grave, 'finding')} of {setting} {level.label} or above", err=True)
    return Exit.FINDINGS if grave else Exit.CLEAN


def _tell_outdated(store: Path) -> None:
    from auditor.incoming import outdated  # noqa: PLC0415
    from auditor.reporters.safe import line  # noqa: PLC0415

    old = outdated(store)
    if old:
        told = f"the scores of {_count(sum(old.values()), 'article')} of the store were made by method {', '.join(old)}"
        way = f"`auditor index score {store}` reads them again"
        typer.echo(line(f"auditor: {told} and count in no score shown: {way}"), err=True)


def _tell_compared(audits: Iterable[ArticleAudit]) -> None:
    from auditor.reporters.brief import shortened  # noqa: PLC0415
    from auditor.reporters.safe import line  # noqa: PLC0415

    for audit in audits:
        names = ", ".join(shortened(other.article.id) for other in audit.others) or "nothing"
        count = f"{audit.reading.words:,} words, {_count(len(audit.matches), 'passage')} shared with {names}"
        typer.echo(line(f"{shortened(audit.reading.article.id)}: {count}"), err=True)


def checked(
    paths: Sequence[Path], against: Path | None, settings: Settings, *, no_cache: bool, file: Path
) -> tuple[AuditReport, list[ArticleAudit]]:
    """Check the articles of *paths*, with something to be written to *file*; the report, and each article's audit."""
    articles, skipped = _incoming(paths, settings, since="", stdin_filename="")
    known = [against] if against else paths
    return _checked(articles, skipped, known, settings, no_cache=no_cache, files=[file])


def _checked(
    articles: Sequence[Article],
    skipped: Sequence[Skipped],
    against: Sequence[Path],
    settings: Settings,
    *,
    no_cache: bool,
    files: Sequence[Path],
) -> tuple[AuditReport, list[ArticleAudit]]:
    from auditor.incoming import check_all, gathered  # noqa: PLC0415

    _spare(files, articles)
    with (
        options.remembering(off=no_cache) as cache,
        _known(against, settings, files) as (store, unread),
        options.progress() as track,
    ):
        audits = check_all(articles, against=store, settings=settings, cache=cache, track=track)
    fresh = [skip for skip in unread if skip not in skipped]
    return gathered(audits, settings=settings, skipped=[*skipped, *fresh]), audits


def _store_for(*, score: bool, against: Path | None) -> Path | None:
    """The store to keep sums beside, or None where none are wanted."""
    from auditor.stores.manifest import NAME  # noqa: PLC0415

    if score and (against is None or not (against / NAME).is_file()):
        raise SettingsError("--score keeps its sums beside a store: give --against STORE")
    return against if score else None


def _scored(
    report: AuditReport,
    audits: Sequence[ArticleAudit],
    paths: Sequence[Path],
    store: Path | None,
    settings: Settings,
    *,
    quiet: bool,
) -> AuditReport:
    """*report* with the scores of its sources, from the sums beside *store*; as it is without one."""
    if store is None:
        return report
    from auditor.cli.bulk import lasting_ids  # noqa: PLC0415
    from auditor.incoming import kept_scores  # noqa: PLC0415

    scores = kept_scores(audits, store, settings=settings, name=lasting_ids(paths, store))
    if not quiet:
        _tell_outdated(store)
    return replace(report, sources=scores)


def _incoming(
    paths: Sequence[Path], settings: Settings, *, since: str, stdin_filename: str
) -> tuple[list[Article], list[Skipped]]:
    from auditor.steps import read_articles  # noqa: PLC0415

    articles, skipped = read_articles([path for path in paths if str(path) != "-"], settings)
    if any(str(path) == "-" for path in paths):
        more, unread = _from_stdin(stdin_filename or "stdin.txt", settings)
        articles, doubled = read_articles([*articles, *more], settings)
        skipped += [*unread, *doubled]
    if since:
        changed = git.changed_files(since)
        articles = [article for article in articles if git.file_of(article.path).resolve() in changed]
    return articles, skipped


def _from_stdin(name: str, settings: Settings) -> tuple[list[Article], list[Skipped]]:
    """What stdin holds, read by the reader that *name* calls for."""
    from auditor.steps import read_articles  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / Path(name).name
        file.write_bytes(sys.stdin.buffer.read(settings.max_bytes + 1))
        articles, skipped = read_articles([file], settings)
    return [replace(a, path=name) for a in articles], [replace(s, place=name) for s in skipped]


def _nothing_changed(targets: Sequence[tuple[str, Path | None]], settings: Settings) -> int:
    from auditor.incoming import gathered  # noqa: PLC0415

    _write(gathered([], settings=settings), targets, color="never", quiet=False)
    typer.echo("no article changed", err=True)
    return Exit.CLEAN


def _settled(
    report: AuditReport, baseline: Path | None, suppressions: Path | None
) -> tuple[AuditReport, tuple[str, ...]]:
    from auditor.baseline import read_baseline, read_suppressions, settled  # noqa: PLC0415

    known = read_baseline(baseline) if baseline else {}
    chosen = read_suppressions(suppressions) if suppressions else ()
    return settled(report, known, chosen, today=datetime.now(UTC).date())


def _write(report: AuditReport, targets: Sequence[tuple[str, Path | None]], *, color: str, quiet: bool) -> None:
    from auditor.output import put, render  # noqa: PLC0415

    coloured = color == "always" or (color == "auto" and _colourful())
    for name, file in targets:
        for _, content in render(report, name, color=coloured and file is None, quiet=quiet and file is None):
            if file is None:
                sys.stdout.write(content)
                continue
            put(file, content)


def _colourful() -> bool:
    """Whether colours are wanted on stdout: by the terminal, or as NO_COLOR (no-color.org) and FORCE_COLOR say."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s'[: number != 1]}"


def _target(text: str) -> tuple[str, Path | None]:
    from auditor.reporters import FORMATS  # noqa: PLC0415

    name, given, file = text.partition("=")
    single = [name for name in FORMATS if not name.startswith("html")]
    if name not in single:
        raise SettingsError(f"--output {name!r}: choose from {', '.join(single)} (html: auditor audit --out)")
    if given and not file:
        raise SettingsError(f"--output {text!r}: names no file")
    return name, Path(file) if file else None


def _spare(files: Sequence[Path], articles: Sequence[Article]) -> None:
    """Raises SettingsError where one of *files*, which are to be written, is what an article was read from."""
    from auditor.output import files_of, spare  # noqa: PLC0415

    if any(file.exists() for file in files):
        own = files_of(articles)
        for file in files:
            spare(file, own)


@contextmanager
def _known(paths: Sequence[Path], settings: Settings, files: Sequence[Path]) -> Iterator[tuple[Store, list[Skipped]]]:
    """The store at the path, or the articles of the paths in memory; and what of them could not be read."""
    from auditor.steps import read_articles  # noqa: PLC0415
    from auditor.stores import MemoryStore, open_store  # noqa: PLC0415
    from auditor.stores.manifest import NAME  # noqa: PLC0415

    if len(paths) == 1 and (paths[0] / NAME).is_file():
        with open_store(paths[0]) as store:
            yield store, []
        return
    articles, skipped = read_articles([path for path in paths if str(path) != "-"], settings)
    if not articles and skipped:
        raise SettingsError(f"nothing to compare with: {skipped[0].place}: {skipped[0].reason}")
    _spare(files, articles)
    yield MemoryStore(articles), skipped
