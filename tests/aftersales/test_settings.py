"""The settings: defaults that work, and clear words about values that do not."""

from datetime import date
from pathlib import Path

import pytest

from aftersales.errors import SettingsError
from aftersales.settings import PROJECT_ROOT, MailServer, Settings, WebhookTarget


def test_an_empty_environment_gives_a_complete_set_of_defaults() -> None:
    settings = Settings.from_environment({})
    assert settings.database_url == f"sqlite:///{PROJECT_ROOT}/var/aftersales.db"
    assert settings.policies == PROJECT_ROOT / "policies"
    assert (settings.rasa_port, settings.actions_port) == (5005, 5055)
    assert settings.lookup_tries == 5
    assert settings.database_timeout_seconds < settings.action_timeout_seconds < settings.web_answer_seconds


def test_what_waits_waits_longer_than_what_it_waits_for() -> None:
    """The database gives up before the action, and the action before the customer is told."""
    settings = Settings.from_environment({})
    waits = (settings.database_timeout_seconds, settings.action_timeout_seconds, settings.web_answer_seconds)
    assert waits == (4.0, 6.0, 8.0)


def test_every_variable_is_read() -> None:
    settings = Settings.from_environment(
        {
            "DATABASE_URL": "postgresql://localhost/shop",
            "AFTERSALES_POLICIES": "/somewhere/else",
            "RASA_PORT": "6005",
            "ACTIONS_PORT": "6055",
            "AFTERSALES_TODAY": "2025-03-04",
            "DATABASE_TIMEOUT_SECONDS": "1.5",
            "ACTION_TIMEOUT_SECONDS": "3",
            "CONFIRMATION_MINUTES": "7",
            "LOOKUP_TRIES": "2",
            "WEB_PORT": "6080",
            "WEB_ANSWER_SECONDS": "9",
            "WEB_MESSAGES_A_MINUTE": "11",
            "WEB_ORIGINS": "https://shop.example https://www.shop.example",
            "WEB_FRAME_ANCESTORS": "https://shop.example",
            "WEB_SECRET": "not told",
            "WEB_TOKEN_MINUTES": "12",
            "WEB_DEMO": "off",
            "SMTP_HOST": "mail.example",
            "SMTP_PORT": "2525",
            "SMTP_USER": "shop",
            "SMTP_PASSWORD": "not told",
            "SMTP_TLS": "on",
            "MAIL_FROM": "service@shop.example",
            "WEBHOOK_URL": "https://desk.example/events",
            "WEBHOOK_SECRET": "signs",
            "WEBHOOK_URL_RMA": "https://rma.example/events",
            "WEBHOOK_SECRET_RMA": "signs for rma",
            "OUTBOX_TRIES": "3",
            "OUTBOX_RETRY_SECONDS": "0.5",
            "METRICS_TOKEN": "opens",
            "WEB_ADDRESS": "https://help.shop.example/",
            "EVIDENCE_FOLDER": "/evidence",
            "EVIDENCE_FILES_A_CLAIM": "3",
            "EVIDENCE_MEGABYTES_A_FILE": "4",
            "EVIDENCE_MEGABYTES_A_CLAIM": "5",
        }
    )
    assert settings == Settings(
        database_url="postgresql://localhost/shop",
        policies=Path("/somewhere/else"),
        rasa_port=6005,
        actions_port=6055,
        frozen_today=date(2025, 3, 4),
        database_timeout_seconds=1.5,
        action_timeout_seconds=3.0,
        confirmation_minutes=7,
        lookup_tries=2,
        web_port=6080,
        web_answer_seconds=9.0,
        web_messages_a_minute=11,
        web_origins=("https://shop.example", "https://www.shop.example"),
        web_frame_ancestors=("https://shop.example",),
        web_secret="not told",
        web_token_minutes=12,
        web_demo=False,
        mail=MailServer("mail.example", 2525, "shop", "not told", "on", "service@shop.example"),
        webhooks={
            "": WebhookTarget("https://desk.example/events", "signs"),
            "rma": WebhookTarget("https://rma.example/events", "signs for rma"),
        },
        outbox_tries=3,
        outbox_retry_seconds=0.5,
        metrics_token="opens",
        web_address="https://help.shop.example",
        evidence_folder=Path("/evidence"),
        evidence_files_a_claim=3,
        evidence_bytes_a_file=4 * 1024 * 1024,
        evidence_bytes_a_claim=5 * 1024 * 1024,
    )


def test_a_variable_set_to_nothing_counts_as_unset() -> None:
    assert Settings.from_environment({"RASA_PORT": " ", "AFTERSALES_TODAY": ""}) == Settings.from_environment({})


def test_the_frozen_day_stands_for_today() -> None:
    assert Settings.from_environment({"AFTERSALES_TODAY": "2024-02-29"}).today() == date(2024, 2, 29)
    assert Settings.from_environment({}).today() == date.today()


@pytest.mark.parametrize(
    ("variable", "written"),
    [
        ("RASA_PORT", "http"),
        ("RASA_PORT", "0"),
        ("ACTIONS_PORT", "65536"),
        ("ACTIONS_PORT", "-1"),
        ("AFTERSALES_TODAY", "4 March"),
        ("DATABASE_TIMEOUT_SECONDS", "nan"),
        ("ACTION_TIMEOUT_SECONDS", "inf"),
        ("CONFIRMATION_MINUTES", "2.5"),
        ("LOOKUP_TRIES", "0"),
    ],
)
def test_a_bad_value_is_refused_with_the_name_of_its_variable(variable: str, written: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        Settings.from_environment({variable: written})
    assert str(refusal.value).startswith(f"{variable}: ")
    assert refusal.value.mend


def test_a_switch_is_on_or_off() -> None:
    with pytest.raises(SettingsError, match="WEB_DEMO: 'maybe' is neither on nor off"):
        Settings.from_environment({"WEB_DEMO": "maybe"})


def test_without_a_server_there_is_no_mail_and_without_addresses_no_webhook() -> None:
    settings = Settings.from_environment({"SMTP_USER": "shop", "WEBHOOK_SECRET": "signs"})
    assert settings.mail is None
    assert settings.webhook_of("rma") is None


def test_a_shops_own_webhook_comes_before_the_one_for_all() -> None:
    everywhere = {"WEBHOOK_URL": "https://desk.example", "WEBHOOK_SECRET": "signs"}
    settings = Settings.from_environment({**everywhere, "WEBHOOK_URL_RMA": "https://rma.example"})
    assert settings.webhook_of("rma") == WebhookTarget("https://rma.example", "signs")
    assert settings.webhook_of("qualir") == WebhookTarget("https://desk.example", "signs")


@pytest.mark.parametrize(
    ("variable", "environment"),
    [
        ("MAIL_FROM", {"SMTP_HOST": "mail.example"}),
        ("SMTP_TLS", {"SMTP_HOST": "mail.example", "MAIL_FROM": "a@b.example", "SMTP_TLS": "yes"}),
        ("WEBHOOK_URL", {"WEBHOOK_URL": "https://desk.example"}),
        ("WEBHOOK_URL_RMA", {"WEBHOOK_URL_RMA": "file:///etc/passwd", "WEBHOOK_SECRET": "signs"}),
    ],
)
def test_mail_and_webhooks_that_cannot_work_are_refused(variable: str, environment: dict[str, str]) -> None:
    with pytest.raises(SettingsError) as refusal:
        Settings.from_environment(environment)
    assert refusal.value.where == variable
    assert refusal.value.mend
