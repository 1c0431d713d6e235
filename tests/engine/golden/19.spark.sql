SELECT
  unit_code,
  unit_valid_from,
  level,
  area,
  COUNT(*) FILTER(WHERE
    has_counselling = 'yes') AS n_19, /* 19 tử số: Số trường học có dịch vụ hỗ trợ tâm lý */
  COUNT(*) AS d_19 /* 19 mẫu số: Tổng số trường học */
FROM schools
GROUP BY
  unit_code,
  unit_valid_from,
  level,
  area
