from django.urls import path

from .views import dossiers, drafting, evidence, lists, package, reviews, writing

app_name = "dossiers"
urlpatterns = [
    path("dot-xet/", reviews.ReviewList.as_view(), name="reviews"),
    path("dot-xet/danh-sach.xlsx", reviews.ReviewExcel.as_view(), name="reviews_excel"),
    path("dot-xet/them/", reviews.ReviewEdit.as_view(), name="review_add"),
    path("dot-xet/<id:pk>/", reviews.ReviewPage.as_view(), name="review"),
    path("dot-xet/<id:pk>/sua/", reviews.ReviewEdit.as_view(), name="review_edit"),
    path("dot-xet/<id:pk>/buoc/", reviews.ReviewStep.as_view(), name="review_step"),
    path("dot-xet/<id:pk>/gia-han/", reviews.ExtensionAdd.as_view(), name="review_extend"),
    path("dot-xet/<id:pk>/tu-dang-ky/", reviews.DrawUp.as_view(), name="draw_up"),
    path("dot-xet/<id:pk>/cua-toi/", drafting.BeginOwn.as_view(), name="begin_own"),
    path("dot-xet/<id:pk>/de-nghi/<slug:loai>/", drafting.BeginFor.as_view(), name="begin"),
    path("ho-so/", lists.DossierList.as_view(), name="list"),
    path("ho-so/danh-sach.xlsx", lists.DossierExcel.as_view(), name="excel"),
    path("ho-so/<id:pk>/", dossiers.DossierPage.as_view(), name="dossier"),
    path("ho-so/<id:pk>/sua/", drafting.Edit.as_view(), name="edit"),
    path("ho-so/<id:pk>/buoc/", dossiers.Step.as_view(), name="step"),
    path("ho-so/<id:pk>/tra-lai/", dossiers.GiveBack.as_view(), name="give_back"),
    path("ho-so/<id:pk>/ket-luan/", dossiers.Conclude.as_view(), name="conclude"),
    path("ho-so/<id:pk>/bao-cao/", writing.ReportEdit.as_view(), name="report"),
    path("ho-so/<id:pk>/bao-cao/bat-dau/", writing.ReportBegin.as_view(), name="report_begin"),
    path("ho-so/<id:pk>/bao-cao/giu/", writing.ReportKeep.as_view(), name="report_keep"),
    path("ho-so/<id:pk>/bao-cao/bo-ban-go/", writing.ReportDrop.as_view(), name="report_drop"),
    path("ho-so/<id:pk>/bao-cao/lay-tu-so/", writing.ReportFill.as_view(), name="report_fill"),
    path("ho-so/<id:pk>/bao-cao/cac-lan-luu/", writing.ReportRevisions.as_view(), name="report_revisions"),
    path("ho-so/<id:pk>/bao-cao/so-sanh/", writing.ReportCompare.as_view(), name="report_compare"),
    path("ho-so/<id:pk>/bao-cao/khoi-phuc/<id:number>/", writing.ReportRestore.as_view(), name="report_restore"),
    path("ho-so/<id:pk>/bao-cao/xem/", writing.ReportText.as_view(), name="report_text"),
    path("ho-so/<id:pk>/bao-cao/in.<slug:form>", writing.ReportFile.as_view(), name="report_file"),
    path("ho-so/<id:pk>/minh-chung/", evidence.Evidence.as_view(), name="evidence"),
    path("ho-so/minh-chung/<id:pk>/", evidence.EvidenceFile.as_view(), name="evidence_file"),
    path("ho-so/minh-chung/<id:pk>/bo/", evidence.EvidenceRemove.as_view(), name="evidence_remove"),
    path("ho-so/<id:pk>/toan-bo.<slug:form>", package.Package.as_view(), name="package"),
]
