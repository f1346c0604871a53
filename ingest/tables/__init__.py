"""Tables that stand in running text, found by tabs, bars, columns of blanks and rows of numbers."""
