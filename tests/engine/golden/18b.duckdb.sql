SELECT
  unit_code,
  unit_valid_from,
  sex,
  ethnic_group,
  area,
  disability,
  COUNT_IF(
    level = 'lower_secondary'
    AND school_year = 2025
    AND is_enrolled_at_start
    AND has_dropped_out
  ) AS n_18b, /* 18b tử số: Số học sinh trung học cơ sở bỏ học trong năm học */
  COUNT_IF(level = 'lower_secondary' AND school_year = 2025 AND is_enrolled_at_start) AS d_18b /* 18b mẫu số: Số học sinh trung học cơ sở đầu năm học */
FROM pupils
GROUP BY
  unit_code,
  unit_valid_from,
  sex,
  ethnic_group,
  area,
  disability
