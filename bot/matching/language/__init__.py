"""What the words are: normal forms, English, phrases, small talk."""
