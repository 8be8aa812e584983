from django.urls import path

from .views import lists, poll, voting

app_name = "ballots"
urlpatterns = [
    path("", lists.PollList.as_view(), name="list"),
    path("danh-sach.xlsx", lists.PollListExcel.as_view(), name="list_excel"),
    path("<id:pk>/", poll.PollDetail.as_view(), name="poll"),
    path("<id:pk>/buoc/", poll.PollStep.as_view(), name="step"),
    path("<id:pk>/phieu/", voting.BallotCard.as_view(), name="card"),
    path("<id:pk>/gui/", voting.BallotCast.as_view(), name="cast"),
]
