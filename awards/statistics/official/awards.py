"""Biểu 0602.N/BNV-TĐKT: khen thưởng cấp nhà nước; biểu 0603.N/BNV-TĐKT: khen thưởng cấp bộ, cấp tỉnh."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from thiduakt.catalog.enums import HonorKind
from thiduakt.ledger.enums import HolderKind, Merit

from .form import TO_CHECK, Form, Group, Part, Row, Test, everything, filled

STATE = ("nha_nuoc", "toan_quoc")  # levels of the catalogue
REGION = ("bo", "tinh")
COLLECTIVES = (HolderKind.GROUP, HolderKind.SCHOOL, HolderKind.CLASS)
STUBS = ("", "Mã số", "Đơn vị tính")
WHO = (
    "Cán bộ quản lý của trường được tính vào dòng “Các cấp lãnh đạo khác từ phó phòng trở lên”; giáo viên, nhân viên, học "
    "sinh vào dòng “Người trực tiếp công tác…”."
)
NEVER = "Doanh nghiệp, hộ gia đình, doanh nhân, lãnh đạo cấp bộ, cấp tỉnh, cấp sở không có trong sổ của trường nên ghi 0."


class Award(NamedTuple):
    """So many honors alike, as the catalogue knows their code; `is_manager` of whoever received them."""

    code: str
    honor: str
    kind: str
    level: str
    holder: str
    is_manager: bool
    merit: str

    @property
    def is_collective(self) -> bool:
        return self.holder in COLLECTIVES


def _never(_: Award) -> bool:
    return False


def _collective(one: Award) -> bool:
    return one.is_collective


def _single(one: Award) -> bool:
    return not one.is_collective


def _leads(one: Award) -> bool:
    return one.is_manager


def _works(one: Award) -> bool:
    return _single(one) and not one.is_manager


def _merit(merit: Merit) -> Test:
    return lambda one: one.merit == merit


def _only(code: str) -> Test:
    return lambda one: one.code == code


def _coded(*prefixes: str) -> Test:
    return lambda one: one.code.startswith(prefixes)


def _called(*beginnings: str) -> Test:
    return lambda one: one.honor.startswith(beginnings)


def _both(test: Test, also: Test) -> Test:
    return lambda one: test(one) and also(one)


def _rows(codes: Sequence[str]) -> tuple[Row, ...]:
    """Those that both forms share, in the order of their code numbers."""
    code = iter(codes)
    return (
        Row("Tập thể", next(code), "Tập thể", 1, _collective),
        Row("Trong đó: Doanh nghiệp", next(code), "Doanh nghiệp", 2, _never),
        Row("Hộ gia đình", next(code), "Hộ", 1, _never),
        Row("Cá nhân", next(code), "Người", 1, _single),
        Row("Lãnh đạo cấp bộ, cấp tỉnh và tương đương trở lên", next(code), "Người", 2, _never),
        Row("Lãnh đạo cấp vụ, sở, ngành và tương đương", next(code), "Người", 2, _never),
        Row("Doanh nhân", next(code), "Người", 2, _never),
        Row("Các cấp lãnh đạo khác từ phó phòng trở lên", next(code), "Người", 2, _leads),
        Row(
            "Người trực tiếp công tác, lao động, học tập, chiến đấu và phục vụ chiến đấu (công nhân, nông dân,...)",
            next(code), "Người", 2, _works,
        ),
        Row("{place}. Chia theo phương thức khen thưởng"),
        Row("Thường xuyên", next(code), depth=1, belongs=_merit(Merit.YEARLY)),
        Row("Chuyên đề", next(code), depth=1, belongs=_merit(Merit.CAMPAIGN)),
        Row("Đột xuất", next(code), depth=1, belongs=_merit(Merit.SUDDEN)),
        Row("Đối ngoại", next(code), depth=1, belongs=_merit(Merit.FOREIGN)),
        Row("Cống hiến", next(code), depth=1, belongs=_merit(Merit.DEVOTION)),
        Row("Niên hạn", next(code), depth=1, belongs=_merit(Merit.TENURE)),
        Row("Kháng chiến", next(code), depth=1, belongs=_never),
    )  # fmt: skip


def national(awards: Iterable[tuple[Award, int]]) -> Form:
    counted = [(one, count) for one, count in awards if one.level in STATE]
    groups = _national_groups([one for one, _ in counted])
    rows = (
        Row("Tổng số", "1", belongs=everything),
        Row("1. Chia theo đơn vị ban hành tờ trình Thủ tướng Chính phủ về khen thưởng"),
        Row("Bộ, ban, ngành, đoàn thể Trung ương", "2", "Bộ, ngành", 1),
        Row("Tỉnh, thành phố trực thuộc Trung ương", "3", "Tỉnh, TP", 1),
        Row(TO_CHECK, "4", "", 1),
        Row(TO_CHECK, "5", "", 1),
        Row("2. Chia theo đối tượng khen thưởng"),
        *_numbered(_rows([str(number) for number in range(6, 22)]), "3"),
    )
    return Form(
        key="0602", title="Số lượng khen thưởng cấp nhà nước", unit="", stubs=STUBS, total="1", over="Chia ra",
        groups=groups, lines=filled(rows, groups, counted),
        notes=(
            "Mã số 2, 3: sổ của trường không ghi đơn vị ban hành tờ trình, thầy/cô điền tay.",
            f"Mã số 4, 5: chưa biết tên dòng trong văn bản, để {TO_CHECK}.",
            WHO, NEVER,
        ),
    )  # fmt: skip


def regional(awards: Iterable[tuple[Award, int]]) -> Form:
    counted = [(one, count) for one, count in awards if one.level in REGION]
    groups = (
        Group("Bằng khen", "2", (Part("", _coded("BK_")),)),
        Group("Chiến sĩ thi đua cấp bộ, cấp tỉnh", "3", (Part("", _coded("CSTD_")),)),
        Group(
            "Cờ thi đua của bộ, ban, ngành, đoàn thể Trung ương, tỉnh, thành phố trực thuộc Trung ương", "4",
            (Part("", _coded("CO_")),),
        ),
        Group(
            "Huy hiệu (kỷ niệm chương) của bộ, ban, ngành, đoàn thể Trung ương, tỉnh, thành phố trực thuộc Trung ương",
            "5", (Part("", _coded("KNC_", "VSNXDTD")),),
        ),
    )  # fmt: skip
    rows = (
        Row("Tổng số", "01", belongs=everything),
        Row("1. Chia theo đối tượng khen thưởng"),
        *_numbered(_rows([f"{number:02d}" for number in range(2, 18)]), "2"),
    )
    return Form(
        key="0603",
        title="Số lượng khen thưởng cấp bộ, ban, ngành, đoàn thể Trung ương và tỉnh, thành phố trực thuộc Trung ương",
        unit="", stubs=STUBS, total="1", over="Chia ra", groups=groups, lines=filled(rows, groups, counted),
        notes=(*_homeless(groups, counted), WHO, NEVER),
    )  # fmt: skip


def _numbered(rows: Iterable[Row], place: str) -> list[Row]:
    return [Row(row.label.replace("{place}", place), row.code, row.unit, row.depth, row.belongs) for row in rows]


def _national_groups(awards: Sequence[Award]) -> tuple[Group, ...]:
    """Each order and each title that was given has columns of its own, as the form asks."""
    named = (
        Group("Giải thưởng Hồ Chí Minh", "3", (Part("", _called("Giải thưởng Hồ Chí Minh")),)),
        Group("Giải thưởng Nhà nước", "4", (Part("", _called("Giải thưởng Nhà nước")),)),
        Group("Cờ thi đua của Chính phủ", "6", (Part("Tập thể", _coded("CO_CP")),)),
        Group("Bằng khen của Thủ tướng Chính phủ", "7", _split(_coded("BK_TTG"))),
        Group("Danh hiệu “Chiến sĩ thi đua toàn quốc”", "8", (Part("Cá nhân", _coded("CSTDTQ")),)),
    )
    orders, titles = _called("Huân chương", "Huy chương"), _titled
    placed = [part.fits for group in named for part in group.parts] + [orders, titles]
    others = tuple(one for one in awards if not any(test(one) for test in placed))
    return (
        Group("Các loại huân chương, huy chương", "2", _each(awards, orders)),
        *named[:2],
        Group("Danh hiệu vinh dự nhà nước", "5", _each(awards, titles)),
        *named[2:],
        Group("Các hình thức khen thưởng khác", "9", _each(others, everything)),
    )


def _titled(one: Award) -> bool:
    return one.kind == HonorKind.STATE_TITLE


def _each(awards: Iterable[Award], test: Test) -> tuple[Part, ...]:
    """Two columns for each honor that was given; one that stays empty where none was."""
    names = {one.code: one.honor for one in awards if test(one)}
    parts = [
        Part(f"{name} – {part.title.lower()}", part.fits)
        for code, name in sorted(names.items())
        for part in _split(_only(code))
    ]
    return tuple(parts) or (Part("", _never),)


def _split(test: Test) -> tuple[Part, ...]:
    return Part("Tập thể", _both(test, _collective)), Part("Cá nhân", _both(test, _single))


def _homeless(groups: Sequence[Group], counted: Iterable[tuple[Award, int]]) -> list[str]:
    """Honors of this level that the form has no column for."""
    parts = [part for group in groups for part in group.parts]
    names: dict[str, int] = {}
    for one, count in counted:
        if not any(part.fits(one) for part in parts):
            names[one.honor] = names.get(one.honor, 0) + count
    told = "; ".join(f"{name}: {count}" for name, count in sorted(names.items()))
    return [f"Biểu không có cột cho: {told}. Không tính vào tổng số."] if told else []
