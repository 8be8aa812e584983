from django.urls import path

from .views import consents, lists, page, writing

app_name = "publications"
urlpatterns = [
    path("", lists.PublicationList.as_view(), name="list"),
    path("danh-sach.xlsx", lists.PublicationListExcel.as_view(), name="list_excel"),
    path("soan/", writing.PublicationAdd.as_view(), name="add"),
    path("<id:pk>/", page.PublicationPage.as_view(), name="publication"),
    path("<id:pk>/sua/", writing.PublicationEdit.as_view(), name="edit"),
    path("<id:pk>/bo/", page.PublicationDiscard.as_view(), name="discard"),
    path("<id:pk>/cong-bo/", page.PublicationPublish.as_view(), name="publish"),
    path("<id:pk>/go/", page.PublicationWithdraw.as_view(), name="withdraw"),
    path("<id:pk>/thong-bao/", page.PublicationNotice.as_view(), name="notice"),
    path("<id:pk>/to-niem-yet.pdf", page.PublicationSheet.as_view(), name="sheet"),
    path("<id:pk>/dong-y/", consents.ConsentsRecord.as_view(), name="consents_of"),
    path("dong-y/", consents.ConsentList.as_view(), name="consents"),
    path("dong-y/danh-sach.xlsx", consents.ConsentListExcel.as_view(), name="consents_excel"),
    path("dong-y/tep/<id:pk>/", consents.ConsentFileShown.as_view(), name="consent_file"),
    path("dong-y/<id:pk>/rut/", consents.ConsentWithdraw.as_view(), name="withdraw_consent"),
]
