SELECT
  unit_code,
  unit_valid_from,
  sex,
  age_band,
  ethnic_group,
  area,
  disability,
  poverty,
  COUNT(*) FILTER(WHERE
    is_special_circumstances AND is_supported) AS n_8b, /* 8b tử số: Số trẻ em có hoàn cảnh đặc biệt được chăm sóc, nuôi dưỡng, trợ giúp */
  COUNT(*) FILTER(WHERE
    is_special_circumstances) AS d_8b /* 8b mẫu số: Số trẻ em có hoàn cảnh đặc biệt */
FROM children
GROUP BY
  unit_code,
  unit_valid_from,
  sex,
  age_band,
  ethnic_group,
  area,
  disability,
  poverty
