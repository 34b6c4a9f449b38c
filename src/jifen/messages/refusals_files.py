"""Sentences of refusals about files and folders; see `refusals`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jifen.messages.refusals import Sentence

_ELSEWHERE = {"folder": "换一个文件夹", "report": "在 --report 后面换个文件名"}


def _missing(facts: Mapping[str, Any]) -> str:
    path = Path(facts["path"])
    folder = path.absolute().parent
    if not folder.is_dir():
        return f"没有这个文件：{path}（也没有文件夹 {folder}）。请核对写法。"
    return f"文件夹 {folder} 里没有“{path.name}”。请核对文件名；名字里有空格的，整个名字用引号括起来。"


SENTENCES: dict[str, Sentence] = {
    "disk-full": "磁盘满了，什么也没有写入：{path}。请腾出空间再试。",
    "no-permission": "没有权限读写：{path}。它在 WPS 或 Excel 里开着的话请先关掉；再看看文件、文件夹是不是只读。",
    "file-in-use": "{path} 正在别的程序里开着，读写不了。请先在 WPS 里关闭（Excel 也一样），再办一次。",
    "file-pattern-empty": "没有合得上“{found}”的文件。* 代表任意几个字，例如 *.xlsx；请看看文件夹对不对。",
    "file-pattern-many": lambda f: (
        f"“{f['found']}”合得上的有 {f['count']} 个文件：{'、'.join(f['names'])}。这里只要一个，请写全文件名。"
    ),
    "book-in-program": (
        "{path} 是程序自己的文件夹，不能放账本：换新版程序时整个文件夹会换掉。请双击“积分.cmd”另选地方，或先进到别的文件夹。"
    ),
    "file-missing": _missing,
    "file-exists": lambda f: (
        f"{f['path']} 已经有了，不会覆盖。加 --force 覆盖，或{_ELSEWHERE.get(f.get('into', ''), '用 -o 换个文件名')}。"
    ),
    "file-is-book": "{path} 就是账本，不能把别的东西写到它上面。请换个文件名。",
    "folder-missing": "没有这个文件夹：{path}。请先建好。",
    "not-a-file": "{path} 不是能读的文件（是管道、设备之类）。请写表格文件的文件名。",
    "file-too-large": (
        "{path} 有 {size} MB，超过 {most} MB，不像一张表，没有读。请把要导入的表格复制到一个新工作簿再导入；"
        "表里有照片的，先删去照片。"
    ),
    "is-a-folder": "{path} 是文件夹，这里要写文件名。",
    "not-a-folder": "{path} 不是文件夹。",
    "folder-not-empty": "文件夹 {path} 不是空的。请换一个新的文件夹名。",
}
