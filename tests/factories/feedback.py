"""Posted lists and opinions, past the services: what a test does not say has one plain value."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from nominations.feedback.models import Opinion, PostedLine, Posting
from tests.factories.dossiers import DossierFactory, ReviewFactory
from tests.factories.school import PersonFactory


class PostingFactory(DjangoModelFactory):
    class Meta:
        model = Posting

    review = factory.SubFactory(ReviewFactory)
    school = factory.SelfAttribute("review.school")
    place = "Bảng tin phòng hội đồng"
    posted_on = date(2023, 5, 15)
    until = date(2023, 5, 26)
    created_by = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))


class PostedLineFactory(DjangoModelFactory):
    class Meta:
        model = PostedLine

    posting = factory.SubFactory(PostingFactory)
    dossier = factory.SubFactory(DossierFactory, review=factory.SelfAttribute("..posting.review"))
    position = factory.Sequence(lambda number: number + 1)
    holder_name = factory.LazyAttribute(lambda line: str(line.dossier.holder))
    honor_name = factory.SelfAttribute("dossier.honor_name")


class OpinionFactory(DjangoModelFactory):
    class Meta:
        model = Opinion

    posting = factory.SubFactory(PostingFactory)
    text = "Cô Đào nghỉ dạy nhiều buổi trong tháng Ba."
    sent_at = datetime(2023, 5, 16, 2, tzinfo=UTC)
