"""The payment provider, seen as a dozen questions and a signature.

`shapes` is what the house knows of it (dataclasses and a protocol); `client` speaks through the unmodified `stripe`
library, imported when first needed: it costs a quarter of a second and thirty megabytes.
"""
