"""``python -m auditor`` and the ``auditor`` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; the process ends with its exit code."""
    try:
        from auditor.cli.app import run  # noqa: PLC0415  # the command line is loaded only when it is wanted

        code = run(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.stderr.write("auditor: interrupted\n")
        code = 130
    except OSError as error:
        sys.stderr.write(f"auditor: output failed: {error.strerror or error}\n")
        code = 2
    sys.exit(code)


if __name__ == "__main__":
    main()
