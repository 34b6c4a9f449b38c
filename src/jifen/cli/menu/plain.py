"""What commands say, as the menu says it: where a step stands in place of a command, words in place of options and codes,
months and periods as they are spoken. The command line keeps its own words; what is typed is shown as it is typed."""

import re
from collections.abc import Iterator, Mapping

from jifen.cli.menu.steps import STAGES, Step
from jifen.messages import labels
from jifen.messages.subjects import in_words

OPTIONS: Mapping[str, str] = {
    "--held-on": "评议日期",
    "--month": "月份",
    "--reason": "理由",
    "--points": "分",
    "--rule": "细则编号",
    "--category": "类别",
    "--entry": "改哪一笔",
    "--extra": "另加一笔",
    "--uphold": "成立",
    "--reject": "不成立",
    "--from": "自哪天起",
    "--place": "地点",
    "--chair": "主持人",
    "--recorder": "记录人",
    "--expected": "应到人数",
    "--present": "实到人数",
    "--replace": "换下以前导入的表",
    "--add": "补一张没上表的户的表",
    "--policy": "办法",
}
"""Option → what the menu calls what it asks for; any other stays, for the menu has nothing in its place."""
_ANYWHERE = frozenset({*OPTIONS, "--help"}) - {"--replace", "--add"}
"""Options that make no other step of a command: the menu asks for them, or needs them not."""
_FLAGS = "--(?:help|uphold|reject|extra|replace|add|mask|phone|pdf|png|dry-run|mend|revert|yes)"
_ENDS = r"，。；、：（）"
_ARGUMENT = rf' (?:{_FLAGS}(?![a-z-])|--?[a-z-]+(?: (?!--)[^\s{_ENDS}]+)?|[‹〈][^›〉]*[›〉]|[^\s{_ENDS}!-~]{{1,8}}(?= (?:[‹〈]|--))|[^\s{_ENDS}]+\.(?:xlsx|csv)|"[^"]*"|[!-~]+)'
_LAST = rf"(?: [^\s{_ENDS}!-~]{{1,6}}(?=[{_ENDS}]|$))?"


def _known() -> Iterator[tuple[tuple[str, ...], frozenset[str], str]]:
    """Of each step its words, the options that make it, and where it stands."""
    for stage in STAGES:
        for step in stage.steps:
            words = _literal(step)
            name = tuple(word for word in words if not word.startswith("-"))
            yield name, frozenset(words) - set(name), f"菜单“{stage.title}”里的“{step.title}”"


def _literal(step: Step) -> list[str]:
    """The words of a step that are always the same, up to the first that is asked for, and its flags."""
    return step.parts[0].partition(" ‹")[0].split()


_STEPS = tuple(_known())
_NAMES = "|".join(sorted({" ".join(name[:2]) for name, _, _ in _STEPS if len(name) > 1}, key=len, reverse=True))
_SPOKEN = re.compile(
    rf"(?P<command>(?<![\w-])(?:jifen [a-z]+|(?:{_NAMES}))(?![a-z-])(?:{_ARGUMENT})*{_LAST})"
    rf"|(?: ?(?P<option>(?<![\w-])(?:{'|'.join(OPTIONS)}))(?![\w-]) ?)"
    r"|(?P<period>(?<![\w./\\-])20\d\d(?:-(?:0[1-9]|1[0-2])|Q[1-4]|H[12])(?![A-Za-z0-9_./\\-])"
    r"(?![^，。；：\n]*\.(?:xlsx?|xlsm|csv|ods|et|db|pdf|png|html|txt)))",
)
_SAID: Mapping[str, str] = {
    "（可加 --held-on 日期）": "（公示前在“记下评议会”里补上）",
    "不会覆盖。加 --force": "加 --force",
    "，加 --report 文件名.xlsx 可以得到标好颜色的全部清单": "，另存标好颜色的表就都看得到",
    "积分、名册等清单可加 -o 表.xlsx 写成表。": "",
}
"""What speaks of options the menu has nothing for."""
_ALLOWED = re.compile(r"(?:(，)?(?:导入时)?加 )--allow [a-z-]+(?: --reason 理由)?")
_WAYS_ON = re.compile(
    r"(?:请|在(?:原来的)?命令后面)?加上? "
    r"(?:--(?:allow-text|allow-missing|allow|override|force)(?: (?:\"[^\"]+\"|[a-z][a-z-]*(?:=[^\s，。（]+)?))? ?)+"
    r"(?:--reason \"?理由\"?)?(?:覆盖，或[^。]*)?(（原来写了 --reason 的不用再写；)?"
)
"""How the command line goes on where something was refused that somebody may decide: the menu asks (`ways_on`)."""
_PLACE = re.compile(
    r"(?P<verb>先|再|起)? ?(?P<place>菜单“[^”]+”里的“[^”]+”)|(?P<said>[\u3400-\u9fff”]) (?P<bare>菜单“[^”]+”里的“[^”]+”)"
)
"""A place of the menu in a sentence."""
_CALLED = "用见到要"
"""Words behind which a place needs no more."""
_CODE = re.compile(r"^(\s*)\[[a-z]+(?:-[a-z]+)+\] ", re.MULTILINE)


def plain(text: str) -> str:
    """The text without what only the command line has."""
    text = _CODE.sub(r"\1", text)
    for said, spoken in _SAID.items():
        text = text.replace(said, spoken)
    text = _ALLOWED.sub(r"\1导入时写明理由", text)
    text = _WAYS_ON.sub(lambda found: "下面会问（" if found[1] else "下面会问", text)
    return _PLACE.sub(_placed, _SPOKEN.sub(_said, text))


def _placed(found: re.Match[str]) -> str:
    """What is done there stands before it, or it stands in brackets behind what is done there."""
    if found["verb"]:
        return f"{found['verb']}办{found['place']}"
    if found["place"]:
        return found["place"]
    bracketed = found["said"] not in _CALLED
    return f"{found['said']}（{found['bare']}）" if bracketed else found["said"] + found["bare"]


def _said(found: re.Match[str]) -> str:
    if found["period"]:
        return labels.period(found["period"])
    if found["option"]:
        return f"“{OPTIONS[found['option']]}”"
    return _place(found["command"]) or found[0]


def _place(command: str) -> str | None:
    """Where the menu has what a command does; None where it has not."""
    words = command.removeprefix("jifen ").split()
    options = {word for word in words if word.startswith("--")}
    fitting = [
        (len(name), place)
        for name, own, place in _STEPS
        if tuple(words[: len(name)]) == name and own <= options <= own | _ANYWHERE
    ]
    return in_words(max(fitting)[1]) if fitting else None
