from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mangnon.core.registries import name_records


class AccountsConfig(AppConfig):
    name = "mangnon.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # They need the models, which are not there before this.
        from mangnon.accounts import auditing, idle  # noqa: PLC0415

        name_records("digest-delivery", _("E-mail of a day"), self.get_model("Delivery"))
        auditing.listen()
        idle.listen()
