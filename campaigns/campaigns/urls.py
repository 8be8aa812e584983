from django.urls import path

from .views import cloning, lists, page, statistics, writing

app_name = "campaigns"
urlpatterns = [
    path("", lists.CampaignList.as_view(), name="list"),
    path("danh-sach.xlsx", lists.CampaignListExcel.as_view(), name="list_excel"),
    path("thong-ke/", statistics.Statistics.as_view(), name="statistics"),
    path("thong-ke.xlsx", statistics.StatisticsExcel.as_view(), name="statistics_excel"),
    path("moi/", writing.CampaignAdd.as_view(), name="add"),
    path("chep/", cloning.CampaignClone.as_view(), name="clone"),
    path("<id:pk>/", page.CampaignDetail.as_view(), name="detail"),
    path("<id:pk>/sua/", writing.CampaignEdit.as_view(), name="edit"),
    path("<id:pk>/bo/", page.CampaignDiscard.as_view(), name="discard"),
    path("<id:pk>/buoc/<slug:action>/", page.CampaignStep.as_view(), name="step"),
    path("<id:pk>/tong-ket/", writing.SummaryWrite.as_view(), name="summary"),
    path("<id:pk>/van-ban/", page.CampaignPaper.as_view(), name="paper"),
    path("hoat-dong/<id:pk>/", writing.ActivityReport.as_view(), name="activity"),
]
