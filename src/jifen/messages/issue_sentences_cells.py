"""What is wrong with a cell (a figure, a limit, a day, a total), a code and reason each; as in `issue_sentences`."""

CAP_FORMS = (
    "请写成 10/次、2/月、40/年（也可按 /天、/季、/半年，或“每月2分”“全年不超过40分”）这样；"
    "管一整类的写 10/类别/月；几种都管的，中间用逗号：10/次，40/年。没有上限就空着。"
)
"""How a rule's limits are written."""
POINTS_FORMS = (
    "请写成 +2、-3~-15 或 +2/+5 这样；分轻重的写 一般-5；较重-10；按一年累计数的写 10小时+2；20小时+5（只有一档写 满10小时+2）；"
    "按数折算的写 每10元+0.1，或 100–1000元每100元+1；1001–5000元每400元+1（各档首尾相接）。"
)
"""How a rule's points are written."""

CELLS = {
    "points-invalid": "[{rule} ]{found}不是能读的分数。请改成 2、-1、加2、扣1分 这样。",
    "points-invalid:forgotten": (
        "[{rule} ]{found}，没有填分，这一项却已经评议通过。请补上分数；没有分就填“/”，或把评议结果改成“不通过”。"
    ),
    "points-invalid:merged": "[{rule} ]{found}是合并单元格，不知道分是哪一户、哪一类的。请取消合并，各填各的。",
    "points-invalid:tick": "[{rule} ]{found}打了勾，但这里要填分数（只有定值的项目列可以打勾）。请改成数字。",
    "points-invalid:date": "[{rule} ]{found}被当成了日期。请把单元格设成“常规”格式，重新填分数。",
    "points-invalid:percent": "[{rule} ]{found}是百分数，不是分数。请把单元格设成“常规”格式，重新填。",
    "points-invalid:bool": "[{rule} ]{found}是“真/假”，不是分数。请改成数字。",
    "points-invalid:count": "[{rule} ]{found}不是整数次数。请填 1、2、3 这样的次数。",
    "points-invalid:count-of-range": ("[{rule} ]{found}是次数，但这一项的分值不是定数，算不出得分。请直接填得分。"),
    "points-invalid:rule": "[{rule} ]{found}不是能读的分值。" + POINTS_FORMS,
    "points-invalid:price": "[{rule} ]{found}不是能读的积分价。请填大于零的数，最多两位小数。",
    "points-invalid:yuan": "[{rule} ]{found}不是能读的金额。请填 3.5 这样的数，最多到分。",
    "points-invalid:cap": "[{rule} ]{found}不是能读的上限。" + CAP_FORMS,
    "points-invalid:cap-period": "[{rule} ]{found}：[{period}|这样]的上限现在还不能记，可写成每天、每月、每季、每半年或每年。"
    + CAP_FORMS,
    "points-invalid:cap-differs": (
        "{rule} 这里写的整类上限和 {other} 那一行的不一样。同一类别的整类上限只有一个，请改成一致。"
    ),
    "points-invalid:measure": (
        "{rule} 按{measure}计分，看不出{found}是{measure}还是分。请在表头写明，如“项目（{measure}）”，填{measure}数。"
    ),
    "points-invalid:quantity": "{found}不是能读的数量。请填 12 或 12.5 这样的数，最多两位小数。",
    "points-invalid:quantity-missing": "{rule} 按数量计分，这里没有写数量[（{measure}）]。请在“数量”一栏补上，分由程序按细则算。",
    "points-invalid:severity": "没有{found}这一档：{rule} 是 {allowed}。请改成其中一档。",
    "points-invalid:severity-differs": (
        "{found}在 {rule} 里是 {expected} 分，表上记的却是 {points} 分（细则：{allowed}）。请核对程度或分数，改成一致。"
    ),
    "points-invalid:months": "{rule} {found}不是能读的月数。请写 3、12 这样的整数（1 到 120），不设就空着。",
    "points-invalid:double-form": (
        "{rule} 写了加倍月数，但它的分值不是一个定数，看不出表上的分加倍没有。请把分值写成 -5 或 一般-5；较重-10 这样，"
        "或去掉加倍月数。"
    ),
    "points-invalid:blank": (
        "[{rule} ]{found}，没有填分，别的行却都填了。请补上分数（是不是填到了别的栏里）；没有分就填“/”。"
    ),
    "points-invalid:footnote": (
        "[{rule} ]{found}的分数后面带着上标脚注，不知道是几分。请把脚注移到“备注”里，这一格只填分数。"
    ),
    "points-invalid:scheme-period": "评议周期{found}读不懂。请写 每月、每季、每半年 或 每年。",
    "points-invalid:scheme-base": "基础分{found}不是能读的分数。请填一个数，如 100；没有基础分就空着。",
    "points-invalid:scheme-base-against": "基础分{found}不在最低分和最高分之间。请核对这三项。",
    "points-invalid:scheme-floor": "最低分{found}读不懂。请填一个数，或写“扣完为止”（最低 0 分）；不设就空着。",
    "points-invalid:scheme-ceiling": "最高分{found}读不懂。请填一个数，如 120；不设就空着。",
    "points-invalid:scheme-grades": (
        "等级{found}读不懂，或分数重了、中间有空。请写成 五星:95；四星:85；三星:70 这样，一级一个起分；剩下的写 不合格:其余。"
    ),
    "points-invalid:scheme-spendable": "可兑换{found}读不懂。请写 加减分、超过100的部分、前30%每户10分、只兑加分 或 不兑换。",
    "points-invalid:scheme-apart": "分组排名{found}读不懂。请写 户类别、村民小组、网格；不分就空着。",
    "points-invalid:scheme-subject": "对象{found}读不懂。请写 户、人、组、网格员 或 党员。",
    "points-invalid:scheme-newcomers": "中途来去{found}读不懂。请写 照全期、按月折算 或 不参评。",
    "points-invalid:scheme-redeem-from": "兑换最低分{found}读不懂。请填一个数，如 60（得分不满 60 的不能兑换）；不设就空着。",
    "points-invalid:scheme-unscored": (
        "不计入得分的类别{found}：细则里没有类别“{category}”。请照细则“类别”栏里的写，几个之间用分号隔开；没有就空着。"
    ),
    "points-precision": "{found}的小数太多，分数最多两位小数。请改正。",
    "points-out-of-range": "{found}和细则对不上：{rule_words} 是 {allowed} 分。请核对分数或项目。",
    "points-out-of-range:quantity": (
        "{household} 的 {rule_words} 本次 {quantity}{measure}[（今年先前 {before}{measure}）]，照细则是 {expected} 分，"
        "表上却是 {points} 分。请核对数量和分数，或把分空着由程序算。"
    ),
    "not-doubled": (
        "{household} 的 {rule_words} 在 {months} 个月内是再犯（再做），上一次是 {first}，应加倍记 {expected} 分，表上是 {points} 分。"
        "请改成 {expected}；评议会决定不加倍的，加 --allow not-doubled --reason 理由。"
    ),
    "points-out-of-range:not-repeated": (
        "{household} 的 {rule_words} 在 {months} 个月内没有前一次，一次一行记 {expected} 分，表上是 {points} 分。"
        "请核对；有几次就写几行。"
    ),
    "points-out-of-range:size": "{found}太大，不像是分数。请核对。",
    "sign-unclear": "正负和细则对不上：[{rule_words}|这一项] 是 {allowed} 分，表上是{found}。请核对。",
    "sign-unclear:award": "加分栏里填了扣分{found}。请核对是加还是扣，填到对应的栏里。",
    "sign-unclear:deduction": "扣分栏里填了{found}，不知道是加还是扣。请填正数，或挪到加分栏。",
    "sign-unclear:mixed": "这一栏是扣分，有的带负号，{found}没有带，不知道是加还是扣。请统一写法。",
    "sign-unclear:direction": (
        "加减不清楚：{found}和“加/减”一栏对不上，或“加/减”写得看不懂。请只写“加”或“减”，分值填正数。"
    ),
    "sign-unclear:both": "同一行既有加分又有扣分。请分成两行填写。",
    "sign-unclear:format": (
        "{found}的单元格格式自带加减号、“扣”字，或藏起了数字，看到的和存的不一样。请设成“常规”格式，重新填。"
    ),
    "sign-unclear:blank": "别的行都写了“加”或“减”，这一行空着，不知道是加还是减。请补上。",
    "sign-unclear:said": "事由里写着扣分，{found}却没有负号，不知道是加还是扣。请给数字写上负号，或改事由。",
    "sign-unclear:heading": (
        "这里写着{found}，下面的数却没有负号，不知道是加还是扣。请给这些数写上负号，或者把扣分另放一张表，表名写“扣分”。"
    ),
    "sign-unclear:group": "{found}和加分并列，下面的分不知道是加还是扣。请在表头写明“加分”或“扣分”。",
    "cell-error": "是错误值{found}。请改好公式，或直接填数字。",
    "cell-uncalculated": ("公式{found}没有算过，没有结果。请用 WPS 或 Excel 打开，保存一次再导入；或直接填数字。"),
    "date-invalid": "{found}不是能读的日期。请写成 2025年3月7日 这样，并核对有没有这一天。",
    "date-invalid:held": "{found}不是能读的评议日期。请写成 2025年3月7日 这样，并核对有没有这一天。",
    "date-invalid:later": "{found}还没有到（今天 {last}）。请核对日期。",
    "date-invalid:deed": "和登记的对不上：第 {deed} 号登记的是 {expected}，表上是{found}。请照原样改回来；登错了的先 jifen deed withdraw {deed} 再重新登记。",
    "date-invalid:session": "日期{found}不在这一场兑换的日子里（[{first} ]到 {last}）。请核对日期。",
    "date-invalid:fact": "发生日期是{found}，“事实”里写的却是别的日子。请改成一致；不是一天的事，发生日期就空着。",
    "date-outside-month": (
        "日期{found}[（{day}）]不在可以评的日子里（{first} 至 {last}）。"
        "请核对；评议会决定要记的，加 --allow date-outside-month --reason 理由。"
    ),
    "highest-only": (
        "{household} 的 {rule_words}（{points} 分）和 {other}（{higher} 分[，{other_cell}]）同属就高组“{group}”，同一件事只记高的一条，"
        "这一条不记。请核对；评议会决定都记的，加 --allow highest-only --reason 理由。"
    ),
    "cap-exceeded": (
        "{household} 的 {rule_words} 累计 {reached} 分，超过{every}上限 {limit} 分。"
        "请核对；评议会决定要记的，加 --allow cap-exceeded --reason 理由。"
    ),
    "cap-exceeded:category": (
        "{household} 的“{category}”累计 {reached} 分，超过{every}上限 {limit} 分。"
        "请核对；评议会决定要记的，加 --allow cap-exceeded --reason 理由。"
    ),
    "cap-exceeded:ceiling": (
        "{household} 本月{side}共 {reached} 分，超过每户每月 {limit} 分的限额。"
        "请核对；评议会决定要记的，加 --allow cap-exceeded --reason 理由。"
    ),
    "cap-exceeded:term": (
        "{household} 这一期{side}共 {reached} 分，超过每户一期 {limit} 分的限额（每月的限额乘月数）。"
        "请核对；评议会决定要记的，加 --allow cap-exceeded --reason 理由。"
    ),
    "total-mismatch": "合计对不上：表上是{found}，各项加起来是 {expected}。请核对是合计错了还是得分错了。",
    "total-mismatch:claim": "申报分和登记的对不上：第 {deed} 号登记的是 {expected} 分，表上是{found}。评议会改了分的请填在“核定分”，申报分照原样。",
    "total-mismatch:unreadable": "合计{found}不是数字。请改成数字，或清空。",
    "total-mismatch:times": "合计对不上：表上是{found}，分值乘次数是 {expected}。请核对是哪一个错了。",
    "total-mismatch:unsigned": (
        "合计{found}是不管加减全加起来的数，按加减算是 {expected}。请核对是合计错了，还是有的分不该带负号。"
    ),
    "cell-unread": "这里有{found}，不知道是什么，没有读。请移到表里、写上表头，不要的就清空。",
    "cell-unread:column": (
        "不认识{found}这一列，里面却有分数、加扣或通过不通过，不知道该怎么算。请改成认得的名称；不用的删去。"
    ),
    "cell-unread:scheme": (
        "不认识办法里的{found}这一项。认得的有：评议周期、基础分、最低分、最高分、等级、可兑换、分组排名、对象。请改名或删去。"
    ),
    "cell-unread:decision": "这里写着{found}，这一行却记了分，不知道算不算。请写到“评议结果”一列，或清空。",
    "cell-unread:example": (
        "这里还留着“（示例）”，这一行别的格却改过了，不知道要不要导入。"
        "要导入的，请删去“（示例）”几个字；不要的，请整行删去。"
    ),
    "example-left": "空表自带的示例[ {count} 行]不导入[（第 {rows} 行）]，不用管；改成自己的、删去“（示例）”才导入。",
    "hidden-content": "第 {first} 至 {last} 行是隐藏的，也照样读了。不该算的请删去。",
    "hidden-content:row": "第 {first} 行是隐藏的，也照样读了。不该算的请删去。",
    "hidden-content:sheet": "工作表{found}是隐藏的，也照样读了。不该算的请删去。",
    "hidden-content:column": "{column} 列{found}是隐藏的，也照样读了。不该算的请删去。",
}
