from django.apps import AppConfig


class AppraisalsConfig(AppConfig):
    name = "nominations.appraisals"
    verbose_name = "Thẩm định hồ sơ khen thưởng"
