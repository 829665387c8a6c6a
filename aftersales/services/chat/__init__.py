"""The chat pages: starting, messages and lines, handing over to a person, opening hours, the transcript."""
