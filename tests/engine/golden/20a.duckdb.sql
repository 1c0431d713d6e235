SELECT
  unit_code,
  unit_valid_from,
  level,
  area,
  COUNT_IF(has_adapted_facilities = 'yes') AS n_20a, /* 20a tử số: Số trường học có hạ tầng và tài liệu phù hợp với học sinh khuyết tật */
  COUNT(*) AS d_20a /* 20a mẫu số: Tổng số trường học */
FROM schools
GROUP BY
  unit_code,
  unit_valid_from,
  level,
  area
