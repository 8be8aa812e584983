from django.urls import path

from .views import decision, ending, lists, starting, superiors, writing

app_name = "decisions"
urlpatterns = [
    path("", lists.DecisionList.as_view(), name="list"),
    path("danh-sach.xlsx", lists.DecisionListExcel.as_view(), name="list_excel"),
    path("lap/", starting.Start.as_view(), name="start"),
    path("lap/dot-xet/<id:pk>/", starting.FromReview.as_view(), name="from_review"),
    path("lap/khong-qua-hoi-dong/", starting.WithoutCouncil.as_view(), name="without_council"),
    path("cap-tren/", superiors.SuperiorRecord.as_view(), name="superior"),
    path("tep/<id:pk>/", superiors.SuperiorFile.as_view(), name="file"),
    path("dong/<id:pk>/sua/", writing.LineEdit.as_view(), name="line_edit"),
    path("dong/<id:pk>/bo/", writing.LineRemove.as_view(), name="line_remove"),
    path("huy/<id:pk>/van-ban/", ending.CancellationPaper.as_view(), name="cancellation_paper"),
    path("huy/<id:pk>/bo/", ending.CancellationDiscard.as_view(), name="cancellation_discard"),
    path("<id:pk>/", decision.DecisionPage.as_view(), name="decision"),
    path("<id:pk>/danh-sach.xlsx", lists.LinesExcel.as_view(), name="lines_excel"),
    path("<id:pk>/sua/", writing.DecisionEdit.as_view(), name="edit"),
    path("<id:pk>/them/", writing.LineAdd.as_view(), name="add_line"),
    path("<id:pk>/bo/", writing.DecisionDiscard.as_view(), name="discard"),
    path("<id:pk>/van-ban/", writing.PaperBegin.as_view(), name="paper"),
    path("<id:pk>/cac-dieu/", writing.ArticlesReread.as_view(), name="articles"),
    path("<id:pk>/huy/", ending.Cancel.as_view(), name="cancel"),
    path("<id:pk>/cap-tren-huy/", superiors.SuperiorCancel.as_view(), name="superior_cancel"),
    path("<id:pk>/gach-bo/", superiors.SuperiorStrike.as_view(), name="superior_strike"),
    path("<id:pk>/dinh-chinh/", ending.Correct.as_view(), name="correct"),
]
