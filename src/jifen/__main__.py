"""The entry point. `--version` is answered before anything is imported."""

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:
        from jifen import __version__

        print(f"jifen {__version__}")
        return
    from jifen.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
