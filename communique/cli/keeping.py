"""`backup` and `restore`: a corpus as one file, and back."""

from pathlib import Path

import click

from .options import corpus_option, json_option, print_json, progress_bar, say

_GIB = 1024**3


@click.command("backup")
@click.argument("target", type=click.Path(path_type=Path))
@corpus_option
@click.option("--without-index", is_flag=True, help="Leave the index out: it is made anew when it is restored.")
@json_option
def backup_command(target: Path, folder: Path, without_index: bool, as_json: bool) -> None:
    """Save a corpus into the file TARGET, or into a new file in the folder TARGET, while it is in use.

    \b
    $ communique backup backups/ --corpus my-corpus
    backups/communique-my-corpus-20250424T090000Z.zip: 18 documents, 4 files, 3.1 MB
    """
    from ..backup import backup

    with progress_bar() as progress:
        saved = backup(folder, target, with_index=not without_index, progress=progress)
    if as_json:
        print_json(saved.model_dump())
        return
    for note in saved.notes:
        say(f"communique: {note}")
    print(f"{saved.path}: {saved.documents} documents, {saved.files} files, {saved.size / 1e6:.1f} MB")


@click.command("restore")
@click.argument("archive", type=click.Path(path_type=Path))
@corpus_option
@click.option("--replace", is_flag=True, help="Put it in the place of the corpus that is there, which is removed.")
@click.option(
    "--limit", type=click.IntRange(1), default=500, show_default=True, metavar="GB", help="What it may unpack to."
)
@json_option
def restore_command(archive: Path, folder: Path, replace: bool, limit: int, as_json: bool) -> None:
    """Make a corpus of the backup ARCHIVE: checked first, then put in place as a whole.

    \b
    $ communique restore backups/communique-my-corpus-20250424T090000Z.zip --corpus my-corpus --replace
    18 documents of 2025-04-24T09:00:00+00:00
    """
    from ..backup import restore

    with progress_bar() as progress:
        restored = restore(archive, folder, replace=replace, limit=limit * _GIB, progress=progress)
    if as_json:
        print_json(restored.model_dump())
        return
    for note in restored.notes:
        say(f"communique: {note}")
    print(f"{restored.documents} documents of {restored.made_at}")
