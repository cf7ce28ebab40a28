"""Cases between a buyer and whoever sold to them: from the first complaint to the money."""
