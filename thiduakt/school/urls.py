from django.urls import path

from .views import accounts, overview, roles, sessions, staff

app_name = "school"
urlpatterns = [
    path("", overview.Overview.as_view(), name="overview"),
    path("mat-khau/", sessions.ChangePassword.as_view(), name="change_password"),
    path("the-thuc/them/", overview.LetterheadAdd.as_view(), name="letterhead_add"),
    path("nam-hoc/them/", overview.SchoolYearAdd.as_view(), name="school_year_add"),
    path("to/them/", staff.GroupAdd.as_view(), name="group_add"),
    path("to/<id:pk>/sua/", staff.GroupEdit.as_view(), name="group_edit"),
    path("to/<id:pk>/xoa/", staff.GroupRemove.as_view(), name="group_remove"),
    path("vien-chuc/", staff.PersonList.as_view(), name="person_list"),
    path("vien-chuc/danh-sach.xlsx", staff.PersonExcel.as_view(), name="person_excel"),
    path("vien-chuc/them/", staff.PersonAdd.as_view(), name="person_add"),
    path("vien-chuc/<id:pk>/", staff.PersonDetail.as_view(), name="person_detail"),
    path("vien-chuc/<id:pk>/sua/", staff.PersonEdit.as_view(), name="person_edit"),
    path("tai-khoan/", accounts.AccountList.as_view(), name="account_list"),
    path("tai-khoan/<id:pk>/", accounts.AccountDetail.as_view(), name="account_detail"),
    path("tai-khoan/<id:pk>/mo/", accounts.AccountOpen.as_view(), name="account_open"),
    path("tai-khoan/<id:pk>/dat-lai-mat-khau/", accounts.AccountResetPassword.as_view(), name="account_reset_password"),
    path("tai-khoan/<id:pk>/khoa/", accounts.AccountClose.as_view(), name="account_close"),
    path("tai-khoan/<id:pk>/mo-lai/", accounts.AccountReopen.as_view(), name="account_reopen"),
    path("vai-tro/", roles.RoleList.as_view(), name="role_list"),
    path("vai-tro/de-xuat/", roles.RolePropose.as_view(), name="role_propose"),
    path("vai-tro/<id:pk>/", roles.RoleDetail.as_view(), name="role_detail"),
    path("vai-tro/<id:pk>/buoc/", roles.RoleMove.as_view(), name="role_move"),
    path("vai-tro/<id:pk>/rut/", roles.RoleWithdraw.as_view(), name="role_withdraw"),
    path("vai-tro/<id:pk>/thoi-giao/", roles.RoleEnd.as_view(), name="role_end"),
    path("uy-quyen/", roles.DelegationList.as_view(), name="delegation_list"),
    path("uy-quyen/them/", roles.DelegationGrant.as_view(), name="delegation_grant"),
    path("uy-quyen/<id:pk>/ket-thuc/", roles.DelegationEnd.as_view(), name="delegation_end"),
    path("uy-quyen/<id:pk>/huy/", roles.DelegationCancel.as_view(), name="delegation_cancel"),
]
