"""What the pages of the law of a day share: the day that is asked about, its regime, and the way between them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from thiduakt.catalog.amounts import Paying, paying_on
from thiduakt.catalog.forms import DayAskedForm
from thiduakt.catalog.models import Regime
from thiduakt.catalog.rulebook import is_read, regime_on
from thiduakt.catalog.telling import regime_span
from thiduakt.pages import asked_words
from thiduakt.permissions import may
from thiduakt.routes import Ruled
from thiduakt.vietnamese import finds

DAY_FORMAT = "%d/%m/%Y"
SECTIONS = (
    ("catalog:honors", "Danh hiệu, hình thức"),
    ("catalog:rules", "Quy định khác"),
    ("catalog:choices", "Điều luật để ngỏ"),
    ("catalog:doubtful", "Chưa đối chiếu"),
    ("catalog:proposals", "Đề xuất"),
)


def matches(words: str, *texts: str) -> bool:
    return finds(words, " ".join(texts))


class LawPage(Ruled):
    """A page of the catalogue on a day: `?ngay=`, today where none is asked for."""

    permission = "rule.view"
    section = "catalog:honors"
    request: HttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.today = timezone.localdate()
        self.day = DayAskedForm(request.GET).asked()
        self.words = asked_words(request)

    @property
    def school_id(self) -> int:
        return self.request.user.school_id

    def may_propose(self) -> bool:
        return may(self.request.user, "rule.propose", on=self.today)

    @cached_property
    def regime(self) -> Regime | None:
        """None on a day of which the catalogue knows no law."""
        try:
            return regime_on(self.day)
        except ValidationError:
            return None

    def paying(self) -> Paying:
        try:
            return paying_on(self.day, self.school_id)
        except ValidationError:
            return lambda coefficient: None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        regime = self.regime
        tab = getattr(self, "tab", "")
        kwargs.setdefault("title", "Danh mục pháp lý")
        return super().get_context_data(  # type: ignore[misc]
            sections=[
                {"label": label, "url": reverse(route), "is_current": route == self.section} for route, label in SECTIONS
            ],
            day=self.day,
            words=self.words,
            kept=[("tab", tab)] if tab else [],
            regime=regime,
            span=regime_span(regime) if regime else "",
            is_read=bool(regime) and is_read(regime, self.school_id, self.day),
            regimes=self.regimes(),
            **kwargs,
        )

    def regimes(self) -> list[dict[str, Any]]:
        known: QuerySet[Regime] = Regime.objects.order_by("starts_on")
        return [{"regime": one, "span": regime_span(one)} for one in known]


def trail(*above: tuple[str, str]) -> list[dict[str, str]]:
    """From the catalogue down; each a label and its address."""
    return [{"label": label, "url": url} for label, url in (("Danh mục pháp lý", reverse("catalog:honors")), *above)]
