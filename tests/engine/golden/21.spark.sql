SELECT
  unit_code,
  unit_valid_from,
  area,
  COUNT(*) FILTER(WHERE
    has_play_point = 'yes') AS n_21, /* 21 tử số: Số xã, phường, thị trấn có điểm văn hóa, vui chơi cho trẻ em */
  COUNT(*) AS d_21 /* 21 mẫu số: Tổng số xã, phường, thị trấn */
FROM communes
GROUP BY
  unit_code,
  unit_valid_from,
  area
