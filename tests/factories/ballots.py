"""Secret votes: a poll with its officials and electors, taken as far along its road as a test needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from nominations.ballots.enums import Choice
from nominations.ballots.manifest import Candidate, Manifest
from nominations.ballots.models import Poll
from nominations.ballots.services.conducting import close_poll, confirm_poll, count_poll, open_poll, void_poll
from nominations.ballots.services.preparing import prepare_poll
from nominations.ballots.services.voting import cast
from tests.factories.school import PersonFactory, SchoolFactory, UserFactory
from thiduakt.permissions import Role
from thiduakt.school.models import School, User

AT = datetime(2023, 10, 18, 9, tzinfo=UTC)
NAMES = ("Bùi Thị Ước", "Đặng Thị Ý", "Lê Thị Ân", "Ngô Thị Oanh", "Trịnh Thị Úc", "Vũ Thị Êm", "Đỗ Thị Đào")
DAO, ANH = Candidate("dao", "Đỗ Thị Đào", "Chiến sĩ thi đua cơ sở"), Candidate("anh", "Nguyễn Thị Ánh", "Lao động tiên tiến")
RULE = "Từ 80% tổng số thành viên hội đồng"
REASON = "Danh sách bầu thiếu một người."


class PollFactory(DjangoModelFactory):
    """A row that nobody cast a ballot in, past the services: for lists."""

    class Meta:
        model = Poll
        skip_postgeneration_save = True

    school = factory.SubFactory(SchoolFactory)
    title = "Xét danh hiệu năm học 2022-2023"
    chair = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))
    secretary = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))
    manifest = factory.LazyFunction(lambda: Manifest(candidates=[DAO], electors=[], recusals=[], rule=RULE).written())
    manifest_hash = "0" * 64
    public_key = sk_wrapped = b"key"
    tally = factory.LazyFunction(lambda: {"dao": [0, 0, 0, 0]})

    @factory.post_generation
    def sealed(self, create: bool, extracted: object, **kwargs: object) -> None:
        """As the server leaves what it has counted."""
        Poll.objects.filter(pk=self.pk).update(mac=Poll.objects.get(pk=self.pk).whole_mac)


@dataclass
class Vote:
    """One poll and its people: the chair and the secretary are electors too, the teller is not."""

    poll: Poll
    chair: User
    secretary: User
    teller: User
    electors: list[User] = field(default_factory=list)

    def reread(self) -> Poll:
        self.poll = Poll.objects.get(pk=self.poll.pk)
        return self.poll

    def open(self) -> Poll:
        open_poll(self.poll, actor=self.chair, at=AT)
        self.poll = open_poll(self.poll, actor=self.teller, at=AT)
        return self.poll

    def cast(self, elector: User, **choices: Choice) -> str:
        said = choices or {one.key: Choice.AGREE for one in self.poll.content.open_to(elector.person_id)}
        return cast(self.poll, said, actor=elector, at=AT)

    def cast_by_all(self) -> None:
        """Everybody says yes to everything."""
        for elector in self.electors:
            self.cast(elector)

    def close(self) -> Poll:
        self.poll = close_poll(self.poll, actor=self.chair, at=AT)
        return self.poll

    def count(self) -> Poll:
        count_poll(self.poll, actor=self.secretary, at=AT)
        self.poll = count_poll(self.poll, actor=self.teller, at=AT)
        return self.poll

    def confirm(self) -> Poll:
        for official in (self.chair, self.secretary, self.teller):
            self.poll = confirm_poll(self.poll, actor=official, at=AT)
        return self.poll

    def void(self) -> Poll:
        void_poll(self.poll, reason=REASON, actor=self.chair, at=AT)
        self.poll = void_poll(self.poll, actor=self.teller, at=AT)
        return self.poll


def make_vote(
    school: School, *, electors: int = 7, candidates: Sequence[Candidate] = (DAO, ANH),
    recusals: Mapping[int, Sequence[str]] | None = None, title: str = "Xét danh hiệu năm học 2022-2023",
) -> Vote:  # fmt: skip
    """`recusals`: by the place of the elector among the electors."""
    users = [UserFactory(school=school, full_name=NAMES[place % 7], roles=[Role.TEACHER]) for place in range(electors)]
    teller = UserFactory(school=school, full_name="Phạm Thị Hương", roles=[Role.TELLER])
    poll = prepare_poll(
        title, candidates=candidates, electors=[user.person for user in users],
        recusals={(users[place].person_id, key) for place, keys in (recusals or {}).items() for key in keys},
        chair=users[0].person, secretary=users[1].person, tellers=[teller.person], rule=RULE, school_id=school.pk,
        actor=users[1], at=AT,
    )  # fmt: skip
    return Vote(poll, users[0], users[1], teller, users)
