"""Lập hồ sơ: the own one, for somebody else, a collective, a pupil, somebody from outside; and what is typed of it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView

from campaigns.campaigns.enums import CampaignState
from campaigns.campaigns.models import Campaign
from campaigns.contests.enums import ContestState
from campaigns.contests.models import Contest
from campaigns.registrations.models import Registration
from nominations.dossiers.duplicates import Twin, same_merit
from nominations.dossiers.enums import NomineeKind
from nominations.dossiers.forms import BeginForm, DossierForm
from nominations.dossiers.models import Dossier, Nominee
from nominations.dossiers.policies import can_write, why_shut
from nominations.dossiers.queries import offered_to
from nominations.dossiers.services.drafting import TwinError, begin, begin_for_outsider, write
from thiduakt.ledger.enums import Merit
from thiduakt.ledger.models import Initiative
from thiduakt.pages import ServedForm
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.school.models import Group, Person, Pupil, SchoolClass

from .pages import OfDossier, OfReview
from .starting import SLUGS, rule_for

KINDS = {slug: kind for kind, slug in SLUGS.items()}


class Typed(ServedForm, FormView):
    """What both forms offer: campaigns and contests of the school, initiatives of the person."""

    template_name = "dossiers/write.html"

    def choices(self, person_id: int | None) -> dict[str, Any]:
        school = self.request.user.school_id
        own = Initiative.objects.filter(authors__person=person_id) if person_id else Initiative.objects.none()
        return {
            "campaigns": Campaign.objects.filter(school=school).exclude(state=CampaignState.DRAFT),
            "contests": Contest.objects.filter(school=school).exclude(state=ContestState.DRAFT),
            "initiatives": own,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        refusal: Any = kwargs.get("refusal")
        told: list[Twin] = list(refusal.twins) if isinstance(refusal, TwinError) else []
        return super().get_context_data(twins=told, **kwargs)


class Beginning(OfReview, Typed):
    form_class = BeginForm
    submit_label = "Lập hồ sơ"
    kind: Any = NomineeKind.PERSON

    def holders(self) -> QuerySet | None:
        return None

    def person_id(self) -> int | None:
        return None

    def get_initial(self) -> dict[str, Any]:
        """What the address asks for, from a registration, a campaign or a contest."""
        asked = self.request.GET
        return {"code": asked.get("ma", ""), "campaign": asked.get("phong-trao") or self.review.campaign_id,
                "contest": asked.get("hoi-thi", "")}  # fmt: skip

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(), "kind": self.kind, "holders": self.holders(),
            "honors": offered_to(self.review, self.kind), **self.choices(self.person_id()),
        }  # fmt: skip

    def holder(self, form: BeginForm) -> Nominee:
        return form.cleaned_data["holder"]

    def serve(self, form: BeginForm) -> None:
        asked = {"content": form.content, "actor": self.request.user, "at": timezone.now()}
        if self.kind == NomineeKind.OUTSIDER:
            told = form.cleaned_data
            made = begin_for_outsider(self.review, name=told["name"], unit=told["unit"], **asked)
        else:
            made = begin(self.review, self.holder(form), **asked)
        self.success_url = made.get_absolute_url()
        self.done = "Đã lập hồ sơ. Thầy/cô viết báo cáo, gửi minh chứng rồi nộp."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        blank = Dossier(review=self.review, school=self.review.school, holder_kind=self.kind)
        return super().get_context_data(shut=why_shut(self.review, blank, timezone.now()), **kwargs)


class BeginOwn(Beginning):
    permission = "dossier.own"
    title = "Lập hồ sơ của tôi"

    def person_id(self) -> int:
        return self.request.user.person_id

    @cached_property
    def registered(self) -> dict[str, str]:
        """What of the honors of the round was registered for the year, by code."""
        held = Registration.objects.filter(person=self.request.user.person_id, round__year=self.review.year).listed()
        codes = set(held.values_list("honors__code", flat=True))
        return {code: name for code, name in offered_to(self.review, self.kind).items() if code in codes}

    @property
    def lead(self) -> str:  # type: ignore[override]
        return f"Đã đăng ký đầu năm: {'; '.join(self.registered.values())}." if self.registered else ""

    def get_initial(self) -> dict[str, Any]:
        told = super().get_initial()
        return {**told, "code": told["code"] or (next(iter(self.registered)) if len(self.registered) == 1 else "")}

    def holder(self, form: BeginForm) -> Person:
        return self.request.user.person

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        blank = Dossier(review=self.review, school=user.school, person=user.person, team=user.person.group)
        return super().get_context_data(**kwargs) | {"shut": why_shut(self.review, blank, timezone.now())}


class BeginFor(Beginning):
    """`loai` of the address names whom; the select offers only those for whom this person may begin one."""

    permission = "dossier.view"

    @cached_property
    def kind(self) -> NomineeKind:  # type: ignore[override]
        if self.kwargs["loai"] not in KINDS:
            raise Http404
        return KINDS[self.kwargs["loai"]]

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Đề nghị khen {self.kind.label}"

    @cached_property
    def rule(self) -> str:
        return rule_for(self.kind)

    @cached_property
    def is_wide(self) -> bool:
        return bool(scopes(self.request.user, self.rule, self.today) & WHOLE_SCHOOL)

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        is_leaders = self.kind == NomineeKind.SCHOOL and not self.is_wide
        if not self.may(self.rule) or is_leaders:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def holders(self) -> QuerySet | None:
        user, year = self.request.user, self.review.year
        own = {} if self.is_wide else {"pk": user.group_id}
        match self.kind:
            case NomineeKind.PERSON:
                people = Person.objects.filter(school=user.school_id).at_work(self.today).exclude(pk=user.person_id)
                return (people if self.is_wide else people.filter(group=user.group_id)).select_related("group")
            case NomineeKind.GROUP:
                return Group.objects.filter(school=user.school_id, **own)
            case NomineeKind.PUPIL:
                taught = {} if self.is_wide else {"memberships__school_class__teachers": user.person_id}
                members = Pupil.objects.filter(school=user.school_id, memberships__year=year, **taught)
                return members.distinct()
            case NomineeKind.CLASS:
                taught = {} if self.is_wide else {"teachers": user.person_id}
                return SchoolClass.objects.filter(school=user.school_id, year=year, **taught)
        return None

    def holder(self, form: BeginForm) -> Nominee:
        return self.review.school if self.kind == NomineeKind.SCHOOL else form.cleaned_data["holder"]


class Edit(OfDossier, Typed):
    permission = "dossier.view"
    form_class = DossierForm
    submit_label = "Lưu"
    done = "Đã lưu hồ sơ."

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Sửa hồ sơ: {self.dossier.holder}"

    def get_success_url(self) -> str:
        return self.dossier.get_absolute_url()

    def get_initial(self) -> dict[str, Any]:
        one = self.dossier
        told = {name: getattr(one, name) for name in ("code", "summary", "merit_on", "twin_reason", "version")}
        return {**told, "campaign": one.campaign, "contest": one.contest, "initiatives": list(one.initiatives.all())}

    def get_form_kwargs(self) -> dict[str, Any]:
        one = self.dossier
        honors = {one.code: one.honor_name, **offered_to(one.review, one.holder_kind)}
        return {**super().get_form_kwargs(), "honors": honors, "dossier": one, **self.choices(one.person_id)}

    def serve(self, form: DossierForm) -> None:
        version = form.cleaned_data["version"]
        write(self.dossier, form.content, version=version, actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, at = self.dossier, timezone.now()
        if not can_write(self.request.user, one, at):
            raise PermissionDenied
        context = super().get_context_data(shut=why_shut(one.review, one, at), **kwargs)
        return context | {"twins": context["twins"] or same_merit(one), "asks_day": one.review.merit == Merit.SUDDEN}
