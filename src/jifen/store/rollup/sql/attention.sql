-- What somebody should look at: villages behind with something, and villages far from their county's others.
-- `value` is the village's figure, `usual` what it is held against; both are empty where there is nothing to compare.
WITH
months AS (
  SELECT
    v.county, v.township, v.village, v.village_id, v.month, v.status, v.participating, v.active + v.away AS scoring,
    coalesce(s.awards, 0) AS awards,
    coalesce(s.deductions, 0) AS deductions
  FROM village AS v
  JOIN asked AS a ON v.month BETWEEN a.first_month AND a.last_month
  LEFT JOIN (
    SELECT
      t.village_id, t.month,
      CAST(sum(CASE WHEN t.kind = 'award' THEN t.points ELSE 0 END) AS BIGINT) AS awards,
      CAST(sum(CASE WHEN t.kind = 'deduction' THEN -t.points ELSE 0 END) AS BIGINT) AS deductions
    FROM sums AS t
    GROUP BY t.village_id, t.month
  ) AS s ON s.village_id = v.village_id AND s.month = v.month
),
usual AS (
  SELECT
    m.county, m.month,
    count(*) AS villages,
    1e0 * CAST(sum(m.participating) AS BIGINT) / nullif(CAST(sum(m.scoring) AS BIGINT), 0) AS share,
    1e0 * CAST(sum(m.awards) AS BIGINT) / nullif(CAST(sum(m.participating) AS BIGINT), 0) AS awards,
    1e0 * CAST(sum(m.deductions) AS BIGINT) / nullif(CAST(sum(m.scoring) AS BIGINT), 0) AS deductions
  FROM months AS m
  WHERE m.status <> 'none'
  GROUP BY m.county, m.month
),
compared AS (
  SELECT
    m.*, u.villages,
    1e0 * m.participating / nullif(m.scoring, 0) AS share,
    1e0 * m.awards / nullif(m.participating, 0) AS each_award,
    1e0 * m.deductions / nullif(m.scoring, 0) AS each_deduction,
    u.share AS usual_share, u.awards AS usual_award, u.deductions AS usual_deduction
  FROM months AS m
  JOIN usual AS u ON u.county = m.county AND u.month = m.month
  WHERE m.status <> 'none' AND u.villages >= 3 AND m.scoring >= 10 AND m.participating >= 3
),
expected AS (
  SELECT k.county, k.township, k.village, k.village_id, d.month
  FROM (
    SELECT r.county, r.township, r.village, r.village_id, min(r.month) AS first_month
    FROM arrivals AS r
    WHERE r.superseded_on IS NULL
    GROUP BY r.county, r.township, r.village, r.village_id
  ) AS k
  JOIN (SELECT DISTINCT m.month FROM months AS m) AS d ON d.month >= k.first_month
),
newest AS (
  SELECT t.village_id, max(t.month) AS month
  FROM goods AS t
  JOIN asked AS a ON t.month BETWEEN a.first_month AND a.last_month
  WHERE t.kind = 'fund'
  GROUP BY t.village_id
)
SELECT f.county, f.township, f.village, f.village_id, f.month, f.what, f.value, f.usual
FROM (
  SELECT e.county, e.township, e.village, e.village_id, e.month, 'not-sent' AS what,
    CAST(NULL AS DOUBLE) AS value, CAST(NULL AS DOUBLE) AS usual
  FROM expected AS e
  LEFT JOIN months AS m ON m.village_id = e.village_id AND m.month = e.month
  WHERE m.village_id IS NULL
  UNION ALL
  SELECT m.county, m.township, m.village, m.village_id, m.month,
    CASE WHEN m.status = 'none' THEN 'no-meeting' ELSE 'not-published' END,
    CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE)
  FROM months AS m
  JOIN asked AS a ON m.month < a.this_month
  WHERE m.status IN ('none', 'recorded')
  UNION ALL
  SELECT n.county, n.township, n.village, n.village_id, n.month, 'published-late', 1e0 * n.delay, 15e0
  FROM notices AS n
  JOIN asked AS a ON n.month BETWEEN a.first_month AND a.last_month
  WHERE n.kind = 'monthly' AND n.delay > 15
  UNION ALL
  SELECT n.county, n.township, n.village, n.village_id, n.month, 'objections-open',
    1e0 * CAST(sum(n.open) AS BIGINT), CAST(NULL AS DOUBLE)
  FROM notices AS n
  JOIN asked AS a ON n.month BETWEEN a.first_month AND a.last_month AND n.month < a.this_month
  WHERE n.open > 0
  GROUP BY n.county, n.township, n.village, n.village_id, n.month
  UNION ALL
  SELECT t.county, t.township, t.village, t.village_id, t.month, 'matters-overdue',
    1e0 * CAST(sum(t.overdue) AS BIGINT), CAST(NULL AS DOUBLE)
  FROM matters AS t
  JOIN asked AS a ON t.month BETWEEN a.first_month AND a.last_month
  WHERE t.overdue > 0
  GROUP BY t.county, t.township, t.village, t.village_id, t.month
  UNION ALL
  SELECT w.county, w.township, w.village, w.village_id, w.month, 'fund-below-zero',
    1e0 * w.yuan / 100e0, 0e0
  FROM goods AS w
  JOIN newest AS l ON l.village_id = w.village_id AND l.month = w.month
  WHERE w.kind = 'fund' AND w.yuan < 0
  UNION ALL
  SELECT c.county, c.township, c.village, c.village_id, c.month, 'few-take-part', c.share, c.usual_share
  FROM compared AS c
  WHERE c.share < 5e-1 * c.usual_share
  UNION ALL
  SELECT c.county, c.township, c.village, c.village_id, c.month, 'many-points', c.each_award / 100e0,
    c.usual_award / 100e0
  FROM compared AS c
  WHERE c.each_award > 3e0 * c.usual_award
  UNION ALL
  SELECT c.county, c.township, c.village, c.village_id, c.month, 'many-deductions', c.each_deduction / 100e0,
    c.usual_deduction / 100e0
  FROM compared AS c
  WHERE c.each_deduction > 3e0 * c.usual_deduction AND c.deductions > 0
) AS f
ORDER BY f.county, f.township, f.village, f.village_id, f.month, f.what
