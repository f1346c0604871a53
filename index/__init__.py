"""From documents and records to a searchable index: passages, embeddings, vectors, lexical evidence."""
