from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "mangnon.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # They need the models, which are not there before this.
        from mangnon.accounts import auditing, idle  # noqa: PLC0415

        auditing.listen()
        idle.listen()
