-- The views that show what an entry is and what can be spent, once points may be converted at a period's end.

-- The ledger with names: every entry, oldest first.
CREATE VIEW 流水 AS
SELECT e.id AS 编号, e.household AS 户号, r.户主 AS 户主, e.month AS 月份, e.occurred_on AS 发生日期,
  CASE e.kind WHEN 'award' THEN '加分' WHEN 'deduction' THEN '扣分' WHEN 'reversal' THEN '冲正'
    WHEN 'opening' THEN '期初' WHEN 'transfer' THEN '分户转入转出' WHEN 'redemption' THEN '兑换'
    WHEN 'return' THEN '退换' WHEN 'carry-over' THEN '结转' WHEN 'expiry' THEN '到期清零' WHEN 'conversion' THEN '折算' ELSE e.kind END AS 类型,
  e.points / 100.0 AS 积分, e.category AS 类别, e.rule AS 细则编号, e.wording AS 细则, e.reason AS 事由,
  e.reverses AS 冲正编号,
  CASE (SELECT status FROM meeting_event WHERE meeting_id = e.meeting_id ORDER BY id DESC LIMIT 1)
    WHEN 'recorded' THEN '已录入' WHEN 'published' THEN '公示中' WHEN 'final' THEN '已定案'
    WHEN 'voided' THEN '已作废' END AS 会议状态,
  f.path AS 来源文件, e.sheet AS 工作表, e.cell AS 单元格, o.done_on AS 记账日期, o.operator AS 经手人
FROM entry AS e JOIN operation AS o ON o.id = e.operation_id
LEFT JOIN source_file AS f ON f.id = e.source_file_id LEFT JOIN 花名册 AS r ON r.户号 = e.household
ORDER BY e.id;

-- The figures of each household, as `jifen points balance` gives them: a reversal counts where what it answers does,
-- and points of meetings of which nothing, or only the awards, can be spent are left out.
CREATE VIEW 余额 AS
WITH named AS (
  SELECT e.household, e.points, coalesce(old.kind, e.kind) AS kind,
    (e.kind = 'award' OR (e.kind = 'reversal' AND e.points < 0)) AND
    (SELECT status FROM meeting_event WHERE meeting_id = e.meeting_id ORDER BY id DESC LIMIT 1)
      IN ('recorded', 'published') AS waits
  FROM entry AS e LEFT JOIN entry AS old ON e.kind = 'reversal' AND old.id = e.reverses
  LEFT JOIN meeting_scheme AS s ON s.meeting_id = e.meeting_id
  WHERE s.meeting_id IS NULL OR s.spendable = 'all' OR (s.spendable = 'awards' AND coalesce(old.kind, e.kind) = 'award')
), disputed AS (
  SELECT e.household, sum(e.points) AS points FROM entry AS e
  WHERE e.points > 0 AND e.kind IN ('award', 'opening', 'transfer', 'carry-over')
    AND NOT EXISTS (SELECT 1 FROM meeting_scheme AS s WHERE s.meeting_id = e.meeting_id
      AND s.spendable NOT IN ('all', 'awards'))
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
    sum(CASE WHEN kind IN ('award', 'conversion') THEN points ELSE 0 END) AS earned,
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
