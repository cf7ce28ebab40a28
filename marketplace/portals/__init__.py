"""What a person or a machine can ask for: one blueprint a portal, one file a noun."""
