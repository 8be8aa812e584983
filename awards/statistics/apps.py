from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "awards.statistics"
    verbose_name = "Thống kê khen thưởng"
