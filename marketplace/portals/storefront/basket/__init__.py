"""What the cart and the checkout share: whose it is, and how its lines look today."""
