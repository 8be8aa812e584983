from django.urls import path

from .views import lists, page, writing

app_name = "exemplars"
urlpatterns = [
    path("", lists.ExemplarList.as_view(), name="list"),
    path("danh-sach.xlsx", lists.ExemplarListExcel.as_view(), name="list_excel"),
    path("moi/", writing.Propose.as_view(), name="propose"),
    path("dong-y/<id:pk>/rut/", page.Withdraw.as_view(), name="withdraw"),
    path("<id:pk>/", page.ExemplarDetail.as_view(), name="detail"),
    path("<id:pk>/sua/", writing.Edit.as_view(), name="edit"),
    path("<id:pk>/nhat-ky/", page.Note.as_view(), name="note"),
    path("<id:pk>/nhan-rong/", page.Replicate.as_view(), name="replicate"),
    path("<id:pk>/dong-y/<slug:whose>/", page.GiveConsent.as_view(), name="consent"),
    path("<id:pk>/buoc/<slug:action>/", page.Step.as_view(permission="exemplar.view"), name="step"),
]
