from django.urls import path

from .views import filling, lists, page, writing

app_name = "exemplars"
urlpatterns = [
    path("", lists.ExemplarList.as_view(), name="list"),
    path("danh-sach.xlsx", lists.ExemplarListExcel.as_view(), name="list_excel"),
    path("moi/", writing.Propose.as_view(), name="propose"),
    path("dong-y/<id:pk>/rut/", filling.Withdraw.as_view(), name="withdraw"),
    path("bang-chung/<id:pk>/", filling.ConsentFileDownload.as_view(), name="consent_file"),
    path("<id:pk>/", page.ExemplarDetail.as_view(), name="detail"),
    path("<id:pk>/sua/", writing.Edit.as_view(), name="edit"),
    path("<id:pk>/nhat-ky/", filling.Note.as_view(), name="note"),
    path("<id:pk>/nhan-rong/", filling.Replicate.as_view(), name="replicate"),
    path("<id:pk>/dong-y/<slug:whose>/", filling.GiveConsent.as_view(), name="consent"),
    path("<id:pk>/buoc/<slug:action>/", filling.Step.as_view(permission="exemplar.view"), name="step"),
]
