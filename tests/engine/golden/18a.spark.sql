SELECT
  unit_code,
  unit_valid_from,
  sex,
  ethnic_group,
  area,
  disability,
  COUNT(*) FILTER(WHERE
    level = 'lower_secondary'
    AND school_year = 2025
    AND is_enrolled_at_start
    AND grade = 9
    AND has_completed_level) AS n_18a, /* 18a tử số: Số học sinh lớp 9 hoàn thành cấp trung học cơ sở trong năm học */
  COUNT(*) FILTER(WHERE
    level = 'lower_secondary'
    AND school_year = 2025
    AND is_enrolled_at_start
    AND grade = 9) AS d_18a /* 18a mẫu số: Số học sinh lớp 9 đầu năm học */
FROM pupils
GROUP BY
  unit_code,
  unit_valid_from,
  sex,
  ethnic_group,
  area,
  disability
