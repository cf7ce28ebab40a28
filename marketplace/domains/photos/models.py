"""Photos, and the pictures made of each."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, SmallInteger, String, text
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.db import Base, Json, Key, Moment, Ref


class Photo(Base):
    """One picture somebody sent, held by one thing: a draft, a product, a message, an entry of a case."""

    __tablename__ = "photo"
    id: Mapped[Key]
    token: Mapped[str] = mapped_column(
        String(32), unique=True
    )  # its name in addresses; says nothing, guessed by nobody
    owner_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    purpose: Mapped[str] = mapped_column(String(10))  # listing · product · message · case
    holder: Mapped[str] = mapped_column(String(40))  # "listing:12": what it hangs on
    role: Mapped[str] = mapped_column(
        String(20), default=""
    )  # what it shows: plate, defect …; empty: just a photo
    position: Mapped[int] = mapped_column(SmallInteger, default=0)
    state: Mapped[str] = mapped_column(String(10), default="received")
    published: Mapped[bool] = mapped_column(default=False)
    withheld: Mapped[bool] = mapped_column(
        default=False
    )  # was published, and is again once its holder is back
    name: Mapped[str] = mapped_column(
        String(120), default=""
    )  # as the phone called it; looked at by moderators only
    source: Mapped[str] = mapped_column(
        String(80)
    )  # its key in the store; empty once nothing of it is kept there
    source_bytes: Mapped[int]
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    width: Mapped[int] = mapped_column(default=0)  # of the upright picture, px
    height: Mapped[int] = mapped_column(default=0)
    sizes: Mapped[Json] = mapped_column(default=dict)  # {"320": [width, height]}: which were made
    looks: Mapped[int | None] = mapped_column(BigInteger)  # perceptual hash, 64 bits
    bands: Mapped[list[int] | None] = mapped_column(
        ARRAY(INTEGER)
    )  # the hash in four parts, to find near ones by index
    refusal: Mapped[str] = mapped_column(String(20), default="")  # why it could not be made
    tries: Mapped[int] = mapped_column(SmallInteger, default=0)
    created_at: Mapped[Moment]
    ready_at: Mapped[Moment | None]
    removed_at: Mapped[Moment | None]
    __table_args__ = (
        CheckConstraint("source_bytes > 0", name="has_bytes"),
        Index("ix_photo_holder", "holder", "position", "id", postgresql_where=text("removed_at IS NULL")),
        Index("ix_photo_owner", "owner_id", text("id DESC")),
        Index("ix_photo_waiting", "id", postgresql_where=text("state = 'received'")),
        Index(
            "ix_photo_removed",
            "removed_at",
            postgresql_where=text("removed_at IS NOT NULL AND source <> ''"),
        ),
        Index("ix_photo_bands", "bands", postgresql_using="gin"),
    )
