"""The first page of the admin: what somebody has begun, what waits, what goes out when, what is due this week."""
