SELECT
  unit_code,
  unit_valid_from,
  area,
  COUNT_IF(is_child_friendly = 'yes') AS n_1, /* 1 tử số: Số xã, phường, thị trấn được công nhận phù hợp với trẻ em */
  COUNT(*) AS d_1 /* 1 mẫu số: Tổng số xã, phường, thị trấn */
FROM communes
GROUP BY
  unit_code,
  unit_valid_from,
  area
