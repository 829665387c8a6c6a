"""Where the commands print: a table tells its cells whole, on a terminal folded to its width, in a pipe on one line."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

WIDE_ENOUGH = 10_000

# What customers and shops wrote is printed as they wrote it: no bracket or colon in it means a colour or a smiley.
console = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)


def print_table(headings: Iterable[str], rows: Iterable[Iterable[str]], title: str | None = None) -> None:
    """Prints rows of plain text under their headings."""
    table = Table(title=title)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*row)
    _for_tables().print(table)


def _for_tables() -> Console:
    """Known to be no terminal in a pipe: one that is told to use colours there takes itself for 80 columns wide."""
    on_terminal = sys.stdout.isatty()
    width = None if on_terminal else WIDE_ENOUGH
    return Console(force_terminal=on_terminal, width=width, highlight=False, markup=False, emoji=False)
