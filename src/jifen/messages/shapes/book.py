"""Checks, proofs and the log of operations as JSON."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from jifen.domain.chain import SHOWN
from jifen.messages.results import Shape, picked

if TYPE_CHECKING:
    from jifen.services.book.books import BackedUp
    from jifen.services.book.compare import Compared
    from jifen.services.book.papers import Mended
    from jifen.services.book.restore import Restored
    from jifen.services.book.verify import Check, Contained
    from jifen.services.office.undo import Undone
    from jifen.services.publication.proof import Proof
    from jifen.store.operations import Operation


def operation(value: "Operation") -> Shape:
    """As `log` gives it."""
    files = [picked(file, "path sha256") for file in value.files]
    told = picked(value, "id command at today operator") | {"details": dict(value.details), "files": files}
    return told | picked(value, "undoes undone_by")


def undone(value: "Undone") -> Shape:
    """As `undo` gives it."""
    return {"undone": {"id": value.operation.id, "command": value.command}, "by": value.by}


def backed_up(value: "BackedUp") -> Shape:
    """As `backup` gives it."""
    return {
        "ok": True,
        "path": str(value.path),
        "head": value.head[:SHOWN],
        "photos": value.photos,
        "lost_photos": list(value.lost),
    }


def checks(values: Sequence["Check"], head: str) -> Shape:
    """As `verify` gives it."""
    ok = all(check.ok for check in values)
    return {"ok": ok, "head": head, "checks": [picked(check, "name ok detail") for check in values]}


def contained(value: "Contained") -> Shape:
    """As `verify --head` gives it."""
    return picked(value, "ok operation")


def mended(value: "Mended") -> Shape:
    """As `verify --mend` gives it."""
    return {"ok": True, "paths": [str(path) for path in value.paths], "left": [str(file.place) for file in value.left]}


def proof(value: "Proof") -> Shape:
    """What a check code proves, as `verify --code` gives it."""
    document = picked(value.document, "kind period number") | {"status": value.status}
    content = value.document.content
    black = [picked_keys(line, "household head points until") for line in content.get("black", ())]
    document |= {"head": content.get("chain"), "totals": totals(content), "black": black}
    return {"ok": value.ok, "document": document, "later": [picked(x, "household printed now") for x in value.later]}


def totals(content: Mapping[str, Any]) -> dict[str, str]:
    """What stands on the paper in sum: its own totals, else how many lines of each kind it has."""
    if content.get("totals"):
        return dict(content["totals"])
    counted = {name: str(len(content[name])) for name in ("red", "black", "lines", "changes") if name in content}
    return counted | ({"ranked": str(content["ranked"])} if "ranked" in content else {})


def picked_keys(line: Mapping[str, Any], names: str) -> Shape:
    """Some of a line's values."""
    return {name: line.get(name) for name in names.split()}


def compared(value: "Compared") -> Shape:
    """As `verify --paper` gives it."""
    document = picked(value.document, "kind period number code")
    return {"ok": value.ok, "document": document, "differs": [picked(x, "cell printed book") for x in value.differs]}


def restored(value: "Restored") -> Shape:
    """As `restore` gives it."""
    saved = str(value.saved) if value.saved else None
    told, present = value.replacement, value.replacement.present
    lost = {"operations": present.lost, "documents": list(present.documents)} if present else None
    found = {"ok": True, "path": str(value.path), "operations": told.operations, "saved": saved}
    return found | {"head": told.head, "lost": lost, "photos": value.photos, "lost_photos": list(value.lost)}
