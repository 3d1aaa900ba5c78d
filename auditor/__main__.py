"""``python -m auditor`` and the ``auditor`` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; the process ends with its exit code."""
    from auditor.cli.app import run  # noqa: PLC0415  # the command line is loaded only when it is wanted

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
