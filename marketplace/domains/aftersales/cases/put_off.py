"""A case stood still while a bank decided: all of its time begins where it stopped."""

from datetime import timedelta

from marketplace.domains.aftersales.models import Case

TIMES = ("answer_by", "evidence_until", "decide_by", "end_by", "return_by")


def put_off(*, case: Case, by: timedelta) -> None:
    """Give everybody in a locked case that much longer: nobody could decide it meanwhile, time must not either."""
    for name in TIMES:
        if (until := getattr(case, name)) is not None:
            setattr(case, name, until + by)
