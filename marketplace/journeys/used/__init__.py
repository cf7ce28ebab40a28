"""Second-hand: listing, haggling and buying used appliances, each story touching several rooms."""
