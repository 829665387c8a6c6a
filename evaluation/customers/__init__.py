"""Simulated customers: each has an order, a situation and a character, talks to the assistant, and is judged after."""
