"""PostgreSQL and Redis out of their wheels: where they live, how they start, how they are mended.

Tests borrow them:

    with Engines(durable=False) as engines:
        engines.database_url, engines.redis_url
"""

from marketplace.onemachine.engines.pair import Engines, wait_ready

__all__ = ["Engines", "wait_ready"]
