"""The audience table: what was observed of each region's audience, week by week."""
