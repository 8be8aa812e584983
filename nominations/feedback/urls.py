from django.urls import path

from .views import lists, page, writing

app_name = "feedback"
urlpatterns = [
    path("", lists.PostingList.as_view(), name="list"),
    path("danh-sach.xlsx", lists.PostingListExcel.as_view(), name="list_excel"),
    path("moi/", writing.PostingAdd.as_view(), name="add"),
    path("<id:pk>/", page.PostingDetail.as_view(), name="detail"),
    path("<id:pk>/sua/", writing.PostingEdit.as_view(), name="edit"),
    path("<id:pk>/bo/", page.PostingDiscard.as_view(), name="discard"),
    path("<id:pk>/cong-khai/", page.PostingPost.as_view(), name="post"),
    path("<id:pk>/ket-thuc/", writing.PostingClose.as_view(), name="close"),
    path("<id:pk>/thong-bao/", page.PostingNotice.as_view(), name="notice"),
    path("<id:pk>/to-niem-yet.pdf", page.PostingSheet.as_view(), name="sheet"),
    path("<id:pk>/phan-anh/", writing.OpinionSend.as_view(), name="send"),
    path("phan-anh/<id:pk>/", writing.OpinionPage.as_view(), name="opinion"),
]
