"""From an unanswered question to a human: asking the moderators, their post about it, and the answer."""
