"""Bỏ phiếu: whether a candidate has passed, always of all members of the council and never of those present.

NĐ 98/2023/NĐ-CP, Điều 30.7; a written opinion of an absent member counts, a blank or invalid ballot does not agree.
"""

from decimal import Decimal

from django.core.exceptions import ValidationError


def has_passed(agreed: int, members: int, percent: Decimal | int) -> bool:
    """`agreed` with the written opinions among them. Exact: no percentage is ever rounded."""
    if not 0 <= agreed <= members or members == 0:
        raise ValidationError("Số phiếu đồng ý không được lớn hơn tổng số thành viên hội đồng.")
    return agreed * 100 >= percent * members


def check_council(members: int) -> None:
    """Thông tư 52/2020/TT-BGDĐT, Điều 11; 28/2020, Điều 12; 32/2020, Điều 12."""
    if members % 2 == 0:
        raise ValidationError("Hội đồng thi đua, khen thưởng phải có số thành viên là số lẻ.")
