"""Second-hand deals, told through their journeys."""
