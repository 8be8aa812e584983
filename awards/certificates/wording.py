"""The acts of this room, as the log tells them."""

from .flows import RUN_FLOW

ACTS = {
    "certificate.issue": "Lập giấy khen cho từng người trong quyết định",
    "certificate.design": "Sửa mẫu giấy khen",
    "certificate.emblem": "Thay hình trên giấy khen",
    "certificate.blank": "Sửa phôi giấy khen",
    "certificate.drop_blank": "Thôi dùng phôi giấy khen",
    "certificate.printer": "Sửa máy in giấy khen",
    "certificate.drop_printer": "Thôi dùng máy in giấy khen",
    "print_run.add": "In giấy khen",
    **{RUN_FLOW.verb(move): move.label for move in RUN_FLOW.moves.values()},
}
