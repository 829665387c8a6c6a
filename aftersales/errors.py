"""The exception tree: every fault says what is wrong, where, and how to mend it."""


class AftersalesError(Exception):
    """A fault of any kind; a refusal is not a fault but a Decision.

    message says what is wrong, where names the file, line or field (may be empty),
    mend says what to do about it (may be empty).
    """

    def __init__(self, message: str, where: str = "", mend: str = "") -> None:
        super().__init__(message, where, mend)
        self.message = message
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        """Join the parts as "where: message. mend"."""
        located = f"{self.where}: {self.message}" if self.where else self.message
        if not self.mend:
            return located
        return f"{located.rstrip('.')}. {self.mend}"


class SettingsError(AftersalesError):
    """An environment variable holds a value that cannot be used."""


class PolicyError(AftersalesError):
    """A policy file, or the vocabulary it is written in, is wrong."""


class UnknownShop(AftersalesError):
    """No policy file exists for the shop that was named."""


class RequestError(AftersalesError):
    """A request to decide contradicts itself, or names something that does not exist."""


class OrderImportError(AftersalesError):
    """A row of an order file cannot be imported."""


class RecordError(AftersalesError):
    """A record cannot be read or changed as asked."""


class UnknownOrder(RecordError):
    """No order is on record that matches what was given."""


class UnknownClaim(RecordError):
    """No claim has the number that was given."""


class StaleConfirmation(RecordError):
    """The confirmation is spent, too old, or about something that has changed since."""


class AlreadyDone(RecordError):
    """The same write was already carried out and stands."""


class ForbiddenStep(RecordError):
    """The life of a claim does not allow the step that was asked for."""


class DatabaseUnavailable(RecordError):
    """The database does not answer, is busy for too long, or has no tables yet."""


class UnitsTaken(RecordError):
    """Fewer units of the order line are free than the claim asks for.

    held_by names the claims that hold the others, where they were looked up.
    """

    def __init__(self, message: str, where: str = "", mend: str = "", held_by: tuple[str, ...] = ()) -> None:
        super().__init__(message, where, mend)
        self.held_by = held_by


class UnknownConversation(RecordError):
    """No conversation has the id that was given."""


class UnknownCase(RecordError):
    """No case has the id that was given."""


class ClaimIsClosed(ForbiddenStep):
    """The claim is closed and takes nothing more."""


class UnknownFile(RecordError):
    """No file of a claim's evidence has the id that was given."""


class TooManyFiles(RecordError):
    """The claim holds as many files, or as many bytes of them, as it may."""


class FileSentBefore(RecordError):
    """The sender has used the id of the file before, for another one."""


class UnknownKindOfFile(AftersalesError):
    """A file is neither a picture nor a video of a kind that is taken."""


class UnreadableFile(AftersalesError):
    """A file of a kind that is taken is damaged, or is not what it claims to be."""


class NoRoom(AftersalesError):
    """A file cannot be kept, for instance because the disk is full."""


class StaleClaim(RecordError):
    """The claim has been moved by somebody else since it was read."""


class SaidOtherwise(RecordError):
    """The sender has used the id of the message before, for other words."""


class TooManyMessages(RecordError):
    """The customer has sent more messages within a minute than are let in."""


class UnknownAgent(RecordError):
    """No agent has the name that was given."""


class AgentExists(RecordError):
    """An agent has the name already."""


class NotYours(RecordError):
    """The conversation is not in the hands of the agent who wants to do something in it."""


class BadAgentName(RecordError):
    """An agent cannot be called this."""


class WeakPassword(RecordError):
    """The password is too short or too long to be kept."""


class SignInRefused(RecordError):
    """The name or the password is wrong; which of them is not said."""


class TooManySignIns(RecordError):
    """There were more tries to sign in than are let through."""
