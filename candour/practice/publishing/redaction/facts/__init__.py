"""Whatever else leads to somebody: days, ages, places and numbers; and what may be left standing."""
