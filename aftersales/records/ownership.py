"""Who answers a conversation: the bot, the queue, one agent, or nobody any more; only one of them at any time."""

from collections.abc import Mapping

from sqlalchemy import update
from sqlalchemy.orm import Session

from aftersales.records.tables import Conversation

NEXT_OWNERS: Mapping[str, tuple[str, ...]] = {
    "bot": ("waiting",),
    "waiting": ("agent",),
    "agent": ("agent", "waiting", "bot", "closed"),
    "closed": ("bot",),
}
"""Who may follow whom. From agent to agent is assigning to a colleague; who writes after the end is the bot's again."""


def pass_on(
    session: Session, conversation: Conversation, from_owner: str, to_owner: str, agent: str | None = None
) -> bool:
    """Give the conversation to another owner, and count its epoch up; agent names the person where it is one.

    False where the table knows no such step, the conversation has another owner, or somebody else was faster since
    it was read.
    """
    if to_owner not in NEXT_OWNERS[from_owner]:
        return False
    session.flush()
    change = (
        update(Conversation)
        .where(
            Conversation.id == conversation.id,
            Conversation.owner == from_owner,
            Conversation.epoch == conversation.epoch,
        )
        .values(owner=to_owner, agent=agent, epoch=Conversation.epoch + 1)
        .execution_options(synchronize_session=False)
    )
    changed: int = session.execute(change).rowcount
    session.refresh(conversation, ["owner", "agent", "epoch"])
    return changed == 1
