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
  COUNT(*) FILTER(WHERE
    birth_date > CAST('2020-10-31' AS DATE)) AS c_4a /* 4a cần được đo: Số trẻ em dưới 5 tuổi trong sổ */
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
  COUNT(*) FILTER(WHERE
    is_weighed AND birth_date > CAST('2020-10-31' AS DATE) AND is_underweight) AS n_4a, /* 4a tử số: Số trẻ em dưới 5 tuổi suy dinh dưỡng thể nhẹ cân */
  COUNT(*) FILTER(WHERE
    is_weighed AND birth_date > CAST('2020-10-31' AS DATE)) AS d_4a /* 4a mẫu số: Số trẻ em dưới 5 tuổi được cân */
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
