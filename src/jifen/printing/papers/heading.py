"""What every published document says of itself: village, number, window, whom to turn to."""

from collections.abc import Iterable

from jifen.domain.chain import shown
from jifen.domain.documents.lines import Named, Placed
from jifen.domain.documents.published import Correcting, Head
from jifen.printing import words
from jifen.printing.engine.filling import Picture, Value
from jifen.printing.engine.qr import qr_png
from jifen.printing.engine.texts import Texts

_QR_MM = 18.0
"""Side of the code: read from half a metre by any telephone."""


def named(line: Placed, name: str) -> dict[str, Value]:
    """Whose line it is: grid, code, and the head as `words.names` shows it."""
    return {"网格": words.grid_cell(line["grid"]), "户编号": line["household"], "户主": name}


def shown_names(lines: Iterable[Named], *, mask: bool) -> dict[str, str]:
    """Code → how the head's name is shown on a paper with these lines."""
    return words.names(((line["household"], line["head"]) for line in lines), mask=mask)


def head_facts(content: Head, code: str | None) -> dict[str, Value]:
    """What the sentences of any published document may ask for."""
    return {
        "村名": content["village"],
        "乡镇": content["township"],
        "县": content["county"],
        "期间": words.period_of(content),
        "编号": content["number"],
        "校验码": code,
        "链": shown(content["chain"]) if "chain" in content else None,
        "公示期": words.window(content["notice_from"], content["notice_to"]) or "（公布时填写）",
        "公布日期": words.day(content["published_on"]) or "　　　　年　　月　　日",
        "电话": content["hotline"],
        "受理人": content["contact"],
    }


def corrects_facts(content: Correcting) -> dict[str, Value]:
    """Which document is corrected."""
    return {"原编号": content["corrects_number"], "原日期": words.day(content["corrects_published_on"])}


def qr_code(content: Head, code: str | None) -> Picture | None:
    """What a telephone reads off the sheet: number, check code and head of the book's chain; None for a draft."""
    if not content["number"] or code is None:
        return None
    parts = (content["number"], code, content.get("chain", ""))
    return Picture(qr_png(" ".join(str(part) for part in parts if part)), _QR_MM, _QR_MM)


def head_fields(content: Head, code: str | None, texts: Texts) -> dict[str, Value]:
    """The scalars every document's template may ask for; None where there is nothing to say."""
    number = texts.when(content["number"], "编号行")
    if number and "chain" in content:
        number += texts("账链")
    contact = content["contact"] or texts("默认受理人")
    return {
        "村名": content["village"],
        "期间": words.period_of(content),
        "标题": texts("标题"),
        "异议": texts("异议", 受理人=contact),
        "公示期": texts.when(True, "公示期", 异议=texts("异议", 受理人=contact)),
        "送审稿": texts.when(not content["number"], "送审稿"),
        "补录": texts.when(content["number"] and content["backdated"], "补录"),
        "节假日": _holidays(content["workdays"], texts),
        "监督电话": texts.when(content["hotline"], "监督电话"),
        "落款一": texts.when(True, "落款一"),
        "落款二": texts.when(True, "落款二"),
        "落款日期": texts.when(True, "落款日期"),
        "编号行": number,
        "二维码": qr_code(content, code),
        "页脚": number or texts("送审稿"),
    }


def _holidays(workdays: str, texts: Texts) -> str | None:
    """What a window in working days leaves out, where the year's arrangement was not known when it was counted."""
    key = {"weekends": "节假日", "fixed": "固定节假日"}.get(workdays)
    return texts.when(True, key) if key else None
