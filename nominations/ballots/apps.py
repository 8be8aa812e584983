from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "nominations.ballots"
    verbose_name = "Bỏ phiếu kín"
