-- What points are given and taken for, township by township: a category's share of the township's awards.
SELECT
  c.county, c.township, c.category, c.villages, c.entries, c.awards, c.deductions, c.points,
  1e0 * c.awards / nullif(CAST(sum(c.awards) OVER (PARTITION BY c.county, c.township) AS BIGINT), 0) AS share
FROM (
  SELECT
    s.county, s.township, s.category,
    count(DISTINCT s.village_id) AS villages,
    CAST(sum(s.entries) AS BIGINT) AS entries,
    CAST(sum(CASE WHEN s.kind = 'award' THEN s.points ELSE 0 END) AS BIGINT) AS awards,
    CAST(sum(CASE WHEN s.kind = 'deduction' THEN s.points ELSE 0 END) AS BIGINT) AS deductions,
    CAST(sum(s.points) AS BIGINT) AS points
  FROM sums AS s
  JOIN asked AS a ON s.month BETWEEN a.first_month AND a.last_month
  GROUP BY s.county, s.township, s.category
) AS c
ORDER BY c.county, c.township, c.awards DESC, c.category
