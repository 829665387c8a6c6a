"""Pictures and videos as files: what they are, whether they can be read, and where they are kept."""
