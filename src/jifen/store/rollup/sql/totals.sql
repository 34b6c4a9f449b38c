-- Village by month: points, both sides of them, and who took part. Points are whole hundredths.
-- Where fewer than three households scored, the points stayed in the village (withheld) and count as none.
SELECT
  v.county, v.township, v.village, v.village_id, v.month, v.status,
  coalesce(s.points, 0) AS points,
  coalesce(s.awards, 0) AS awards,
  coalesce(s.deductions, 0) AS deductions,
  v.households,
  v.active + v.away AS scoring,
  v.participating,
  v.withheld,
  1e0 * v.participating / nullif(v.active + v.away, 0) AS share
FROM village AS v
JOIN asked AS a ON v.month BETWEEN a.first_month AND a.last_month
LEFT JOIN (
  SELECT
    t.village_id, t.month,
    CAST(sum(t.points) AS BIGINT) AS points,
    CAST(sum(CASE WHEN t.kind = 'award' THEN t.points ELSE 0 END) AS BIGINT) AS awards,
    CAST(sum(CASE WHEN t.kind = 'deduction' THEN t.points ELSE 0 END) AS BIGINT) AS deductions
  FROM sums AS t
  JOIN asked AS b ON t.month BETWEEN b.first_month AND b.last_month
  GROUP BY t.village_id, t.month
) AS s ON s.village_id = v.village_id AND s.month = v.month
ORDER BY v.county, v.township, v.village, v.village_id, v.month
