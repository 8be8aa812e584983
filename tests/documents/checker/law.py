"""The law's numbers, typed by hand from the decree itself: nothing here may be taken from the engine that is measured.

Lengths in mm, sizes in points. NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, unless another source stands beside the value.
"""

A4 = (210.0, 297.0)  # Mục I.1
MARGINS = {"left": (30.0, 35.0), "right": (15.0, 20.0), "top": (20.0, 25.0), "bottom": (20.0, 25.0)}  # Mục I.3
INDENTS = (10.0, 12.7)  # Mục II.6.e: lùi đầu dòng
LINE_SPACING = (1.149, 1.724)  # Mục II.6.e: single to 1.5 lines, in ems of a Times-metric font
PARAGRAPH_GAP = 6.0  # Mục II.6.e, points, at least

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"  # Mục II.1.a
MOTTO = "Độc lập - Tự do - Hạnh phúc"  # Mục II.1.b
SMALL = (12.0, 13.0)  # Quốc hiệu, cơ quan, V/v
LARGE = (13.0, 14.0)  # Tiêu ngữ, địa danh, tên loại, trích yếu, căn cứ, nội dung, chữ ký, số trang
NUMBER_SIZE = 13.0  # Mục II.3.c
RECIPIENTS_HEAD_SIZE = 12.0  # Mục II.9.d
RECIPIENTS_SIZE = 11.0  # Mục II.9.d
APPENDIX_SIZE = 14.0  # Mục III.1
SHORT_RULE = (1 / 3, 1 / 2)  # Mục II.2.b, II.5.b: share of the text line above
STROKE = (0.5, 1.0)  # points; the decree says only "nét liền"

# Phụ lục III, Mục I: abbreviation -> tên loại as it stands in capitals.
TITLES = {
    "NQ": "NGHỊ QUYẾT",
    "QĐ": "QUYẾT ĐỊNH",
    "CT": "CHỈ THỊ",
    "QC": "QUY CHẾ",
    "QyĐ": "QUY ĐỊNH",
    "TC": "THÔNG CÁO",
    "TB": "THÔNG BÁO",
    "HD": "HƯỚNG DẪN",
    "CTr": "CHƯƠNG TRÌNH",
    "KH": "KẾ HOẠCH",
    "PA": "PHƯƠNG ÁN",
    "ĐA": "ĐỀ ÁN",
    "DA": "DỰ ÁN",
    "BC": "BÁO CÁO",
    "BB": "BIÊN BẢN",
    "TTr": "TỜ TRÌNH",
    "HĐ": "HỢP ĐỒNG",
    "CĐ": "CÔNG ĐIỆN",
    "BGN": "BẢN GHI NHỚ",
    "BTT": "BẢN THỎA THUẬN",
    "GUQ": "GIẤY ỦY QUYỀN",
    "GM": "GIẤY MỜI",
    "GGT": "GIẤY GIỚI THIỆU",
    "GNP": "GIẤY NGHỈ PHÉP",
    "PG": "PHIẾU GỬI",
    "PC": "PHIẾU CHUYỂN",
    "PB": "PHIẾU BÁO",
}
CODES = "|".join(sorted(TITLES, key=len, reverse=True))
OFFICE = r"[A-ZĐ][A-ZĐ0-9&]*(?:-[A-ZĐ0-9&]+)*"
NAMED_SYMBOL = rf"(?P<number>\d{{2,}}|\s*)/(?P<code>{CODES})-{OFFICE}"
LETTER_SYMBOL = rf"(?P<number>\d{{2,}}|\s*)/{OFFICE}"

ROMAN = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"),
    *("XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"),
)
ALPHABET = "abcdđeghiklmnopqrstuvxy"  # Mục II.6.đ: điểm, Vietnamese order
PREFIXES = ("TM.", "Q.", "KT.", "TL.", "TUQ.")  # Mục II.7.a

# Phụ lục III, Mẫu 1.9, and the words of a vote-counting record, which has no form of its own.
MINUTES_LABELS = ("Thời gian", "Địa điểm", "Thành phần", "Chủ trì|Chủ tọa", "Thư ký", "Nội dung|Diễn biến", "kết thúc")
BALLOT_LABELS = ("Thời gian", "địa điểm", "kiểm phiếu gồm", "Tổng số thành viên", "phát ra", "thu về", "hợp lệ", "lập thành")

FONT_FAMILIES = ("Liberation-Serif", "LiberationSerif", "Tinos", "Times-New-Roman", "TimesNewRoman")

# NĐ 98/2023/NĐ-CP, Điều 104: the certificate of a head of an office.
CERTIFICATE_SIZE = (297.0, 210.0)

# Word's twentieths of a point for A4 and the margins T20 B20 L30 R15.
DOCX_PAGE = (11906, 16838)
DOCX_MARGINS = {"top": 1134, "right": 851, "bottom": 1134, "left": 1701}
