# The modules of the multibyte encodings, made of the codecs of _codecs_cn and its like.

import codecs
import _multibytecodec as _mbc

families = {name: family for family, names in {
    "cn": "gb2312 gbk gb18030 hz",
    "hk": "big5hkscs",
    "iso2022": "iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 "
               "iso2022_jp_ext iso2022_kr",
    "jp": "cp932 euc_jis_2004 euc_jisx0213 euc_jp shift_jis shift_jis_2004 shift_jisx0213",
    "kr": "cp949 euc_kr johab",
    "tw": "big5 cp950",
}.items() for name in names.split()}


def define(ns, name):
    from ._define import _own, _parts
    codec_ = __import__("_codecs_" + families[name]).getcodec(name)

    class Codec(codecs.Codec):
        encode = codec_.encode
        decode = codec_.decode

    class IncrementalEncoder(_mbc.MultibyteIncrementalEncoder, codecs.IncrementalEncoder):
        codec = codec_

    class IncrementalDecoder(_mbc.MultibyteIncrementalDecoder, codecs.IncrementalDecoder):
        codec = codec_

    class StreamReader(Codec, _mbc.MultibyteStreamReader, codecs.StreamReader):
        codec = codec_

    class StreamWriter(Codec, _mbc.MultibyteStreamWriter, codecs.StreamWriter):
        codec = codec_

    _own(ns, **dict(zip(_parts, (Codec, IncrementalEncoder, IncrementalDecoder, StreamWriter,
                                 StreamReader))))

    def getregentry():
        return codecs.CodecInfo(Codec().encode, Codec().decode, StreamReader, StreamWriter,
                                IncrementalEncoder, IncrementalDecoder, name)

    getregentry.__module__ = ns["__name__"]
    ns["codec"] = codec_
    ns["getregentry"] = getregentry
