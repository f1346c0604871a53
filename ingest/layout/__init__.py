"""From lines to labelled blocks: headings, bullets, notes, tables, furniture; wrapped lines joined to paragraphs."""
