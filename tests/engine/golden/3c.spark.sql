SELECT
  unit_code,
  unit_valid_from,
  sex,
  ethnic_group,
  area,
  COUNT(*) FILTER(WHERE
    born_on BETWEEN CAST('2025-01-01' AS DATE) AND CAST('2025-10-31' AS DATE)) AS d_3c /* 3c mẫu số: Số trẻ đẻ sống trong kỳ */
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
  COUNT(*) FILTER(WHERE
    died_on BETWEEN CAST('2025-01-01' AS DATE) AND CAST('2025-10-31' AS DATE)
    AND birth_date > died_on - INTERVAL '5' YEAR) AS n_3c /* 3c tử số: Số trẻ em chết khi chưa tròn 5 tuổi trong kỳ */
FROM deaths
GROUP BY
  unit_code,
  unit_valid_from,
  sex,
  ethnic_group,
  area
