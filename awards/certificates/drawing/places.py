"""Where each text of a certificate stands: millimetres from the top left corner of an A4 sheet that lies across."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from thiduakt.documents.paper import Certificate
from thiduakt.documents.wording import official_number
from thiduakt.vietnamese import nfc, official_date

WIDTH, HEIGHT = 297, 210
BLACK, RED = (0.0, 0.0, 0.0), (200 / 255, 16 / 255, 46 / 255)


class Align(StrEnum):
    LEFT = "LEFT"
    CENTRE = "CENTRE"


@dataclass(frozen=True, slots=True)
class Place:
    """A box of `width` mm, `x` of its left edge and `y` of its top; `size` in points is the most, `least` the least."""

    x: float
    y: float
    width: float
    size: float
    style: str = "Bold"
    align: Align = Align.CENTRE
    colour: tuple[float, float, float] = BLACK
    least: float = 10
    lines: int = 2

    def text_x(self) -> float:
        return self.x + self.width / 2 if self.align == Align.CENTRE else self.x


# What a printed blank may leave empty: the name of each field, and how it stands there unless the school says otherwise.
CODE: Final = "code"
OF_BLANKS = MappingProxyType(
    {
        "recipient": Place(36, 88, 225, 32, least=18),
        "description": Place(36, 105, 225, 17, "Regular"),
        "achievement": Place(36, 114, 225, 18, "Regular", least=8, lines=3),
        "decision": Place(32, 143, 100, 14, "Bold Italic", Align.LEFT),
        "roll": Place(32, 155, 100, 14, "Bold Italic", Align.LEFT, lines=1),
        "dated": Place(167, 143, 100, 14, "Bold Italic", lines=1),
        "capacity": Place(167, 149, 100, 15, lines=3),
        "signer": Place(167, 180, 100, 15, lines=1),
        CODE: Place(32, 163, 21, 10),
    }
)
TYPED = Place(56, 174, 75, 9, "Regular", Align.LEFT)  # the code in letters, clear of the quiet zone of the QR code
LABELS = MappingProxyType(
    {
        "recipient": "Họ tên, tên tập thể",
        "description": "Chức vụ, đơn vị",
        "achievement": "Thành tích",
        "decision": "Số, ngày quyết định",
        "roll": "Số sổ vàng",
        "dated": "Địa danh, ngày tháng",
        "capacity": "Chức danh người ký",
        "signer": "Họ tên người ký",
        CODE: "Mã QR tra cứu",
    }
)


def texts_of(certificate: Certificate) -> dict[str, str]:
    """What stands in each field; the lines of `decision` and `capacity` are kept apart."""
    decided = official_date(certificate.decided)
    return {
        "recipient": nfc(certificate.recipient),
        "description": nfc(certificate.description),
        "achievement": nfc(certificate.achievement),
        "decision": nfc(f"Quyết định số {certificate.decision},\n{decided}"),
        "roll": f"Số sổ vàng: {official_number(certificate.roll_number)}",
        "dated": nfc(f"{certificate.place}, {decided}"),
        "capacity": nfc("\n".join(certificate.signature.capacity)),
        "signer": nfc(certificate.signature.name),
    }
