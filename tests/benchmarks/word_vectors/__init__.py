"""Makes the table of word vectors that ``bot.matching.vectors.word_vectors`` reads."""
