"""The store of files: bytes under keys of our own, in a folder or in a bucket of somebody's cloud.

It knows no transaction: write it outside of ours, before the row that names the key, and sweep what no row names.
"""

from marketplace.gateways.storage.store import Kept, NotKept, Store, current, use

__all__ = ["Kept", "NotKept", "Store", "current", "use"]
