"""The tables of a dataset: those of a package, each row with the village it is of, and one of what arrived."""

from collections.abc import Mapping

from jifen.domain.rollup.tables import TABLES

OWNER = ("county", "township", "village", "village_id")
"""What stands in front of every row."""
ARRIVALS = "arrivals"
_ARRIVAL = (
    ("month", "VARCHAR"),
    ("digest", "VARCHAR"),
    ("head", "VARCHAR"),
    ("sha256", "VARCHAR"),
    ("received_on", "VARCHAR"),
    ("superseded_on", "VARCHAR"),
)
"""A village's month as it arrived: its rows' digest, the head, the package; since when another one stands instead."""

DATASET_TABLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    **{
        name: (
            *((column, "VARCHAR") for column in OWNER),
            *((column.name, "BIGINT" if column.whole else "VARCHAR") for column in table.columns),
        )
        for name, table in TABLES.items()
    },
    ARRIVALS: (*((column, "VARCHAR") for column in OWNER), *_ARRIVAL),
}
"""Table → (column, type); both engines know these types by these names."""
