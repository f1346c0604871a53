"""The base of every value that stages hand to each other."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A value: frozen, equal by content, unknown fields forbidden."""

    model_config = ConfigDict(frozen=True, extra="forbid")
