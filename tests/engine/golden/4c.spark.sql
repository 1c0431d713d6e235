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
  COUNT(*) FILTER(WHERE
    birth_date > CAST('2020-10-31' AS DATE) AND area = 'rural') AS c_4c /* 4c cần được đo: Số trẻ em dưới 5 tuổi ở nông thôn trong sổ */
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
  COUNT(*) FILTER(WHERE
    is_weight_for_height_known
    AND area = 'rural'
    AND birth_date > CAST('2020-10-31' AS DATE)
    AND is_obese) AS n_4c, /* 4c tử số: Số trẻ em dưới 5 tuổi ở nông thôn bị béo phì */
  COUNT(*) FILTER(WHERE
    is_weight_for_height_known
    AND area = 'rural'
    AND birth_date > CAST('2020-10-31' AS DATE)) AS d_4c /* 4c mẫu số: Số trẻ em dưới 5 tuổi ở nông thôn biết cân nặng theo chiều cao */
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
