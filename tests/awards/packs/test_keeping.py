"""A tờ trình that is replaced or revoked takes its place in the pack along."""

import pytest

from awards.packs.models import Pack
from tests.factories.decisions import walked
from tests.factories.packs import PackFactory
from thiduakt.documents.kinds import Kind
from thiduakt.documents.services.drafting import create_draft

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_what_replaces_it_stands_in_its_place(review, dossier, principal, clerk, at):
    pack = PackFactory(review=review, dossiers=[dossier], state="APPROVED")
    newer = create_draft(
        Kind.SUBMITTAL, subject="Về việc đề nghị khen thưởng", dated_on=at.date(), addressees=["UBND Thành phố"],
        bases=["Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15."], body="<p>Nhà trường đề nghị xét, khen thưởng./.</p>",
        recipients=["Như trên", "Lưu: VT"], signer=principal.person, replaces=pack.document, actor=principal, at=at,
    )  # fmt: skip

    issued = walked(newer, principal, clerk, at)

    again = Pack.objects.get(pk=pack.pk)
    assert (again.document, again.version, again.state) == (issued, pack.version + 1, "APPROVED")
