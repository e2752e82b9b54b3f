"""How figures are written."""


def times(value):
    return f"{value:.1f}x" if value >= 1 else f"{value:.2g}x"


def seconds(value):
    if value < 1e-3:
        return f"{value * 1e6:.0f} µs"
    return f"{value * 1e3:.1f} ms" if value < 1 else f"{value:.2f} s"


def megabytes(value):
    return f"{value / 1e6:.1f} MB"
