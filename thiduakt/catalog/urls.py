from django.urls import include, path

from .views import doubtful, honors, lists, picker, proposals, proposing, rules, texts

app_name = "catalog"
library = [
    path("", lists.TextList.as_view(), name="text_list"),
    path("danh-sach.xlsx", lists.TextExcel.as_view(), name="text_excel"),
    path("them/", texts.TextAdd.as_view(), name="text_add"),
    path("chon-can-cu/", picker.BasisPanel.as_view(), name="basis_panel"),
    path("<id:pk>/", texts.TextDetail.as_view(), name="text_detail"),
    path("<id:pk>/tep/", texts.TextFile.as_view(), name="text_file"),
    path("<id:pk>/sua/", texts.TextEdit.as_view(), name="text_edit"),
    path("<id:pk>/bo-sung/", texts.TextComplete.as_view(), name="text_complete"),
    path("<id:pk>/rut/", texts.TextWithdraw.as_view(), name="text_withdraw"),
    path("<id:pk>/dua-lai/", texts.TextRestore.as_view(), name="text_restore"),
]
law = [
    path("", honors.HonorList.as_view(), name="honors"),
    path("danh-sach.xlsx", honors.HonorsExcel.as_view(), name="honors_excel"),
    path("de-xuat-moi/", proposing.HonorIntroduce.as_view(), name="honor_introduce"),
    path("khen-thuong/<slug:code>/", honors.HonorDetail.as_view(), name="honor"),
    path("khen-thuong/<slug:code>/de-xuat/", proposing.HonorPropose.as_view(), name="honor_propose"),
    path("thoi-ky/<slug:code>/da-nhap/", proposing.ReadingPropose.as_view(), name="reading_propose"),
    path("quy-dinh/", rules.RuleList.as_view(), name="rules"),
    path("quy-dinh/danh-sach.xlsx", rules.RulesExcel.as_view(), name="rules_excel"),
    path("quy-dinh/<id:pk>/de-xuat/", proposing.RulePropose.as_view(), name="rule_propose"),
    path("de-ngo/", rules.ChoiceList.as_view(), name="choices"),
    path("de-ngo/danh-sach.xlsx", rules.ChoicesExcel.as_view(), name="choices_excel"),
    path("de-ngo/<slug:key>/", rules.ChoiceDetail.as_view(), name="choice"),
    path("de-ngo/<slug:key>/de-xuat/", proposing.ChoicePropose.as_view(), name="choice_propose"),
    path("chua-doi-chieu/", doubtful.DoubtList.as_view(), name="doubtful"),
    path("chua-doi-chieu/danh-sach.xlsx", doubtful.DoubtsExcel.as_view(), name="doubtful_excel"),
    path("de-xuat/", proposals.ProposalList.as_view(), name="proposals"),
    path("de-xuat/danh-sach.xlsx", proposals.ProposalsExcel.as_view(), name="proposals_excel"),
    path("de-xuat/khen-thuong/<id:pk>/", proposals.HonorProposal.as_view(), name="proposal_honor"),
    path("de-xuat/khen-thuong/<id:pk>/duyet/", proposals.DecideHonor.as_view(), name="decide_honor"),
    path("de-xuat/khen-thuong/<id:pk>/rut/", proposals.WithdrawHonor.as_view(), name="withdraw_honor"),
    path("de-xuat/quy-dinh/<id:pk>/", proposals.RuleProposal.as_view(), name="proposal_rule"),
    path("de-xuat/quy-dinh/<id:pk>/duyet/", proposals.DecideRule.as_view(), name="decide_rule"),
    path("de-xuat/quy-dinh/<id:pk>/rut/", proposals.WithdrawRule.as_view(), name="withdraw_rule"),
]
urlpatterns = [path("thu-vien/", include(library)), path("danh-muc/", include(law))]
