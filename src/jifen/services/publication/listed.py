"""A list of the village's own as the file that was asked for: one header row, one row an item, nothing else."""

from collections.abc import Sequence
from pathlib import Path

from jifen.domain.chain import SHOWN
from jifen.domain.documents.shop import Listing
from jifen.errors import UsageError
from jifen.messages.subjects import in_words
from jifen.services.publication.gate import print_list
from jifen.services.publication.request import PaperRequest, PrintedFiles
from jifen.services.session import Session
from jifen.store import chain

KINDS = (".xlsx", ".csv")


def write_list(
    session: Session,
    title: str,
    columns: Sequence[str],
    numeric: Sequence[int],
    rows: Sequence[Sequence[str | None]],
    request: PaperRequest,
) -> PrintedFiles:
    """Write the rows to `request.output`. Refused: other kinds of file, a place that is taken."""
    from jifen.printing.sheets.listing import bare_listing, listing_csv

    place = Path(request.output or "")
    kind = place.suffix.lower()
    if kind not in KINDS:
        raise UsageError("list-kind", found=str(place), known=list(KINDS))
    content: Listing = {
        "village": session.settings()["village"],
        "title": in_words(title),
        "note": None,
        "columns": list(columns),
        "numeric": list(numeric),
        "rows": [list(row) for row in rows],
        "total": None,
        "chain": chain.last_head(session.connection)[:SHOWN],
    }
    return print_list(session, content, bare_listing if kind == ".xlsx" else listing_csv, request)
