"""The flows, a file each, and in rooms of their own what they share; sessions, policies and the day are passed in."""
