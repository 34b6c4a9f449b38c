"""Kinds of matters (`办事流程.toml`): shipped ones, and those a village adds or writes anew under their id.

Whatever is written otherwise than it can be taken is refused with its line: a misspelled deadline would be no deadline.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from jifen import toml_file
from jifen.domain.life.flows import Deadline, Flow, FlowStep, Outcome, Role, Unit, Wanted
from jifen.domain.life.matters import EventKind
from jifen.errors import JifenError
from jifen.reading.words.names import normalise_text
from jifen.resources import data_dir
from jifen.toml_file import TomlFile

NAME = "办事流程.toml"
GENERAL: Mapping[str, EventKind] = {
    "转办": "transferred", "移交": "transferred", "上交": "transferred", "督办": "urged", "催办": "urged",
    "回访": "called-back", "重开": "reopened", "重办": "reopened", "重新办理": "reopened",
}  # fmt: skip
"""What people call the steps that any matter knows."""
_ID = re.compile(r"[a-z][a-z0-9-]*")
_DEADLINE = re.compile(r"([1-9][0-9]{0,3})(?:个)?(小时|钟头|天|日|工作日)")
_UNITS: Mapping[str, Unit] = {
    "小时": "hours", "钟头": "hours", "天": "days", "日": "days", "工作日": "workdays",
}  # fmt: skip
_PHOTOS: Mapping[str, Wanted] = {"要": "required", "可有": "optional", "不要": "never"}
_HOUSEHOLD: Mapping[str, Wanted] = {"必写": "required", "可写": "optional", "不写": "never"}
OUTCOMES: Mapping[str, Outcome] = {"解决": "solved", "未解决": "unsolved", "撤回": "withdrawn"}
_RATED: Mapping[str, bool] = {"是": True, "否": False}
_ROLES: Mapping[str, Role] = {"报告人": "reporter", "调解人": "mediator"}
_KEYS = ("名称", "步骤", "办结期限", "照片", "户", "结果", "评价", "加分")
_STEP_KEYS = ("编号", "名称", "谁办", "期限", "照片")
_STEP_PHOTO: Mapping[str, bool] = {"要": True, "可有": False}
Value = TypeVar("Value")


def load_flows(own: Path | None = None) -> dict[str, Flow]:
    """Kind → how it goes, the shipped ones first. Raises `JifenError`: `template-unreadable`, `flow-faulty`."""
    found = dict(_shipped())
    path = own / NAME if own is not None else None
    if path is None or not path.is_file():
        return found
    file = toml_file.read(path)
    added = _flows(file)
    names = {flow.name: id for id, flow in found.items() if id not in added}
    for id, flow in added.items():
        if flow.name in names:
            raise _fault(file, id, "名称", "name-taken", found=flow.name, other=names[flow.name])
    return found | added


@cache
def _shipped() -> Mapping[str, Flow]:
    return _flows(toml_file.read(data_dir("templates") / NAME))


def _flows(file: TomlFile) -> dict[str, Flow]:
    found: dict[str, Flow] = {}
    names: dict[str, str] = {}
    for id, values in file.values.items():
        if not isinstance(values, dict) or _ID.fullmatch(id) is None:
            raise _fault(file, id, None, "id" if isinstance(values, dict) else "section", found=id)
        flow = _Kind(file, id, values).read()
        if flow.name in names:
            raise _fault(file, id, "名称", "name-taken", found=flow.name, other=names[flow.name])
        names[flow.name] = id
        found[id] = flow
    return found


def _fault(file: TomlFile, section: str, key: str | None, reason: str, **facts: object) -> JifenError:
    line = file.line_of(section, key)
    return JifenError("flow-faulty", template=file.name, line=line, section=section, reason=reason, **facts)


@dataclass(frozen=True, slots=True)
class _Kind:
    """One section under way into a kind."""

    file: TomlFile
    id: str
    values: Mapping[str, Any]

    def read(self) -> Flow:
        self._only(self.values, _KEYS, None)
        steps = self.values.get("步骤")
        if not isinstance(steps, list) or not steps or not all(isinstance(step, dict) for step in steps):
            raise self.fault("步骤" if steps is not None else None, "no-steps")
        read = tuple(map(self._step, steps))
        for field, value in (("编号", "id"), ("名称", "name")):
            known: set[str] = set()
            for step in read:
                if getattr(step, value) in known:
                    raise self.step_fault(getattr(step, value), "repeated", field=field)
                known.add(getattr(step, value))
        return Flow(
            self.id,
            self._text(self.values, "名称"),
            read,
            self._deadline(self.values, "办结期限", None),
            self._one_of("照片", _PHOTOS, "optional"),
            self._one_of("户", _HOUSEHOLD, "optional"),
            self._outcomes(),
            self._one_of("评价", _RATED, default=True),
            self._deeds(),
        )

    def fault(self, key: str | None, reason: str, **facts: object) -> JifenError:
        return _fault(self.file, self.id, key, reason, named=key or "", **facts)

    def step_fault(self, written: object, reason: str, **facts: object) -> JifenError:
        """At the last line of the section on which that stands: steps are written one a line."""
        start = self.file.line_of(self.id)
        after = [n for name in self.file.values if (n := self.file.line_of(name)) > start]
        lines = self.file.text.splitlines()[start - 1 : min(after, default=0) - 1 if after else None]
        place = max((n for n, line in enumerate(lines) if str(written) in line.partition("#")[0]), default=0)
        facts = {"line": start + place, "section": self.id, "reason": reason, "found": str(written), **facts}
        return JifenError("flow-faulty", template=self.file.name, **facts)

    def _only(self, values: Mapping[str, Any], known: Iterable[str], step: str | None) -> None:
        for key in values:
            if key not in known:
                facts = {"known": list(known)}
                raise (
                    self.step_fault(key, "key-unknown", **facts)
                    if step is not None
                    else self.fault(key, "key-unknown", found=key, **facts)
                )

    def _step(self, values: Mapping[str, Any]) -> FlowStep:
        self._only(values, _STEP_KEYS, "")
        written = str(next(iter(values.values()), ""))
        told = {}
        for key in ("编号", "名称", "谁办"):
            text = values.get(key)
            if not isinstance(text, str) or not text.strip():
                raise self.step_fault(written, "key-missing", wanted=key)
            told[key] = text.strip()
        if _ID.fullmatch(told["编号"]) is None:
            raise self.step_fault(told["编号"], "id")
        if normalise_text(told["名称"]) != told["名称"] or told["名称"].isascii():
            raise self.step_fault(told["名称"], "step-name")
        if told["名称"] in GENERAL:
            raise self.step_fault(told["名称"], "reserved")
        limit = self._deadline(values, "期限", written)
        return FlowStep(told["编号"], told["名称"], told["谁办"], limit, self._step_photo(values))

    def _step_photo(self, values: Mapping[str, Any]) -> bool:
        text = values.get("照片", "可有")
        if text not in _STEP_PHOTO or (_STEP_PHOTO[text] and self.values.get("照片") == "不要"):
            known = [word for word, wanted in _STEP_PHOTO.items() if not (wanted and text in _STEP_PHOTO)]
            raise self.step_fault(text, "value", named="照片", known=known)
        return _STEP_PHOTO[text]

    def _text(self, values: Mapping[str, Any], key: str) -> str:
        text = values.get(key)
        if not isinstance(text, str) or not normalise_text(text):
            raise self.fault(key if key in values else None, "key-missing", wanted=key)
        return normalise_text(text)

    def _deadline(self, values: Mapping[str, Any], key: str, step: str | None) -> Deadline | None:
        text = values.get(key)
        if text is None:
            return None
        match = _DEADLINE.fullmatch(normalise_text(str(text)))
        if match is None:
            raise (
                self.fault(key, "deadline", found=toml_file.written(text))
                if step is None
                else self.step_fault(text, "deadline")
            )
        return Deadline(int(match[1]), _UNITS[match[2]])

    def _one_of(self, key: str, known: Mapping[str, Value], default: Value) -> Value:
        text = self.values.get(key)
        if text is None:
            return default
        if isinstance(text, bool) and key == "评价":
            return known["是" if text else "否"]
        if not isinstance(text, str) or text not in known:
            raise self.fault(key, "value", found=toml_file.written(text), known=list(known))
        return known[text]

    def _outcomes(self) -> tuple[Outcome, ...]:
        told = self.values.get("结果", list(OUTCOMES))
        if not isinstance(told, list) or not told:
            raise self.fault("结果", "list", known=list(OUTCOMES))
        for text in told:
            if text not in OUTCOMES:
                raise self.fault("结果", "value", found=toml_file.written(text), known=list(OUTCOMES))
        return tuple(OUTCOMES[text] for text in told)

    def _deeds(self) -> tuple[tuple[Role, str], ...]:
        told = self.values.get("加分", {})
        if not isinstance(told, dict):
            raise self.fault("加分", "deeds")
        for who, rule in told.items():
            if who not in _ROLES:
                raise self.fault("加分", "value", found=who, known=list(_ROLES))
            if not isinstance(rule, str) or not rule.strip():
                raise self.fault("加分", "deeds")
        return tuple((_ROLES[who], rule.strip().upper()) for who, rule in told.items())
