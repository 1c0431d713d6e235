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
    AND grade = 5
    AND has_completed_level
  ) AS n_17a, /* 17a tử số: Số học sinh lớp 5 hoàn thành cấp tiểu học trong năm học */
  COUNT_IF(level = 'primary' AND school_year = 2025 AND is_enrolled_at_start AND grade = 5) AS d_17a /* 17a mẫu số: Số học sinh lớp 5 đầu năm học */
FROM pupils
GROUP BY
  unit_code,
  unit_valid_from,
  sex,
  ethnic_group,
  area,
  disability
