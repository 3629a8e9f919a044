"""The editors' side of the search: promoted results, synonyms, and what readers search for."""
