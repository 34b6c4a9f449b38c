"""Sentences of refusals about deeds, their pictures and activities; see `refusals`."""

from collections.abc import Mapping
from typing import Any

from jifen.messages.labels import ACTIVITY_STATUS, DEED_STATUS, worth
from jifen.messages.refusals import Sentence


def _deed_not_open(facts: Mapping[str, Any]) -> str:
    state = f"第 {facts['deed']} 号登记{DEED_STATUS[facts['status']]}"
    if facts["status"] == "decided":
        month = facts["month"]
        return f"{state}（{month}），不能撤回。分记错了的：没公示用 jifen points reverse，公示过的用 jifen meeting correct {month}。"
    return f"{state}，不用再撤回。"


def _activity_over(facts: Mapping[str, Any]) -> str:
    state = f"第 {facts['activity']} 号活动“{facts['name']}”{ACTIVITY_STATUS[facts['status']]}"
    if facts["status"] == "held":
        return f"{state}，签到已经导入。导错了的刚做完可用 jifen undo；个别的用 jifen deed withdraw 撤回，漏了的用 jifen deed add 补上。"
    return f"{state}。要办请重新定一个：jifen activity add。"


SENTENCES: dict[str, Sentence] = {
    "deed-unknown": "没有第 {deed} 号登记。请用 jifen deed list 查登记号。",
    "deed-later": "{day} 还没有到（今天 {today}）。做过的事才登记，请核对日期。",
    "deed-points-missing": "没有写细则，请用 --points 写明申报多少分，扣分写负数。",
    "deed-points-not-fixed": lambda f: (
        f"{f['rule']} 的分值是 {worth(f['value'])}，不是定数。请用 --points 写明申报多少分。"
    ),
    "deed-quantity-missing": "{rule} 按{measure}计分，分由程序按细则算。请用 --times 写明多少{measure}。",
    "deed-times-without-rule": "--times 是按细则算分用的，要和 --rule 一起写。",
    "deed-not-open": _deed_not_open,
    "deeds-none-open": (
        "没有等着 {month} 评议会评的登记（评议日期前 62 天以内、还没有评过的）。登记用 jifen deed add，看登记过的用 jifen deed list。"
    ),
    "photos-none": "{period} 做的事里没有照片。登记时加上照片：jifen deed add 户 --rule 细则编号 --photo 照片文件。",
    "activity-unknown": "没有第 {activity} 号活动。请用 jifen activity list 查编号。",
    "activity-name-missing": "请写上活动叫什么。",
    "activity-rule-not-fixed": lambda f: (
        f"{f['rule']} 的分值是 {worth(f['value'])}，签到算不出分。请换一条分值是定数，或按小时、人次累计的细则。"
    ),
    "activity-later": "第 {activity} 号活动“{name}”是 {day} 的，还没有到（今天 {today}）。请到那天以后再导入签到表。",
    "activity-over": _activity_over,
    "photo-unreadable": "{path} 不是能打开的照片（要 jpg 或 png），或者已经损坏。什么也没有写入。微信里的照片请先另存为图片，再写它的文件名。",
    "photo-too-large": "{path} 超过 {most} MB，没有写入。请在手机或电脑上缩小，再登记。",
}
