from django.urls import path

from .views import mailings, own

app_name = "notices"
urlpatterns = [
    path("", own.NoticeList.as_view(), name="list"),
    path("danh-sach.xlsx", own.NoticeExcel.as_view(), name="excel"),
    path("da-doc/", own.ReadAll.as_view(), name="read_all"),
    path("<id:pk>/mo/", own.OpenNotice.as_view(), name="open"),
    path("cach-nhan/", own.PreferencePage.as_view(), name="preference"),
    path("cach-nhan/lich/", own.NewCalendarAddress.as_view(), name="new_calendar"),
    path("chung/", mailings.MailingList.as_view(), name="mailings"),
    path("chung/danh-sach.xlsx", mailings.MailingExcel.as_view(), name="mailings_excel"),
    path("chung/moi/", mailings.MailingAdd.as_view(), name="mailing_add"),
    path("chung/<id:pk>/", mailings.MailingPage.as_view(), name="mailing"),
    path("chung/<id:pk>/sua/", mailings.MailingEdit.as_view(), name="mailing_edit"),
    path("chung/<id:pk>/buoc/", mailings.MailingStep.as_view(), name="mailing_step"),
]
