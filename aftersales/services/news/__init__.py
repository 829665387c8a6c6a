"""What others hear of a change, by e-mail or webhook: written into the outbox, sent afterwards."""
