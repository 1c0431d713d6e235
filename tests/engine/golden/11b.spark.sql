SELECT
  unit_code,
  unit_valid_from,
  sex,
  age_band,
  ethnic_group,
  area,
  COUNT(*) AS d_11b /* 11b mẫu số: Tổng số trẻ em */
FROM children
GROUP BY
  unit_code,
  unit_valid_from,
  sex,
  age_band,
  ethnic_group,
  area

SELECT
  unit_code,
  unit_valid_from,
  sex,
  age_band,
  ethnic_group,
  area,
  child_key,
  COUNT(*) FILTER(WHERE
    injured_on BETWEEN CAST('2025-01-01' AS DATE) AND CAST('2025-10-31' AS DATE)
    AND is_fatal) AS n_11b /* 11b tử số: Số trẻ em tử vong do tai nạn, thương tích trong kỳ */
FROM injuries
GROUP BY
  unit_code,
  unit_valid_from,
  sex,
  age_band,
  ethnic_group,
  area,
  child_key
