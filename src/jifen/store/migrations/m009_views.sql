-- The views of step 4, brought up: what an operation said that was taken back (`undo`) is left out. Entries are not:
-- what was taken back stands there with its reversal.

-- Households as of the day of the last operation, one row each.
CREATE VIEW 花名册 AS
SELECT h.code AS 户号,
  (SELECT head FROM household_event AS e WHERE e.household = h.code AND e.head IS NOT NULL
    AND e.effective_on <= d.day
    AND e.operation_id NOT IN (SELECT undone_id FROM undo) ORDER BY e.effective_on DESC, e.id DESC LIMIT 1) AS 户主,
  (SELECT grid FROM household_event AS e WHERE e.household = h.code AND e.grid IS NOT NULL
    AND e.effective_on <= d.day
    AND e.operation_id NOT IN (SELECT undone_id FROM undo) ORDER BY e.effective_on DESC, e.id DESC LIMIT 1) AS 网格,
  (SELECT villager_group FROM household_event AS e WHERE e.household = h.code AND e.villager_group IS NOT NULL
    AND e.effective_on <= d.day
    AND e.operation_id NOT IN (SELECT undone_id FROM undo) ORDER BY e.effective_on DESC, e.id DESC LIMIT 1) AS 村民小组,
  (SELECT people FROM household_event AS e WHERE e.household = h.code AND e.people IS NOT NULL
    AND e.effective_on <= d.day
    AND e.operation_id NOT IN (SELECT undone_id FROM undo) ORDER BY e.effective_on DESC, e.id DESC LIMIT 1) AS 人口,
  (SELECT tier FROM household_event AS e WHERE e.household = h.code AND e.tier IS NOT NULL
    AND e.effective_on <= d.day
    AND e.operation_id NOT IN (SELECT undone_id FROM undo) ORDER BY e.effective_on DESC, e.id DESC LIMIT 1) AS 档次,
  (SELECT CASE e.status WHEN 'active' THEN '参评' WHEN 'away' THEN '外出' WHEN 'suspended' THEN '暂停'
    WHEN 'left' THEN '迁出' WHEN 'closed' THEN '注销' END
    FROM household_event AS e WHERE e.household = h.code AND e.status IS NOT NULL
    AND e.effective_on <= d.day
    AND e.operation_id NOT IN (SELECT undone_id FROM undo) ORDER BY e.effective_on DESC, e.id DESC LIMIT 1) AS 状态
FROM household AS h
JOIN (SELECT done_on AS day FROM operation ORDER BY id DESC LIMIT 1) AS d
WHERE EXISTS (SELECT 1 FROM household_event AS e WHERE e.household = h.code AND e.effective_on <= d.day
  AND e.operation_id NOT IN (SELECT undone_id FROM undo))
ORDER BY h.code;

-- The ledger with names: every entry, oldest first.
CREATE VIEW 流水 AS
SELECT e.id AS 编号, e.household AS 户号, r.户主 AS 户主, e.month AS 月份, e.occurred_on AS 发生日期,
  CASE e.kind WHEN 'award' THEN '加分' WHEN 'deduction' THEN '扣分' WHEN 'reversal' THEN '冲正'
    WHEN 'opening' THEN '期初' WHEN 'transfer' THEN '分户转入转出' WHEN 'redemption' THEN '兑换'
    WHEN 'return' THEN '退换' WHEN 'carry-over' THEN '结转' WHEN 'expiry' THEN '到期清零' ELSE e.kind END AS 类型,
  e.points / 100.0 AS 积分, e.category AS 类别, e.rule AS 细则编号, e.wording AS 细则, e.reason AS 事由,
  e.reverses AS 冲正编号,
  CASE (SELECT status FROM meeting_event WHERE meeting_id = e.meeting_id ORDER BY id DESC LIMIT 1)
    WHEN 'recorded' THEN '已录入' WHEN 'published' THEN '公示中' WHEN 'final' THEN '已定案'
    WHEN 'voided' THEN '已作废' END AS 会议状态,
  f.path AS 来源文件, e.sheet AS 工作表, e.cell AS 单元格, o.done_on AS 记账日期, o.operator AS 经手人
FROM entry AS e JOIN operation AS o ON o.id = e.operation_id
LEFT JOIN source_file AS f ON f.id = e.source_file_id LEFT JOIN 花名册 AS r ON r.户号 = e.household
ORDER BY e.id;

-- The figures of each household, as `jifen points balance` gives them: a reversal counts where what it answers does.
CREATE VIEW 余额 AS
WITH named AS (
  SELECT e.household, e.points, coalesce(old.kind, e.kind) AS kind,
    (e.kind = 'award' OR (e.kind = 'reversal' AND e.points < 0)) AND
    (SELECT status FROM meeting_event WHERE meeting_id = e.meeting_id ORDER BY id DESC LIMIT 1)
      IN ('recorded', 'published') AS waits
  FROM entry AS e LEFT JOIN entry AS old ON e.kind = 'reversal' AND old.id = e.reverses
), disputed AS (
  SELECT e.household, sum(e.points) AS points FROM entry AS e
  WHERE e.points > 0 AND e.kind IN ('award', 'opening', 'transfer', 'carry-over')
    AND EXISTS (SELECT 1 FROM objection AS b WHERE b.entry_id = e.id AND b.late = 0
      AND b.operation_id NOT IN (SELECT undone_id FROM undo)
      AND NOT EXISTS (SELECT 1 FROM objection_decision AS x WHERE x.objection_id = b.id
        AND x.operation_id NOT IN (SELECT undone_id FROM undo)))
    AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id)
    AND (e.meeting_id IS NULL OR 'final' =
      (SELECT status FROM meeting_event WHERE meeting_id = e.meeting_id ORDER BY id DESC LIMIT 1))
  GROUP BY e.household
), sums AS (
  SELECT household, sum(points) AS held,
    sum(CASE WHEN kind IN ('opening', 'carry-over') THEN points ELSE 0 END) AS opening,
    sum(CASE WHEN kind = 'award' THEN points ELSE 0 END) AS earned,
    sum(CASE WHEN kind = 'deduction' THEN points ELSE 0 END) AS deducted,
    sum(CASE WHEN kind IN ('redemption', 'return') THEN points ELSE 0 END) AS redeemed,
    sum(CASE WHEN kind = 'expiry' THEN points ELSE 0 END) AS expired,
    sum(CASE WHEN kind = 'transfer' THEN points ELSE 0 END) AS transferred,
    sum(CASE WHEN waits THEN points ELSE 0 END) AS pending
  FROM named GROUP BY household
)
SELECT r.户号, r.户主, r.网格, r.状态,
  coalesce(s.opening, 0) / 100.0 AS 期初, coalesce(s.earned, 0) / 100.0 AS 加分,
  coalesce(s.deducted, 0) / 100.0 AS 扣分, coalesce(s.redeemed, 0) / 100.0 AS 兑换,
  coalesce(s.expired, 0) / 100.0 AS 到期, coalesce(s.transferred, 0) / 100.0 AS 转入转出,
  coalesce(s.pending, 0) / 100.0 AS 公示中, coalesce(x.points, 0) / 100.0 AS 异议中,
  (coalesce(s.held, 0) - coalesce(s.pending, 0) - coalesce(x.points, 0)) / 100.0 AS 可用
FROM 花名册 AS r LEFT JOIN sums AS s ON s.household = r.户号 LEFT JOIN disputed AS x ON x.household = r.户号
ORDER BY r.户号;

-- Documents in the order of publication.
CREATE VIEW 公示文件 AS
SELECT d.number AS 文号, k.title AS 种类, d.period AS 时段, o.done_on AS 发布日期,
  d.notice_starts_on AS 公示开始, d.notice_ends_on AS 公示结束, d.code AS 校验码,
  (SELECT number FROM document WHERE id = d.corrects) AS 对应文号,
  CASE WHEN EXISTS (SELECT 1 FROM document WHERE corrects = d.id AND kind = 'void') THEN '已作废'
    WHEN EXISTS (SELECT 1 FROM document WHERE corrects = d.id AND kind IN ('correction', 'board-correction'))
      THEN '已有更正'
    WHEN EXISTS (SELECT 1 FROM board_line AS l WHERE l.document_id = d.id AND l.list = 'black'
      AND l.ends_on < date('now', '+8 hours')
      AND NOT EXISTS (SELECT 1 FROM board_change WHERE line_id = l.id AND kind IN ('removed', 'delisted')))
      THEN '黑榜有户到期' ELSE '有效' END AS 效力,
  o.operator AS 经手人
FROM document AS d JOIN operation AS o ON o.id = d.operation_id JOIN document_kind AS k ON k.kind = d.kind
ORDER BY d.id;

-- Which village's book this is: its own random name never changes, whatever the village calls itself.
CREATE VIEW 账本 AS
SELECT (SELECT value FROM setting WHERE name = 'village' AND operation_id NOT IN (SELECT undone_id FROM undo)
    ORDER BY id DESC LIMIT 1) AS 村名, v.village_id AS 账本标识,
  (SELECT done_on FROM operation ORDER BY id DESC LIMIT 1) AS 最后记账日期,
  (SELECT count(*) FROM household AS h WHERE EXISTS (SELECT 1 FROM household_event AS e WHERE e.household = h.code
    AND e.operation_id NOT IN (SELECT undone_id FROM undo))) AS 户数, (SELECT count(*) FROM entry) AS 流水条数,
  (SELECT count(*) FROM document) AS 公示文件数
FROM village AS v;
