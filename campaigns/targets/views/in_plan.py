"""Chỉ tiêu trong kế hoạch: the plan sentence by sentence, those that look like targets first, each with what it came to."""

from typing import Any

from django.urls import reverse
from django.views.generic import TemplateView

from campaigns.targets.guessing import Sentence, sentences
from campaigns.targets.models import Target
from campaigns.targets.queries import plan_and_older
from thiduakt.documents.passages import passages
from thiduakt.permissions import may

from .pages import OfPlan, row_of


class InPlan(OfPlan, TemplateView):
    """`ca-bai=1`: every sentence, not only those that look like targets."""

    template_name = "targets/in_plan.html"
    title = "Chỉ tiêu trong kế hoạch"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, user = self.plan, self.request.user
        seen = Target.objects.visible_to(user, self.today).filter(plan__in=plan_and_older(plan)).with_owners()
        targets = list(seen.order_by("position", "pk"))
        is_whole = "ca-bai" in self.request.GET
        said = list(sentences(passages(plan.document)))
        lines = [_line(plan.pk, sentence, targets) for sentence in said]
        found = {row["target"].pk for line in lines for row in line["rows"]}
        shown = [line for line in lines if is_whole or line["sentence"].looks_like_target or line["rows"]]
        return super().get_context_data(
            plan=plan,
            lines=shown,
            total=len(said),
            likely=sum(sentence.looks_like_target for sentence in said),
            made=len(targets),
            # Their sentence was changed since, or they never had one.
            elsewhere=[row_of(target, self.today) for target in targets if target.pk not in found],
            is_whole=is_whole,
            can_manage=may(user, "target.manage", on=self.today),
            other_url=f"{reverse('targets:make')}?ke-hoach={plan.pk}",
            assignment_url=reverse("targets:assignment", args=[plan.pk]),
            **kwargs,
        )


def _line(plan_id: int, sentence: Sentence, targets: list[Target]) -> dict[str, Any]:
    make = f"{reverse('targets:make')}?ke-hoach={plan_id}&cau={sentence.number}"
    own = [target for target in targets if target.sentence == sentence.text[:2000]]
    return {
        "sentence": sentence,
        "reasons": ", ".join(sentence.reasons),
        "make_url": make,
        "rows": [{"target": target} for target in own],
    }
