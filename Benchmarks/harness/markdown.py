"""Tables of Markdown, and how figures are written in them."""


def table(alignments, names, rows):
    """The lines of a table; each letter of `alignments` is a column: l or r."""
    rules = {"l": "---", "r": "--:"}
    return [line(names), "|" + "|".join(rules[letter] for letter in alignments) + "|",
            *(line(row) for row in rows)]


def line(cells):
    return "| " + " | ".join(cells) + " |"


def read_tables(text):
    """Each table of a text: the line of words before it, its names, its rows."""
    tables, title, rows = [], "", []
    for row in [*text.splitlines(), ""]:
        if row.startswith("|"):
            rows.append([cell.strip() for cell in row.strip("|").split("|")])
            continue
        if rows:
            tables.append((title, rows[0], rows[2:]))
            title, rows = "", []
        title = row.strip() or title
    return tables


def times(value):
    return f"{value:.1f}x" if value >= 1 else f"{value:.2g}x"


def seconds(value):
    if value < 1e-3:
        return f"{value * 1e6:.0f} µs"
    return f"{value * 1e3:.1f} ms" if value < 1 else f"{value:.2f} s"


def megabytes(value):
    return f"{value / 1e6:.1f} MB"
