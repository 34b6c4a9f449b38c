-- Deeds jotted down between meetings, and what became of them.
CREATE VIEW 平时登记 AS
SELECT d.id AS 登记号, d.occurred_on AS 日期, d.household AS 户号, r.户主 AS 户主, r.网格 AS 网格, d.rule AS 细则,
  d.category AS 类别, d.times / 100.0 AS 次数, d.points / 100.0 AS 申报分, d.reported_by AS 登记人, d.note AS 事由,
  CASE coalesce(e.status, 'open') WHEN 'open' THEN '待评议' WHEN 'decided' THEN '已核定' WHEN 'refused' THEN '不予认定'
    ELSE '已撤回' END AS 状态,
  m.month AS 评议月份, n.points / 100.0 AS 核定分
FROM deed AS d
LEFT JOIN deed_event AS e ON e.id = (SELECT max(id) FROM deed_event AS l WHERE l.deed_id = d.id
  AND l.operation_id NOT IN (SELECT undone_id FROM undo))
LEFT JOIN meeting AS m ON m.id = e.meeting_id
LEFT JOIN entry AS n ON n.id = e.entry_id
LEFT JOIN 花名册 AS r ON r.户号 = d.household
WHERE d.operation_id NOT IN (SELECT undone_id FROM undo)
ORDER BY d.occurred_on, d.id;

-- Matters, without a word of what they are about: their text is for whoever works on them.
CREATE VIEW 事项 AS
SELECT m.id AS 编号, json_extract(m.flow, '$.name') AS 类型, m.grid AS 网格,
  (SELECT happened_at FROM matter_event AS o WHERE o.matter_id = m.id AND o.kind = 'opened') AS 登记时间,
  CASE (SELECT kind FROM matter_event AS c WHERE c.matter_id = m.id AND c.kind IN ('closed', 'reopened')
    AND c.operation_id NOT IN (SELECT undone_id FROM undo) ORDER BY c.id DESC LIMIT 1)
    WHEN 'closed' THEN '已办结' ELSE '办理中' END AS 状态
FROM matter AS m
WHERE m.operation_id NOT IN (SELECT undone_id FROM undo)
ORDER BY m.id;
