SELECT
  unit_code,
  unit_valid_from,
  level,
  area,
  COUNT_IF(has_sanitation = 'yes') AS n_7, /* 7 tử số: Số cơ sở giáo dục có công trình vệ sinh */
  COUNT(*) AS d_7 /* 7 mẫu số: Tổng số cơ sở giáo dục cho trẻ em */
FROM schools
GROUP BY
  unit_code,
  unit_valid_from,
  level,
  area
