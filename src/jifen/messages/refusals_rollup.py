"""Sentences of refusals of the roll-up: in the village, at the township and beyond; see `refusals`."""

from jifen.messages.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    # in the village
    "rollup-not-begun": "{period} 还没有到，没有数可以导出。",
    "receipt-unreadable": "{path} 不是汇总的回执。回执是乡镇收下汇总后退回的那个 json 文件，请原样拷来，不要打开另存。",
    "receipt-of-other": "{path} 是{village}的回执，不是本村这本账的。请向乡镇要本村的那一份。",
    "receipt-head-unknown": (
        "乡镇 {received_on} 收到的汇总，账链 {head} 不在这本账里。多半是那以后换回过更早的备份，或者用了另一本账。没有记，请先弄清用的是哪一本。"
    ),
    "receipt-known": "{path} 这份回执已经记过了。",
}
