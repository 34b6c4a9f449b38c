"""The village's bulletin in lines."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jifen.messages import labels
from jifen.messages.results import Block
from jifen.messages.subjects import unit

if TYPE_CHECKING:
    from jifen.domain.documents.bulletin import Bulletin


def bulletin(value: "Bulletin") -> Iterator[Block]:
    """The figures in a line, then what whoever reads them must know."""
    now = value["figures"]
    share = "" if now["share"] is None else f"（{now['share']}%）"
    yield (
        f"{labels.period(value['period'])}：参评 {now['scoring']} {unit()}，得分 {now['participating']} {unit()}{share}，"
        f"加 {now['awards']} 分，扣 {now['deductions'].lstrip('-')} 分，合计 {now['points']} 分。"
    )
    for name, words in _TOLD.items():
        months = value[name]  # type: ignore[literal-required]
        if months:
            yield f"{words}：{'、'.join(labels.period(month) for month in months)}。简报上已写明。"


_TOLD = {
    "missing": "没有评议会记录的月份", "later": "还没有评议的月份", "unfinished": "还没有定案的月份",
    "missing_before": "上期没有记录的月份",
}  # fmt: skip
