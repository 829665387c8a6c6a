"""Sub-commands that are loaded when they are called, so that `decide` starts without the database's libraries."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from typer.core import TyperGroup
from typer.main import get_group

WHERE = {
    "agents": ("aftersales.cli.agents", "agents_app"),
    "claims": ("aftersales.cli.claims", "claims_app"),
    "db": ("aftersales.cli.database", "database_app"),
    "outbox": ("aftersales.cli.outbox", "outbox_app"),
    "orders": ("aftersales.cli.orders", "orders_app"),
}
"""The module and name of each typer app that is loaded late."""


class LazyGroup(TyperGroup):
    """A group that knows some of its sub-commands by name only."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of all sub-commands, those loaded late last."""
        return [*super().list_commands(ctx), *WHERE]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The sub-command, loaded now where it is one of the late ones."""
        if cmd_name not in WHERE:
            return super().get_command(ctx, cmd_name)
        module, name = WHERE[cmd_name]
        command = get_group(getattr(import_module(module), name))
        command.name = cmd_name
        return command
