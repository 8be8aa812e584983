"""Khen thưởng theo tổ, loại, cấp: how many honors of each kind, several years side by side. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from thiduakt.catalog.enums import HonorKind
from thiduakt.catalog.telling import LEVELS
from thiduakt.ledger.enums import HolderKind, Merit
from thiduakt.vietnamese import capitalized

OUTSIDE = "Người, đơn vị ngoài trường"
WITHOUT_GROUP = "Không thuộc tổ nào"
PUPILS = "Học sinh, lớp"
SCHOOL = "Tập thể trường"
UNKNOWN = "Không có trong danh mục"


@dataclass(frozen=True, slots=True)
class Given:
    """So many honors alike: of one year, one kind of holder of one tổ, one code, its kind and level in the catalogue."""

    year: int
    holder: str  # a HolderKind, or "OUTSIDER"
    team: str
    code: str
    honor: str
    kind: str
    level: str
    merit: str
    count: int

    @property
    def place(self) -> str:
        """Where it is counted among the tổ."""
        places = {HolderKind.PUPIL: PUPILS, HolderKind.CLASS: PUPILS, HolderKind.SCHOOL: SCHOOL, "OUTSIDER": OUTSIDE}
        return places.get(self.holder) or self.team or WITHOUT_GROUP

    @property
    def unit(self) -> str:
        collective = self.holder in {HolderKind.GROUP, HolderKind.SCHOOL, HolderKind.CLASS}
        return "Tập thể" if collective else "Cá nhân"

    @property
    def kind_name(self) -> str:
        return capitalized(str(HonorKind(self.kind).label)) if self.kind else UNKNOWN

    @property
    def level_name(self) -> str:
        return f"Cấp {LEVELS[self.level]}" if self.level in LEVELS else UNKNOWN

    @property
    def merit_name(self) -> str:
        return capitalized(str(Merit(self.merit).label))


Rows = list[tuple[str, list[int]]]  # a name, and its count in each year


def counted(given: Iterable[Given], years: Sequence[int], name: Callable[[Given], str], order: Sequence[str] = ()) -> Rows:
    """A row of each name that anything was given to in these years: those of `order` first, then by their letters."""
    found: Counter[tuple[str, int]] = Counter()
    for one in given:
        found[name(one), one.year] += one.count
    names = {told for told, year in found if year in years}
    first = [told for told in order if told in names]
    rest = sorted(names.difference(first))
    return [(told, [found[told, year] for year in years]) for told in (*first, *rest)]


def total(rows: Rows, years: Sequence[int]) -> list[int]:
    return [sum(counts[place] for _, counts in rows) for place in range(len(years))]


def level_order() -> list[str]:
    return [f"Cấp {label}" for label in LEVELS.values()]


def kind_order() -> list[str]:
    return [capitalized(str(kind.label)) for kind in HonorKind]


def merit_order() -> list[str]:
    return [capitalized(str(merit.label)) for merit in Merit]
