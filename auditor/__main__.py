"""``python -m auditor`` and the ``auditor`` command."""

from __future__ import annotations

import io
import os
import sys


def main() -> None:
    """Run the command line; the process ends with its exit code."""
    _open_streams()
    code = 2
    try:
        from auditor.cli.app import run  # noqa: PLC0415  # the command line is loaded only when it is wanted

        code = run(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.stderr.write("auditor: interrupted\n")
        code = 130
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        sys.stderr.write(f"auditor: output failed: {error.strerror or error}\n")
        code = 2
    sys.exit(code)


def _open_streams() -> None:
    """Make all three streams usable: one may be closed, and the locale may not know the characters we write.

    What is written to a file or pipe is a report, which is UTF-8 under any locale; on a terminal a
    character it cannot show is written as its number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123  # until the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            chosen = stream.isatty() or bool(os.environ.get("PYTHONIOENCODING"))
            stream.reconfigure(encoding=None if chosen else "utf-8", errors="backslashreplace")


if __name__ == "__main__":
    main()
