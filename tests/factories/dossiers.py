"""Rounds of review and dossiers, past the services: what a test does not say has one plain value."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from nominations.dossiers.enums import DossierState, NomineeKind, ReviewState
from nominations.dossiers.models import Dossier, Outsider, Review, ReviewHonor
from tests.factories.school import PersonFactory, SchoolFactory, UserFactory

NAMES = {
    "LDTT": "Lao động tiên tiến",
    "CSTDCS": "Chiến sĩ thi đua cơ sở",
    "TTLDTT": "Tập thể lao động tiên tiến",
    "GK_HT_CN": "Giấy khen của Hiệu trưởng (cán bộ, giáo viên, nhân viên) – cá nhân",
    "GK_HS_CN": "Giấy khen của Hiệu trưởng cho người học (cá nhân)",
    "GK_HS_TT": "Giấy khen của Hiệu trưởng cho tập thể người học",
}


class ReviewFactory(DjangoModelFactory):
    """Open, of the school year 2023–2024, under the law of regime B1; `honors` by their codes."""

    class Meta:
        model = Review
        skip_postgeneration_save = True

    school = factory.SubFactory(SchoolFactory)
    year = 2023
    name = factory.Sequence(lambda n: f"Xét thi đua cuối năm, đợt {n}")
    opens_on = date(2023, 9, 1)
    closes_on = date(2023, 10, 20)
    decides_on = date(2024, 6, 1)
    regime = "B1_2022_ND98"
    state = ReviewState.OPEN
    created_by = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))

    @factory.post_generation
    def honors(self, create, extracted, **told):
        if not create:
            return
        for position, code in enumerate(extracted or NAMES, start=1):
            ReviewHonor.objects.create(review=self, code=code, honor_name=NAMES.get(code, code), position=position)


class OutsiderFactory(DjangoModelFactory):
    class Meta:
        model = Outsider

    school = factory.SubFactory(SchoolFactory)
    name = "Nguyễn Văn Ẩn"
    unit = "Ban đại diện cha mẹ học sinh"


class DossierFactory(DjangoModelFactory):
    """Of a person, for LDTT; give `holder_kind` with the holder of another kind and person=None."""

    class Meta:
        model = Dossier

    review = factory.SubFactory(ReviewFactory)
    school = factory.SelfAttribute("review.school")
    holder_kind = NomineeKind.PERSON
    person = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))
    team = factory.LazyAttribute(lambda row: row.person.group if row.person else None)
    code = "LDTT"
    honor_name = factory.LazyAttribute(lambda row: NAMES.get(row.code, row.code))
    summary = "Hoàn thành tốt nhiệm vụ được giao, có nhiều giờ dạy tốt."
    state = DossierState.DRAFT
    written_by = factory.SubFactory(UserFactory, school=factory.SelfAttribute("..school"))
    written_at = datetime(2023, 10, 1, 8, 0, tzinfo=UTC)
    handed_in_at = factory.LazyAttribute(
        lambda row: datetime(2023, 10, 2, 8, 0, tzinfo=UTC) if row.state in DossierState.SENT else None
    )
