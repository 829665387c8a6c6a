"""The command line: `aftersales decide | policy | orders | claims | agents | outbox | db`."""

from __future__ import annotations

import typer

from aftersales.cli.decide import decide_command
from aftersales.cli.lazy_group import LazyGroup
from aftersales.cli.policy import policy_app

app = typer.Typer(cls=LazyGroup, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command("decide")(decide_command)
app.add_typer(policy_app, name="policy")
