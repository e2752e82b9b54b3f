#!/usr/bin/env python3
"""Writes Sources/HTML/CharacterReferenceTable.swift.

Run it from the root of the repository. The names are those of the HTML standard, as Python's
library has them.
"""

import html.entities
import textwrap

TARGET = "Sources/HTML/CharacterReferenceTable.swift"

names = html.entities.html5
entries = []
for name in sorted(name[:-1] for name in names if name.endswith(";")):
    points = ".".join(f"{ord(scalar):X}" for scalar in names[name + ";"])
    if name in names and names[name] != names[name + ";"]:
        raise SystemExit(f"{name} means something else with a semicolon")
    entries.append(name + ("!" if name in names else ":") + points)
assert sum("!" in entry for entry in entries) + len(entries) == len(names)

lines = textwrap.wrap(" ".join(entries), 94, break_long_words=False, break_on_hyphens=False)
text = "\n".join("    " + line for line in lines)
with open(TARGET, "w", encoding="utf-8") as target:
    target.write(f'''\
// Written by .tools/generate-character-references.py.

extension CharacterReferences {{
  /// Names without their semicolon, in the order of their bytes, each with its code points in
  /// hexadecimal. Behind `!` are those of a name that needs no semicolon.
  ///
  /// Source: HTML Standard, 13.5, "Named character references".
  static let table = """
{text}
    """
}}
''')
