"""A chat with the running assistant in a terminal, or line by line from a pipe."""

import sys
from collections.abc import Iterator, Sequence
from typing import TextIO

from prompt_toolkit import PromptSession

from aftersales.errors import AftersalesError
from aftersales.settings import Settings
from launcher.assistant import Choice, Conversation, NotAnswered, Reply
from launcher.terminal import complain, offer, say, say_as_assistant

PROMPT = "> "


def chat(conversation: Conversation, lines: Iterator[str]) -> None:
    """Take turns until the lines end."""
    choices: Sequence[Choice] = ()
    for line in lines:
        words = line.strip()
        if not words:
            continue
        try:
            replies = conversation.say(chosen(words, choices))
        except NotAnswered as failure:
            complain(str(failure))
            continue
        choices = show(replies)


def chosen(words: str, choices: Sequence[Choice]) -> str:
    """Give the words of the choice whose number or title was typed, else what was typed."""
    if words.isdecimal() and 1 <= int(words) <= len(choices):
        return choices[int(words) - 1].words
    titles = {choice.title.casefold(): choice.words for choice in choices}
    return titles.get(words.casefold(), words)


def show(replies: Sequence[Reply]) -> Sequence[Choice]:
    """Print the replies and give the choices they leave, numbered through."""
    choices = [choice for reply in replies for choice in reply.choices]
    for reply in replies:
        say_as_assistant(reply.text)
    if choices:
        offer([choice.title for choice in choices])
    return choices


def typed_lines() -> Iterator[str]:
    """Give what a person types, until Ctrl-C or Ctrl-D."""
    session: PromptSession[str] = PromptSession(PROMPT)
    while True:
        try:
            yield session.prompt()
        except (EOFError, KeyboardInterrupt):
            return


def piped_lines(stream: TextIO) -> Iterator[str]:
    """Give the lines of a pipe or file, shown as if they had been typed."""
    for line in stream:
        print(f"{PROMPT}{line.rstrip()}", flush=True)  # noqa: T201 the prompt's stand-in
        yield line


def lines_of(stream: TextIO) -> Iterator[str]:
    """Give the lines to send, from a person or from a pipe."""
    return typed_lines() if stream.isatty() else piped_lines(stream)


def main() -> None:
    """Open one conversation with the assistant that is already running."""
    try:
        settings = Settings.from_environment()
    except AftersalesError as fault:
        complain(str(fault))
        sys.exit(1)
    say("Say what happened. Where choices have numbers, the number will do. Ctrl-D ends the chat.")
    chat(Conversation(settings.rasa_port), lines_of(sys.stdin))


if __name__ == "__main__":
    main()
