"""When each region opens: calendar, gates and the joint schedule."""
