SELECT
  unit_code,
  unit_valid_from,
  sex,
  age_band,
  ethnic_group,
  area,
  COUNT(*) AS d_11a /* 11a mẫu số: Tổng số trẻ em */
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
    injured_on BETWEEN CAST('2025-01-01' AS DATE) AND CAST('2025-10-31' AS DATE)) AS n_11a /* 11a tử số: Số trẻ em bị tai nạn, thương tích trong kỳ */
FROM injuries
GROUP BY
  unit_code,
  unit_valid_from,
  sex,
  age_band,
  ethnic_group,
  area,
  child_key
