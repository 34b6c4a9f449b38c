"""Writes the workbooks in `templates/`: run it after a change, `--check` says whether they are up to date.

The layouts live in `tools/template_layouts`; a village changes the workbooks, not this.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from template_layouts import LAYOUTS

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    stale = []
    for name, make in sorted(LAYOUTS.items()):
        path = ROOT / "templates" / f"{name}.xlsx"
        data = make()
        if not path.is_file() or path.read_bytes() != data:
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.write_bytes(data)
    for name in stale:
        print(f"{'stale' if '--check' in sys.argv else 'written'}: {name}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
