"""Takes customers' messages to Rasa, those of one conversation one after the other, and never leaves one unanswered."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from weakref import WeakValueDictionary

from aftersales.log_lines import note
from aftersales.services.bootstrap import Premises
from aftersales.services.chat.lines import Line, answer_to
from aftersales.services.chat.messages import is_for_assistant, keep_answer, take_in, tell_trouble
from web.assistant import Assistant, NoAnswer
from web.metrics import Metrics
from web.streams import Streams

logger = logging.getLogger("web.turns")
ASSISTANT = "bot"


@dataclass(frozen=True)
class Exchange:
    """The customer's line as it is kept, and the lines that answer it so far."""

    message: Line
    answer: list[Line]


class Turns:
    """The turns that are under way; a message that is sent again joins the turn it has begun."""

    def __init__(self, premises: Premises, assistant: Assistant, streams: Streams, metrics: Metrics) -> None:
        self.premises = premises
        self.assistant = assistant
        self.streams = streams
        self.metrics = metrics
        self.locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self.running: dict[tuple[str, str], asyncio.Task[list[Line] | None]] = {}

    async def take(self, conversation_id: str, client_id: str, text: str) -> Exchange:
        """Keep the message, let it be answered, and give the answer, at the latest when the time for one is over."""
        taken = await asyncio.to_thread(take_in, self.premises, conversation_id, client_id, text)
        self.streams.wake(conversation_id)
        if taken.is_new:
            self.metrics.messages.inc()
        answer = None
        if taken.owner == ASSISTANT:
            if taken.is_new:
                self._begin(conversation_id, client_id, taken.line)
            answer = await self._wait(conversation_id, client_id)
        if answer is None:
            answer = await asyncio.to_thread(answer_to, self.premises.engine, conversation_id, taken.line)
        return Exchange(taken.line, answer)

    def _begin(self, conversation_id: str, client_id: str, message: Line) -> None:
        turn = asyncio.create_task(self._turn(conversation_id, client_id, message))
        self.running[conversation_id, client_id] = turn
        turn.add_done_callback(lambda _: self.running.pop((conversation_id, client_id), None))

    async def _wait(self, conversation_id: str, client_id: str) -> list[Line] | None:
        """Wait for the message's turn and give its answer, None where it ended without one.

        One that goes on longer, or was lost with an earlier process, is told about.
        """
        turn = self.running.get((conversation_id, client_id))
        if turn is not None:
            await asyncio.wait([turn], timeout=self.premises.settings.web_answer_seconds)
        if turn is not None and turn.done():
            return turn.result()
        await self._tell(conversation_id, client_id, "no_answer" if turn is None else "slow_answer")
        return None

    async def _turn(self, conversation_id: str, client_id: str, message: Line) -> list[Line] | None:
        """One turn of Rasa, which goes to its end even when nobody waits for it any more.

        Rasa does not hear a message that a person has to answer by the time its turn comes.
        """
        lock = self.locks.setdefault(conversation_id, asyncio.Lock())
        with self.metrics.turn() as turn:
            has_waited = lock.locked()
            async with lock:
                turn.outcome, answer = await self._outcome(conversation_id, client_id, message, has_waited)
            note(logger, conversation=conversation_id, outcome=turn.outcome, ms=round(turn.seconds * 1000, 1))
        return answer

    async def _outcome(
        self, conversation_id: str, client_id: str, message: Line, has_waited: bool
    ) -> tuple[str, list[Line] | None]:
        """Let Rasa answer and keep what it says; gives how that went, and the answer where there is one.

        Where it went wrong the customer is told.
        """
        if has_waited and not await self._is_for_assistant(conversation_id, client_id):
            return "for_person", None
        try:
            with self.streams.working(conversation_id):
                said = await self.assistant.answer(conversation_id, client_id, message.text)
                return "answered", await asyncio.to_thread(keep_answer, self.premises, conversation_id, message, said)
        except NoAnswer as fault:
            logger.warning("no answer: %s", fault)
            await self._tell(conversation_id, client_id, "no_answer")
            return "no_answer", None
        except Exception as fault:
            logger.exception("a turn failed: %s", type(fault).__name__)
            await self._tell(conversation_id, client_id, "no_answer")
            return "failed", None

    async def _is_for_assistant(self, conversation_id: str, client_id: str) -> bool:
        return await asyncio.to_thread(is_for_assistant, self.premises, conversation_id, client_id)

    async def _tell(self, conversation_id: str, client_id: str, response: str) -> None:
        await asyncio.to_thread(tell_trouble, self.premises, conversation_id, client_id, response)
        self.streams.wake(conversation_id)
