"""What was submitted is looked at: by a machine at once, by a person in a while; then it is shown, or told why not."""
