"""Outlines and writings, past the services: what a test does not say has one plain value."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from nominations.writings.enums import Use
from nominations.writings.models import Outline, Revision, Writing
from tests.factories.school import SchoolFactory, UserFactory


def section(key: str, title: str, level: int = 3, **told) -> dict:
    return {"key": key, "title": title, "hint": "", "level": level, "fill": "", "is_required": False, "min_words": 0, **told}


SECTIONS = [
    section("part", "THÀNH TÍCH ĐẠT ĐƯỢC", 2),
    section("duties", "Nhiệm vụ được giao", is_required=True),
    section("results", "Kết quả", is_required=True, min_words=5),
    section("other", "Việc khác", 2),
]


class OutlineFactory(DjangoModelFactory):
    """Of the state; the sections `duties` and `results` stand below a heading, `other` alone."""

    class Meta:
        model = Outline

    code = factory.Sequence(lambda n: f"de-cuong-{n}")
    name = "Báo cáo thử"
    use = Use.PERSON
    sections = SECTIONS
    from_on = date(2013, 1, 1)


class WritingFactory(DjangoModelFactory):
    """Begun and never changed: its first saving is on record."""

    class Meta:
        model = Writing
        skip_postgeneration_save = True

    school = factory.SubFactory(SchoolFactory)
    outline = factory.SubFactory(OutlineFactory)
    sections = factory.LazyFunction(lambda: {"duties": "<p>Chủ nhiệm lớp.</p>", "results": "", "other": ""})
    changed_at = datetime(2023, 5, 1, 8, 0, tzinfo=UTC)
    changed_by = factory.SubFactory(UserFactory, school=factory.SelfAttribute("..school"))

    @factory.post_generation
    def _revision(self, create, extracted, **kwargs):
        told = {"saved_by": self.changed_by, "saved_at": self.changed_at}
        Revision.objects.create(writing=self, number=self.version, sections=self.sections, **told)
