from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from tests.factories.school import PersonFactory, SchoolFactory, UserFactory
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.models import Mailing, Notice, Preference

TOLD_AT = datetime(2023, 10, 4, 2, 0, tzinfo=UTC)


class MailingFactory(DjangoModelFactory):
    class Meta:
        model = Mailing

    school = factory.SubFactory(SchoolFactory)
    written_by = factory.SubFactory(UserFactory, school=factory.SelfAttribute("..school"))
    subject = "Họp hội đồng thi đua, khen thưởng"
    text = "14 giờ thứ Sáu, phòng họp tầng 2."
    written_at = TOLD_AT


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = Notice

    person = factory.SubFactory(PersonFactory)
    school = factory.SelfAttribute("person.school")
    kind = NoticeKind.CAMPAIGN_LAUNCHED
    subject = "Phát động phong trào “Dạy tốt – Học tốt”"
    url = "/"
    told_at = TOLD_AT


class PreferenceFactory(DjangoModelFactory):
    class Meta:
        model = Preference

    person = factory.SubFactory(PersonFactory)
    email = "co.dao@truong.example"
