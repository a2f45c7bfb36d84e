"""What moderators work with: revisions, proposals, settings and the work list, and what they need from storage."""
