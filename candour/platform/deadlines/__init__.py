"""What is due, from which rule, for whom; holds, reminders and the calendar feed."""
