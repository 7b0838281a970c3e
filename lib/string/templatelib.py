# string.templatelib: the types of t-strings, which are native.
"""Template string literals."""

_sample = t"{0}"
Template = type(_sample)
Interpolation = type(_sample.interpolations[0])
del _sample

__all__ = ["Interpolation", "Template", "convert"]


def convert(obj, /, conversion):
    """Apply a conversion, "a", "r" or "s", or None, as f-strings do."""
    if conversion is None:
        return obj
    if conversion == "r":
        return repr(obj)
    if conversion == "s":
        return str(obj)
    if conversion == "a":
        return ascii(obj)
    raise ValueError(f"invalid conversion specifier: {conversion}")
