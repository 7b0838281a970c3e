# _locale_names: what the parts of a locale's name mean, for locale.normalize(). Invariant: a normal name is its own normal form.
"""Languages, their countries and encodings, as the names of locales say them."""

import functools

# A line is a language, and its countries, the main one first. An encoding stands before the countries that it is for.
_LANGUAGES = """
af ISO8859-1 ZA
am UTF-8 ET
ar ISO8859-6 AA AE BH DZ EG IQ JO KW LB LY MA OM QA SA SD SY TN YE UTF-8 IN SS
as UTF-8 IN
ast ISO8859-15 ES
az ISO8859-9E AZ UTF-8 IR
be CP1251 BY
bg CP1251 BG
bn UTF-8 IN BD
bo UTF-8 CN IN
br ISO8859-1 FR
bs ISO8859-2 BA
ca ISO8859-1 ES AD FR IT
cs ISO8859-2 CZ
cy ISO8859-1 GB
da ISO8859-1 DK
de ISO8859-1 DE AT BE CH LI LU IT
dz UTF-8 BT
el ISO8859-7 GR CY
en ISO8859-1 US AG AU BW CA DK GB HK IE IN MT NG NZ PH SG UK ZA ZM ZW
eo ISO8859-3 XX
es ISO8859-1 ES AR BO CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV US UY VE
et ISO8859-15 EE
eu ISO8859-1 ES FR
fa UTF-8 IR
fi ISO8859-15 FI
fil UTF-8 PH
fo ISO8859-1 FO
fr ISO8859-1 FR BE CA CH LU
fy UTF-8 NL DE
ga ISO8859-1 IE
gd ISO8859-1 GB
gl ISO8859-1 ES
gu UTF-8 IN
gv ISO8859-1 GB
he ISO8859-8 IL
hi ISCII-DEV IN
hr ISO8859-2 HR
ht UTF-8 HT
hu ISO8859-2 HU
hy UTF-8 AM
id ISO8859-1 ID
is ISO8859-1 IS
it ISO8859-1 IT CH SM VA
iw ISO8859-8 IL
ja eucJP JP
ka GEORGIAN-ACADEMY GE
kk ptcp154 KZ
kl ISO8859-1 GL
km UTF-8 KH
kn UTF-8 IN
ko eucKR KR
ks UTF-8 IN
ku ISO8859-9 TR
kw ISO8859-1 GB
ky UTF-8 KG
lb UTF-8 LU
lo MULELAO-1 LA
lt ISO8859-13 LT
lv ISO8859-13 LV
mi ISO8859-1 NZ
mk ISO8859-5 MK
ml UTF-8 IN
mn UTF-8 MN
mr UTF-8 IN
ms ISO8859-1 MY
mt ISO8859-3 MT
my UTF-8 MM
nb ISO8859-1 NO
ne UTF-8 NP
nl ISO8859-1 NL AW BE
nn ISO8859-1 NO
no ISO8859-1 NO
oc ISO8859-1 FR
om UTF-8 ET KE
or UTF-8 IN
pa UTF-8 IN PK
pl ISO8859-2 PL
ps UTF-8 AF
pt ISO8859-1 PT BR
ro ISO8859-2 RO
ru UTF-8 RU KOI8-U UA
rw ISO8859-1 RW
sa UTF-8 IN
sd UTF-8 IN PK
se UTF-8 NO
si UTF-8 LK
sk ISO8859-2 SK
sl ISO8859-2 SI
so ISO8859-1 SO
sq ISO8859-2 AL
sr UTF-8 RS ME MK
st ISO8859-1 ZA
sv ISO8859-1 SE FI
sw UTF-8 KE TZ
ta TSCII-0 IN UTF-8 LK SG
te UTF-8 IN
tg KOI8-C TJ
th ISO8859-11 TH
tk UTF-8 TM
tl ISO8859-1 PH
tr ISO8859-9 TR CY
tt TATAR-CYR RU
uk KOI8-U UA
ur CP1256 PK UTF-8 IN
uz ISO8859-1 UZ
vi TCVN VN
wa ISO8859-1 BE
xh ISO8859-1 ZA
yi CP1255 US
yo UTF-8 NG
zh eucCN CN big5 TW big5hkscs HK MO GB2312 SG
zu ISO8859-1 ZA
"""

# Names that are no codes, and what they stand for.
_NAMES = """
c C | posix C | utf8 UTF-8
english en_EN.ISO8859-1 | english_uk en_GB.ISO8859-1 | english_us en_US.ISO8859-1 | english_united-states en_US.ISO8859-1
japanese ja_JP.eucJP | japanese-euc ja_JP.eucJP | japan ja_JP.eucJP | jp_jp ja_JP.eucJP | korean ko_KR.eucKR
korean.euc ko_KR.eucKR | german de_DE.ISO8859-1 | deutsch de_DE.ISO8859-1 | french fr_FR.ISO8859-1 | francais fr_FR.ISO8859-1
italian it_IT.ISO8859-1 | spanish es_ES.ISO8859-1 | dutch nl_NL.ISO8859-1 | danish da_DK.ISO8859-1 | dansk da_DK.ISO8859-1
swedish sv_SE.ISO8859-1 | finnish fi_FI.ISO8859-1 | norwegian no_NO.ISO8859-1 | bokmal nb_NO.ISO8859-1
nynorsk nn_NO.ISO8859-1 | icelandic is_IS.ISO8859-1 | portuguese pt_PT.ISO8859-1 | polish pl_PL.ISO8859-2
czech cs_CZ.ISO8859-2 | slovak sk_SK.ISO8859-2 | slovene sl_SI.ISO8859-2 | slovenian sl_SI.ISO8859-2 | croatian hr_HR.ISO8859-2
hungarian hu_HU.ISO8859-2 | romanian ro_RO.ISO8859-2 | rumanian ro_RO.ISO8859-2 | russian ru_RU.KOI8-R
bulgarian bg_BG.CP1251 | greek el_GR.ISO8859-7 | turkish tr_TR.ISO8859-9 | hebrew he_IL.ISO8859-8 | arabic ar_AA.ISO8859-6
thai th_TH.ISO8859-11 | chinese-s zh_CN.eucCN | chinese-t zh_TW.eucTW | lithuanian lt_LT.ISO8859-13 | estonian et_EE.ISO8859-1
catalan ca_ES.ISO8859-1 | galician gl_ES.ISO8859-1 | univ en_US.utf | universal en_US.utf
ca@valencia ca_ES.ISO8859-1@valencia | ca_es@valencia ca_ES.UTF-8@valencia
"""

_ENCODINGS = """
ascii ISO8859-1 | usascii ISO8859-1 | latin1 ISO8859-1 | iso8859 ISO8859-1 | utf8 UTF-8 | utf UTF-8
euccn eucCN | eucjp eucJP | euckr eucKR | euctw eucTW | ajec eucJP | ujis eucJP | sjis SJIS | mscode SJIS | pck SJIS
jis JIS7 | jis7 JIS7 | iso2022jp JIS7 | iso2022kr ISO2022-KR | koi8r KOI8-R | koi8u KOI8-U | koi8c KOI8-C | koi8t KOI8-T
microsoftcp1251 CP1251 | microsoftcp1255 CP1255 | microsoftcp1256 CP1256 | georgianacademy GEORGIAN-ACADEMY
georgianps GEORGIAN-PS | cp1133 IBM-CP1133 | ibmcp1133 IBM-CP1133 | mulelao1 MULELAO-1 | tatarcyr TATAR-CYR | tcvn TCVN
tcvn5712 TCVN | viscii VISCII | tis620 TIS620 | tactis TACTIS | tscii TSCII-0 | iscii ISCII-DEV | isciidev ISCII-DEV
big5 big5 | big5hkscs big5hkscs | gb2312 GB2312 | gbk gbk | gb18030 gb18030 | armscii8 ARMSCII-8 | ptcp154 ptcp154
iso88599e ISO8859-9E | iso885999 ISO8859-9 | cp1250 CP1250 | cp1251 CP1251 | cp1252 CP1252 | cp1255 CP1255 | cp1256 CP1256
"""

_EUC = {"ja": "eucJP", "ko": "eucKR", "zh_CN": "eucCN", "zh_TW": "eucTW"}


def _pairs(text):
    return dict(entry.split() for line in text.splitlines() for entry in line.split("|") if entry.strip())


@functools.cache
def locale_encoding_alias():
    """Encodings by the names that stand for them, in small letters and without hyphens."""
    table = _pairs(_ENCODINGS)
    for i in range(1, 17):
        table[f"iso8859{i}"] = table[f"8859{i}"] = f"ISO8859-{i}"
    return table


@functools.cache
def locale_alias():
    """The full names of locales by the short ones, in small letters."""
    table = {}
    for line in _LANGUAGES.split("\n"):
        words = line.split()
        if not words:
            continue
        language, encoding = words[0], None
        for word in words[1:]:
            if len(word) > 2 or not word.isupper():
                encoding = word
                continue
            name = f"{language}_{'GB' if word == 'UK' else word}.{encoding}"
            table.setdefault(language, name)
            table[f"{language}_{word.lower()}"] = name
    table.update(_pairs(_NAMES))
    return table


@functools.cache
def windows_locale():
    """The main locale of each of Windows' numbers for languages that is well known."""
    return {0x0401: "ar_SA", 0x0404: "zh_TW", 0x0405: "cs_CZ", 0x0406: "da_DK", 0x0407: "de_DE", 0x0408: "el_GR", 0x0409: "en_US",
            0x040a: "es_ES", 0x040b: "fi_FI", 0x040c: "fr_FR", 0x040d: "he_IL", 0x040e: "hu_HU", 0x0410: "it_IT", 0x0411: "ja_JP",
            0x0412: "ko_KR", 0x0413: "nl_NL", 0x0414: "nb_NO", 0x0415: "pl_PL", 0x0416: "pt_BR", 0x0418: "ro_RO", 0x0419: "ru_RU",
            0x041d: "sv_SE", 0x041e: "th_TH", 0x041f: "tr_TR", 0x0422: "uk_UA", 0x0804: "zh_CN", 0x0807: "de_CH", 0x0809: "en_GB",
            0x080a: "es_MX", 0x080c: "fr_BE", 0x0816: "pt_PT", 0x0c07: "de_AT", 0x0c09: "en_AU", 0x0c0c: "fr_CA", 0x1009: "en_CA",
            0x100c: "fr_CH", 0x1409: "en_NZ"}


def _encoding(said, base):
    """The usual name of an encoding that was said for the locale base."""
    plain = said.lower().replace("-", "").replace("_", "")
    if plain == "euc":
        for start, name in _EUC.items():
            if base.startswith(start):
                return name
    return locale_encoding_alias().get(plain, said)


def normalize(localename):
    """See locale.normalize()."""
    code = localename.lower()
    if ":" in code:
        code = code.replace(":", ".")
    code, _, modifier = code.partition("@")
    name, _, encoding = code.partition(".")
    aliases = locale_alias()
    if name in ("utf8", "utf-8") and not encoding:
        return "UTF-8"
    if not encoding and modifier:
        full = aliases.get(f"{name}@{modifier}")
        if full:
            return full
    full = aliases.get(name)
    if full is None:
        return localename
    if "." not in full:
        return full
    base, default = full.split("@")[0].split(".")
    if modifier == "euro":
        modifier = ""
        default = "ISO8859-15"
    elif modifier == "latn":
        modifier = "latin"
    if encoding:
        said = localename.replace(":", ".").partition("@")[0].partition(".")[2]
        default = _encoding(said, base)
    return f"{base}.{default}" + (f"@{modifier}" if modifier else "")
