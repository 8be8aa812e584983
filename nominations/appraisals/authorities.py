"""Thẩm quyền: whom a round's dossiers go to, by what the catalogue says of each honor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nominations.dossiers.models import Dossier
from thiduakt.catalog.models import Honor

PRINCIPAL = "Hiệu trưởng"
UNKNOWN = "Danh mục chưa ghi thẩm quyền quyết định"
CHOICE = " hoặc "


@dataclass(frozen=True, slots=True)
class Sheaf:
    """The dossiers of one authority; the principal's own need no tờ trình."""

    authority: str
    dossiers: list[Dossier]

    @property
    def needs_a_paper(self) -> bool:
        return self.authority != PRINCIPAL

    @property
    def addressee(self) -> str:
        """As it is written in Kính gửi; a place to fill where the catalogue leaves a choice, or says nothing."""
        if self.authority == UNKNOWN or CHOICE in self.authority:
            return f"[CẦN BỔ SUNG: cơ quan có thẩm quyền; danh mục ghi: {self.authority}]"
        return self.authority


def sheaves_of(dossiers: Sequence[Dossier], law: Mapping[str, Honor]) -> list[Sheaf]:
    """In the order of the list."""
    found: dict[str, list[Dossier]] = {}
    for one in dossiers:
        honor = law.get(one.code)
        found.setdefault((honor.authority if honor else "") or UNKNOWN, []).append(one)
    return [Sheaf(authority, listed) for authority, listed in found.items()]
