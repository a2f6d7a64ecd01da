"""The wiring: settings, addresses, start-up checks and commands."""
