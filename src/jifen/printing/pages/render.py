"""A page of HTML from its template: the village's own where it has one, run in Jinja's sandbox, everything escaped.

What comes of it stands alone: no script, no address outside, whatever a template says.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from jifen.errors import JifenError
from jifen.messages import labels
from jifen.printing import words
from jifen.resources import data_dir

VILLAGE, HOUSEHOLD, STYLE = "村页面.html", "户页面.html", "页面.css"
_LOADS = frozenset({"script", "iframe", "frame", "object", "embed", "link", "base", "form", "portal"})
_ADDRESSES = frozenset({"src", "srcset", "href", "xlink:href", "action", "formaction", "data", "poster", "background"})
_IN_STYLE = re.compile(r"@import|url\(\s*['\"]?(?!#|data:)|expression\(", re.IGNORECASE)
_UNSEEN = frozenset({"style", "script"})
_SAID = frozenset({"alt", "title", "aria-label", "content", "placeholder"})


def render(name: str, content: Mapping[str, Any], own: Path | None = None) -> str:
    """The page of a template filled with a content; `own`: the village's folder of templates.

    Raises `JifenError`: `page-template-faulty` (`template`, `line`, `reason`) where it cannot be run,
    `page-reaches-out` (`template`, `what`) where it would load or run something.
    """
    from jinja2 import TemplateError

    try:
        page: str = _environment(own).get_template(name).render(**content)
    except TemplateError as error:
        where = getattr(error, "filename", None) or getattr(error, "name", None)
        facts = {"template": Path(where).name if where else name, "line": getattr(error, "lineno", None)}
        raise JifenError("page-template-faulty", **facts, reason=str(error)[:200]) from None
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError) as error:
        raise JifenError("page-template-faulty", template=name, line=None, reason=str(error)[:200]) from None
    read = _read(page)
    if read.outward:
        raise JifenError("page-reaches-out", template=name, what=read.outward[0])
    return page


def texts(page: str) -> Iterator[str]:
    """Every text somebody can read on a page."""
    yield from (text for text in _read(page).texts if text.strip())


@lru_cache(maxsize=4)
def _environment(own: Path | None) -> Any:
    from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    folders = [folder for folder in (own, data_dir("templates")) if folder is not None and folder.is_dir()]
    found = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "period": labels.period,
        "day": words.day,
        "grid": words.grid,
        "signed": lambda value: words.signed(str(value)),
        "available": lambda value: str(words.available(value)),
    }
    return found


def _read(page: str) -> "_Reader":
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader


class _Reader(HTMLParser):
    """What a page says, and what it would reach for."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.outward: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element: what it loads, what it says in its attributes."""
        self._inside = tag if tag in _UNSEEN else ""
        if tag in _LOADS:
            self.outward.append(f"<{tag}>")
        for name, value in attrs:
            told = value or ""
            addressed = name in _ADDRESSES and not told.startswith(("#", "data:image/"))
            if addressed or name.startswith("on") or (name == "style" and _IN_STYLE.search(told)):
                self.outward.append(f"{name}={told[:60]}")
            if name == "http-equiv":
                self.outward.append(f"{name}={told[:60]}")
            if name in _SAID:
                self.texts.append(told)

    def handle_endtag(self, tag: str) -> None:
        """The end of one."""
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        """A text, or what a style says."""
        if self._inside != "style":
            self.texts.append(data)
        elif found := _IN_STYLE.search(data):
            self.outward.append(found.group())
