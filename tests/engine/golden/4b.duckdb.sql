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
  special_circumstances,
  COUNT_IF(birth_date > CAST('2020-10-31' AS DATE)) AS c_4b /* 4b cần được đo: Số trẻ em dưới 5 tuổi trong sổ */
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
  poverty,
  special_circumstances

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
  special_circumstances,
  COUNT_IF(is_height_measured AND birth_date > CAST('2020-10-31' AS DATE) AND is_stunted) AS n_4b, /* 4b tử số: Số trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi */
  COUNT_IF(is_height_measured AND birth_date > CAST('2020-10-31' AS DATE)) AS d_4b /* 4b mẫu số: Số trẻ em dưới 5 tuổi được đo chiều dài, chiều cao */
FROM measurements
GROUP BY
  unit_code,
  unit_valid_from,
  sex,
  age_band,
  ethnic_group,
  ethnicity,
  area,
  disability,
  poverty,
  special_circumstances
