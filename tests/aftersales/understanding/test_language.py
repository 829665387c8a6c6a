"""The language of a message, as far as its small words tell it; where they do not, nothing is said."""

import pytest

from aftersales.understanding.language import language_of, may_be, stop_words

SENTENCES = {
    "en": (
        "My camera stopped working and I want my money back",
        "Where is it?",
        "the parcel still hasn't arrived, can you look into this please",
        "Hello, order QA-10234, anna.keller@example.de. It doesn't turn on any more.",
        "I was told in January that you would send it to me",
    ),
    "de": (
        "Meine Kamera ist kaputt und ich möchte mein Geld zurück",
        "Wo bleibt mein Geld?",
        "hallo, das Radio geht nicht mehr an, was soll ich jetzt machen",
        "WANN KOMMT DER ERSATZ FÜR DIE DEFEKTE UHR?",
    ),
    "fr": (
        "Ma caméra ne marche plus, je voudrais être remboursé",
        "Bonjour, le colis est arrivé cassé, que dois-je faire ?",
        "Je n'ai toujours pas reçu ma commande",
    ),
    "es": (
        "Mi cámara no funciona y quiero que me devuelvan el dinero",
        "Hola, el paquete ha llegado roto, ¿qué tengo que hacer?",
        "Todavía no he recibido el reembolso de mi pedido",
    ),
    "it": (
        "La mia fotocamera non funziona, vorrei il rimborso per favore",
        "Buongiorno, il pacco è arrivato rotto, cosa devo fare?",
        "Non ho ancora ricevuto il rimborso del mio ordine",
    ),
    "nl": (
        "Mijn camera is kapot en ik wil graag mijn geld terug",
        "Wanneer krijg ik mijn geld terug voor de kapotte telefoon?",
        "Het pakket is nog niet aangekomen, wat moet ik doen",
    ),
    "pl": (
        "Moja kamera nie działa i proszę o zwrot pieniędzy",
        "Dzień dobry, czy mogę zwrócić to zamówienie? Paczka przyszła uszkodzona.",
        "Jeszcze nie dostałem zwrotu za moje zamówienie",
    ),
    "pt": ("A minha câmara não funciona e quero o meu dinheiro",),
    "sv": ("Min kamera fungerar inte och jag vill ha pengarna tillbaka",),
    "zh": ("我的相机坏了",),
    "ja": ("カメラが壊れました",),
    "ko": ("카메라가 고장났어요",),
    "el": ("Η κάμερα δεν λειτουργεί",),
    "ru": ("Мой фотоаппарат сломался, когда вы вернёте деньги?",),
    "uk": ("Моя камера не працює, поверніть мені гроші",),
}
UNKNOWN = {
    "nothing": "",
    "a number": "QA-10234",
    "an address": "maria.de.la.cruz@no.example",
    "a word": "ok",
    "signs": "12345 !! 🙂",
    "a product": "Kamera",
    "two words that many languages have": "no, me",
    "an English product in no sentence": "Rear view camera",
    "a German word in an English product": "camera die cast",
    "thanks in English": "thanks!",
    "thanks in French": "merci",
    "a name": "Maria da Silva",
    "English and German": "I want my money back, ich will mein Geld zurück",
    "French and English": "Bonjour, je voudrais a refund for my camera, it is broken, merci de votre aide",
    "Danish, which has no list": "Mit kamera virker ikke, og jeg vil gerne have mine penge tilbage",
    "Czech, which has no list": "Dobrý den, moje kamera nefunguje a chci vrátit peníze",
    "Turkish, which has no list": "Kameram çalışmıyor, paramı geri istiyorum",
    "Hungarian, which has no list": "A kamerám nem működik, és szeretném visszakapni a pénzemet",
    "Romanian, which has no list": "Camera mea nu funcționează și vreau banii înapoi",
    "Cyrillic letters that several languages have": "Камера не работает",
    "Arabic letters, which several languages have": "الكاميرا لا تعمل",
    "German beside Chinese": "Wo bleibt mein Geld? 我的訂單在哪裡?",
}


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, said in SENTENCES.items() for text in said])
def test_a_sentence_tells_its_language(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_what_is_short_mixed_or_has_no_list_tells_nothing(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize("text", ["ok", "QA-10234", "My camera is broken", "Camera mea nu funcționează", ""])
def test_what_may_be_english_is_not_called_foreign(text: str) -> None:
    assert may_be("en", text)


@pytest.mark.parametrize(
    "text", ["Wo bleibt meine Bestellung?", "Камера не работает", "الكاميرا لا تعمل", "我的相机坏了"]
)
def test_what_cannot_be_english_is_known_not_to_be(text: str) -> None:
    assert not may_be("en", text)


def test_every_list_is_long_enough_to_be_fair() -> None:
    assert all(len(words) >= 40 for words in stop_words().values())
