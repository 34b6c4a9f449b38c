"""Checks, proofs and the log of operations as JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from jifen.messages.results import Shape

if TYPE_CHECKING:
    from jifen.services.book.books import Restored
    from jifen.services.book.verify import Check
    from jifen.services.publication.proof import Proof
    from jifen.store.operations import Operation


def operation(value: "Operation") -> Shape:
    """As `log` gives it."""
    return {
        "id": value.id,
        "command": value.command,
        "at": value.at,
        "today": value.today.isoformat(),
        "operator": value.operator,
        "details": dict(value.details),
        "files": [{"path": file.path, "sha256": file.sha256} for file in value.files],
    }


def checks(values: Sequence["Check"]) -> Shape:
    """As `verify` gives it."""
    return {
        "ok": all(check.ok for check in values),
        "checks": [{"name": check.name, "ok": check.ok, "detail": check.detail} for check in values],
    }


def proof(value: "Proof") -> Shape:
    """What a check code proves, as `verify --code` gives it."""
    held = value.document
    return {
        "ok": value.ok,
        "document": {"kind": held.kind, "period": held.period, "number": held.number, "status": value.status},
        "later": [{"household": x.household, "printed": x.printed, "now": x.now} for x in value.later],
    }


def restored(value: "Restored") -> Shape:
    """As `restore` gives it."""
    saved = str(value.saved) if value.saved else None
    return {"ok": True, "path": str(value.path), "operations": value.operations, "saved": saved}
