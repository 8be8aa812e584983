from django.urls import path

from .views import entering, judging, lists, page, results, writing

app_name = "contests"
urlpatterns = [
    path("", lists.ContestList.as_view(), name="list"),
    path("danh-sach.xlsx", lists.ContestListExcel.as_view(), name="list_excel"),
    path("soan/", writing.ContestAdd.as_view(), name="add"),
    path("bai/<id:pk>/", entering.EntryPage.as_view(), name="entry"),
    path("bai/<id:pk>/sua/", entering.EntryEdit.as_view(), name="entry_edit"),
    path("bai/<id:pk>/rut/", entering.EntryWithdraw.as_view(), name="entry_withdraw"),
    path("tep/<id:pk>/", entering.EntryFileDownload.as_view(), name="file"),
    path("tep/<id:pk>/bo/", entering.EntryFileRemove.as_view(), name="file_remove"),
    path("phieu/<id:pk>/", judging.Marking.as_view(), name="sheet"),
    path("giam-khao/<id:pk>/thoi/", writing.JudgeRelease.as_view(), name="judge_release"),
    path("<id:pk>/", page.ContestDetail.as_view(), name="detail"),
    path("<id:pk>/sua/", writing.ContestEdit.as_view(), name="edit"),
    path("<id:pk>/bo/", writing.ContestDiscard.as_view(), name="discard"),
    path("<id:pk>/buoc/<slug:action>/", writing.ContestStep.as_view(), name="step"),
    path("<id:pk>/giam-khao/", writing.JudgeInvite.as_view(), name="invite"),
    path("<id:pk>/gui-bai/", entering.EntryAdd.as_view(), name="enter"),
    path("<id:pk>/ket-qua/", results.Result.as_view(), name="result"),
    path("<id:pk>/ket-qua.xlsx", results.ResultExcel.as_view(), name="result_excel"),
    path("<id:pk>/bien-ban/", results.Minutes.as_view(), name="minutes"),
]
