"""The desk for agents: pages behind a sign-in, and the acts they send."""
