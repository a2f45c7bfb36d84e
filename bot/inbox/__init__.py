"""The moderators' inbox: open questions, members' suggestions and stale entries."""
