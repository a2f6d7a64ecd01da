#!/usr/bin/env python
"""Run one of Candour's commands: `python manage.py help` lists them."""

import os
import sys

from candour.project.environment import BadSetting

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candour.project.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except BadSetting as bad:
        sys.exit(f"Candour cannot start. {bad}")
