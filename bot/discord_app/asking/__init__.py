"""A question and its answer: messages, ``/ask``, "Answer this", and the buttons below."""
