SELECT
  unit_code,
  unit_valid_from,
  sex,
  age_band,
  ethnic_group,
  ethnicity,
  disability,
  poverty,
  special_circumstances,
  COUNT_IF(birth_date > CAST('2020-10-31' AS DATE) AND area = 'urban') AS c_4d /* 4d cần được đo: Số trẻ em dưới 5 tuổi ở thành thị trong sổ */
FROM children
GROUP BY
  unit_code,
  unit_valid_from,
  sex,
  age_band,
  ethnic_group,
  ethnicity,
  disability,
  poverty,
  special_circumstances

SELECT
  unit_code,
  unit_valid_from,
  sex,
  age_band,
  ethnic_group,
  ethnicity,
  disability,
  poverty,
  special_circumstances,
  COUNT_IF(
    is_weight_for_height_known
    AND area = 'urban'
    AND birth_date > CAST('2020-10-31' AS DATE)
    AND is_obese
  ) AS n_4d, /* 4d tử số: Số trẻ em dưới 5 tuổi ở thành thị bị béo phì */
  COUNT_IF(
    is_weight_for_height_known
    AND area = 'urban'
    AND birth_date > CAST('2020-10-31' AS DATE)
  ) AS d_4d /* 4d mẫu số: Số trẻ em dưới 5 tuổi ở thành thị biết cân nặng theo chiều cao */
FROM measurements
GROUP BY
  unit_code,
  unit_valid_from,
  sex,
  age_band,
  ethnic_group,
  ethnicity,
  disability,
  poverty,
  special_circumstances
