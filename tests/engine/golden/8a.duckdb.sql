SELECT
  unit_code,
  unit_valid_from,
  sex,
  age_band,
  ethnic_group,
  ethnicity,
  area,
  disability,
  poverty,
  COUNT_IF(is_special_circumstances) AS n_8a, /* 8a tử số: Số trẻ em có hoàn cảnh đặc biệt */
  COUNT(*) AS d_8a /* 8a mẫu số: Tổng số trẻ em */
FROM children
GROUP BY
  unit_code,
  unit_valid_from,
  sex,
  age_band,
  ethnic_group,
  ethnicity,
  area,
  disability,
  poverty
