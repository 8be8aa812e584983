"""Solutions, brought where they are by the services themselves."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import factory
from django.core.files.base import File
from factory.django import DjangoModelFactory

from nominations.initiatives.enums import SolutionState as S
from nominations.initiatives.models import Author, Solution, Trial
from nominations.initiatives.services.applying import Figure, Tried, add_trial, confirm_trial
from nominations.initiatives.services.authors import Line, answer, set_authors
from nominations.initiatives.services.evidence import add_files
from nominations.initiatives.services.likeness import compare, explain
from nominations.initiatives.services.solutions import Facts, begin, submit
from nominations.writings.models import Outline
from nominations.writings.services.writing import save_writing
from tests.factories.school import PersonFactory, SchoolFactory, UserFactory
from tests.factories.targets import photo, upload
from tests.factories.writings import WritingFactory
from thiduakt.school.models import Kinship, User

NAME = "Tổ chức góc chơi từ vật liệu thiên nhiên giúp trẻ 5–6 tuổi khám phá khoa học"
SENTENCE = "Cô cùng trẻ nhặt lá, hạt, vỏ ốc quanh trường rồi phân loại, đếm, xếp thành tranh; mỗi tuần một chủ đề. "


def described(words: str = SENTENCE, *, times: int = 9) -> dict[str, str]:
    """Every section of the outline of the state, long enough."""
    keys = ("ten", "linh_vuc", "thoi_gian", "truoc", "noi_dung", "ap_dung", "hieu_qua", "cam_ket")
    return dict.fromkeys(keys, f"<p>{words * times}</p>")


def make_solution(user: User, at: datetime, *, name: str = NAME, **told: Any) -> Solution:
    """An idea, with its facts whole."""
    facts = {"year": 2023, "field": "Giáo dục phát triển nhận thức", "first_applied_on": date(2023, 9, 11)}
    return begin(Facts(name=name, **facts | told), actor=user, at=at)


def describe(solution: Solution, user: User, at: datetime, sections: dict[str, str] | None = None) -> None:
    version = solution.writing.version
    save_writing(solution.writing, sections or described(), base_version=version, actor=user, at=at)
    solution.writing.refresh_from_db()


def make_trial(solution: Solution, user: User, at: datetime, **told: Any) -> Trial:
    solution.refresh_from_db()
    figures: Sequence[Figure] = (Figure("Trẻ hứng thú khám phá", "%", "62", "91"),)
    tried = Tried(**{"starts_on": date(2023, 9, 11), "place": "Lớp A1", "figures": figures, "remarks": "Trẻ thích."} | told)
    kept = add_trial(solution, tried, version=solution.version, actor=user, at=at)
    solution.refresh_from_db()
    return kept.row


def make_ready(solution: Solution, user: User, head: User, at: datetime, *, files: Sequence[File]) -> Solution:
    """With all that submitting asks for."""
    describe(solution, user, at)
    trial = make_trial(solution, user, at)
    confirm_trial(trial, version=trial.version, actor=head, at=at)
    add_files(solution, files, actor=user, at=at)
    compare(solution, actor=user, at=at)
    for match in solution.matches.all():
        explain(match, "Kế thừa cách làm của năm trước, có bổ sung nội dung mới.", actor=user, at=at)
    return Solution.objects.select_related("writing__outline").get(pk=solution.pk)


def make_submitted(user: User, head: User, at: datetime, *, files: Sequence[File], name: str = NAME) -> Solution:
    solution = make_ready(make_solution(user, at, name=name), user, head, at, files=files)
    return submit(solution, version=solution.version, actor=user, at=at)


def add_co_author(solution: Solution, lead: User, other: User, at: datetime, *, yes: bool = True) -> None:
    """Half and half."""
    solution.refresh_from_db()
    lines = [Line(share=50, person=lead.person), Line(share=50, person=other.person)]
    set_authors(solution, lines, version=solution.version, actor=lead, at=at)
    if yes:
        answer(solution.authors.get(person=other.person), yes=True, share=50, actor=other, at=at)
    solution.refresh_from_db()


def make_kin(one: User, other: User, at: datetime) -> None:
    Kinship.objects.create(person=one.person, relative=other.person, relation="chị em ruột", declared_by=one, declared_at=at)


def other_upload() -> File:
    """A file that `upload()` is not."""
    return upload("anh-khac.jpg", photo(size=(60, 40)))


class SolutionFactory(DjangoModelFactory):
    """Past the services, by the outline of the state: of somebody of the school, alone."""

    class Meta:
        model = Solution
        skip_postgeneration_save = True

    school = factory.SubFactory(SchoolFactory)
    person = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))
    group = factory.SelfAttribute("person.group")
    year = 2023
    name = NAME
    begun_by = factory.SubFactory(UserFactory, school=factory.SelfAttribute("..school"))
    begun_at = datetime(2023, 9, 1, 8, 0, tzinfo=UTC)
    submitted_at = factory.LazyAttribute(lambda one: one.begun_at if one.state in S.REACHED else None)
    state = S.IDEA
    writing = factory.LazyAttribute(
        lambda one: WritingFactory(
            school=one.school, outline=Outline.objects.get(code="mo-ta-sang-kien", school=None), changed_by=one.begun_by,
            sections=one.sections,
        )
    )  # fmt: skip

    class Params:
        sections = factory.LazyFunction(described)

    @factory.post_generation
    def _lead(self, create, extracted, **kwargs):
        Author.objects.create(solution=self, person=self.person, share=100, confirmed_at=self.begun_at)
