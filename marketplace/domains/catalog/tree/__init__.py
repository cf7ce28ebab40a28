"""The tree we start with: departments, categories, attribute schemas and brand names, in both languages."""
