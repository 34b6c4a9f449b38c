"""A sentence for every issue code, or for a code and its reason (`code:reason`); `issues` fills them in.

In braces stand facts of the issue, or words made of them. Words in brackets fall away where one of their facts is
missing; behind a bar stands what is said instead: `[只有 {on_hand}|库存不足]`.
"""

from jifen.messages.issue_sentences_cells import CELLS

FIELDS = {
    "grid": "网格", "rule_code": "编号", "category": "类别", "rule_text": "项目", "points": "分值", "head": "户主",
    "household": "户编号", "reason": "理由", "decision": "决定", "article": "条款", "fact": "事实", "told_on": "告知日期",
    "deadline": "整改期限", "outcome": "复查结果", "name": "名称", "unit": "单位", "price": "积分价", "quantity": "数量",
    "occurred_on": "发生日期", "place": "地点", "item": "物品编号", "day": "日期", "source": "来源", "relation": "关系", "spec": "规格",
    "receipt": "单据号", "code": "户编号", "opening": "期初积分", "counted": "实盘数量", "seq": "序号", "matter_kind": "类型",
    "matter_text": "内容", "way": "推荐方式", "nominee": "姓名", "claim": "申报分", "hours": "小时", "date": "日期",
}  # fmt: skip
"""Fields by the name their facts have, as headers write them."""
SOURCES = {
    "title": "标题", "sheet": "工作表名", "header": "表头", "file": "文件名", "option": "命令里的月份",
    "held": "评议日期", "cell": "这一格",
}  # fmt: skip
"""Where a month was read."""

TABLES = {
    "roster": "花名册", "rulebook": "积分细则", "opening": "期初积分", "review-red": "红榜的评议表",
    "review-black": "黑榜的评议表", "review-honour": "荣誉的评议表", "goods": "物品目录", "stocktake": "盘点表",
    "redemption": "兑换登记表或签领表", "matters": "事项登记表", "deeds": "平时登记表", "attendance": "活动签到表",
}  # fmt: skip
"""Forms by the reason for which none was found."""

SENTENCES = {
    # the file
    "file-unreadable": "这不是能读的表格文件。请用 WPS 或 Excel 打开，另存为“Excel 工作簿（.xlsx）”再导入。",
    "file-unreadable:damaged": "文件已损坏，读不出来。请用 WPS 或 Excel 打开修复，另存为 .xlsx 再导入；打不开就请对方重发一份。",
    "file-unreadable:encrypted": "文件加了密码。请打开后取消密码（文件、信息、保护工作簿），另存一份再导入。",
    "file-unreadable:too-large": (
        "文件太大或有大片空白的格式区，不像一张评议表。请把要导入的表格复制到一个新工作簿再导入。"
    ),
    "file-unreadable:encoding": "文字编码读不出来。请用 WPS 或 Excel 打开，另存为 .xlsx 再导入。",
    "file-unreadable:html": (
        "这个文件其实是网页，只是名字像表格。请用 WPS 或 Excel 打开，另存为“Excel 工作簿（.xlsx）”再导入。"
    ),
    "file-unreadable:xml": (
        "这个文件其实是 XML，只是名字像表格。请用 WPS 或 Excel 打开，另存为“Excel 工作簿（.xlsx）”再导入。"
    ),
    "file-unreadable:xlsb": (
        "这是“Excel 二进制工作簿（.xlsb）”，不读这一种。请用 WPS 或 Excel 打开，另存为“Excel 工作簿（*.xlsx）”再导入。"
    ),
    "file-unreadable:folder": "这是文件夹，不是评议表。请写文件夹里的文件名，几份就写几个。",
    "file-unreadable:document": "这是文档或图片，不是表格。请把表格录入 WPS 或 Excel，存为 .xlsx 再导入。",
    "file-empty": "文件是空的，里面没有表格。请检查是不是选错了文件。",
    "file-empty:examples": "表上只有自带的示例，还没有填。请在示例下面填好，或把示例改成自己的，再导入。",
    "file-repeated": "和[“{other}”|前面的文件]一模一样，同一份表只能给一次。请去掉其中一个。",
    "file-repeated:content": "[（工作表“{name}”）|这份表]和[“{other}”|前面的]内容一样，像是同一份表另存的，会重复计算。请去掉其中一份。",
    "file-repeated:sheet": "工作表[“{name}”]和工作表[“{other}”|前面的]内容一样，像是复制出来的，会重复计算。请删去一张。",
    "table-not-found": "没有找到要读的表格：请检查表头是否齐全，或是不是选错了文件。",
    "table-not-found:no-header": (
        "有数字，但找不到表头（要有“户编号”或“户主”一列，和分数的列）。请补上表头；不是评议表就删掉这张工作表。"
    ),
    "table-not-found:no-table": (
        "没有找到评议表：要有“户编号”或“户主”一列，还要有各类别、各项目或分值的列。请检查是不是选错了文件。"
    ),
    "table-not-found:outside": "这一行有户有分，却不在表头下面，读不到。请移到表头下面，或补上表头；不要的就清空。",
    "table-not-found:totals-only": "只有各户的合计，没有分类别或分项目的得分，不能入账。请同时导入明细表。",
    "table-not-found:transposed": (
        "各户排成了横行、一户一列，类别在左边竖排，读不了。请复制后用“选择性粘贴、转置”把行列调换，改成一户一行再导入。"
    ),
    "table-not-found:one-household": (
        "这是一户一张的登记卡，读不了。请把各户抄到一张表里，一户一行，或用 jifen meeting sheet 月份 印的空白表填写。"
    ),
    "table-not-found:quarter": (
        "一列一个月，几个月的分排在一张表上，又不分类别，不能入账。请每月一张表，写明各类别或项目的得分。"
    ),
    "table-not-found:category-sheets": "一类一张表，按工作表名分类别，读不了。请并成一张表，每个类别一列，再导入。",
    "table-not-found:no-rows": "表头下面一行内容也没有。请检查是不是选错了文件。",
    "table-not-found:roster": (
        "没有找到花名册：要有“网格”“户编号”“户主姓名”三列。请补上表头再导入，或看看是不是选错了文件。"
    ),
    "table-not-found:scheme": "这张工作表写的是办法，却没有找到“项目”“内容”两列。请补上表头，和细则分开放在名叫“办法”的工作表里；不用办法的就删掉。",
    "table-not-found:rulebook": "没有找到积分细则：要有“编号、类别、项目、分值”各列。请补上表头再导入。",
    "table-not-found:review-red": (
        "没有找到工作表“红榜”，要有“户编号、户主、决定、理由”各列。请用 jifen board draft 给出的评议表填写。"
    ),
    "table-not-found:review-black": (
        "没有找到工作表“黑榜”，要有“户编号、户主、决定”和条款、事实各列。请用 jifen board draft 给出的评议表填写。"
    ),
    "table-not-found:review-honour": (
        "没有找到工作表“[{honour}|荣誉名称]”，要有“户编号、户主、决定、理由”（整改的名单是“事实、整改期限”）各列。请用 jifen honour draft 给出的评议表填写，工作表的名称不要改。"
    ),
    "table-not-found:not-filled": "表上一个数量也没有填。请填好再导入，或检查是不是选错了文件。",
    "table-not-found:goods": "没有找到物品目录：要有“编号”“名称”“积分价”三列。请补上表头再导入。",
    "table-not-found:stocktake": "没有找到盘点表：要有“编号”“实盘数量”两列。请用 jifen goods sheet 印的盘点表填写。",
    "table-not-found:redemption": (
        "没有找到签领表或登记表：签领表要有“户编号”和“A01 香皂（5分）”这样的物品列，"
        "登记表要有“户编号”“物品编号”“数量”。"
    ),
    "table-not-found:matters": "没有找到事项登记表：要有“类型”“内容”两列。请补上表头，或用 jifen forms 给出的空表填写。",
    "table-not-found:opening": "没有找到期初积分：要有“户编号”（或“户主”）和“期初积分”两列。请补上表头再导入。",
    "table-not-found:deeds": (
        "没有找到平时登记表：要有“日期”“户编号”（或“户主”）和“细则”（或“申报分”）各列。请补上表头，或用 jifen forms 给的空表。"
    ),
    "table-not-found:attendance": (
        "没有找到活动签到表：要有“户编号”（或“户主”）和“签到”两列。请用 jifen activity sheet 印的签到表填写。"
    ),
    "table-not-found:undecided": "“评议结果”一件也没有填，没有要导入的。请照评议会的决定填“通过”或“不通过”；空着的下次再评。",
    "table-not-found:nobody": "签到表上没有一个人打 √。请填好再导入；没有办成的活动，用 jifen activity cancel 取消。",
    "table-not-found:near": (
        "没有找到{table}：[第 {row} 行的]表头缺{missing_headers}[，不认识的表头是“{strange}”]。"
        "请把那一列的表头改成缺的名称，没有的就补上{or_else}；不是这张表的，看看是不是选错了文件。"
    ),
    "month-unknown": (
        "看不出是哪个月的表：标题、工作表名、表头和文件名里都没有年月。请在标题里写上，或加 --month 说明。"
    ),
    "month-unknown:span": (
        "这里说的是“{span}”，和本村评议一次的那一期不一样，看不出记在哪个月。请一期一张表、标题写清是哪一期，或加 --month 说明。"
    ),
    "month-unknown:span-year": "只写了“{span}”，看不出是哪一年。请在标题里写全，如 2025年{span}，或加 --month 说明。",
    "month-unknown:year": "只写了[{number}月|月份]，没有写是哪一年。请在标题里写全年月，或加 --month 说明。",
    "month-conflict": (
        "月份对不上：{source}说的是 {month}，{other_source}[（{other_cell}）]说的是 {other}[（{other_found}）]。"
        "请改成一致的再导入。"
    ),
    "month-conflict:session": "这张表是 {month} 的，现在开着的是 {other} 的兑换。请核对是不是拿错了表。",
    "month-conflict:cycle": (
        "这是 {month} 的表，本村的办法却是[{other_period}|几个月]合起来评议一次，中间的月份不单独评。"
        "请核对标题里的月份，或办法里的评议周期。"
    ),
    "month-conflict:span": (
        "月份对不上：{source}说的是“{span}”，不是一个月；别处说的是 {other}。是 {other} 一个月的表就改{source}；"
        "不是就请按月分开。"
    ),
    "meeting-exists:differs": (
        "{month} 已经导入过[（来自“{taken_from}”）]，这里和账上不一样（账上是 {expected}，表上是“{on_sheet}”）。"
        "要照这份表更正整月请加 --replace；不是要改的，请改回来再导入。"
    ),
    "meeting-closed:differs": (
        "{month} {meeting_is}，这里却和账上不一样（账上是 {expected}，表上是“{on_sheet}”）。"
        "请改回来再导入；确实要更正的用 meeting correct。"
    ),
    "meeting-exists:deeds": "[{month}|这个月] 已经导入过评议表[（“{taken_from}”）]。这是平时登记的评议表，一起算进这个月请加 --add。",
    "meeting-exists": (
        "[{month}|这个月] 已经导入过另一份表[（来自“{taken_from}”）]。更正整月请加 --replace，补报没上表的户请加 --add。"
    ),
    "meeting-closed": (
        "[{month}|这个月] {meeting_is}，不能再导入。个别更正用 meeting correct；整月重来先用 meeting void 作废。"
    ),
    # the header
    "category-unknown": "积分细则里没有{found}这个类别。请改成细则里的类别名称，或先在细则里加上。",
    "category-repeated": "{found}和前面的[“{other}”|一列]是同一类得分，会重复计算。请合并或删去一列。",
    "column-unclear": (
        "不认识{found}这一列，里面却有数字，不知道算不算分。请改成细则里的名称，不算分的请改名“备注”或删去。"
    ),
    "column-unclear:deed": (
        "一户一行的表里有{found}一列，不知道各项得分该加、该减还是该乘。请直接填带正负的得分，删去这一列。"
    ),
    "column-unclear:no-header": "这一列没有表头，却有数字{found}，不知道算不算分。请写上表头，不要的就清空。",
    "column-unclear:several": (
        "{found}和[“{other}”|另一列]都像是得分，不知道以哪一列为准。请只留一列，或把定下来的那列写成“核定分”。"
    ),
    "column-unclear:unit": (
        "{found}：表里填的不是分，分数栏又没有写“次数”。请把表头写成“项目名称（次数）”，或填分数、把单位改成“分”。"
    ),
    "column-unclear:claims-only": "只有{found}，没有评议会核定的分。请加一列“核定分”再导入。",
    "column-unclear:count": (
        "次数是{found}[，按细则应得 {expected} 分]，和分值对不上，不知道分值是一次的还是总共的。请把分值写成总分。"
    ),
    "column-unclear:other-time": (
        "{found}下面的[“{name}”|下面各列]，不知道是不是本月的分。是本月的请改成“本月”，不是的请删去这几列。"
    ),
    "rule-unknown": "积分细则里没有[“{rule}”|{found}]这一项。请填细则里的编号，或照细则的原话写。",
    "rule-unknown:category": "{found}不是这一行写的类别里的项目。请核对类别和项目，改成一致的。",
    "rule-unknown:deed": "和登记的对不上：第 {deed} 号登记的是 {claimed}，表上是{found}。请照原样改回来；登错了的先 jifen deed withdraw {deed} 再重新登记。",
    "rule-unknown:contradiction": "项目编号{found}和旁边写的项目不是同一项。请核对后改成一致的。",
    "rule-unknown:missing": "没有写是哪个项目。请填上积分细则里的项目编号，或照细则的原话写项目名称。",
    "rule-unknown:proposed": (
        "没有写是哪个项目，照细则的字句像是“{proposed}”。请在标错表的“确认项目”一栏打 √，不对就写上项目编号，再导入那份表。"
    ),
    # the row
    "household-missing": "这一行没有写是哪一户，户编号和户主都是空的。请补上；不要的行请整行删去。",
    "household-missing:head": "[{household}|这一户] 没有写户主姓名。请补上。",
    "household-missing:code": "[{head}|这一户] 没有写户编号。请补上。",
    "household-missing:members": (
        "[{household}|这一户] {and_more}有几行成员，看不出谁是户主。"
        "请加“与户主关系”一栏，给户主写上“户主”；或一户只留户主一行。"
    ),
    "household-unknown": "花名册里没有{found}这一户。请核对户编号和姓名；新增的户先登记到花名册。",
    "household-unknown:personal": "户编号写成了证件号或电话号码，账本不留这些。请另编户编号，例如 01-01。",
    "household-unknown:date": "户编号变成了日期{found}。请把这一列设成“文本”格式，重新填写户编号。",
    "household-unknown:digits": (
        "户编号{found}存成了数字，超过 15 位，后面几位已经变成 0。请把这一列设成“文本”格式，重新填写户编号。"
    ),
    "household-ambiguous": (
        "叫{found}的[有 {count} 户|不止一户]，不知道是哪一户。请填上户编号，或在姓名后面写明网格。"
    ),
    "household-ambiguous:codes": (
        "[网格 {grid} 里]叫{found}的[有 {count} 户|不止一户]，不能代编户编号。请在表里加“户编号”一列，给这几户写上编号。"
    ),
    "household-mismatch": (
        "户编号和姓名对不上：花名册里 {household} 的户主是“{head}”，表上写的是{found}。请核对后改正。"
    ),
    "household-mismatch:grid": (
        "花名册里 {household} {head} [在第 {grid} 网格]，和表上的网格对不上。请核对是不是同一户。"
    ),
    "household-mismatch:kind": "“{kind}”不记在哪一户名下。请清空这一行的户编号和户主。",
    "household-mismatch:deed": "和登记的对不上：第 {deed} 号登记的是 {household}，表上是{found}。请看看是不是错行，照原样改回来。",
    "household-mismatch:relation": (
        "{found}写明是[“{relation}”|家里人]，不是户主，不知道是哪一户。"
        "写的是家里人的，请把这一栏的表头改成“行为人”，另用一栏写户编号或户主。"
    ),
    "household-mismatch:member": (
        "户编号和姓名对不上：花名册里 {household} 的户主是“{head}”，表上写的是{found}。请核对后改正；"
        "写的是家里人的，请把这一栏的表头改成“行为人”，另用一栏写户编号或户主。"
    ),
    "household-inactive": (
        "{who} {household_is}，不参加评分，表上却有分。"
        "请清空这一行的分；评议会决定要记的，加 --allow household-inactive --reason 理由。"
    ),
    "household-inactive:redemption": (
        "{who} {household_is}，不能兑换，表上却填了数量。请清空这一行，或先用 jifen roster return 恢复。"
    ),
    "household-inactive:deed": (
        "{who} {household_is}，不参加评分，不能登记。请删去这一行，或先用 jifen roster return 恢复。"
    ),
    "household-inactive:opening": (
        "{who} {household_is}，不能记期初积分。请清空这一行，或先用 jifen roster return 恢复。"
    ),
    "row-repeated": "{twice} 出现了两次[，前一处在 {place}]，会重复计算。请留一处，删去另一处。",
    "row-repeated:deed": "第 {deed} 号登记出现了两次[，前一处在 {other}]，一件事只能评一次。请留一处，删去另一处。",
    "row-repeated:person": "{household} 的{found}签到了两次[，前一处在 {other}]。请留一处，删去另一处；同名的两个人请写成不一样的。",
    "row-repeated:scheme": "办法里的{found}写了两次，前一处在 {other}。请只留一行。",
    "row-repeated:both-lists": "{household} 又上红榜（{other}）又上黑榜。请核对，只留一边。",
    "decision-unclear": "评议结果是{found}，不知道通过没有。请填“通过”或“不通过、退回、待定、撤回”。",
    "decision-unclear:blank": "没有填评议结果，不知道通过没有。请填“通过”或“不通过、退回、待定、撤回”。",
    "decision-unclear:nothing": "评议结果写了通过，核定分却是{found}，不知道算不算。不给分的请把评议结果改成“不通过”；照申报分给的请清空核定分。",
    "decision-unclear:no-quantity": "评议结果写了通过，核定数量却是{found}，不知道算不算。不给分的请把评议结果改成“不通过”；照申报的数量给的请清空核定数量。",
    "decision-unclear:quantity": "写了数量{found}，可这一件的分不是按数量算的，不知道记多少分。请把核定分写上，或清空数量。",
    "decision-unclear:attendance": "签到一栏看不懂{found}，不知道来没来。来了的打 √ 或写“到”，没来的空着或写“未到”。",
    "decision-unclear:points": (
        "评议结果写{found}，却填了分，不知道算不算。请核对：不算就清空这一行的分，算就把评议结果改成“通过”。"
    ),
    "decision-unclear:status": "看不懂参评状态{found}。请填“参评、外出、暂停、迁出、注销”之一。",
    "decision-unclear:evidence": "“需佐证”一栏看不懂{found}。请填“是”，或者留空。",
    "decision-unclear:hides_actor": "“不公示行为人”一栏看不懂{found}。请填“是”，或者留空。",
    "decision-unclear:list": "看不懂决定{found}。请填“上榜、不上榜、暂缓”之一。",
    "decision-unclear:outcome": "看不懂复查结果{found}。请填“已整改、未整改”之一。",
    "decision-unclear:put-right": "复查结果是“已整改”，不能上黑榜。请把决定改成“不上榜”，或核对复查结果。",
    "decision-unclear:way": "推荐方式是{found}，这项荣誉[只收 {ways}|不收这样的推荐]。请改正，或空着。",
    "decision-unclear:nominee": "{found}不像一个人的姓名。请只写一个人的姓名，一户一人。",
    "decision-unclear:too-many": "上榜的有 [{count}|好几] 户，名额[是 {limit} 户|不够]。请减少，多出来的改成“不上榜”或“暂缓”。",
    "event-repeated:by-hand": (
        "{event} 已经手工记过（第 {entry} 条）。是两件事就不用管，是一件事请删去这一行，或导入后 jifen points reverse {entry} 冲掉手工的。"
    ),
    "event-repeated:deed": (
        "{event} 平时登记里已经有了（第 {deed} 号）。是两件事就不用管，是一件事请删去这一行，或撤回那一件：jifen deed withdraw {deed} --reason 重复。"
    ),
    "event-repeated:on-sheet": "{event} 评议表上已经记过（第 {entry} 条）。是两件事就不用管，是一件事请删去这一行。",
    "event-repeated": "{event} 记了两次[，另一处在 {place}]。是两件事就不用管，是一件事请删去一行。",
    # deeds and activities
    "deed-unknown": "没有{found}号登记。请核对“登记号”；没有登记过的事，“登记号”空着，写明细则、评议结果和核定分。",
    "deed-decided": "[第 {deed} 号|这一件] {deed_is}[（{month}）]，不能再评一次。请从表上删去这一行，或先重印（jifen meeting sheet 月份 --layout deeds）。",
    "quota-exceeded": "签到的有 {count} 人，超过名额 {quota} 人。请核对；名额放宽了的，取消这个活动，重新登记。",
    **CELLS,
    # the review of a list
    "field-missing": "[{whose} ]没有填“[{field}|这一项]”。请补上。",
    "date-order": (
        "[{field}|这一项]{found}早于[{other_field}|前一个日期][（{other_found}）]，先后反了。请核对两个日期。"
    ),
    "date-order:today": "[{field}|这一项]{found}还没有过，现在不能上榜。请等期限过后复查再定，或填“暂缓”。",
    "date-order:past": "[{field}|这一项]{found}已经过了。整改期限要在今天以后；已经整改的，决定填“不上榜”。",
    "candidate-unknown": "{found}不在[ {period} |本期]的初选名单里。请核对；要加入的户先改规则重新拟榜。",
    "candidate-unknown:status": "[{household} {head}|这一户] 现在[ {household_is}|不参评]，不能列入[“{honour}”|名单]。请把决定改成“不上榜”。",
    "candidate-unknown:veto": "[{household} {head}|这一户] 有一票否决，不能评[“{honour}”|荣誉]。请把决定改成“不上榜”，或核对 jifen veto list。",
    "candidate-unknown:black": "[{household} {head}|这一户] 还在黑榜上，不能列入[“{honour}”|名单]。请把决定改成“不上榜”。",
    "candidate-unknown:deduction": (
        "[{household} {head}|这一户] 全年有荣誉.toml 里写明“不评”的扣分，不能评[“{honour}”|荣誉]。请把决定改成“不上榜”，或核对明细。"
    ),
    "candidate-unknown:revoked": (
        "[{household} {head}|这一户] 的[“{honour}”|这项荣誉]被撤销过，还不到可以再评的时候。请把决定改成“不上榜”。"
    ),
    "candidate-unknown:candidates-only": (
        "[“{honour}”|这项荣誉]只能从初选名单里选，[{household} {head}|这一户] 不在里面。请删去这一行；要允许推荐，改“模板”文件夹里的 荣誉.toml 再重新拟。"
    ),
    "text-forbidden": (
        "[“{word}”|这样的话]不能贴上墙[（{basis}）]。"
        "请只写时间、地点、行为[；评议会决定照写的，在命令后面加 --allow-text {option} --reason 理由（只放行这一段，印在会议记录里）]。"
    ),
    "text-forbidden:definite": "[“{word}”|号码或未成年人的姓名]不能上墙[（{basis}）]，放行不了。请从这一格里删掉。",
    # goods and redemption
    "limit-unread": (
        "[{rule} ]备注里写了[“{limit}”|上限]，备注不参加计算，没有当上限读入。要程序管住上限，请写到“上限”一栏，如 6/月、10/年。"
    ),
    "kind-unknown": "没有{found}这一类事项。有的是：{known}。请改成其中一类；要添一类，见 jifen matter kinds。",
    "step-unknown": (
        "“{kind}”没有{found}这一步，它的步骤是：{known}。请照着写，刚登记的空着；已经办结的先导入，再用 jifen matter close 办结。"
    ),
    "grid-unknown": "没有{found}这个网格。[有的是：{known}。]请核对。",
    "item-unknown": "物品目录里没有[“{item}”|{found}]。请核对物品编号，新物品先用 goods import 登记。",
    "item-unknown:digits": (
        "物品编号{found}存成了数字，超过 15 位，后面几位已经变成 0。请把这一列设成“文本”格式，重新填写物品编号。"
    ),
    "item-repeated": "物品编号{found}出现了两次[，前一处在 {other}]。请留一处，或改正编号。",
    "quantity-invalid": "数量{found}不对，要填大于零的整数。请改正。",
    "quantity-invalid:people": "家庭人口{found}不是整数。请改成数字。",
    "stock-short": "[{item}|物品] 库存不够：[只有 {on_hand}|库存不足][，要 {wanted}]。请核对数量，或先入库。",
    "points-short": "[{household}|这一户] 积分不够：[可用 {available} 分|可用积分不足][，要 {wanted} 分]。请核对数量。",
    "points-short:minimum": "[{household}|这一户] 可用积分不到起兑分 {bound} 分，还不能兑换。请清空这一行的数量。",
    "points-short:score": (
        "[{household}|这一户] {in_period}得分 {score} 分，不满 {bound} 分，照本村的办法暂时不能兑换（积分不作废，下一期定案后再看）。"
        "请清空这一行的数量。"
    ),
    "points-short:ceiling": "[{household}|这一户] 这一场最多兑换 {bound} 分，到这里超过了。请减少数量。",
    "price-mismatch": "[{item} ]表上是{found}分，应为 {expected} 分。请核对单价和数量。",
    "receipt-repeated": "单据号{found}已经用过[（{other}）]。请核对是不是登记了两次。",
    "quantity-differs": (
        "[{item} ]数量写的是{found}[，账上是 {on_hand}]。已有物品的数量不能在目录里改："
        "进货请用 goods receive 登记，盘点请用 goods stocktake。"
    ),
    "quantity-differs:count": (
        "[{item} ]印表时账面是{found}[，现在账面是 {on_hand}]，印表以后有进出。请重新印盘点表（goods sheet）再盘。"
    ),
}
