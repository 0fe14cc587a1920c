"""Search in PostgreSQL."""


class PostgreSQL:
    pass
