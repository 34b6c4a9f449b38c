"""Sentences about the templates and texts a village may change: what is wrong with one, and what to do."""

from collections.abc import Iterable, Mapping
from typing import Any

from jifen.messages.refusals import Sentence

_SAVE_AS = "请用 WPS 或 Excel 打开，“另存为”选 xlsx（*.xlsx）"
_RENAME = (
    "程序只读“{0}”。名字要写成“{0}”：用记事本打开，“另存为”，保存类型选“所有文件”，文件名写“{0}”，再把原来的移走。"
)
_IS = {
    "empty": "是空文件。请重新复制一份。",
    "xls": f"名字是 xlsx，内容却是旧格式（xls 或 et），只改名字不行。{_SAVE_AS}。",
    "encrypted": "加了打开密码。请在 WPS 或 Excel 里取消密码再存。",
    "html": f"名字是 xlsx，内容却是网页。{_SAVE_AS}。",
    "ods": f"名字是 xlsx，内容却是 ods。{_SAVE_AS}。",
    "xlsb": f"名字是 xlsx，内容却是 xlsb。{_SAVE_AS}。",
    "document": "不是电子表格，是别的文件（文档、图片或压缩包）。请换成表格。",
    "no-workbook": "不是电子表格，是文本或别的文件。请换成表格。",
    "damaged": "已经损坏，打不开。请重新复制一份再改。",
    "no-sheet": "里没有能印的工作表（是空的、隐藏的或只有图表）。请放一张普通的工作表。",
    "too-large": "太大：格子或合并范围多得不像一张表。多半是整行整列都设了格式，请只留要印的部分，另存一份。",
    "encoding": "不是 UTF-8 编码。请用记事本打开，“另存为”时编码选 UTF-8。",
}
_CURLY = ("“", "”", "‘", "’", "＝")


def _unreadable(facts: Mapping[str, Any]) -> str:
    template, reason = facts["template"], str(facts.get("reason", ""))
    if reason == "toml":
        hint = (
            "引号、等号要用英文的。" if any(mark in facts["text"] for mark in _CURLY) else _hint(str(facts["detail"]))
        )
        return f"“{template}”第 {facts['line']} 行写得不对：{facts['text']}。{hint}"
    if reason == "words":
        return f"“{template}”里“{facts['found']}”的写法不对（{facts['detail']}）。请照自带的那一份写。"
    return f"模板“{template}”{_IS.get(reason, _IS['damaged'])}"


def _hint(detail: str) -> str:
    """What is usually wrong, in the words of somebody who never heard of TOML."""
    if "Cannot overwrite" in detail or "Cannot declare" in detail:
        return "同一个名称写了两遍，请只留一行。"
    return '每行写成 "名称" = "句子"，名称和句子都要加英文引号，引号要成对，一句话写在一行里。'


def _unknown_placeholder(facts: Mapping[str, Any]) -> str:
    told = f"模板“{facts['template']}”的 {facts['cell']} 写了不认识的 {facts['found']}。"
    meant = facts.get("meant")
    return told + (f"要写的是不是 {meant}？" if meant else "能写哪些字段，见 docs/templates.md。")


def _braces(facts: Mapping[str, Any]) -> str:
    where = f"模板“{facts['template']}”的 {facts['cell']}"
    if facts["written"]:
        return f"{where} 用了全角花括号：{facts['found']}。请改成英文的：{facts['written']}。"
    return f"{where} 的花括号不成对，或里面是空的：{facts['found']}。请写成 {{字段}}；只是想印括号的，请用【】。"


def _field_missing(facts: Mapping[str, Any]) -> str:
    field, others = facts["field"], facts["others"]
    instead = f"（或 {'、'.join('{' + other + '}' for other in others)}）" if others else ""
    row = "一户（一项）一行的那一行里，" if "." in field else ""
    return (
        f"模板“{facts['template']}”缺 {{{field}}}{instead}，印出来就少了这一项，没有编号，也没有印。"
        f"请在{row or '表上看得见的格子里'}写上 {{{field}}}；"
        "原样可以用 jifen templates export 导出来对照。"
    )


def _text_unknown(facts: Mapping[str, Any]) -> str:
    place = f"“{facts['template']}”第 {facts['line']} 行"
    what = (
        f"的“{facts['section']}”里没有“{facts['found']}”这一句" if facts["section"] else f"的“{facts['found']}”不认识"
    )
    meant = f"要写的是不是“{facts['meant']}”？" if facts["meant"] else "请照自带的那一份改，或删掉这一行。"
    return f"{place}{what}，写了也印不出来。{meant}"


def _text_field_missing(facts: Mapping[str, Any]) -> str:
    place = f"“{facts['template']}”第 {facts['line']} 行（{facts['section']} {facts['key']}）"
    if not facts["fields"]:
        return f"{place}是空的，这一句不能不印。请写上，或删掉这一行用自带的。"
    fields = "、".join("{" + field + "}" for field in facts["fields"])
    return f"{place}少了 {fields}，印出来就缺这一项，没有编号，也没有印。请补上，或删掉这一行用自带的。"


def _differs(facts: Mapping[str, Any]) -> str:
    template, row, what = facts["template"], facts["row"], facts["what"]
    told = {
        "row": f"照模板“{template}”的 {facts['cell']} 该有“{row}”这一行，印出来的表上没有",
        "twice": f"“{row}”这一行在印出来的表上多了一遍（模板“{template}”）",
        "margin": f"模板“{template}”页眉页脚上的 {facts['cell']} 没有印全",
        "cut": f"“{row}”这一行太高，打印时下面的字会被截掉（模板“{template}”）。请把那一栏放宽",
        "listed": f"“{template}”上没有 {row}，或次序不对",
        "sheet": f"印出来的工作表和模板“{template}”的对不上",
    }
    return f"{told.get(what, told['sheet'])}。没有编号，什么也没有写入。"


def _page_faulty(facts: Mapping[str, Any]) -> str:
    place = f"第 {facts['line']} 行" if facts["line"] else ""
    return f"模板“{facts['template']}”{place}写错了，网页没有生成：{facts['reason']}。请照导出的原件改回来。"


def _other_format(facts: Mapping[str, Any]) -> str:
    found, template = facts["found"], facts["template"]
    if template.endswith(".toml"):
        return unread([found], template)
    return (
        f"“模板”文件夹里有“{found}”，程序只认“{template}”。{_SAVE_AS}、名字写“{template}”；是文字文件的，改名就行。"
        "不用它，就把它移走。"
    )


SENTENCES: dict[str, Sentence] = {
    "page-template-faulty": _page_faulty,
    "page-reaches-out": (
        "模板“{template}”里有“{what}”：网页不许连到外面，也不许带脚本。请删掉；图片要用，转成 data: 写在里面。"
    ),
    "template-unreadable": _unreadable,
    "template-placeholder-unknown": _unknown_placeholder,
    "template-braces": _braces,
    "template-formula": "模板“{template}”的 {cell} 是公式或错误值，印出来不会算。请改成字段（例如 {{总合计}}）或直接写字。",
    "template-too-wide": "模板“{template}”的 {cell} 有字，离表太远，一张纸印不下。请删掉那一格。",
    "paper-endless": (
        "要排 {pages} 页、{cells} 格，太多了（最多 {most} 页、{most_cells} 格）。多半是模板的行高、缩放或分页设错了，请改小；"
        "名单真有这么长的，请分网格印。"
    ),
    "template-field-missing": _field_missing,
    "template-other-format": _other_format,
    "text-unknown": _text_unknown,
    "text-not-text": "“{template}”第 {line} 行的“{key}”要写成加引号的句子。",
    "text-field-missing": _text_field_missing,
    "paper-differs": _differs,
}


def unread(names: Iterable[str], meant: str) -> str:
    """Files that are passed over because they are called otherwise, and how to call them; nothing where there is none."""
    found = "、".join(f"“{name}”" for name in names)
    return f"“模板”文件夹里的{found}没有读：{_RENAME.format(meant)}" if found else ""


def stray(name: str, why: str, meant: str) -> str:
    """A file among the village's own templates that is not used, and why."""
    told = f"提醒：“模板”文件夹里的“{name}”没有用上"
    if why == "folder":
        return f"{told}：要把里面的模板直接放进“模板”文件夹。"
    if why == "old":
        return f"{told}：这是旧版的 PDF 模板，现在 PDF 也照 xlsx 出，可以删掉。"
    if meant.endswith(".toml"):
        return f"{told}：{_RENAME.format(meant)}"
    if why == "format":
        return f"{told}：用的是“{meant}”。"
    return f"{told}：" + (f"名字要写成“{meant}”。" if meant else "没有这个名字的模板。")
