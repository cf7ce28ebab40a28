"""What a person or a machine can ask for, by who asks; portals never import each other."""
