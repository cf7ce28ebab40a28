"""Stand-ins for the companies Coolspot talks to: Stripe, a parcel carrier and an SMS sender.

One small process of its own, with books of its own, reached over HTTP like the real ones. It imports
nothing of the marketplace: a mistake shared by both sides of a conversation would be found by nobody.
"""
