"""What list pages share: cards, facts in words, filters that live in the address."""
