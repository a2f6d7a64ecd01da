"""Tables and notes that come in: logs, plans, agendas, attendance, minutes and groups."""
