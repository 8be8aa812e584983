"""How a row of the law reads: its parts in the words of the people who look them up, each with how sure it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from .asking import RATINGS, asked_lines, sense
from .choices import THRESHOLDS
from .enums import Confidence, HonorSubject, RuleFamily
from .models import Honor, Regime, Rule

NOT_TOLD = "Chưa có dữ liệu."
LEVELS = {
    "truong": "trường",
    "co_so": "cơ sở",
    "xa_phuong": "xã, phường",
    "quan_huyen": "quận, huyện",
    "so": "Sở",
    "tinh": "tỉnh, Thành phố",
    "bo": "Bộ",
    "nha_nuoc": "Nhà nước",
    "toan_quoc": "toàn quốc",
}
VOTE_MODES = {
    "bieu_quyet_or_phieu_kin": "Biểu quyết hoặc bỏ phiếu kín, theo quy chế của hội đồng.",
    "bo_phieu": "Bỏ phiếu.",
    "bo_phieu_kin": "Bỏ phiếu kín.",
    "thu_tuc_rieng": "Theo thủ tục riêng của nghị định khác.",
}
OF_ALL_MEMBERS = "tong_so_thanh_vien_hoi_dong"
PART_CONFIDENCE = {  # of a part, under which name the row keeps its confidence
    "conditions": "standard", "ratio_cap": "ratio_cap", "vote": "threshold", "authority": "authority",
    "coefficient": "coefficient", "collective_coefficient": "collective_coefficient",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a row; `confidence` is empty where the source marks none."""

    key: str
    label: str
    lines: tuple[str, ...]
    confidence: str = ""
    differs: bool = False  # from the row it is held against
    sense: tuple[Any, ...] = ()  # what is compared where the order of the lines tells something

    def says_like(self, other: "Part") -> bool:
        """The order in which things are listed changes nothing."""
        return self.sense == other.sense and (bool(self.sense) or sorted(self.lines) == sorted(other.lines))

    @property
    def confidence_label(self) -> str:
        return Confidence(self.confidence).label if self.confidence else ""

    @property
    def is_doubtful(self) -> bool:
        return bool(self.confidence) and self.confidence != Confidence.VERIFIED


def number(value: Decimal | float) -> str:
    """`0,3`, `66,67`, `15`."""
    return f"{Decimal(str(value)).normalize():f}".replace(".", ",")


def dong(value: int) -> str:
    return f"{value:,} đồng".replace(",", ".")


def honor_parts(honor: Honor, names: Mapping[str, str] | None = None) -> list[Part]:
    """`names`: of the honors that its conditions speak of, by code."""
    named = names or {}
    told = [
        ("conditions", "Tiêu chuẩn", [condition["text"] for condition in honor.conditions]),
        ("asked", "Hệ thống xét theo", [line for one in honor.conditions for line in asked_lines(one, named)]),
        ("considered", "Điều hội đồng xem xét thêm", honor.considered),
        ("ratio_cap", "Tỷ lệ tối đa", _cap_lines(honor.ratio_cap)),
        ("vote", "Bỏ phiếu", vote_lines(honor.vote_mode or {}, honor.min_approval_percent)),
        ("authority", "Thẩm quyền quyết định", [honor.authority]),
        ("submitter", "Người trình", [honor.submitter]),
        ("coefficient", "Hệ số tiền thưởng", _times(honor.coefficient)),
        ("collective_coefficient", "Hệ số tiền thưởng của tập thể", _times(honor.collective_coefficient)),
        ("period", "Kỳ xét", [honor.period]),
        ("basis", "Căn cứ", honor.basis.splitlines()),
    ]
    marks = {name: honor.confidences.get(kept, "") for name, kept in PART_CONFIDENCE.items()}
    meant = {"asked": tuple(sorted((sense(one, named) for one in honor.conditions), key=repr))}
    return [
        Part(key, label, tuple(filter(None, lines)), marks.get(key, ""), sense=meant.get(key, ()))
        for key, label, lines in told
    ]


def ground_lines(honor: Honor) -> list[str]:
    """Of each condition the article, and how sure it is."""
    return [f"{one['text']}: {one['basis']}, {Confidence(one['confidence']).label}." for one in honor.conditions]


def _cap_lines(cap: Mapping[str, Any] | None) -> list[str]:
    if not cap:
        return []
    if cap.get("max_percent") is None:
        return ["Không đặt tỷ lệ.", f"{cap.get('source', '')}."]
    of = "số cá nhân đạt Lao động tiên tiến"
    return [f"Không quá {number(cap['max_percent'])}% {of}.", f"{cap.get('source', '')}."]


def vote_lines(mode: Mapping[str, Any], percent: Decimal | float | None, default: str | None = None) -> list[str]:
    if not mode:
        return []
    lines = [VOTE_MODES.get(mode.get("mode", ""), "")]
    if percent is not None:
        whole = " tổng số thành viên hội đồng" if mode.get("denominator") == OF_ALL_MEMBERS else ""
        lines.append(f"Phải được ít nhất {number(percent)}%{whole} đồng ý.")
    elif default is not None:
        lines.append(f"Không có tỷ lệ chung; mặc định {THRESHOLDS[default]}, trường chọn ở mục Điều luật để ngỏ.")
    if mode.get("absent"):
        lines.append("Thành viên vắng mặt được lấy ý kiến bằng văn bản, ghi trong biên bản.")
    lines += [f"{text}." for text in (mode.get("council"), mode.get("note")) if text]
    return lines


def _times(coefficient: Decimal | None) -> list[str]:
    return [] if coefficient is None else [f"{number(coefficient)} lần lương cơ sở."]


def against(parts: Iterable[Part], others: Iterable[Part]) -> list[Part]:
    """`parts`, each marked where it says something else than its like among `others`."""
    said = {part.key: part for part in others}
    return [replace(part, differs=part.key in said and not part.says_like(said[part.key])) for part in parts]


def rule_lines(rule: Rule) -> list[str]:
    values = rule.values
    match rule.family:
        case RuleFamily.SALARY:
            return [f"{dong(values['amount'])} một tháng."]
        case RuleFamily.VOTE:
            return vote_lines(values, values.get("min_percent"), values.get("default"))
        case RuleFamily.RATING:
            return list(_rating_lines(values))
        case RuleFamily.REGIME:
            return ["Đã nhập nội dung của thời kỳ này."]
        case _:
            return list(values.get("lines", ()))


def _rating_lines(values: Mapping[str, Any]) -> Iterable[str]:
    yield "Bốn mức: " + ", ".join(RATINGS[level] for level in values["levels"]) + " nhiệm vụ."
    for level, (least, most) in values.get("bands", {}).items():
        yield f"{RATINGS[level].capitalize()}: từ {least} đến {'' if most == 100 else 'dưới '}{most} điểm."
    if parts := values.get("score_parts"):
        yield f"Điểm gồm {parts['chung']} điểm tiêu chí chung và {parts['ket_qua']} điểm kết quả nhiệm vụ."
    yield f"Hoàn thành xuất sắc không quá {number(values['htxs_cap_percent'])}% số hoàn thành tốt."
    if more := values.get("htxs_cap_percent_if_unit_htxs"):
        yield f"Đơn vị hoàn thành xuất sắc: không quá {number(more)}%."
    if values.get("head_not_above_unit"):
        yield "Người đứng đầu không được xếp cao hơn đơn vị."
    yield f"Làm việc chưa đủ {values['min_months']} tháng trong năm thì không xếp loại."


def regime_span(regime: Regime) -> str:
    last = f"đến hết ngày {regime.ends_on:%d/%m/%Y}" if regime.ends_on else "đến nay"
    return f"từ ngày {regime.starts_on:%d/%m/%Y} {last}"


def subject_label(honor: Honor) -> str:
    return HonorSubject(honor.subject).label


def level_label(honor: Honor) -> str:
    return LEVELS.get(honor.level, honor.level)
