"""`move-index`: from the folder of a corpus into Milvus, and back."""

from pathlib import Path

import click

from .options import corpus_option, progress_bar


@click.command("move-index")
@click.argument("address")
@corpus_option
def move_index_command(address: str, folder: Path) -> None:
    """Move the index of a corpus to ADDRESS: milvus://HOST:19530/DATABASE, or `embedded` for the corpus itself.

    Nothing is embedded again; a move that was stopped goes on with the next call.

    \b
    $ communique move-index milvus://db.example:19530/press --corpus my-corpus
    145 passages are kept at milvus://db.example:19530/press
    """
    from corpus.store import writing
    from index import move

    from ..indexing import INDEX_FOLDER

    with writing(folder), progress_bar() as progress:
        moved = move(folder / INDEX_FOLDER, address, progress=progress)
    print(f"{moved} passages are kept at {address}")
