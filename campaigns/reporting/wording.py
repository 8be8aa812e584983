"""The acts of this room, as the log tells them."""

ACTS = {"report.retake": "Lấy lại số liệu của báo cáo"}
