"""Claims: opening one, its life from step to step, its page, its letter and its return slip."""
