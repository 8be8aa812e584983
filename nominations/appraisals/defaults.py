"""Thành phần hồ sơ: what a dossier consists of where the school has written no list of its own.

From Luật 06/2022/QH15, Điều 84 (tờ trình, báo cáo, biên bản, chứng nhận sáng kiến), NĐ 98/2023/NĐ-CP, Điều 34 (bỏ phiếu).
Since NĐ 152/2025/NĐ-CP, Điều 6.2.c the papers for base titles and certificates are for the city to name, and its text has
not been read; neither has the procedure before 2024. Each line bears how sure it is.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from thiduakt.catalog.enums import Confidence

from .enums import Proof

LAW = "Luật 06/2022/QH15, Điều 84"
FORMER, DELEGATED = "A_2003", ("B2_2022_ND152", "C_2026_amended")
OF_THE_BASE = ("LDTT", "CSTDCS", "TTLDTT")
BY_NOTHING_READ = "Thông lệ của nhà trường"


@dataclass(frozen=True, slots=True)
class Item:
    key: str
    text: str
    source: str
    confidence: str = Confidence.UNVERIFIED
    is_required: bool = True
    proof: str = Proof.HAND

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def is_later(self) -> bool:
        return self.proof == Proof.LATER

    @property
    def sureness(self) -> str:
        return str(Confidence(self.confidence).label)


@cache
def items_for(code: str, regime: str) -> tuple[Item, ...]:
    return tuple(_items(code, regime))


def _items(code: str, regime: str) -> Iterator[Item]:
    source, sure = _law_of(code, regime)
    if code.startswith("GK_HS"):
        yield Item("merit", "Thành tích cụ thể, có xác nhận của giáo viên chủ nhiệm", *_principal_of_pupils())
        yield Item(
            "proof", "Minh chứng (giấy chứng nhận, ảnh, xác nhận)", BY_NOTHING_READ, is_required=False, proof=Proof.EVIDENCE
        )
        return
    if code == "KNC_GD":
        yield Item("service", "Xác nhận thời gian công tác trong ngành", "TT 29/2023/TT-BGDĐT, Điều 8", Confidence.VERIFIED)
    else:
        yield _report(code, source, sure)
        yield Item("minutes", "Biên bản họp tổ bình xét", f"{source} (điểm c)", sure, proof=Proof.MINUTES)
    yield from _of_honor(code, regime, source, sure)
    yield Item("submittal", "Tờ trình của trường, danh sách đề nghị", f"{source} (điểm a)", sure, proof=Proof.LATER)
    yield Item("ballot", "Biên bản họp hội đồng, kết quả bỏ phiếu", "NĐ 98/2023/NĐ-CP, Điều 34", sure, proof=Proof.LATER)


def _report(code: str, source: str, sure: str) -> Item:
    if code == "LDTT":
        told = "Thủ tục hành chính cấp xã trước đây của Hà Nội không đòi báo cáo; bản hiện hành chưa đối chiếu"
        return Item("report", "Báo cáo thành tích", told, Confidence.RESTATED, is_required=False, proof=Proof.REPORT)
    return Item("report", "Báo cáo thành tích", f"{source} (điểm b)", sure, proof=Proof.REPORT)


def _of_honor(code: str, regime: str, source: str, sure: str) -> Iterator[Item]:
    """What one honor asks beside the papers that all do (see the catalogue for its conditions)."""
    if code == "CSTDCS" and regime == FORMER:
        yield Item("initiative", "Chứng nhận, xác nhận sáng kiến", f"{source} (điểm d)", sure, proof=Proof.INITIATIVES)
    elif code == "CSTDCS":
        told = "Chứng nhận sáng kiến, hoặc xác nhận hoàn thành xuất sắc nhiệm vụ"
        yield Item("initiative", told, f"{LAW} (điểm d); NĐ 98/2023/NĐ-CP, Điều 34", sure, proof=Proof.INITIATIVES)
    elif code.startswith("CSTD"):
        yield Item("initiative", "Chứng nhận sáng kiến ở cấp quy định", f"{source} (điểm d)", sure, proof=Proof.INITIATIVES)
        yield Item("titles", "Các quyết định công nhận Chiến sĩ thi đua cơ sở làm căn cứ", BY_NOTHING_READ)
    elif code == "TTLDXS":
        yield Item("titles", "Quyết định công nhận Chiến sĩ thi đua cơ sở trong tập thể", BY_NOTHING_READ)
        yield Item("rating", "Xác nhận hoàn thành xuất sắc nhiệm vụ của tập thể", "NĐ 98/2023/NĐ-CP, Điều 34", sure)
    elif code == "TTLDTT":
        yield Item("rating", "Xác nhận mức độ hoàn thành nhiệm vụ của tập thể", BY_NOTHING_READ)
    elif code.startswith("BK_"):
        told = "Chứng nhận 02 sáng kiến, hoặc 02 quyết định Chiến sĩ thi đua cơ sở"
        yield Item("initiative", told, f"{source} (điểm d)", sure, is_required=False, proof=Proof.INITIATIVES)
    elif code.startswith("GK_"):
        yield Item("proof", "Minh chứng thành tích", BY_NOTHING_READ, is_required=False, proof=Proof.EVIDENCE)


def _law_of(code: str, regime: str) -> tuple[str, str]:
    if regime == FORMER:
        return "Luật Thi đua, khen thưởng năm 2003 (thủ tục trước năm 2024)", Confidence.UNVERIFIED
    if regime in DELEGATED and (code in OF_THE_BASE or code.startswith("GK_")):
        told = "hồ sơ do Thành phố quy định theo NĐ 152/2025/NĐ-CP, Điều 6.2.c"
        return f"{LAW}; {told}", Confidence.UNVERIFIED
    return LAW, Confidence.VERIFIED


def _principal_of_pupils() -> tuple[str, str]:
    return "TT 29/2023/TT-BGDĐT, Điều 11.2", Confidence.VERIFIED
