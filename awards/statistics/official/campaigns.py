"""Biểu 0601.N/BNV-TĐKT: số phong trào thi đua."""

from collections.abc import Iterable
from typing import NamedTuple

from campaigns.campaigns.classes import Duration, LaunchedAt, Method
from campaigns.campaigns.enums import Reach

from .form import Form, Group, Part, Row, Test, everything, filled


class Launched(NamedTuple):
    """The classes of one campaign."""

    launched_at: str
    reach: str
    duration: str
    method: str


def _reach(reach: Reach) -> Test:
    return lambda one: one.reach == reach


def _lasts(duration: Duration) -> Test:
    return lambda one: one.duration == duration


def _held(method: Method) -> Test:
    return lambda one: one.method == method


def _by(launcher: LaunchedAt) -> tuple[Part, ...]:
    return (Part("", lambda one: one.launched_at == launcher),)


GROUPS = (
    Group("Cấp Trung ương (Hội đồng Thi đua - Khen thưởng Trung ương)", "2", _by(LaunchedAt.NATION)),
    Group("Cấp bộ, ban, ngành, đoàn thể trung ương, tỉnh, thành phố trực thuộc Trung ương", "3", _by(LaunchedAt.REGION)),
    Group("Cơ quan, tổ chức, đơn vị", "4", _by(LaunchedAt.UNIT)),
)
ROWS = (
    Row("Tổng số", "01", belongs=everything),
    Row("1. Chia theo phạm vi tổ chức thi đua"),
    Row("Toàn quốc", "02", depth=1, belongs=_reach(Reach.NATION)),
    Row("Bộ, ban, ngành, đoàn thể, địa phương", "03", depth=1, belongs=_reach(Reach.REGION)),
    Row(
        "Cụm, khối thi đua do Hội đồng Thi đua - Khen thưởng các cấp tổ chức", "04", depth=1,
        belongs=_reach(Reach.CLUSTER),
    ),
    Row("Cơ quan, tổ chức, đơn vị", "05", depth=1, belongs=_reach(Reach.UNIT)),
    Row("2. Chia theo thời hạn thi đua"),
    Row("Dưới 1 năm", "06", depth=1, belongs=_lasts(Duration.UNDER_1)),
    Row("1 năm", "07", depth=1, belongs=_lasts(Duration.ONE)),
    Row("Từ 1 năm đến dưới 3 năm", "08", depth=1, belongs=_lasts(Duration.UNDER_3)),
    Row("Từ 3 năm đến dưới 5 năm", "09", depth=1, belongs=_lasts(Duration.UNDER_5)),
    Row("Từ 5 năm trở lên", "10", depth=1, belongs=_lasts(Duration.FROM_5)),
    Row("3. Chia theo phương thức tổ chức phong trào thi đua"),
    Row("Thi đua theo chuyên đề", "11", depth=1, belongs=_held(Method.THEME)),
    Row("Thi đua thường xuyên hằng năm", "12", depth=1, belongs=_held(Method.REGULAR)),
)  # fmt: skip


def campaigns(launched: Iterable[Launched]) -> Form:
    return Form(
        key="0601",
        title="Số phong trào thi đua",
        unit="Phong trào",
        stubs=("", "Mã số"),
        total="1=(2+3+4)",
        over="Số phong trào thi đua chia theo cấp chủ trì phát động thi đua",
        groups=GROUPS,
        lines=filled(ROWS, GROUPS, [(one, 1) for one in launched]),
        notes=("Tính phong trào trường phát động và hưởng ứng có ngày phát động trong kỳ, không tính bản đang soạn.",),
    )
