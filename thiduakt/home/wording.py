"""The audit verbs of every room, in the words of the people who read the log."""

from awards.ceremonies.wording import ACTS as CEREMONY_ACTS
from awards.certificates.wording import ACTS as CERTIFICATE_ACTS
from awards.closing.wording import ACTS as CLOSING_ACTS
from awards.decisions.wording import ACTS as AWARD_ACTS
from awards.packs.wording import ACTS as PACK_ACTS
from awards.publications.wording import ACTS as PUBLICATION_ACTS
from awards.rewards.wording import ACTS as REWARD_ACTS
from campaigns.campaigns.wording import ACTS as CAMPAIGN_ACTS
from campaigns.contests.wording import ACTS as CONTEST_ACTS
from campaigns.exemplars.wording import ACTS as EXEMPLAR_ACTS
from campaigns.registrations.wording import ACTS as REGISTRATION_ACTS
from campaigns.reporting.wording import ACTS as REPORT_ACTS
from campaigns.scoring.wording import ACTS as SCORE_ACTS
from campaigns.targets.wording import ACTS as TARGET_ACTS
from nominations.appraisals.wording import ACTS as APPRAISAL_ACTS
from nominations.ballots.wording import ACTS as BALLOT_ACTS
from nominations.councils.wording import ACTS as COUNCIL_ACTS
from nominations.dossiers.wording import ACTS as DOSSIER_ACTS
from nominations.feedback.wording import ACTS as FEEDBACK_ACTS
from nominations.initiatives.wording import ACTS as SOLUTION_ACTS
from nominations.judging.wording import ACTS as JUDGING_ACTS
from nominations.meetings.wording import ACTS as MEETING_ACTS
from nominations.sessions.wording import ACTS as SESSION_ACTS
from nominations.writings.wording import ACTS as WRITING_ACTS
from thiduakt.catalog.wording import ACTS as CATALOG_ACTS
from thiduakt.documents.queries import ACTS
from thiduakt.intake.wording import ACTS as INTAKE_ACTS
from thiduakt.ledger.wording import ACTS as LEDGER_ACTS
from thiduakt.notices.wording import ACTS as NOTICE_ACTS
from thiduakt.school.wording import ACTS as SCHOOL_ACTS

VERBS = {
    **ACTS,
    **SCHOOL_ACTS,
    **CATALOG_ACTS,
    **LEDGER_ACTS,
    **INTAKE_ACTS,
    **REGISTRATION_ACTS,
    **CAMPAIGN_ACTS,
    **SCORE_ACTS,
    **TARGET_ACTS,
    **CONTEST_ACTS,
    **EXEMPLAR_ACTS,
    **REPORT_ACTS,
    **WRITING_ACTS,
    **MEETING_ACTS,
    **BALLOT_ACTS,
    **COUNCIL_ACTS,
    **SESSION_ACTS,
    **APPRAISAL_ACTS,
    **CERTIFICATE_ACTS,
    **FEEDBACK_ACTS,
    **SOLUTION_ACTS,
    **JUDGING_ACTS,
    **DOSSIER_ACTS,
    **AWARD_ACTS,
    **REWARD_ACTS,
    **PACK_ACTS,
    **PUBLICATION_ACTS,
    **CEREMONY_ACTS,
    **CLOSING_ACTS,
    **NOTICE_ACTS,
    "system.restore": "Khôi phục dữ liệu từ bản sao lưu",
    "register.edit": "Ghi sổ văn bản đi",
    "series.propose": "Đề xuất số khởi đầu",
    "series.approve": "Duyệt số khởi đầu",
    "series.refuse": "Không duyệt số khởi đầu",
}
