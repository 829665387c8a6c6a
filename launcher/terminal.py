"""What the launcher and the terminal chat print, and what they refuse to print."""

import unicodedata
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

CONSOLE = Console(highlight=False, markup=False, emoji=False)


def say(sentence: str) -> None:
    """Print a sentence of the program itself."""
    CONSOLE.print(Text(sentence, style="dim"), soft_wrap=True)


def complain(sentence: str) -> None:
    """Print what went wrong."""
    CONSOLE.print(Text(printable(sentence), style="red"), soft_wrap=True)


def say_as_assistant(text: str) -> None:
    """Print a message of the assistant."""
    CONSOLE.print(Padding(Text(printable(text)), (0, 0, 1, 2), expand=False))


def offer(choices: Sequence[str]) -> None:
    """Print choices with the numbers that pick them."""
    for number, choice in enumerate(choices, start=1):
        CONSOLE.print(Text.assemble(("  ", ""), (f"{number}", "bold cyan"), f"  {printable(choice)}"))
    CONSOLE.print()


def show_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table."""
    table = Table(*columns, title=title, title_justify="left", box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    CONSOLE.print(Padding(table, (1, 0), expand=False))


def printable(text: str) -> str:
    """Give the text without control characters, which could command the terminal."""
    return "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs"))
