"""What both engines ask of their tables of documents."""

# So many stories are looked at for a search: totals are counted, and pages go, so far. As in the big engines, which a
# later move might lead to.
CAP = 10_000


class Engine:
    """The index of a connection, as it should be and as it is. SQLite and PostgreSQL say how."""

    cap = CAP

    def __init__(self, connection, index):
        self.connection = connection
        self.index = index

    def differing(self, first: int, last: int) -> list[int]:
        """Return those of these ids whose document is not what it should be."""
        name, columns = self.index.name, self.index.all_columns
        made, kept = (
            f"SELECT {columns} FROM {name}_{kind} WHERE article BETWEEN {first} AND {last}"
            for kind in ("source", "document")
        )
        # Named, as making a document is what costs: each is made once for both comparisons.
        rows = self.rows(
            f"WITH made AS ({made}), kept AS ({kept}) "
            "SELECT article FROM (SELECT * FROM made EXCEPT SELECT * FROM kept) AS lost "
            "UNION SELECT article FROM (SELECT * FROM kept EXCEPT SELECT * FROM made) AS stale"
        )
        return [article for (article,) in rows]

    def last(self) -> int:
        """Return the highest id of an article, or of one that has a document."""
        rows = self.rows(
            f"SELECT max(article) FROM {self.index.name}_document UNION SELECT max(id) FROM articles_article"
        )
        return max(last or 0 for (last,) in rows)

    def is_empty(self) -> bool:
        """Whether no document was written yet."""
        return not self.rows(f"SELECT 1 FROM {self.index.name}_document LIMIT 1")

    def rows(self, sql, values=None):
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else []
