"""What a pack holds, part by part: each paper as a piece, read only when its turn comes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from awards.packs.enums import Part
from nominations.dossiers.models import Dossier, DossierFile
from nominations.dossiers.pieces import Piece
from nominations.dossiers.services.packing import evidence_of, report_of
from nominations.dossiers.sheets import as_pages, ascii_file, ascii_name
from nominations.judging.models import Entry
from nominations.judging.printing import certificate_pdf
from nominations.sessions.enums import Manner
from nominations.sessions.models import CountScan
from nominations.sessions.queries import balloted, minutes_of
from thiduakt.documents.models import Document
from thiduakt.documents.output import paper_file
from thiduakt.files import evidence
from thiduakt.files.models import KeptFile

from .filling import filled
from .models import Pack, SuperiorForm
from .queries import certificates_of, dossiers_of, good_copy

LOST = "tệp đã mất hoặc hỏng"
NAMED = 3  # of many that lack the same


@dataclass
class Contents:
    """`notes` grows while the pieces are read: what whoever sends the pack should know."""

    pack: Pack
    at: datetime
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dossiers = dossiers_of(self.pack)
        self.sessions = minutes_of(self.dossiers)

    @property
    def steps(self) -> int:
        """How often `pieces` comes to a new step: once for each part, and once for each dossier."""
        return len(self.pack.parts) + len(self.dossiers)

    @property
    def weight(self) -> int:
        """Bytes of the files that people sent, told before any is read."""
        held = 0
        if Part.DOSSIERS in self.pack.parts:
            held += evidence.held(DossierFile.objects.filter(dossier__pack_line__pack=self.pack))
        if Part.EXTRA in self.pack.parts:
            held += evidence.held(self.pack.files.all())
        return held

    def pieces(self, step: Callable[[], None]) -> Iterator[Piece]:
        """In the order asked; the name of each file begins with the folder of its part."""
        makers: dict[Part, Callable[[], Iterator[Piece]]] = {
            Part.SUBMITTAL: self._submittal, Part.FORM: self._form, Part.MINUTES: self._minutes,
            Part.COUNTS: self._counts, Part.EXTRA: self._extra,
        }  # fmt: skip
        for number, part in enumerate(self.pack.parts, start=1):
            folder = f"{number:02}-{part.value}"
            found = self._dossiers(step) if part is Part.DOSSIERS else makers[part]()
            for piece in found:
                yield Piece(piece.title, f"{folder}/{piece.file}", piece.content, piece.pages)
            step()

    def _submittal(self) -> Iterator[Piece]:
        if self.pack.document:
            yield self._paper(self.pack.document, "to-trinh")

    def _minutes(self) -> Iterator[Piece]:
        for number, session in enumerate(self.sessions, start=1):
            if session.minutes and session.minutes.is_numbered:
                yield self._paper(session.minutes, f"bien-ban-hop-{number:02}")
            else:
                self.notes.append(f"{session}: biên bản chưa ban hành nên không có trong bộ.")

    def _counts(self) -> Iterator[Piece]:
        """The record that the tellers issued, and what they signed by hand."""
        for number, session in enumerate(self.sessions, start=1):
            scans = CountScan.objects.filter(vote__item__session=session, vote__manner=Manner.PAPER).order_by("pk")
            kept = list({one.sha256: one for one in scans}.values())
            is_issued = session.count_record is not None and session.count_record.is_numbered
            if session.count_record and is_issued:
                yield self._paper(session.count_record, f"bien-ban-kiem-phieu-{number:02}")
            for place, scan in enumerate(kept, start=1):
                name = f"bien-ban-kiem-phieu-{number:02}-{place:02}-"
                yield self._kept(f"Biên bản kiểm phiếu (bản chụp): {scan}", scan, name)
            if not kept and not is_issued and balloted(session):
                self.notes.append(f"{session}: biên bản kiểm phiếu chưa ban hành nên không có trong bộ.")

    def _form(self) -> Iterator[Piece]:
        forms = SuperiorForm.objects.filter(
            school=self.pack.school_id, authority=self.pack.authority, year=self.pack.review.year
        )
        if (form := forms.first()) and form.is_mapped:
            name = f"bieu-mau-{ascii_file(form.original_name)}"
            yield Piece("Biểu mẫu Excel của cấp trên", name, filled(form, self.pack, self.dossiers, at=self.at), None)

    def _dossiers(self, step: Callable[[], None]) -> Iterator[Piece]:
        works = {one.pk for dossier in self.dossiers for one in dossier.initiatives.all()}
        certified = certificates_of(works)
        for number, dossier in enumerate(self.dossiers, start=1):
            folder = f"{number:03}-{ascii_name(str(dossier.holder))}"
            report = report_of(dossier, self.at, with_word=False)
            for piece in chain(report, evidence_of(dossier), self._works(dossier, certified)):
                title = f"{number}. {dossier.holder}, {dossier.honor_name}: {piece.title}"
                yield Piece(title, f"{folder}/{piece.file}", piece.content, piece.pages)
            step()
        if without := [str(one.holder) for one in self.dossiers if one.report is None]:
            more = f" và {len(without) - NAMED} trường hợp khác" if len(without) > NAMED else ""
            self.notes.append(f"{len(without)} hồ sơ không có báo cáo thành tích: {', '.join(without[:NAMED])}{more}.")

    def _works(self, dossier: Dossier, certified: Mapping[int, Entry]) -> Iterator[Piece]:
        """Giấy chứng nhận of each initiative that the dossier counts; of others the paper has to be uploaded."""
        for number, work in enumerate(dossier.initiatives.all(), start=1):
            entry = certified.get(work.pk)
            author = entry.solution.authors.filter(person=dossier.person).first() if entry and dossier.person else None
            if entry and author:
                name = f"06-chung-nhan-sang-kien-{number:02}.pdf"
                yield Piece.printed(f"Giấy chứng nhận sáng kiến: {work}", name, certificate_pdf(entry, author))
            else:
                self.notes.append(
                    f"{dossier.holder}: sáng kiến “{work}” không có giấy chứng nhận trên hệ thống, thầy/cô tải kèm nếu cần."
                )

    def _extra(self) -> Iterator[Piece]:
        for number, file in enumerate(self.pack.files.all(), start=1):
            yield self._kept(str(file), file, f"{number:02}-")

    def _paper(self, paper: Document, name: str) -> Piece:
        """The signed copy that stands for it; without one what was issued, and that is told."""
        copy = good_copy(paper)
        content = copy.read() if copy else None
        if copy and content:
            ending = copy.original_name.rpartition(".")[2].lower()
            file = f"{name}-ban-ky.{ascii_name(ending)}"
            return Piece(f"{paper} (bản ký)", file, content, as_pages(copy.content_type, content))
        self.notes.append(f"{paper}: bản in từ hệ thống, chưa có bản ký dùng được.")
        return Piece.printed(f"{paper} (bản in từ hệ thống)", f"{name}.pdf", paper_file(paper, "pdf"))

    def _kept(self, title: str, file: KeptFile, prefix: str) -> Piece:
        content, name = file.read(), f"{prefix}{ascii_file(file.original_name)}"
        if content is None:
            self.notes.append(f"{title}: {LOST}.")
            return Piece(f"{title} ({LOST})", name, b"", None)
        return Piece(title, name, content, as_pages(file.content_type, content))
