"""Whose words may meet whom, anywhere at all: on a list, on a page, in a file. By hand; the permission table is not asked.

The names are those of tests/home/world.py.
"""

ISSUED = {"Issued", "Sent", "Copy"}
# What the whole school works on.
OF_THE_YEAR = {"Campaign", "Contest", "Exemplar", "Round", "Target", "Result", "Proof", "Review", "Posting", "Council"}
LAW = {"Text", "NewHonor", "NewRule"}
COLLEAGUES = {"Person", "Group"}
STAFF = ISSUED | OF_THE_YEAR | LAW | COLLEAGUES
RECORDS = {"Honor", "Initiative", "Rating", "Transfer"}
SOLUTIONS = {"Solution", "Described", "Tested", "Seen", "Agreed", "Alike"}
JUDGED = {"Judged", "Refused", "Known", "Concluded", "Why"}  # of people in no tổ: for whoever reads all solutions
JUDGING = {"Rubric", "Judging", "Appealed", "Above"}  # for whoever sets judging up; what a judge noted, for nobody else
COUNCILS = {"Founding", "Renewed"}  # a council, or its new list, that is being prepared
SESSIONS = {"Session", "Planned"}  # of a council in which none of them sits: one that is called, one that is prepared
PUPILS = {"Class", "Pupil", "Praise", "Prize"}
PRIVATE = {"Discipline", "Leave", "Verification"}
REGISTERED = {"Registration", "SignedForm"}
FOUND = {"Found", "Consent"}
APPRAISED = {"Appraised", "Waived"}  # what the school found of a dossier
NOMINATED = {"Dossier", "Written", "Proven"}  # a dossier, its report and its evidence
ASKED = {"Asked", "Question", "Comment"}  # a draft on which opinions are gathered
DRAFTS = {"Draft", "Saved", "Report"} | ASKED
ORGANISED = {"Movement", "Sheet", "Trial", "Essay", "Attached"}
OF_THE_BOOKS = {"Entry", "Opening"}
ACCOUNTS = {"Account", "Role", "Delegation"}
KNOWN = RECORDS | SOLUTIONS | JUDGED | PUPILS | REGISTERED | FOUND

MAY_MEET = {
    "principal": STAFF
    | KNOWN
    | JUDGING
    | COUNCILS
    | SESSIONS
    | PRIVATE
    | DRAFTS
    | ORGANISED
    | OF_THE_BOOKS
    | ACCOUNTS
    | NOMINATED
    | APPRAISED
    | {"Mark", "Typed", "Batch", "Mailing", "Opinion", "Outline", "Meeting", "Poll"},
    "deputy": STAFF
    | KNOWN
    | JUDGING
    | COUNCILS
    | DRAFTS
    | ORGANISED
    | OF_THE_BOOKS
    | NOMINATED
    | APPRAISED
    | {"Mark", "Mailing", "Outline", "Meeting"},
    "clerk": STAFF | KNOWN | DRAFTS | OF_THE_BOOKS | {"Batch"},
    "secretary": STAFF
    | KNOWN
    | JUDGING
    | COUNCILS
    | SESSIONS
    | PRIVATE
    | ORGANISED
    | NOMINATED
    | APPRAISED
    | {"Report", "Batch", "Mailing", "Opinion", "Outline", "Meeting"},
    "technician": ACCOUNTS | COLLEAGUES | {"Text"},
    "group_head": STAFF | RECORDS | SOLUTIONS | REGISTERED | FOUND | ASKED | NOMINATED | {"Meeting"},
    "teacher": STAFF,
    "accountant": STAFF,
    "inspector": STAFF | KNOWN | OF_THE_BOOKS | ACCOUNTS | NOMINATED | {"Sheet", "Opinion", "Meeting", "Session", "Poll"},
    "superior": LAW | {"Sent"},
}
