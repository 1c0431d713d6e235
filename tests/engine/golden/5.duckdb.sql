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
    birth_date BETWEEN CAST('2024-01-01' AS DATE) AND CAST('2024-10-31' AS DATE)
    AND is_fully_immunised
  ) AS n_5, /* 5 tử số: Số trẻ em tròn 1 tuổi trong kỳ đã tiêm đủ 8 loại vắc xin trước sinh nhật đầu tiên */
  COUNT_IF(birth_date BETWEEN CAST('2024-01-01' AS DATE) AND CAST('2024-10-31' AS DATE)) AS d_5 /* 5 mẫu số: Số trẻ em tròn 1 tuổi trong kỳ */
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
