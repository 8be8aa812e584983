from django.urls import path

from .views import decisions, estimates, funds, payments, recoveries

app_name = "rewards"
urlpatterns = [
    path("", decisions.DecisionList.as_view(), name="list"),
    path("danh-sach.xlsx", decisions.DecisionListExcel.as_view(), name="list_excel"),
    path("quyet-dinh/<id:pk>/", decisions.PaymentList.as_view(), name="decision"),
    path("quyet-dinh/<id:pk>/chi/", decisions.Pay.as_view(), name="pay"),
    path("quyet-dinh/<id:pk>/danh-sach.xlsx", decisions.PaymentListExcel.as_view(), name="payments_excel"),
    path("quyet-dinh/<id:pk>/danh-sach-<id:part>.pdf", decisions.PaymentListFile.as_view(), name="list_pdf"),
    path("cua-toi/", payments.Mine.as_view(), name="mine"),
    path("khoan/<id:pk>/", payments.PaymentPage.as_view(), name="payment"),
    path("khoan/<id:pk>/chi/", payments.PayOne.as_view(), name="pay_one"),
    path("khoan/<id:pk>/bo-ghi/", payments.Undo.as_view(), name="undo"),
    path("khoan/<id:pk>/xac-nhan/", payments.Confirm.as_view(), name="confirm"),
    path("quy/", funds.FundList.as_view(), name="funds"),
    path("quy/mo/", funds.FundAdd.as_view(), name="fund_add"),
    path("quy/<id:pk>/", funds.FundBook.as_view(), name="fund"),
    path("quy/<id:pk>/so-quy.xlsx", funds.FundBookExcel.as_view(), name="fund_excel"),
    path("quy/<id:pk>/ghi/", funds.LineAdd.as_view(), name="line_add"),
    path("dong/<id:pk>/dao/", funds.Counter.as_view(), name="counter"),
    path("du-toan/", estimates.EstimateList.as_view(), name="estimates"),
    path("du-toan/danh-sach.xlsx", estimates.EstimateListExcel.as_view(), name="estimates_excel"),
    path("du-toan/lap/", estimates.EstimateAdd.as_view(), name="estimate_add"),
    path("du-toan/<id:pk>/", estimates.EstimatePage.as_view(), name="estimate"),
    path("du-toan/<id:pk>/du-toan.xlsx", estimates.EstimateExcel.as_view(), name="estimate_excel"),
    path("du-toan/<id:pk>/tinh-lai/", estimates.Recount.as_view(), name="recount"),
    path("du-toan/<id:pk>/bo/", estimates.EstimateDiscard.as_view(), name="estimate_discard"),
    path("du-toan/<id:pk>/trinh/", estimates.Submit.as_view(), name="submit"),
    path("du-toan/<id:pk>/duyet/", estimates.Approve.as_view(), name="approve"),
    path("du-toan/<id:pk>/tra-lai/", estimates.GiveBack.as_view(), name="give_back"),
    path("thu-hoi/", recoveries.RecoveryList.as_view(), name="recoveries"),
    path("thu-hoi/danh-sach.xlsx", recoveries.RecoveryListExcel.as_view(), name="recoveries_excel"),
    path("thu-hoi/<id:pk>/", recoveries.RecoveryPage.as_view(), name="recovery"),
    path("thu-hoi/<id:pk>/nop-lai/", recoveries.Return.as_view(), name="return"),
    path("thu-hoi/<id:pk>/bo-ghi/", recoveries.Unreturn.as_view(), name="unreturn"),
]
