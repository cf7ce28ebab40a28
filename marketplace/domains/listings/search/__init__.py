"""Finding listings on the shelf: by words and facts in one GIN index, or walking the shelf in the order asked for.

The same two ways as the catalogue's search, over another table. What a listing's words are is not this room's to
know (the catalogue names kinds and measures): they come as lexemes, and are asked for as lexemes.
"""
