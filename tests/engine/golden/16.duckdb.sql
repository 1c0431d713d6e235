SELECT
  unit_code,
  unit_valid_from,
  sex,
  ethnic_group,
  ethnicity,
  area,
  disability,
  poverty,
  special_circumstances,
  COUNT_IF(
    birth_date >= CAST('2020-01-01' AS DATE)
    AND birth_date < CAST('2021-01-01' AS DATE)
    AND attends_preschool
  ) AS n_16, /* 16 tử số: Số trẻ em 5 tuổi đang học mẫu giáo */
  COUNT_IF(
    birth_date >= CAST('2020-01-01' AS DATE)
    AND birth_date < CAST('2021-01-01' AS DATE)
  ) AS d_16 /* 16 mẫu số: Số trẻ em 5 tuổi */
FROM children
GROUP BY
  unit_code,
  unit_valid_from,
  sex,
  ethnic_group,
  ethnicity,
  area,
  disability,
  poverty,
  special_circumstances
