"""Starts the whole assistant and opens a chat with it; Ctrl-C stops everything."""

import signal
import sys
from types import FrameType

from aftersales.errors import AftersalesError
from aftersales.settings import LOOPBACK, Settings
from launcher.assistant import Conversation
from launcher.chat import chat, lines_of
from launcher.demo_orders import show_demo_orders
from launcher.ports import require_free_ports
from launcher.running_system import LOG, running_system
from launcher.terminal import CONSOLE, complain, say

FIRST_AGENT = ".venv/bin/aftersales agents add NAME"


def run(settings: Settings) -> None:
    """Start, chat, stop."""
    require_free_ports(settings)
    starting = CONSOLE.status("Starting the assistant; loading its model takes some seconds")
    with starting, running_system(settings):
        starting.stop()
        show_demo_orders(settings)
        say(f"Chat in a browser: http://{LOOPBACK}:{settings.web_port}/ (five demo shops). The log is {LOG}.")
        say(f"The agents' desk: http://{LOOPBACK}:{settings.web_port}/desk; make the first agent with {FIRST_AGENT}.")
        say("Or here: say what happened. Where choices have numbers, the number will do. Ctrl-C stops everything.")
        chat(Conversation(settings.rasa_port), lines_of(sys.stdin))
        say("Stopping.")


def end(signum: int, _frame: FrameType | None) -> None:
    """Leave by the ordinary way, so that everything that was started is stopped."""
    sys.exit(128 + signum)


def main() -> None:
    """Run until the chat ends; a fault is one clear message and exit code 1."""
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGHUP, end)
    try:
        run(Settings.from_environment())
    except AftersalesError as fault:
        complain(str(fault))
        sys.exit(1)
    except KeyboardInterrupt:
        say("Stopped.")


if __name__ == "__main__":
    main()
