"""The usage log: recording what was asked and answered, statistics, retention, and members' privacy."""
