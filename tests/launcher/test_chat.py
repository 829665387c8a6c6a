"""The terminal chat: turns, numbered choices, and failures that do not end it."""

import io
from collections.abc import Sequence

import pytest

from launcher.assistant import Choice, NotAnswered, Reply
from launcher.chat import chat, chosen, lines_of

CHOICES = (Choice("Yes, cancel it", "yes, cancel it"), Choice("No", "no, keep it"))


class Scripted:
    """A conversation that notes what is said and answers from a script."""

    def __init__(self, *answers: Sequence[Reply] | NotAnswered) -> None:
        self.heard: list[str] = []
        self.answers = list(answers)

    def say(self, words: str) -> Sequence[Reply]:
        self.heard.append(words)
        answer = self.answers.pop(0)
        if isinstance(answer, NotAnswered):
            raise answer
        return answer


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("1", "yes, cancel it"),
        ("2", "no, keep it"),
        ("no", "no, keep it"),
        ("YES, CANCEL IT", "yes, cancel it"),
        ("3", "3"),
        ("0", "0"),
        ("why?", "why?"),
    ],
)
def test_a_choice_is_picked_by_its_number_or_its_words(typed: str, sent: str) -> None:
    assert chosen(typed, CHOICES) == sent


def test_numbers_are_words_where_there_is_no_choice() -> None:
    assert chosen("1", ()) == "1"


def test_turns_are_taken_until_the_lines_end(capsys: pytest.CaptureFixture[str]) -> None:
    conversation = Scripted([Reply("Sure?", CHOICES)], [Reply("Kept."), Reply("Anything else?")])
    chat(conversation, iter(["cancel order 10234\n", "\n", "2\n"]))
    assert conversation.heard == ["cancel order 10234", "no, keep it"]
    printed = capsys.readouterr().out
    for words in ("Sure?", "1  Yes, cancel it", "2  No", "Kept.", "Anything else?"):
        assert words in printed


def test_a_failed_turn_is_told_and_its_choices_stay(capsys: pytest.CaptureFixture[str]) -> None:
    conversation = Scripted([Reply("Sure?", CHOICES)], NotAnswered("There was no answer."), [Reply("Done.")])
    chat(conversation, iter(["cancel", "1", "1"]))
    assert conversation.heard == ["cancel", "yes, cancel it", "yes, cancel it"]
    assert "There was no answer." in capsys.readouterr().out


def test_a_typed_command_is_sent_as_plain_text() -> None:
    conversation = Scripted([Reply("Pardon?")])
    chat(conversation, iter(["/restart"]))
    assert conversation.heard == ["/restart"]


def test_what_the_assistant_says_cannot_command_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    chat(Scripted([Reply("a\x1b[2Jb [red]c")]), iter(["hello"]))
    assert "a[2Jb [red]c" in capsys.readouterr().out


def test_lines_from_a_pipe_are_shown_as_typed(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(lines_of(io.StringIO("hello\nbye"))) == ["hello\n", "bye"]
    assert capsys.readouterr().out == "> hello\n> bye\n"
