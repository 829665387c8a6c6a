"""The language of a message, as far as its small words tell it."""

import pytest

from aftersales.understanding.language import language_of, stop_words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("My camera stopped working and I want my money back", "en"),
        ("Meine Kamera ist kaputt und ich möchte mein Geld zurück", "de"),
        ("Ma caméra ne marche plus, je voudrais être remboursé", "fr"),
        ("Mi cámara no funciona y quiero que me devuelvan el dinero", "es"),
        ("La mia fotocamera non funziona, vorrei il rimborso per favore", "it"),
        ("Mijn camera is kapot en ik wil graag mijn geld terug", "nl"),
        ("A minha câmara não funciona e quero o meu dinheiro", "pt"),
        ("Moja kamera nie działa i proszę o zwrot pieniędzy", "pl"),
        ("Min kamera fungerar inte och jag vill ha pengarna tillbaka", "sv"),
        ("我的相机坏了", "zh"),
        ("カメラが壊れました", "ja"),
        ("Камера не работает", "ru"),
    ],
)
def test_a_sentence_tells_its_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "QA-10234", "ok", "12345 !!", "Kamera"])
def test_too_few_words_tell_nothing(text: str) -> None:
    assert language_of(text) is None


def test_every_list_is_long_enough_to_be_fair() -> None:
    assert all(len(words) >= 40 for words in stop_words().values())
