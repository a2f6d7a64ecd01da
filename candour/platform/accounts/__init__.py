"""Accounts: invitation, sign-in with a second factor, sessions that end, and nothing about the work itself."""
