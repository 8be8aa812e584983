"""Ngày lễ, ngày kỷ niệm mà nhà trường hay nhắc: how each is named, its day, and the year it goes back to."""

import re
from dataclasses import dataclass
from re import Pattern


@dataclass(frozen=True, slots=True)
class Anniversary:
    name: str
    words: Pattern[str]
    day: int
    month: int
    year: int | None  # None: no year that anniversaries are counted from


def _day(name: str, day: int, month: int, year: int | None, words: str = "") -> Anniversary:
    return Anniversary(name, re.compile(words or re.escape(name), re.IGNORECASE), day, month, year)


ANNIVERSARIES = (
    _day("ngày Học sinh - Sinh viên", 9, 1, 1950, r"ngày (?:truyền thống )?học sinh\s*[-–,]?\s*sinh viên"),
    _day("ngày thành lập Đảng Cộng sản Việt Nam", 3, 2, 1930, r"thành lập đảng(?: cộng sản việt nam)?(?! bộ)"),
    _day("ngày Thầy thuốc Việt Nam", 27, 2, 1955, r"ngày thầy thuốc việt nam"),
    _day("ngày Quốc tế Phụ nữ", 8, 3, None, r"(?:quốc tế phụ nữ|phụ nữ quốc tế)"),
    _day(
        "ngày thành lập Đoàn TNCS Hồ Chí Minh", 26, 3, 1931, r"thành lập đoàn (?:tncs|thanh niên cộng sản)(?: hồ chí minh)?"
    ),
    _day("ngày Sách và Văn hóa đọc Việt Nam", 21, 4, 2021, r"ngày sách(?: và văn h(?:óa|oá) đọc)? việt nam"),
    _day(
        "ngày giải phóng miền Nam", 30, 4, 1975, r"(?:ngày )?giải phóng (?:hoàn toàn )?miền nam(?:,? thống nhất đất nước)?"
    ),
    _day("ngày Quốc tế Lao động", 1, 5, 1886, r"quốc tế lao động"),
    _day("ngày Chiến thắng Điện Biên Phủ", 7, 5, 1954, r"chiến thắng (?:lịch sử )?điện biên phủ"),
    _day(
        "ngày thành lập Đội TNTP Hồ Chí Minh", 15, 5, 1941, r"thành lập đội (?:tntp|thiếu niên tiền phong)(?: hồ chí minh)?"
    ),
    _day("ngày sinh Chủ tịch Hồ Chí Minh", 19, 5, 1890, r"ngày sinh (?:của )?(?:chủ tịch hồ chí minh|bác hồ|bác)\b"),
    _day("ngày Quốc tế Thiếu nhi", 1, 6, None, r"quốc tế thiếu nhi"),
    _day(
        "ngày Chủ tịch Hồ Chí Minh ra Lời kêu gọi thi đua ái quốc",
        11,
        6,
        1948,
        r"ra lời kêu gọi thi đua ái quốc|ngày truyền thống thi đua yêu nước",
    ),
    _day("ngày Báo chí cách mạng Việt Nam", 21, 6, 1925, r"ngày báo chí cách mạng(?: việt nam)?"),
    _day("ngày Gia đình Việt Nam", 28, 6, 2001, r"ngày gia đình việt nam"),
    _day("ngày Thương binh - Liệt sĩ", 27, 7, 1947, r"thương binh\s*[-–,]?\s*liệt s[ĩỹ]"),
    _day("ngày thành lập Công đoàn Việt Nam", 28, 7, 1929, r"thành lập công đoàn việt nam"),
    _day("ngày Cách mạng tháng Tám", 19, 8, 1945, r"cách mạng tháng (?:tám|8)(?: thành công)?"),
    _day("ngày Quốc khánh", 2, 9, 1945, r"quốc khánh(?: nước cộng h(?:òa|oà) xã hội chủ nghĩa việt nam)?"),
    _day("ngày Giải phóng Thủ đô", 10, 10, 1954, r"giải phóng thủ đô"),
    _day("ngày Chuyển đổi số quốc gia", 10, 10, 2022, r"chuyển đổi số quốc gia"),
    _day("ngày Doanh nhân Việt Nam", 13, 10, 2004, r"ngày doanh nhân việt nam"),
    _day("ngày thành lập Hội Liên hiệp Phụ nữ Việt Nam", 20, 10, 1930, r"thành lập hội (?:liên hiệp phụ nữ|lhpn) việt nam"),
    _day("ngày Phụ nữ Việt Nam", 20, 10, 1930, r"ngày phụ nữ việt nam"),
    _day("ngày thành lập quận Long Biên", 6, 11, 2003, r"thành lập quận long biên"),
    _day("ngày Pháp luật Việt Nam", 9, 11, 2013, r"ngày pháp luật(?: nước cộng h(?:òa|oà) xã hội chủ nghĩa)?(?: việt nam)?"),
    _day("ngày Nhà giáo Việt Nam", 20, 11, 1982, r"nhà giáo việt nam"),
    _day("ngày thành lập Quân đội nhân dân Việt Nam", 22, 12, 1944, r"thành lập quân đội nhân dân(?: việt nam)?"),
)
