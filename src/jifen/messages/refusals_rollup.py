"""Sentences of refusals of the roll-up: in the village, at the township and beyond; see `refusals`."""

from collections.abc import Mapping
from typing import Any

from jifen.messages import labels
from jifen.messages.refusals import Sentence


def _changed(facts: Mapping[str, Any]) -> str:
    months = "、".join(labels.period(month) for month in facts["months"])
    return (
        f"{facts['village']}{months}的数与已收的不同（{len(facts['changes'])} 处）。村里多半出过更正；问清了，用 --replace 换成这一份，"
        "原来那份留着备查。"
    )


def _moved(facts: Mapping[str, Any]) -> str:
    known, told = ("".join(each) or "（没有写乡镇）" for each in (facts["known"], facts["told"]))
    return f"{facts['village']}原来报的是{known}，这份写的是{told}。确是这样的，用 --replace 把它已收的各月一并改过来。"


_PACKAGE = "请村里用 jifen rollup export 重新导出一份，原样拷来。"

SENTENCES: dict[str, Sentence] = {
    # in the village
    "rollup-not-begun": "{period} 还没有到，没有数可以导出。",
    "receipt-unreadable": "{path} 不是汇总的回执。回执是乡镇收下汇总后退回的那个 json 文件，请原样拷来，不要打开另存。",
    "receipt-of-other": "{path} 是{village}的回执，不是本村这本账的。请向乡镇要本村的那一份。",
    "receipt-head-unknown": (
        "乡镇 {received_on} 收到的汇总，账链 {head} 不在这本账里。多半是那以后换回过更早的备份，或者用了另一本账。没有记，请先弄清用的是哪一本。"
    ),
    "receipt-known": "{path} 这份回执已经记过了。",
    # at the township
    "package-foreign": "不是 jifen 的汇总。",
    "package-unreadable": "读不出来，多半是 U 盘坏了或者没插好。请换一个口再试，不行请村里再拷一份。",
    "package-broken": f"压缩包不完整或者损坏，多半是没拷完就拔了。{_PACKAGE}",
    "package-too-large": "解开超过 {most} MB，不是汇总，没有读。",
    "package-too-deep": "压缩包、邮件套了不止 {most} 层，没有再往里看。请把汇总解出来放在一个文件夹里。",
    "package-path": f"里面有汇总不该有的文件（{{part}}），没有收。{_PACKAGE}",
    "package-part-missing": f"缺了 {{part}}，不完整。{_PACKAGE}",
    "package-part-changed": f"{{part}} 和导出时不一样，被人改过或者没拷好。{_PACKAGE}",
    "package-manifest": f"清单里的 {{what}} 不对，不是 jifen 原样导出的。{_PACKAGE}",
    "package-cell": f"{{part}} 第 {{line}} 行读不懂（{{found}}），不是 jifen 原样导出的。{_PACKAGE}",
    "package-newer": "是更新的 jifen（{program}）导出的，这台电脑上的程序旧，读不了。请先把这里的程序升级，再收一次。",
    "package-future": "{village}的汇总里有 {month}，可是今天才 {today}。两边总有一台电脑的日期不对，请核对后再收。",
    "package-changed": _changed,
    "package-twice": "{village}同一个月交来两份不同的，不知道该收哪一份。请问清楚，只留一份再收。",
    "village-two-names": (
        "{village}和已收的{known}编号一样，是同一本账。多半是新村的账从别村拷来，或者村改了名。拷来的账请那个村用 jifen init 另建；"
        "改名的请村里先用 jifen settings set village 改回原名再导出，或另用一个汇总文件夹。"
    ),
    "village-two-numbers": "{township}{village}已经收过另一本账的汇总。一个村只能有一本账，请村里查清用的是哪一本，换错了的用备份换回。",
    "village-moved": _moved,
    "nothing-arrived": "这里没有汇总（看过别的文件 {passed} 个）。汇总是村里 jifen rollup export 导出的 zip。",
    "dataset-missing": "{path} 不是汇总文件夹。请先用 jifen rollup collect 收各村的汇总，--into 写这个文件夹。",
    "dataset-damaged": "{path} 里的汇总目录坏了。收到的原件都在里面的 archive 文件夹，新建一个文件夹重新收一遍即可。",
    "dataset-newer": "{path} 是更新的 jifen 收的，请先升级这台电脑上的程序。",
    "dataset-busy": "另一个窗口或另一台电脑正在往 {path} 里收，请等它收完。",
    "dataset-folder-taken": "{path} 里已经有别的文件，不能作汇总文件夹。请另写一个新文件夹。",
    "dataset-without-period": "{path} 里没有 {period} 的汇总。不写 --period 就看全部。",
    "dataset-far": "{path} 在对象存储上，要用 --engine spark 才读得到。",
    "engine-unknown": "引擎只有 duckdb 和 spark，没有“{found}”。",
    "engine-not-started": "{engine} 起不来：{why}。Spark 要有 Java 17 以上（服务器上装 openjdk），连集群的看 SPARK_REMOTE 写得对不对。",
    "report-kind": "报表只能写成 .xlsx 或 .html，{found} 不行。",
    "engine-missing": '这台电脑没有装 {engine}。汇总要用它：联网的电脑执行 pip install "jifen[{extra}]"，不联网的把安装包拷来再装。村里记账用不着它。',
}
