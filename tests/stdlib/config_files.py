# configparser: reading, references, converters, writing, and what goes wrong.
import configparser
import copy
import io
import pickle
from configparser import ConfigParser, RawConfigParser


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, str(e), e.args, sorted((k, repr(v)) for k, v in vars(e).items()) if isinstance(e, configparser.Error) else "")


def read(text, cls=ConfigParser, **options):
    p = cls(**options)
    p.read_string(text)
    return {name: dict(p[name]) for name in p}


docs = ["", "[a]\nx=1\ny: 2\nz = 3 = 4\n", "x=1", "[a]\nx", "[a]\nx=1\nx=2", "[a]\n[a]", "[DEFAULT]\nd=1\n[a]\nx=%(d)s2", "[a]\nx=1\n  2\n\n  3\ny=",
        "[a]\n x=1\n  y=2\n z=3", "[a\nx=1", "[]\nx=1", "[a]x\ny=1", "# c\n; d\n[a] ; c\nx=1 ; c\n#y\nk = v # w", "[a]\nx=1\n# comment\n  more\n",
        "[a]\nx=%(x)s", "[a]\nx=%(nope)s", "[a]\nx=%", "[a]\nx=%%y", "[a]\nx=%(y", "[a]\nx=%z", "[a]\n=1", "[a]\nX=1\nx=2", "[a]\nx=\n y\n",
        "[a]\nx\n y", "[a] \n\tx=1\n", "[a]\nx = y\n\n\n[b]\nz=1", "[a]b]\nx=1", "[a]\nx:y=z\n", "[a]\nx=1\r\ny=2\r\n",
        "[a]\nbad line\nx=1\nworse", "[DEFAULT]\nx=1\n[DEFAULT]\ny=2", "[a]\nx=1;2 ;3"]
for d in docs:
    print(repr(d))
    show(read, d)
    show(read, d, RawConfigParser, allow_no_value=True, strict=False)
    show(read, d, RawConfigParser, inline_comment_prefixes=("#", ";"), delimiters=("=",))
    show(read, d, RawConfigParser, empty_lines_in_values=False, comment_prefixes="#")
    show(read, d, interpolation=configparser.ExtendedInterpolation())
    show(read, d, interpolation=None, allow_unnamed_section=True)
for d in ["[a]\nx=${y}\ny=1\n[b]\nz=${a:x}!$$", "[a]\nx=${b:y}", "[a]\nx=${y}", "[a]\nx=$", "[a]\nx=${a:b:c}", "[a]\nx=${", "[a]\nx=$y", "[a]\nx=${x}"]:
    show(read, d, interpolation=configparser.ExtendedInterpolation())

p = ConfigParser()
p.read_dict({"a": {"x": 1, "Y": "b", "t": "yes", "f": 2.5}, "b": {}})
print(p.sections(), p["a"], dict(p["a"]), p.defaults(), "a" in p, "DEFAULT" in p, len(p), list(p), p.has_section("DEFAULT"),
      p.has_option("a", "X"), p.has_option("zz", "x"), p.options("a"))
for args, kwargs in [(("a", "nope"), {}), (("nope", "x"), {}), (("a", "nope"), dict(fallback=5)), (("nope", "x"), dict(fallback=None)),
                     (("a", "v"), dict(vars={"V": "w"}))]:
    show(p.get, *args, **kwargs)
show(p.getint, "a", "y")
show(p.getint, "a", "x")
show(p.getboolean, "a", "t")
show(p.getboolean, "a", "y")
show(p.getfloat, "a", "f")
show(p.getint, "a", "q", fallback="z")
for section in ("a", "q"):
    show(p.items, section)
    show(p.options, section)
for f, args in [(p.add_section, ("a",)), (p.add_section, ("DEFAULT",)), (p.add_section, (5,)), (p.set, ("a", "x", 5)), (p.set, ("q", "x", "1")),
                (p.set, ("a", "x", "%")), (p.set, ("a", 5, "1")), (p.set, ("a", "x", None)), (p.remove_option, ("a", "X")), (p.remove_option, ("q", "x")),
                (p.remove_option, ("a", "zz")), (p.remove_section, ("q",)), (p.remove_section, ("b",)), (p.popitem, ()), (p.popitem, ()),
                (p.read_string, ("bad",)), (p.read_file, (["bad"], "src")), (p.read_dict, ({"z": {"X": 1, "x": 2}},)), (p.read, ("no file",))]:
    show(f, *args)
p = ConfigParser(allow_no_value=True)
p["s"] = {"a": "1", "b": "x\ny", "n": None}
p["DEFAULT"]["d"] = "q"
for spaces in (True, False):
    o = io.StringIO()
    p.write(o, spaces)
    print(repr(o.getvalue()))
s = p["s"]
print(s.name, s.parser is p, s.get("a"), s.get("zz"), s.get("zz", "f"), s.getint("a"), s.getint("zz"), list(s), len(s), "d" in s, s == p["s"], s)
for f, args in [(s.__getitem__, ("zz",)), (s.__delitem__, ("zz",)), (s.__setitem__, ("a", 5)), (p.__getitem__, ("zz",)), (p.__delitem__, ("zz",)),
                (p.__delitem__, ("DEFAULT",)), (p.__setitem__, ("k", 5))]:
    show(f, *args)
p["s"] = {"only": "1"}
print(dict(p["s"]))
p["DEFAULT"] = {}
p["s"] = p["s"]
print(p.defaults(), dict(p["s"]))
p = ConfigParser(converters={"list": lambda v: v.split(","), "Decimal": float})
p.read_string("[a]\nx=1,2\ny=3.5")
print(p.getlist("a", "x"), p["a"].getlist("x"), p["a"].getDecimal("y"), list(p.converters), p.getlist("a", "q", fallback=7), p["a"].getlist("q", 8))
del p.converters["list"]
show(lambda: p.getlist)
show(lambda: p["a"].getlist)
p.converters["q"] = str.upper
print(p["a"].getq("x"))
show(p.converters.__setitem__, "", int)
show(ConfigParser, interpolation=5)
for e in (configparser.NoSectionError("s"), configparser.DuplicateSectionError("s"), configparser.DuplicateSectionError("s", "f", 3),
          configparser.DuplicateOptionError("s", "o"), configparser.DuplicateOptionError("s", "o", "f", 3), configparser.NoOptionError("o", "s"),
          configparser.InterpolationError("o", "s", "m"), configparser.InterpolationMissingOptionError("o", "s", "r", "ref"),
          configparser.InterpolationDepthError("o", "s", "r"), configparser.ParsingError("src"), configparser.MissingSectionHeaderError("f", 1, "l"),
          configparser.MultilineContinuationError("f", 1, "l"), configparser.Error("m")):
    again = pickle.loads(pickle.dumps(e))
    print(repr(e), e.args, sorted(vars(e).items()), repr(again) == repr(e), again.args == e.args)
p = ConfigParser(default_section="common")
p.read_string("[common]\na=1\n[s]\nb=2")
print(p.default_section, p.defaults(), dict(p["s"]))
p = ConfigParser({"d": "1"}, allow_unnamed_section=True)
p.read_string("x=1\n[s]\ny=2")
print(p.sections(), p[configparser.UNNAMED_SECTION]["x"])
o = io.StringIO()
p.write(o)
print(repr(o.getvalue()))
p = ConfigParser()
p.read_string("[a]\nx=%(y)s %(y)s\ny=%%z\nl=%(x)s\n")
print(dict(p["a"]), p.get("a", "x", raw=True))
show(p.get, "a", "x", vars={"y": "W"})
p.read_string("[b]\n" + "".join("x%d=%%(x%d)s\n" % (i, i + 1) for i in range(12)) + "x12=end")
show(p.get, "b", "x0")
show(p.get, "b", "x5")
print(dict(copy.deepcopy(p)["a"]))
p = ConfigParser(comment_prefixes=("//", "#"), inline_comment_prefixes="#")
p.optionxform = str
p.read_string("// c\n[a]\nX = 1\n// d\ny=//2\nz = a#b #c\n# q\nw=1 # 2 # 3")
print(dict(p["a"]))
