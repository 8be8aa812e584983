"""From when a new row may hold: the past is never edited."""

from .enums import RuleState
from .models import Honor, Rule
from .uses import last_use


def same_key(row: Honor | Rule) -> dict[str, object]:
    """What two rows of one rule have in common."""
    if isinstance(row, Honor):
        return {"regime": row.regime_id, "code": row.code}
    return {"family": row.family, "key": row.key}


def too_early(row: Honor | Rule) -> list[str]:
    """Why the row may not hold from its day; empty where it may.

    On the first day of a row of the state an own row may begin: it is this school's reading of the same law.
    """
    return [*_outside_regime(row), *_before_rows(row), *_before_use(row)]


def _outside_regime(row: Honor | Rule) -> list[str]:
    regime = row.regime
    if regime is None:
        return []
    if row.valid_from < regime.starts_on:
        return [f"Thời kỳ pháp lý này bắt đầu từ ngày {regime.starts_on:%d/%m/%Y}: thầy/cô chọn từ ngày đó trở đi."]
    if regime.ends_on and row.valid_from > regime.ends_on:
        return [f"Thời kỳ pháp lý này đã hết ngày {regime.ends_on:%d/%m/%Y}: thầy/cô đề xuất ở thời kỳ sau."]
    return []


def _before_rows(row: Honor | Rule) -> list[str]:
    known = type(row).objects.filter(state=RuleState.APPROVED, **same_key(row))
    mine, of_state = known.filter(school=row.school_id), known.filter(school=None)
    if latest := mine.filter(valid_from__gte=row.valid_from).order_by("-valid_from").first():
        return [_begun("của trường", latest)]
    if latest := of_state.filter(valid_from__gt=row.valid_from).order_by("-valid_from").first():
        return [_begun("của Nhà nước", latest)]
    return []


def _begun(whose: str, row: Honor | Rule) -> str:
    return f"Đã có quy định {whose} áp dụng từ ngày {row.valid_from:%d/%m/%Y}: quy định mới phải áp dụng từ sau ngày đó."


def _before_use(row: Honor | Rule) -> list[str]:
    if row.school_id is None:  # a row of the state is proposed by nobody
        return []
    day = last_use(row.school_id, row.code if isinstance(row, Honor) else "")
    if day and row.valid_from <= day:
        decided = f"Ngày {day:%d/%m/%Y} đã có quyết định khen thưởng theo quy định hiện hành"
        return [f"{decided}: quy định mới phải áp dụng từ sau ngày đó."]
    return []
