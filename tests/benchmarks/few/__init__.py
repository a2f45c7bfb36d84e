"""How good a matcher is where an entry has few phrases: the knowledge that most people have.

``few.problems.families`` gives the knowledge bases with their questions, ``few.figures`` the figures of merit.
"""
