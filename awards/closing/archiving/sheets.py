"""The lists of a year as Excel sheets, each as it stands on the day the archive is made."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from awards.closing.readiness import Year, dossiers_of, sessions_of
from awards.decisions.models import AwardLine
from campaigns.campaigns.models import Campaign
from campaigns.registrations.models import Registration
from campaigns.targets.models import Target
from nominations.dossiers.enums import DossierState
from nominations.judging.models import Entry
from thiduakt.excel import Column, Value, subtitle, workbook
from thiduakt.ledger.models import HonorEntry
from thiduakt.ledger.years import year_name

NUMBER = Column("STT", 6)


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str  # of its file, in ASCII
    title: str
    told: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]  # without their numbers

    def drawn(self) -> bytes:
        numbered = ([number, *row] for number, row in enumerate(self.rows, start=1))
        return workbook(self.title.upper(), self.told, [NUMBER, *self.columns], numbered)


def sheets(year: Year, on: date) -> Iterator[Sheet]:
    told = subtitle(year.school, f"năm học {year_name(year.number)}", on=on)
    for name, title, columns, rows in (
        ("phong-trao", "Phong trào thi đua", _CAMPAIGNS, _campaigns(year)),
        ("chi-tieu", "Chỉ tiêu và kết quả", _TARGETS, _targets(year)),
        ("dang-ky-thi-dua", "Đăng ký thi đua", _REGISTRATIONS, _registrations(year)),
        ("sang-kien", "Sáng kiến đã chấm", _ENTRIES, _entries(year)),
        ("ho-so", "Hồ sơ hội đồng đã kết luận", _DOSSIERS, _dossiers(year)),
        ("phien-hop", "Phiên họp hội đồng", _SESSIONS, _sessions(year)),
        ("ket-qua-khen-thuong", "Kết quả khen thưởng", _LINES, _lines(year)),
        ("so-khen-thuong", "Sổ khen thưởng", _ENTRIES_OF_LEDGER, _ledger(year)),
    ):
        yield Sheet(name, title, told, columns, rows)


_CAMPAIGNS = (
    Column("Phong trào", 60), Column("Cấp phát động", 16), Column("Phát động", 13), Column("Tổng kết", 13),
    Column("Trạng thái", 18), Column("Kết quả", 80),
)  # fmt: skip


def _campaigns(year: Year) -> Iterator[Sequence[Value]]:
    for one in Campaign.objects.filter(school=year.school, sums_up_on__range=year.days).order_by("launches_on", "pk"):
        told = one.get_launcher_display(), one.launches_on, one.sums_up_on, one.get_state_display()
        yield one.name, *told, one.summary


_TARGETS = (
    Column("Chỉ tiêu", 60), Column("Giao cho", 30), Column("Phải đạt", 18), Column("Đã đạt", 18), Column("Thời hạn", 13),
    Column("Kết luận", 18), Column("Nguyên nhân", 50),
)  # fmt: skip


def _targets(year: Year) -> Iterator[Sequence[Value]]:
    found = Target.objects.filter(school=year.school, due_on__range=year.days).select_related("person", "group")
    for one in found.order_by("due_on", "position", "pk"):
        numbers = (f"{value:g}".replace(".", ",") if value is not None else "" for value in (one.value, one.reached))
        yield one.name, str(one.owner), *numbers, one.due_on, one.get_state_display(), one.cause


_REGISTRATIONS = (
    Column("Cá nhân, tập thể", 32), Column("Tổ", 28), Column("Danh hiệu", 40), Column("Hình thức", 36),
    Column("Sáng kiến dự kiến", 50), Column("Trạng thái", 24),
)  # fmt: skip


def _registrations(year: Year) -> Iterator[Sequence[Value]]:
    found = Registration.objects.filter(round__school=year.school, round__year=year.number)
    rows = found.select_related("person", "group", "team", "school").prefetch_related("honors")
    for one in rows.order_by("sort_key", "pk"):
        honors = ("; ".join(honor.honor_name for honor in part) for part in (one.titles, one.forms))
        yield str(one.holder), str(one.team or ""), *honors, one.initiative, one.get_state_display()


_ENTRIES = (Column("Đợt chấm", 40), Column("Sáng kiến", 70), Column("Tác giả", 50), Column("Kết luận", 24))


def _entries(year: Year) -> Iterator[Sequence[Value]]:
    found = Entry.objects.filter(round__school=year.school, round__year=year.number, round__concluded_on__isnull=False)
    rows = found.select_related("round", "solution").prefetch_related("solution__authors__person")
    for one in rows.order_by("round", "pk"):
        authors = ", ".join(author.told for author in one.solution.authors.all())
        yield str(one.round), str(one.solution), authors, one.get_verdict_display()


_DOSSIERS = (
    Column("Đợt xét", 40), Column("Cá nhân, tập thể", 32), Column("Danh hiệu, hình thức", 40), Column("Kết luận", 28),
)  # fmt: skip


def _dossiers(year: Year) -> Iterator[Sequence[Value]]:
    """What the council spoke of stands in its minutes too; what never came before it is nobody else's."""
    ruled = dossiers_of(year).filter(state__in=(DossierState.AWARDED, DossierState.NOT_AWARDED))
    for one in ruled.select_related("school").order_by("review", "pk"):
        yield one.review.name, str(one.holder), one.honor_name, one.get_state_display()


_SESSIONS = (
    Column("Phiên", 8), Column("Nội dung", 60), Column("Ngày họp", 13), Column("Chủ trì", 30), Column("Thư ký", 30),
    Column("Biên bản", 24), Column("Trạng thái", 20),
)  # fmt: skip


def _sessions(year: Year) -> Iterator[Sequence[Value]]:
    for one in sessions_of(year).select_related("chair", "secretary", "minutes").order_by("held_on", "pk"):
        led = str(one.chair or ""), str(one.secretary or "")
        yield one.number, one.title, one.held_on, *led, one.minutes.notation if one.minutes else "", one.get_state_display()


_LINES = (
    Column("Quyết định", 26), Column("Ngày", 13), Column("Người, cơ quan quyết định", 40), Column("Cá nhân, tập thể", 32),
    Column("Đơn vị", 32), Column("Danh hiệu, hình thức", 40), Column("Thành tích", 60), Column("Còn hiệu lực", 14),
)  # fmt: skip


def _lines(year: Year) -> Iterator[Sequence[Value]]:
    """Without sums: those that were decided are printed in the decision itself."""
    found = AwardLine.objects.decided().filter(decision__school=year.school, decision__year=year.number)
    standing = set(AwardLine.objects.standing().filter(pk__in=found.values("pk")).values_list("pk", flat=True))
    rows = found.select_related("decision__document", "decision__school").order_by("decision", "position", "pk")
    for line in rows:
        decision = line.decision
        by = decision.notation, decision.day, decision.issuer_told
        yield *by, line.holder_name, line.unit, line.honor_name, line.citation, "có" if line.pk in standing else "không"


_ENTRIES_OF_LEDGER = (
    Column("Việc ghi", 14), Column("Cá nhân, tập thể", 32), Column("Danh hiệu, hình thức", 40), Column("Quyết định", 26),
    Column("Ngày", 13), Column("Người, cơ quan quyết định", 40), Column("Thành tích", 60), Column("Lý do hủy, gạch bỏ", 50),
)  # fmt: skip


def _ledger(year: Year) -> Iterator[Sequence[Value]]:
    for one in HonorEntry.objects.filter(school=year.school, year=year.number).order_by("decided_on", "pk"):
        by = one.decision_number, one.decided_on, one.issuer
        yield one.get_kind_display(), one.holder_name, one.honor_name, *by, one.citation, one.reason
