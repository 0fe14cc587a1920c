"""Files on the disk: which of them a site serves, and how they change places."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def files_below(folder: Path, above: frozenset[Path] = frozenset()) -> Iterator[Path]:
    """Yield the files that a site serves from `folder`; links are followed, but never in a circle."""
    real = folder.resolve()
    if real in above or not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            yield from files_below(path, above | {real})
        elif path.is_file():
            yield path


@contextmanager
def moved(*moves: tuple[Path, Path]) -> Iterator[None]:
    """Rename each file or folder that exists; on an error, then or in the body, rename all of them back."""
    done = []
    try:
        for source, target in moves:
            if source.exists() or source.is_symlink():
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                source.rename(target)
                done.append((source, target))
        yield
    except BaseException:
        for source, target in reversed(done):
            target.rename(source)
            with suppress(OSError):
                # The folder that was made for it, if nothing else is in it.
                target.parent.rmdir()
        raise
