from django.urls import path

from .views import lists, page, renewing, writing

app_name = "councils"
urlpatterns = [
    path("", lists.CouncilList.as_view(), name="list"),
    path("danh-sach.xlsx", lists.CouncilListExcel.as_view(), name="list_excel"),
    path("lap/", writing.CouncilAdd.as_view(), name="add"),
    path("<id:pk>/", page.CouncilPage.as_view(), name="council"),
    path("<id:pk>/thanh-vien.xlsx", lists.MembersExcel.as_view(), name="members_excel"),
    path("<id:pk>/sua/", writing.CouncilEdit.as_view(), name="edit"),
    path("<id:pk>/bo/", writing.CouncilDiscard.as_view(), name="discard"),
    path("<id:pk>/quyet-dinh/", writing.CouncilDecision.as_view(), name="decision"),
    path("<id:pk>/ghi-nhan/", writing.CouncilRecord.as_view(), name="record"),
    path("<id:pk>/ket-thuc/", writing.CouncilEnd.as_view(), name="end"),
    path("<id:pk>/kien-toan/", renewing.RenewalBegin.as_view(), name="renew"),
    path("kien-toan/<id:pk>/sua/", renewing.RenewalEdit.as_view(), name="renewal_edit"),
    path("kien-toan/<id:pk>/bo/", renewing.RenewalDiscard.as_view(), name="renewal_discard"),
    path("kien-toan/<id:pk>/quyet-dinh/", renewing.RenewalDecision.as_view(), name="renewal_decision"),
    path("kien-toan/<id:pk>/ghi-nhan/", renewing.RenewalRecord.as_view(), name="renewal_record"),
]
