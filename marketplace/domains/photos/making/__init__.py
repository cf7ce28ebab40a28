"""Making pictures of what people send: looked at from outside first, then decoded in a process that may fail.

`look` reads only what stands in front of the pixels and is plain Python: the web asks it before it takes a file.
`make` is what the rest of the house calls. Behind it `develop` decodes and encodes, in a child of its own with little
memory, no environment and no way to the database: a decoder's hole would be somebody's, but not our house.
"""

from marketplace.domains.photos.making.apart import make
from marketplace.domains.photos.making.look import Look, look
from marketplace.domains.photos.making.pictures import KINDS, SIZES, Made

__all__ = ["KINDS", "SIZES", "Look", "Made", "look", "make"]
