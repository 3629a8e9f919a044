"""How stories, columns, authors and topics are kept in the admin."""
