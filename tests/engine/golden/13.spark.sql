SELECT
  unit_code,
  unit_valid_from,
  SUM(CASE WHEN item = 'child_marriages' AND year = 2025 THEN number ELSE 0 END) AS n_13, /* 13 tử số: Số cuộc tảo hôn năm nay */
  COUNT(*) FILTER(WHERE
    item = 'child_marriages' AND year = 2025) AS r_13, /* 13 số báo cáo năm nay: Số cuộc tảo hôn năm nay */
  SUM(CASE WHEN item = 'child_marriages' AND year = 2024 THEN number ELSE 0 END) AS d_13, /* 13 mẫu số: Số cuộc tảo hôn năm trước */
  COUNT(*) FILTER(WHERE
    item = 'child_marriages' AND year = 2024) AS b_13 /* 13 số báo cáo năm trước: Số cuộc tảo hôn năm trước */
FROM reported_counts
GROUP BY
  unit_code,
  unit_valid_from
