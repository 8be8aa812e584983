"""Lines of the ledger and what stands beside them, past the services: what was told is not asked about."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from tests.factories.pupils import PupilFactory, SchoolClassFactory
from tests.factories.school import GroupFactory, PersonFactory, SchoolFactory
from thiduakt.ledger.enums import EntryKind, HolderKind, RevocationGround, Source
from thiduakt.ledger.models import (
    Discipline,
    HonorEntry,
    Initiative,
    InitiativeAuthor,
    InitiativeUse,
    Leave,
    Transfer,
    Verification,
    YearRating,
)

ENTERED_AT = datetime(2023, 9, 1, 2, 0, tzinfo=UTC)


class HonorEntryFactory(DjangoModelFactory):
    """`HonorEntryFactory(person=…, code="CSTDCS", honor_name="Chiến sĩ thi đua cơ sở", year=2021)`."""

    class Meta:
        model = HonorEntry

    person = factory.SubFactory(PersonFactory)
    school = factory.LazyAttribute(lambda entry: entry.person.school)
    holder_kind = HolderKind.PERSON
    holder_name = factory.LazyAttribute(lambda entry: entry.person.full_name)
    code = "LDTT"
    honor_name = "Lao động tiên tiến"
    year = 2022
    decision_number = "1520/QĐ-UBND"
    decided_on = factory.LazyAttribute(lambda entry: date(entry.year + 1, 6, 30))
    issuer = "Chủ tịch UBND quận Long Biên"
    source = Source.BY_SUPERIOR
    entered_at = ENTERED_AT


class GroupEntryFactory(HonorEntryFactory):
    person = None
    group = factory.SubFactory(GroupFactory)
    school = factory.LazyAttribute(lambda entry: entry.group.school)
    holder_kind = HolderKind.GROUP
    holder_name = factory.LazyAttribute(lambda entry: entry.group.name)
    code = "TTLDTT"
    honor_name = "Tập thể lao động tiên tiến"


class SchoolEntryFactory(GroupEntryFactory):
    group = None
    school = factory.SubFactory(SchoolFactory)
    holder_kind = HolderKind.SCHOOL
    holder_name = factory.LazyAttribute(lambda entry: entry.school.name)


class PupilEntryFactory(HonorEntryFactory):
    """`PupilEntryFactory(pupil=…, code="GK_HS_CN")`."""

    person = None
    pupil = factory.SubFactory(PupilFactory)
    school = factory.LazyAttribute(lambda entry: entry.pupil.school)
    holder_kind = HolderKind.PUPIL
    holder_name = factory.LazyAttribute(lambda entry: entry.pupil.full_name)
    code = "GK_HS_CN"
    honor_name = "Giấy khen của Hiệu trưởng"
    issuer = "Hiệu trưởng"


class ClassEntryFactory(PupilEntryFactory):
    pupil = None
    school_class = factory.SubFactory(SchoolClassFactory)
    school = factory.LazyAttribute(lambda entry: entry.school_class.school)
    holder_kind = HolderKind.CLASS
    holder_name = factory.LazyAttribute(lambda entry: entry.school_class.name)
    code = "GK_HS_TT"
    honor_name = "Giấy khen của Hiệu trưởng cho lớp"


def ending(entry: HonorEntry, kind: EntryKind = EntryKind.REVOKED) -> HonorEntry:
    """The later line that takes this one out of account."""
    return HonorEntryFactory(
        kind=kind,
        ends=entry,
        person=entry.person,
        group=entry.group,
        pupil=entry.pupil,
        school_class=entry.school_class,
        school=entry.school,
        holder_kind=entry.holder_kind,
        holder_name=entry.holder_name,
        code=entry.code,
        honor_name=entry.honor_name,
        year=entry.year,
        ground=RevocationGround.FALSE_DECLARATION if kind == EntryKind.REVOKED else "",
        reason="Khai sai thành tích.",
        decision_number="15/QĐ-UBND",
        decided_on=date(2023, 9, 1),
    )


class YearRatingFactory(DjangoModelFactory):
    class Meta:
        model = YearRating

    person = factory.SubFactory(PersonFactory)
    school = factory.LazyAttribute(lambda rating: rating.person.school)
    year = 2022
    rating = "HTT"


class InitiativeFactory(DjangoModelFactory):
    class Meta:
        model = Initiative

    school = factory.SubFactory(SchoolFactory)
    name = "Một số biện pháp giúp trẻ 5–6 tuổi làm quen chữ cái"
    year = 2022
    level = "co_so"
    decision_number = "77/QĐ-UBND"
    decided_on = date(2023, 5, 20)
    issuer = "Chủ tịch UBND quận Long Biên"


class AuthorFactory(DjangoModelFactory):
    """`AuthorFactory(person=…, initiative__name=…)`: the sole author of an initiative of the person's school."""

    class Meta:
        model = InitiativeAuthor

    person = factory.SubFactory(PersonFactory)
    initiative = factory.SubFactory(InitiativeFactory, school=factory.SelfAttribute("..person.school"))


class UseFactory(DjangoModelFactory):
    class Meta:
        model = InitiativeUse

    author = factory.SubFactory(AuthorFactory)
    entry = factory.SubFactory(HonorEntryFactory, person=factory.SelfAttribute("..author.person"))


class DisciplineFactory(DjangoModelFactory):
    class Meta:
        model = Discipline

    person = factory.SubFactory(PersonFactory)
    school = factory.LazyAttribute(lambda fact: fact.person.school)
    kind = "khien_trach"
    decided_on = date(2022, 10, 3)
    ended_on = date(2023, 1, 3)


class LeaveFactory(DjangoModelFactory):
    class Meta:
        model = Leave

    person = factory.SubFactory(PersonFactory)
    school = factory.LazyAttribute(lambda fact: fact.person.school)
    kind = "thai_san"
    starts_on = date(2022, 10, 3)
    ends_on = date(2023, 4, 3)


class VerificationFactory(DjangoModelFactory):
    class Meta:
        model = Verification

    person = factory.SubFactory(PersonFactory)
    school = factory.LazyAttribute(lambda fact: fact.person.school)
    opened_on = date(2023, 5, 10)


class TransferFactory(DjangoModelFactory):
    class Meta:
        model = Transfer

    person = factory.SubFactory(PersonFactory)
    school = factory.LazyAttribute(lambda fact: fact.person.school)
    kind = "CAME"
    starts_on = date(2022, 10, 3)
    unit = "Trường Mầm non Ánh Dương"
