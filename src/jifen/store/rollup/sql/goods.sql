-- Goods against fund: what came in, what was redeemed for how many points, what lies there and what money is left.
-- Money in cents, points in hundredths; stock and fund as at the end of the village's last month of those asked for.
SELECT
  g.county, g.township, g.village, g.village_id,
  CAST(sum(CASE WHEN g.kind = 'received' THEN g.yuan ELSE 0 END) AS BIGINT) AS received,
  CAST(sum(CASE WHEN g.kind = 'redeemed' THEN g.yuan ELSE 0 END) AS BIGINT) AS redeemed,
  CAST(sum(CASE WHEN g.kind = 'redeemed' THEN g.points ELSE 0 END) AS BIGINT) AS points,
  CAST(sum(CASE WHEN g.kind = 'redeemed' THEN g.households ELSE 0 END) AS BIGINT) AS households,
  CAST(sum(CASE WHEN g.kind = 'fund-in' THEN g.yuan ELSE 0 END) AS BIGINT) AS fund_in,
  CAST(sum(CASE WHEN g.kind = 'fund-out' THEN g.yuan ELSE 0 END) AS BIGINT) AS fund_out,
  CAST(sum(CASE WHEN g.kind = 'stock' AND g.month = l.month THEN g.yuan ELSE 0 END) AS BIGINT) AS stock,
  CAST(sum(CASE WHEN g.kind = 'fund' AND g.month = l.month THEN g.yuan ELSE 0 END) AS BIGINT) AS fund
FROM goods AS g
JOIN asked AS a ON g.month BETWEEN a.first_month AND a.last_month
JOIN (
  SELECT t.village_id, max(t.month) AS month
  FROM goods AS t
  JOIN asked AS b ON t.month BETWEEN b.first_month AND b.last_month
  WHERE t.kind IN ('stock', 'fund')
  GROUP BY t.village_id
) AS l ON l.village_id = g.village_id
GROUP BY g.county, g.township, g.village, g.village_id
ORDER BY g.county, g.township, g.village, g.village_id
