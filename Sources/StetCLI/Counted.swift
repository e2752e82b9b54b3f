internal import Rendering

// Figures look alike in a command's answer and above a difference: there is one way to write them.

/// A count with its noun: `1 byte`, `2,245 bytes`.
func counted(_ count: Int, _ noun: String) -> String { Quantity.text(count, noun) }

/// Digits in groups of three.
func grouped(_ number: Int) -> String { Quantity.grouped(number) }
