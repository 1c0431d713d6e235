"""What `plan read` tells a person: every target and deadline, and what to compare by hand."""

import argparse

from mangnon.config.commands.plan_read import read

PLAN = """ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC
Số: 12/KH-UBND
Bình Phước, ngày 10 tháng 02 năm 2025
KẾ HOẠCH
Thực hiện công tác trẻ em năm 2025
I. CHỈ TIÊU
1. Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi dưới 20%. Sở Y tế chủ trì.
2. {second} Sở Tư pháp chủ trì.
II. TỔ CHỨC THỰC HIỆN
1. Sở Y tế
- Theo dõi, tổng hợp kết quả thực hiện, báo cáo UBND tỉnh trước ngày 20/11/2025.
"""


def told(tmp_path, capsys, second):
    file = tmp_path / "ke-hoach.txt"
    file.write_text(PLAN.format(second=second), encoding="utf-8")
    assert read(argparse.Namespace(file=file, json=False)) == 0
    return "".join(capsys.readouterr())


def test_each_target_with_its_lead_each_agency_and_deadline_is_told(tmp_path, capsys):
    text = told(tmp_path, capsys, "Ít nhất 99% trẻ em dưới 5 tuổi được đăng ký khai sinh.")
    assert "dưới 20% (2025)  Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi (Sở Y tế)" in text
    assert "≥ 99% (2025)" in text
    assert "Sở Y tế: 1 nhiệm vụ" in text
    assert "trước ngày 20/11/2025" in text
    assert "chưa chắc" not in text


def test_a_warning_says_what_is_odd_about_the_words_it_quotes(tmp_path, capsys):
    text = told(tmp_path, capsys, "Ít nhất 99% trẻ em dưới 5 tuổi được được đăng ký khai sinh.")
    assert "Cảnh báo, dòng 8: lặp từ: được được" in text


def test_what_was_guessed_is_counted_and_marked(tmp_path, capsys):
    text = told(tmp_path, capsys, "Hoà nhập cộng đồng cho trẻ em khuyết tật 85%.")
    assert "1 mục đọc chưa chắc; hãy đối chiếu với văn bản." in text
    assert text.count("(chưa chắc)") == 1
