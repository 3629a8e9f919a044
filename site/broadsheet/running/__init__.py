"""`make run`: the whole magazine on one machine, from an empty folder, under one process manager."""
