from django.urls import path

from .printing import DESCRIPTION, REQUEST
from .views import applying, describing, likeness, lists, page, printing, writing

app_name = "initiatives"
urlpatterns = [
    path("", lists.SolutionList.as_view(), name="list"),
    path("danh-sach.xlsx", lists.SolutionListExcel.as_view(), name="list_excel"),
    path("cua-toi/", lists.Mine.as_view(), name="mine"),
    path("them/", writing.Begin.as_view(), name="add"),
    path("<id:pk>/", page.SolutionPage.as_view(), name="solution"),
    path("<id:pk>/sua/", writing.EditFacts.as_view(), name="edit"),
    path("<id:pk>/tac-gia/", writing.EditAuthors.as_view(), name="authors"),
    path("dong-tac-gia/<id:pk>/", writing.Answer.as_view(), name="answer"),
    path("dong-tac-gia/<id:pk>/giay-dong-y/", writing.Attest.as_view(), name="attest"),
    path("giay-dong-y/<id:pk>/", writing.AgreementFile.as_view(), name="agreement"),
    path("<id:pk>/mo-ta/", describing.DescriptionEdit.as_view(), name="description"),
    path("<id:pk>/mo-ta/giu/", describing.DescriptionKeep.as_view(), name="description_keep"),
    path("<id:pk>/mo-ta/bo-ban-go/", describing.DescriptionDrop.as_view(), name="description_drop"),
    path("<id:pk>/mo-ta/cac-lan-luu/", describing.DescriptionRevisions.as_view(), name="description_revisions"),
    path("<id:pk>/mo-ta/so-sanh/", describing.DescriptionCompare.as_view(), name="description_compare"),
    path("<id:pk>/mo-ta/khoi-phuc/<id:number>/", describing.DescriptionRestore.as_view(), name="description_restore"),
    path("<id:pk>/ap-dung/", applying.TrialAdd.as_view(), name="trial_add"),
    path("ap-dung/<id:pk>/", applying.TrialEdit.as_view(), name="trial_edit"),
    path("ap-dung/<id:pk>/xoa/", applying.TrialRemove.as_view(), name="trial_remove"),
    path("ap-dung/<id:pk>/xac-nhan/", applying.TrialConfirm.as_view(), name="trial_confirm"),
    path("<id:pk>/minh-chung/", applying.EvidenceAdd.as_view(), name="evidence_add"),
    path("minh-chung/<id:pk>/", applying.EvidenceFile.as_view(), name="evidence"),
    path("minh-chung/<id:pk>/bo/", applying.EvidenceRemove.as_view(), name="evidence_remove"),
    path("<id:pk>/so-trung/", likeness.Likeness.as_view(), name="likeness"),
    path("<id:pk>/so-trung/so/", likeness.CompareNow.as_view(), name="compare"),
    path("so-trung/<id:pk>/", likeness.MatchPage.as_view(), name="match"),
    path("so-trung/<id:pk>/giai-trinh/", likeness.Explain.as_view(), name="explain"),
    path("so-trung/<id:pk>/xem-xet/", likeness.Review.as_view(), name="review"),
    path("<id:pk>/buoc/", page.TakeStep.as_view(), name="step"),
    path("<id:pk>/tra-lai/", page.GiveBack.as_view(), name="return"),
    path("<id:pk>/gia-han/", page.Extend.as_view(), name="extend"),
    path("<id:pk>/nhan-rong/", applying.ReplicationAdd.as_view(), name="replicate"),
    path("nhan-rong/<id:pk>/xoa/", applying.ReplicationRemove.as_view(), name="replication_remove"),
    path("<id:pk>/in/don/<slug:form>/", printing.PaperFile.as_view(paper=REQUEST), name="request_file"),
    path("<id:pk>/in/mo-ta/<slug:form>/", printing.PaperFile.as_view(paper=DESCRIPTION), name="description_file"),
]
