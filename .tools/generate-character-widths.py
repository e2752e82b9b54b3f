#!/usr/bin/env python3
"""Writes Sources/Prose/Text/CharacterWidthTables.swift.

Run it from the root of the repository, with the Debian package unicode-data installed.
"""

import re

UCD = "/usr/share/unicode/"
TARGET = "Sources/Prose/Text/CharacterWidthTables.swift"


def fields(name):
    """The code points and the first property of each line of a Unicode data file."""
    with open(UCD + name, encoding="utf-8") as lines:
        for line in lines:
            match = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)", line)
            if match:
                first = int(match[1], 16)
                yield range(first, int(match[2] or match[1], 16) + 1), match[3]


def version():
    with open(UCD + "EastAsianWidth.txt", encoding="utf-8") as lines:
        return re.search(r"-([\d.]+)\.txt", lines.readline())[1]


def ranges(points):
    """Sorted code points as (first, last) pairs."""
    pairs = []
    for point in sorted(points):
        if pairs and pairs[-1][1] == point - 1:
            pairs[-1][1] = point
        else:
            pairs.append([point, point])
    return pairs


def table(name, summary, pairs):
    text = [f"  /// {summary}", f"  static let {name}: [UInt32] = ["]
    row = "   "
    for first, last in pairs:
        item = f" 0x{first:X}, 0x{last:X},"
        if len(row + item) > 100:
            text.append(row)
            row = "   "
        row += item
    return "\n".join(text + [row, "  ]"])


zero, wide, emoji = set(), set(), set()
for points, category in fields("extracted/DerivedGeneralCategory.txt"):
    if category in ("Mn", "Me", "Cf"):
        zero.update(points)
# Vowels and final consonants of Hangul are drawn inside the syllable that they follow.
zero.update(range(0x1160, 0x1200), range(0xD7B0, 0xD800))
zero.difference_update([0xAD, *range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD])
for points, width in fields("EastAsianWidth.txt"):
    if width in "WF":
        wide.update(points)
wide -= zero
for points, name in fields("emoji/emoji-data.txt"):
    if name == "Emoji":
        emoji.update(points)

with open(TARGET, "w", encoding="utf-8") as output:
    output.write(f"""// Written by .tools/generate-character-widths.py from Unicode {version()}. Do not edit.

/// Pairs of first and last code point, in order.
enum CharacterWidthTables {{
{table("zero", "Combining marks and format characters: no column of their own.", ranges(zero))}

{table("wide", "East Asian wide and full-width characters: two columns.", ranges(wide))}

{table("emoji", "Drawn two columns wide where U+FE0F follows.", ranges(emoji - wide))}
}}
""")
