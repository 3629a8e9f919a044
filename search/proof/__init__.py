"""How good the search is: judged questions, the measures, and the same questions with a letter wrong."""
