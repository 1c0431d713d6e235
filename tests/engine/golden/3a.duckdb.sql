SELECT
  unit_code,
  unit_valid_from,
  sex,
  ethnic_group,
  area,
  COUNT_IF(born_on BETWEEN CAST('2025-01-01' AS DATE) AND CAST('2025-10-31' AS DATE)) AS d_3a /* 3a mẫu số: Số trẻ đẻ sống trong kỳ */
FROM births
GROUP BY
  unit_code,
  unit_valid_from,
  sex,
  ethnic_group,
  area

SELECT
  unit_code,
  unit_valid_from,
  sex,
  ethnic_group,
  area,
  COUNT_IF(
    died_on BETWEEN CAST('2025-01-01' AS DATE) AND CAST('2025-10-31' AS DATE)
    AND birth_date > died_on - INTERVAL '28' DAY
  ) AS n_3a /* 3a tử số: Số trẻ chết khi chưa tròn 28 ngày tuổi trong kỳ */
FROM deaths
GROUP BY
  unit_code,
  unit_valid_from,
  sex,
  ethnic_group,
  area
