-- Lists that were published (red, black, those of honours), as counts of households; and what was objected to them.
SELECT
  b.county, b.township, b.village, b.village_id, b.month, b.period, b.list, b.published_on, b.households, b.removed,
  coalesce(n.objections, 0) AS objections,
  coalesce(n.upheld, 0) AS upheld
FROM boards AS b
JOIN asked AS a ON b.month BETWEEN a.first_month AND a.last_month
LEFT JOIN (
  SELECT
    t.village_id, t.period, t.published_on, t.kind,
    CAST(sum(t.objections) AS BIGINT) AS objections,
    CAST(sum(t.upheld) AS BIGINT) AS upheld
  FROM notices AS t
  WHERE t.kind IN ('board', 'honour')
  GROUP BY t.village_id, t.period, t.published_on, t.kind
) AS n
  ON n.village_id = b.village_id AND n.period = b.period AND n.published_on = b.published_on
  AND n.kind = CASE WHEN b.list IN ('red', 'black') THEN 'board' ELSE 'honour' END
ORDER BY b.county, b.township, b.village, b.village_id, b.month, b.period, b.list, b.published_on
