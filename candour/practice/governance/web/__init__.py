"""The pages of groups, meetings and actions."""
