from django.apps import AppConfig


class AppraisalsConfig(AppConfig):
    name = "nominations.appraisals"
    verbose_name = "Thẩm định hồ sơ khen thưởng"

    def ready(self) -> None:
        from nominations.dossiers.pieces import OF_ROOMS

        from .pieces import checklist_of

        OF_ROOMS.append(checklist_of)
