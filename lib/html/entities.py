"""Named character references of HTML: html5 has all of HTML 5's, the other tables those of HTML 4."""

from html._references import TABLE as _TABLE

__all__ = ["html5", "name2codepoint", "codepoint2name", "entitydefs"]

_HTML4 = """
AElig Aacute Acirc Agrave Alpha Aring Atilde Auml Beta Ccedil Chi Dagger Delta ETH Eacute Ecirc Egrave Epsilon Eta Euml
Gamma Iacute Icirc Igrave Iota Iuml Kappa Lambda Mu Ntilde Nu OElig Oacute Ocirc Ograve Omega Omicron Oslash Otilde Ouml
Phi Pi Prime Psi Rho Scaron Sigma THORN Tau Theta Uacute Ucirc Ugrave Upsilon Uuml Xi Yacute Yuml Zeta aacute acirc acute
aelig agrave alefsym alpha amp and ang aring asymp atilde auml bdquo beta brvbar bull cap ccedil cedil cent chi circ
clubs cong copy crarr cup curren dArr dagger darr deg delta diams divide eacute ecirc egrave empty emsp ensp epsilon
equiv eta eth euml euro exist fnof forall frac12 frac14 frac34 frasl gamma ge gt hArr harr hearts hellip iacute icirc
iexcl igrave image infin int iota iquest isin iuml kappa lArr lambda lang laquo larr lceil ldquo le lfloor lowast loz lrm
lsaquo lsquo lt macr mdash micro middot minus mu nabla nbsp ndash ne ni not notin nsub ntilde nu oacute ocirc oelig
ograve oline omega omicron oplus or ordf ordm oslash otilde otimes ouml para part permil perp phi pi piv plusmn pound
prime prod prop psi quot rArr radic rang raquo rarr rceil rdquo real reg rfloor rho rlm rsaquo rsquo sbquo scaron sdot
sect shy sigma sigmaf sim spades sub sube sum sup sup1 sup2 sup3 supe szlig tau there4 theta thetasym thinsp thorn tilde
times trade uArr uacute uarr ucirc ugrave uml upsih upsilon uuml weierp xi yacute yen yuml zeta zwj zwnj
"""


def _read(table):
    """The references of a table of NAME=HEX[,HEX]; a ? after the name: also without a semicolon."""
    found = {}
    for entry in table.split():
        name, _, text = entry.partition("=")
        if "," in text:
            text = "".join([chr(int(code, 16)) for code in text.split(",")])
        else:
            text = chr(int(text, 16))
        if name[-1] == "?":
            name = name[:-1]
            found[name] = text
        found[name + ";"] = text
    return {name: found[name] for name in sorted(sorted(found), key=str.lower)}


# From names, with the semicolon where it is needed, to text.
html5 = _read(_TABLE)

# From names to code points.  The angle brackets are others than HTML 5's.
name2codepoint = {name: ord(html5[name + ";"]) for name in _HTML4.split()}
name2codepoint.update(lang=0x2329, rang=0x232A)

# From code points to names.
codepoint2name = {code: name for name, code in name2codepoint.items()}

# From names to characters.
entitydefs = {name: chr(code) for name, code in name2codepoint.items()}

del _TABLE
