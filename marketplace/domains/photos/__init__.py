"""Photos: what people's cameras give us, checked before it is decoded, shown only as what we made of it.

Always holds: an original never leaves the store; what is served was decoded and encoded by us, upright and without
metadata; a photo nobody published is seen by its owner and by whom the holder's room lets in, else it is not there.
"""
