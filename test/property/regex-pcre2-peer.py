"""Runs patterns in the system's PCRE2 library: reads JSON from stdin, writes JSON to stdout.

In: [{"pattern": text, "text": text}, ...]. Out, one for each: {"error": message} for what does not compile,
{"limit": true} for what exceeds the match limit, {"groups": null} for no match, else
{"start": code points, "groups": [text or null, ...]}, group 0 first.
"""

import ctypes
import json
import sys

UTF = 0x00080000
UNSET = ctypes.c_size_t(-1).value
NO_MATCH = -1


def load():
    for name in ("libpcre2-8.so.0", "libpcre2-8.dylib"):
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    sys.exit("no PCRE2 library")


pcre2 = load()
for function in ("compile", "match_data_create_from_pattern", "get_ovector_pointer"):
    getattr(pcre2, f"pcre2_{function}_8").restype = ctypes.c_void_p


def compiled(pattern):
    code, offset = ctypes.c_int(), ctypes.c_size_t()
    data = pattern.encode()
    regex = pcre2.pcre2_compile_8(
        data, ctypes.c_size_t(len(data)), UTF, ctypes.byref(code), ctypes.byref(offset), None
    )
    if regex:
        return regex, None
    message = ctypes.create_string_buffer(256)
    pcre2.pcre2_get_error_message_8(code, message, ctypes.c_size_t(256))
    return None, message.value.decode()


def match(regex, text):
    data = text.encode()
    found = pcre2.pcre2_match_data_create_from_pattern_8(ctypes.c_void_p(regex), None)
    found = ctypes.c_void_p(found)
    count = pcre2.pcre2_match_8(
        ctypes.c_void_p(regex), data, ctypes.c_size_t(len(data)), ctypes.c_size_t(0), 0, found, None
    )
    total = pcre2.pcre2_get_ovector_count_8(found)
    offsets = ctypes.cast(pcre2.pcre2_get_ovector_pointer_8(found), ctypes.POINTER(ctypes.c_size_t))
    pairs = [(offsets[2 * group], offsets[2 * group + 1]) for group in range(total)]
    pcre2.pcre2_match_data_free_8(found)
    if count == NO_MATCH:
        return {"groups": None}
    if count < 0:
        return {"limit": True}
    texts = [None if n >= count or a == UNSET else data[a:b].decode() for n, (a, b) in enumerate(pairs)]
    return {"start": len(data[: pairs[0][0]].decode()), "groups": texts}


def answer(case):
    regex, error = compiled(case["pattern"])
    if regex is None:
        return {"error": error}
    result = match(regex, case["text"])
    pcre2.pcre2_code_free_8(ctypes.c_void_p(regex))
    return result


json.dump([answer(case) for case in json.load(sys.stdin)], sys.stdout)
