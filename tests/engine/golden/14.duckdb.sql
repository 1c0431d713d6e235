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
  COUNT_IF(birth_date > CAST('2020-10-31' AS DATE) AND birth_registration = 'yes') AS n_14, /* 14 tử số: Số trẻ em dưới 5 tuổi đã đăng ký khai sinh */
  COUNT_IF(birth_date > CAST('2020-10-31' AS DATE)) AS d_14 /* 14 mẫu số: Số trẻ em dưới 5 tuổi */
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
