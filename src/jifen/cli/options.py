"""Arguments and options that several commands take. Those of papers stand in `papers`."""

from typing import Annotated

import typer

_HOUSEHOLD = "户编号（03-07，写 3-7 也行）；只有一户合得上的，写姓名、其中几个字或拼音首字母也行。"
_PERIOD = "哪段时间：2025-07、2025Q3、2025H1、2025。"

HouseholdArgument = Annotated[str, typer.Argument(metavar="户", help=_HOUSEHOLD)]
HouseholdOption = Annotated[str | None, typer.Option(metavar="户", help=_HOUSEHOLD)]
ItemArgument = Annotated[
    str, typer.Argument(metavar="物品", help="编号（如 A01）；只有一种合得上的，写名称或其中几个字也行。")
]
MonthArgument = Annotated[str, typer.Argument(metavar="月份", help="例如 2025-07 或 2025年7月。")]
_DUE = "不写就取该办的那一个。"
DueMonth = Annotated[str | None, typer.Argument(metavar="月份", help=f"例如 2025-07 或 2025年7月。{_DUE}")]
DuePeriod = Annotated[str | None, typer.Argument(metavar="时间", help=f"例如 2025Q3 或 2025年三季度。{_DUE}")]
DueBoard = Annotated[str | None, typer.Argument(metavar="期间", help=f"例如 2025H1 或 2025年上半年。{_DUE}")]
NoZero = Annotated[bool, typer.Option("--no-zero", help="本月没有分的户不列。")]
PeriodArgument = Annotated[str, typer.Argument(metavar="时间", help="例如 2025Q3 或 2025年三季度。")]
BoardPeriod = Annotated[str, typer.Argument(metavar="期间", help="例如 2025H1 或 2025年上半年。")]
PeriodOption = Annotated[str | None, typer.Option(metavar="时间", help=_PERIOD)]
QuantityArgument = Annotated[str, typer.Argument(metavar="数量", help="大于零的整数。")]
Reason = Annotated[str, typer.Option(metavar="理由", help="为什么。")]
YuanArgument = Annotated[str, typer.Argument(metavar="元", help="金额，例如 350 或 12.50。")]

Category = Annotated[str | None, typer.Option(metavar="类别", help="记在哪一类。")]
Rule = Annotated[str | None, typer.Option(metavar="编号", help="按哪条细则。")]
EntryOption = Annotated[
    int | None,
    typer.Option(min=1, metavar="编号", help="改哪一笔（编号见 points entries）；不写 --points 就是取消这一笔。"),
]
Extra = Annotated[bool, typer.Option("--extra", help="另加一笔，原有的不动。")]
NewPoints = Annotated[str | None, typer.Option(metavar="分", help="这一笔改为多少分，带正负号；写 0 就是取消这一笔。")]
Starts = Annotated[str | None, typer.Option("--from", metavar="日期", help="公示第一天，默认明天。")]
Days = Annotated[int | None, typer.Option(min=1, max=365, metavar="天数", help="公示几天，默认见 settings。")]
Force = Annotated[bool, typer.Option("--force", help="已有同名文件时覆盖。")]
Photo = Annotated[
    list[str] | None,
    typer.Option(metavar="文件", help="照片（JPG、PNG，不超过 20 MB），可写多次；拍摄地点和手机型号会去掉。"),
]
