"""The flows: each loads, decides, records and returns; sessions, policies and the day are passed in."""
