"""The entry point of `积分.cmd`: what was dropped on it are the arguments."""

import sys

from jifen.cli.desktop.start import start

if __name__ == "__main__":
    sys.exit(start(sys.argv[1:]))
