"""Whose words may meet whom, anywhere at all: on a list, on a page, in a file. By hand; the permission table is not asked.

The names are those of tests/home/world.py.
"""

ISSUED = {"Issued", "Sent", "Copy"}
# What the whole school works on.
OF_THE_YEAR = {"Campaign", "Contest", "Exemplar", "Round", "Target", "Result", "Proof", "Review", "Posting", "Council"}
AWARDED = {"Award", "FromAbove", "Scanned", "Ceremony"}  # what was decided, by the school or above it
AWARDING = {"Awarding", "Cancelling"}  # what is drawn up
SHOWING = {"Announced", "Naming", "Slip"}  # what is published, which pupils may be named, and what was signed for it
PRINTING = {"Blanked", "Press", "Printed"}  # blanks, printers, runs of certificates
PACKS = {"Packed"}  # what goes up to the superior
ARCHIVED = {"Archived"}  # what lies in the archive of a year
MONEY = {"Entered", "Due", "Back", "Estimated"}  # the fund, what is paid, what comes back: sums are for few
LAW = {"Text", "NewHonor", "NewRule"}
COLLEAGUES = {"Person", "Group"}
STAFF = ISSUED | OF_THE_YEAR | AWARDED | LAW | COLLEAGUES
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
    | MONEY
    | ARCHIVED
    | PACKS
    | AWARDING
    | SHOWING
    | PRINTING
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
    | ARCHIVED
    | PACKS
    | AWARDING
    | PRINTING
    | KNOWN
    | JUDGING
    | COUNCILS
    | DRAFTS
    | ORGANISED
    | OF_THE_BOOKS
    | NOMINATED
    | APPRAISED
    | {"Mark", "Mailing", "Outline", "Meeting"},
    "clerk": STAFF | ARCHIVED | PACKS | AWARDING | SHOWING | PRINTING | KNOWN | DRAFTS | OF_THE_BOOKS | {"Batch"},
    "secretary": STAFF
    | ARCHIVED
    | PACKS
    | AWARDING
    | PRINTING
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
    "accountant": STAFF | MONEY,
    "inspector": STAFF
    | MONEY
    | ARCHIVED
    | PACKS
    | KNOWN
    | OF_THE_BOOKS
    | ACCOUNTS
    | NOMINATED
    | {"Sheet", "Opinion", "Meeting", "Session", "Poll"},
    "superior": LAW | {"Sent"},
}
