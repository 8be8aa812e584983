from django.urls import path

from .views import lists, page, polls, printing, writing

app_name = "meetings"
urlpatterns = [
    path("", lists.MeetingList.as_view(), name="list"),
    path("danh-sach.xlsx", lists.MeetingListExcel.as_view(), name="list_excel"),
    path("lap/", writing.MeetingAdd.as_view(), name="add"),
    path("<id:pk>/", page.MeetingDetail.as_view(), name="meeting"),
    path("<id:pk>/ghi/", writing.MeetingEdit.as_view(), name="edit"),
    path("<id:pk>/bo/", writing.MeetingDiscard.as_view(), name="discard"),
    path("<id:pk>/chot/", writing.MeetingConclude.as_view(), name="conclude"),
    path("<id:pk>/hop-lai/", writing.MeetingAgain.as_view(), name="again"),
    path("<id:pk>/bo-phieu-kin/", polls.PollBegin.as_view(), name="poll"),
    path("<id:pk>/bo-phieu-kin/<id:poll>/bo/", polls.PollDrop.as_view(), name="drop_poll"),
    path("<id:pk>/bien-ban/", writing.MinutesBegin.as_view(), name="minutes"),
    path("<id:pk>/bien-ban-trong.pdf", printing.BlankMinutes.as_view(), name="blank_minutes"),
    path("<id:pk>/phieu.pdf", printing.Slips.as_view(), name="slips"),
    path("<id:pk>/to-trinh.<slug:form>", printing.SubmittalFile.as_view(), name="submittal"),
]
