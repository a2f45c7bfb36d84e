"""``knowledge``: changing what the bot knows from the terminal, also beside a running bot."""
