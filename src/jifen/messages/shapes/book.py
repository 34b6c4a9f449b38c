"""Checks, proofs and the log of operations as JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from jifen.messages.results import Shape, picked

if TYPE_CHECKING:
    from jifen.services.book.books import Restored
    from jifen.services.book.verify import Check
    from jifen.services.publication.proof import Proof
    from jifen.store.operations import Operation


def operation(value: "Operation") -> Shape:
    """As `log` gives it."""
    files = [picked(file, "path sha256") for file in value.files]
    return picked(value, "id command at today operator") | {"details": dict(value.details), "files": files}


def checks(values: Sequence["Check"]) -> Shape:
    """As `verify` gives it."""
    return {"ok": all(check.ok for check in values), "checks": [picked(check, "name ok detail") for check in values]}


def proof(value: "Proof") -> Shape:
    """What a check code proves, as `verify --code` gives it."""
    totals = value.document.content.get("totals")
    document = picked(value.document, "kind period number") | {"status": value.status, "totals": totals}
    return {"ok": value.ok, "document": document, "later": [picked(x, "household printed now") for x in value.later]}


def restored(value: "Restored") -> Shape:
    """As `restore` gives it."""
    saved = str(value.saved) if value.saved else None
    return {"ok": True, "path": str(value.path), "operations": value.operations, "saved": saved}
