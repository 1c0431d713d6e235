SELECT
  unit_code,
  unit_valid_from,
  sex,
  ethnic_group,
  area,
  disability,
  COUNT_IF(
    level = 'primary'
    AND school_year = 2025
    AND is_enrolled_at_start
    AND has_dropped_out
  ) AS n_17b, /* 17b tử số: Số học sinh tiểu học bỏ học trong năm học */
  COUNT_IF(level = 'primary' AND school_year = 2025 AND is_enrolled_at_start) AS d_17b /* 17b mẫu số: Số học sinh tiểu học đầu năm học */
FROM pupils
GROUP BY
  unit_code,
  unit_valid_from,
  sex,
  ethnic_group,
  area,
  disability
