"""Where the data that ships with the program lies. Standard library only; reads nothing itself."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_dir(kind: str) -> Path:
    """The folder of shipped data: `templates`, `sample_data`, or `fonts` where there are any.

    In a wheel `jifen/_data/<kind>`; in a checkout (also an editable install) `<root>/<kind>`.
    """
    shipped = _PACKAGE / "_data" / kind
    return shipped if shipped.is_dir() else _PACKAGE.parents[1] / kind
