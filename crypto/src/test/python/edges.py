"""Writes the edge suite: JSON files of inputs at the borders of SM2, each with the answer the standards give.

    python3 edges.py ../resources/io/shuheng/crypto/edges

The same bytes come out each time. Keys are derived from labels and worth nothing.
"""

import json
import pathlib
import sys

from plain_sm2 import *

USER_ID = b"1234567812345678"
D = number(sm3(b"edge key"))
KEY = times(D, G)
K = number(sm3(b"edge nonce"))


def scalar(label):
    return number(sm3(label.encode())) % (N - 1) + 1


def fixed(value):
    return octets(value % 2**264, 33).hex() if value >> 256 else octets(value).hex()


def write(folder, name, about, cases):
    for index, case in enumerate(cases):
        case_with_id = {"id": index + 1, **case}
        cases[index] = case_with_id
    text = json.dumps({"about": about, "numberOfTests": len(cases), "tests": cases}, ensure_ascii=False, indent=1)
    (folder / name).write_text(text + "\n", encoding="utf-8")


# --- the equation: e, r, s and the key as numbers


def equation_cases():
    cases = []

    def case(comment, key, e, r, s):
        cases.append({
            "comment": comment, "key": encode(key).hex(), "e": octets(e).hex(), "r": fixed(r), "s": fixed(s),
            "result": judge(e, r, s, key),
        })

    e = number(sm3(b"edge message"))
    r, s = sign(e, D, K)
    case("an ordinary signature", KEY, e, r, s)
    values = {"0": 0, "1": 1, "2": 2, "n-1": N - 1, "n": N, "n+1": N + 1, "2^256-1": 2**256 - 1}
    for rn, rv in values.items():
        for sn, sv in values.items():
            case(f"r = {rn}, s = {sn}", KEY, e, rv, sv)
    case("r + n", KEY, e, r + N, s)
    case("s + n", KEY, e, r, s + N)
    case("r and s swapped", KEY, e, s, r)
    case("n - s", KEY, e, r, N - s)
    case("n - r", KEY, e, N - r, s)
    case("the signature of e + 1", KEY, e + 1, r, s)
    for label in ("a", "b"):
        some = scalar("sum " + label)
        case("r + s = n", KEY, e, some, N - some)
    # numbers at the borders that do verify: solve for e
    for rn, rv in values.items():
        for sn, sv in values.items():
            t = (rv + sv) % N
            if 0 < rv < N and 0 < sv < N and t:
                x = add(times(sv, G), times(t, KEY))[0]
                case(f"r = {rn}, s = {sn} with the e that fits", KEY, (rv - x) % N, rv, sv)
    # e at its borders
    for name, value in {
        "e = 0": 0, "e = 1": 1, "e = n-1": N - 1, "e = n": N, "e = n+1": N + 1, "e = p": P,
        "e = 2^256-1": 2**256 - 1, "e = 2^255": 2**255, "e = 2^32-1 in each word": number(b"\xff\xff\xff\xff\0\0\0\0" * 4),
    }.items():
        case(name, KEY, value, *sign(value, D, K))
        wrong_r, wrong_s = sign(value, D, K)
        case(name + ", s one off", KEY, value, wrong_r, wrong_s % (N - 1) + 1)
    # e and e + n are the same number to the equation
    small = 5
    case("e = 5, signed as 5 + n", KEY, small, *sign(small + N, D, K))
    # keys with small, large and special scalars; nonces likewise
    for dn, dv in {"1": 1, "2": 2, "3": 3, "n-1": N - 1, "n-2": N - 2, "n-3": N - 3, "(n-1)/2": (N - 1) // 2,
                   "2^255": 2**255, "2^6": 64, "2^252": 2**252}.items():
        key = times(dv, G)
        if dv != N - 1:
            for kn, kv in {"1": 1, "2": 2, "n-1": N - 1, "hash": K}.items():
                signed = sign(e, dv, kv)
                if signed:
                    case(f"d = {dn}, k = {kn}", key, e, *signed)
        case(f"d = {dn}, another key's signature", key, e, r, s)
    # d = n-1 cannot sign, but its point can stand in a key: s*G - t*G = -r*G
    key = times(N - 1, G)
    some_r = scalar("minus one")
    x = times(N - some_r, G)[0]
    for sv in (1, scalar("minus one s"), N - 1):
        if (some_r + sv) % N:
            case("d = n-1: any s verifies with the e that fits", key, (some_r - x) % N, some_r, sv)
    # x1 >= n: choose the point, then the key
    xs = [x for x in range(N, N + 64) if lift(x)][:3] + [x for x in range(P - 1, P - 64, -1) if lift(x)][:3]
    for x in xs:
        point = lift(x)
        for point in (point, negate(point)):
            e_big, s_big = number(sm3(b"large x %d" % x)), scalar("large s %d" % x)
            r_big = (e_big + x) % N
            t = (r_big + s_big) % N
            key = times(pow(t, -1, N), add(point, negate(times(s_big, G))))
            case("x1 = n + %d or so: at least n" % (x - N if x - N < 64 else 0), key, e_big, r_big, s_big)
            case("x1 at least n, r taken without the reduction by e + 1", key, (e_big + 1) % 2**256, r_big, s_big)
    # x1 < p - n: the number x1 + n is a field element too
    for x in [x for x in range(0, 64) if lift(x)][:3]:
        point = lift(x)
        s_small = scalar("small s %d" % x)
        e_small = number(sm3(b"small x %d" % x))
        r_small = (e_small + x) % N
        t = (r_small + s_small) % N
        key = times(pow(t, -1, N), add(point, negate(times(s_small, G))))
        case("x1 = %d" % x, key, e_small, r_small, s_small)
    # s*G = t*P: the sum is a doubling; s*G = -t*P: the sum is infinity
    for label in ("one", "two"):
        t = scalar("doubling " + label)
        s2 = t * D % N
        r2 = (t - s2) % N
        x = times(2 * s2 % N, G)[0]
        case("s*G = t*P: the sum is a doubling", KEY, (r2 - x) % N, r2, s2)
        case("s*G = t*P, e one off", KEY, (r2 - x + 1) % N, r2, s2)
        s3 = -t * D % N
        r3 = (t - s3) % N
        case("s*G = -t*P: the sum is infinity", KEY, r3, r3, s3)
        case("s*G = -t*P: the sum is infinity, e = 0", KEY, 0, r3, s3)
    # the key is a small multiple of G, so that additions inside a window method meet equal points
    for dv in (1, 2, 3, 31, 32, 33, 63, 64, 65, N - 1, N - 2, N - 32, N - 64, pow(2, -1, N), 64**5, N - 64**7):
        key = times(dv, G)
        for sv, tv in ((1, 1), (1, 2), (2, 1), (64, 1), (1, 64), (32, 32), (5, N - 5), (N - 5, 5), (2**251, 2**251),
                       (64**42, 64**41), (2**255, 2**254), (N - 1, 1), (1, N - 1), (N - 1, N - 2),
                       (scalar("walk %d" % dv),) * 2):
            rv = (tv - sv) % N
            point = add(times(sv, G), times(tv, key))
            if rv and point:
                case("P = %s G, s and t that meet" % ("-" + str(N - dv) if N - dv < 10**4 else dv), key,
                     (rv - point[0]) % N, rv, sv)
            elif rv:
                case("P a small multiple of G, the sum is infinity", key, rv, rv, sv)
    return cases


# --- signatures in DER, over a message


def der_integer(value):
    body = value.to_bytes(value.bit_length() // 8 + 1, "big")
    return b"\x02" + bytes([len(body)]) + body


def der_signature(r, s):
    body = der_integer(r) + der_integer(s)
    return b"\x30" + bytes([len(body)]) + body


def tlv(tag, body):
    if len(body) < 128:
        return bytes([tag, len(body)]) + body
    length = octets(len(body), (len(body).bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(length)]) + length + body


def der_cases():
    message = "挂牌 listing".encode()
    e = message_number(USER_ID, KEY, message)
    k = K
    while True:  # r and s with the top bit set, so that padding shows
        r, s = sign(e, D, k)
        if r >> 255 and s >> 255:
            break
        k += 1
    cases = []

    def case(comment, der, result, user=USER_ID):
        cases.append({
            "comment": comment, "key": encode(KEY).hex(), "userId": user.hex(), "message": message.hex(),
            "signature": der.hex(), "result": result,
        })

    ri, si = der_integer(r), der_integer(s)
    case("an ordinary signature", der_signature(r, s), "valid")
    case("the same under another user id", der_signature(r, s), "IDENTITY", b"another id")
    case("the same under an empty user id", der_signature(r, s), "IDENTITY", b"")
    bare = sign(number(sm3(message)), D, k)
    case("signed over SM3 of the message without Z", der_signature(*bare), "IDENTITY")
    empty = sign(message_number(b"", KEY, message), D, k)
    case("signed under an empty user id", der_signature(*empty), "IDENTITY")
    case("signed under an empty user id, so checked", der_signature(*empty), "valid", b"")
    alice = b"ALICE123@YAHOO.COM"
    case("signed under an id of its own, so checked",
         der_signature(*sign(message_number(alice, KEY, message), D, k)), "valid", alice)
    case("signed under an id nobody can guess", der_signature(*sign(message_number(b"who", KEY, message), D, k)), "MISMATCH")
    case("empty", b"", "FORMAT")
    case("NULL", b"\x05\x00", "FORMAT")
    case("empty SEQUENCE", b"\x30\x00", "FORMAT")
    case("r alone", tlv(0x30, ri), "FORMAT")
    case("three integers", tlv(0x30, ri + si + b"\x02\x01\x01"), "FORMAT")
    case("a byte behind", der_signature(r, s) + b"\0", "FORMAT")
    case("NULL behind", der_signature(r, s) + b"\x05\x00", "FORMAT")
    case("NULL inside behind s", tlv(0x30, ri + si + b"\x05\x00"), "FORMAT")
    case("the last byte cut", der_signature(r, s)[:-1], "FORMAT")
    case("length in long form", b"\x30\x81" + bytes([len(ri + si)]) + ri + si, "FORMAT")
    case("length in long form of two bytes", b"\x30\x82\x00" + bytes([len(ri + si)]) + ri + si, "FORMAT")
    case("length of r in long form", tlv(0x30, b"\x02\x81" + ri[1:] + si), "FORMAT")
    case("length of s in long form", tlv(0x30, ri + b"\x02\x81" + si[1:]), "FORMAT")
    case("indefinite length", b"\x30\x80" + ri + si + b"\0\0", "FORMAT")
    case("length one short", b"\x30" + bytes([len(ri + si) - 1]) + ri + si, "FORMAT")
    case("length one over", b"\x30" + bytes([len(ri + si) + 1]) + ri + si, "FORMAT")
    case("length 127", b"\x30\x7f" + ri + si, "FORMAT")
    case("r padded with a zero", tlv(0x30, tlv(2, b"\0" + ri[2:]) + si), "FORMAT")
    case("s padded with a zero", tlv(0x30, ri + tlv(2, b"\0" + si[2:])), "FORMAT")
    case("r padded with two zeros", tlv(0x30, tlv(2, b"\0\0" + ri[2:]) + si), "FORMAT")
    case("r without its leading zero is negative", tlv(0x30, tlv(2, ri[3:]) + si), "FORMAT")
    case("s without its leading zero is negative", tlv(0x30, ri + tlv(2, si[3:])), "FORMAT")
    case("r = -1", tlv(0x30, b"\x02\x01\xff" + si), "FORMAT")
    case("s = -s in two's complement", tlv(0x30, ri + tlv(2, octets(2**264 - s, 33))), "FORMAT")
    case("r empty", tlv(0x30, b"\x02\x00" + si), "FORMAT")
    case("s empty", tlv(0x30, ri + b"\x02\x00"), "FORMAT")
    case("SET", tlv(0x31, ri + si), "FORMAT")
    case("OCTET STRING", tlv(0x04, ri + si), "FORMAT")
    case("r as OCTET STRING", tlv(0x30, tlv(4, ri[2:]) + si), "FORMAT")
    case("r as ENUMERATED", tlv(0x30, tlv(10, ri[2:]) + si), "FORMAT")
    case("constructed INTEGER", tlv(0x30, tlv(0x22, ri) + si), "FORMAT")
    case("application tag", tlv(0x70, ri + si), "FORMAT")
    case("tag of several bytes", b"\x3f\x30" + der_signature(r, s)[1:], "FORMAT")
    case("a SEQUENCE in a SEQUENCE", tlv(0x30, der_signature(r, s)), "FORMAT")
    case("raw r and s of 64 bytes", octets(r) + octets(s), "FORMAT")
    case("s of 33 significant bytes", tlv(0x30, ri + tlv(2, b"\x01" + octets(s))), "FORMAT")
    case("r + n: 257 bits", der_signature(r + N, s), "FORMAT" if (r + N) >> 256 else "RANGE")
    case("s + n: 257 bits", der_signature(r, s + N), "FORMAT" if (s + N) >> 256 else "RANGE")
    for name, rv, sv in (("r = 0", 0, s), ("s = 0", r, 0), ("both 0", 0, 0), ("r = n", N, s), ("s = n", r, N),
                         ("r = n+1", N + 1, s), ("r = 2^256-1", 2**256 - 1, s), ("s = 2^256-1", r, 2**256 - 1),
                         ("r + s = n", r, N - r)):
        case(name, der_signature(rv, sv), "RANGE")
    for name, rv, sv in (("r = 1, s = 1", 1, 1), ("r = n-1, s = n-1", N - 1, N - 1), ("n - s", r, N - s),
                         ("swapped", s, r), ("r = 1", 1, s)):
        case(name, der_signature(rv, sv), "MISMATCH")
    for at in range(0, len(der_signature(r, s)), 7):
        der = bytearray(der_signature(r, s))
        der[at] ^= 0x40
        case("byte %d changed" % at, bytes(der), judge_der(bytes(der), message))
    short = 0
    while True:  # a signature whose r has a leading zero byte, so that its DER is shorter
        short += 1
        r, s = sign(e, D, K + 2**64 + short)
        if r < 2**247:
            break
    case("a short r", der_signature(r, s), "valid")
    case("a short r padded to 32 bytes", tlv(0x30, tlv(2, octets(r)) + der_integer(s)), "FORMAT")
    return cases


def judge_der(der, message):
    """The reason by reading strictly: only what this very encoder writes is well formed."""
    def integer(at):
        if at + 2 > len(der) or der[at] != 2 or at + 2 + der[at + 1] > len(der):
            return None, len(der)
        return number(der[at + 2 : at + 2 + der[at + 1]]), at + 2 + der[at + 1]
    r, at = integer(2)
    s, _ = integer(at)
    if r is None or s is None or r >> 256 or s >> 256 or der_signature(r, s) != der:
        return "FORMAT"
    return judge(message_number(USER_ID, KEY, message), r, s, KEY)


# --- keys


def key_cases():
    cases = []

    def case(comment, encoded, result):
        cases.append({"comment": comment, "encoded": encoded.hex(), "result": result})

    x, y = KEY
    case("an ordinary key", encode(KEY), "valid")
    case("the base point", encode(G), "valid")
    case("minus the base point", encode(negate(G)), "valid")
    large = lift([x for x in range(P - 1, P - 64, -1) if lift(x)][0])
    case("x just below p", encode(large), "valid")
    small = lift([x for x in range(0, 64) if lift(x)][0])
    case("a small x", encode(small), "valid")
    case("infinity, one byte", b"\0", "CURVE")
    case("infinity padded to 65 bytes", bytes(65), "CURVE")
    case("0, 0", encode((0, 0)), "CURVE")
    case("y one off", encode((x, y + 1)), "CURVE")
    case("x one off", encode((x + 1, y)), "CURVE")
    case("coordinates swapped", encode((y, x)), "CURVE")
    case("y = 0", encode((x, 0)), "CURVE")
    case("x + p of a small x", b"\x04" + octets(small[0] + P) + octets(small[1]), "CURVE")
    case("x = p", b"\x04" + octets(P) + octets(y), "CURVE")
    case("y = p", b"\x04" + octets(x) + octets(P), "CURVE")
    case("all bits set", b"\x04" + b"\xff" * 64, "CURVE")
    case("a point of the curve with b + 1", encode((x, pow((x**3 + A * x + B + 1) % P, (P + 1) // 4, P))), "CURVE")
    twist = next(v for v in range(1, 99) if lift(v) is None)
    case("an x of the twist", encode((twist, pow(-(twist**3 + A * twist + B) % P, (P + 1) // 4, P))), "CURVE")
    case("the base point of NIST P-256", bytes.fromhex(
        "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
        "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"), "CURVE")
    case("compressed", bytes([2 + y % 2]) + octets(x), "FORMAT")
    case("compressed, the other y", bytes([3 - y % 2]) + octets(x), "FORMAT")
    case("hybrid", bytes([6 + y % 2]) + octets(x) + octets(y), "FORMAT")
    case("hybrid, wrong parity", bytes([7 - y % 2]) + octets(x) + octets(y), "FORMAT")
    case("raw coordinates without 04", octets(x) + octets(y), "FORMAT")
    case("tag 05", b"\x05" + octets(x) + octets(y), "FORMAT")
    case("a byte behind", encode(KEY) + b"\0", "FORMAT")
    case("the last byte cut", encode(KEY)[:-1], "FORMAT")
    case("empty", b"", "FORMAT")
    case("04 alone", b"\x04", "FORMAT")
    return cases


# --- wrapped keys


def wrap_cases():
    cases = []
    plain = sm3(b"edge plain")[:16]
    d = number(sm3(b"edge unwrap key"))
    key = times(d, G)
    k = number(sm3(b"edge wrap nonce"))
    c1, c3, c2 = encrypt(plain, key, k)

    def case(comment, wrapped, result):
        cases.append({
            "comment": comment, "privateKey": octets(d).hex(), "wrapped": wrapped.hex(), "plain": plain.hex(),
            "result": result,
        })

    point = times(k, G)
    case("an ordinary wrapped key", c1 + c3 + c2, "valid")
    case("k = 1: C1 is the base point", b"".join(encrypt(plain, key, 1)), "valid")
    case("k = n-1", b"".join(encrypt(plain, key, N - 1)), "valid")
    case("in the old order C1, C2, C3", c1 + c2 + c3, "MISMATCH")
    case("to another key", b"".join(encrypt(plain, times(d + 1, G), k)), "MISMATCH")
    case("-C1", encode(negate(point)) + c3 + c2, "MISMATCH")
    case("another C1", encode(times(k + 1, G)) + c3 + c2, "MISMATCH")
    case("C3 with one bit changed", c1 + bytes([c3[0] ^ 1]) + c3[1:] + c2, "MISMATCH")
    case("C3 of zeros", c1 + bytes(32) + c2, "MISMATCH")
    case("C2 with one bit changed", c1 + c3 + c2[:-1] + bytes([c2[-1] ^ 0x80]), "MISMATCH")
    case("C2 of zeros", c1 + c3 + bytes(16), "MISMATCH")
    case("C2 one byte shorter", c1 + c3 + c2[:-1], "MISMATCH")
    case("C2 one byte longer", c1 + c3 + c2 + b"\0", "MISMATCH")
    k_zero = next(k for k in range(1, 2000) if encrypt(b"\x55", key, k)[2] == b"\x55")
    case("one byte whose mask is 0, which the standard refuses", b"".join(encrypt(b"\x55", key, k_zero)), "MISMATCH")
    case("C3 as SM3 of x and plain only", c1 + sm3(octets(times(k, key)[0]) + plain) + c2, "MISMATCH")
    case("C1 off the curve", encode((point[0], point[1] ^ 1)) + c3 + c2, "CURVE")
    weak = (point[0], pow((point[0]**3 + A * point[0] + B + 1) % P, (P + 1) // 4, P))
    case("C1 on the curve with b + 1", encode(weak) + c3 + c2, "CURVE")
    case("C1 = (0, 0)", encode((0, 0)) + c3 + c2, "CURVE")
    case("C1 with x = p", b"\x04" + octets(P) + octets(point[1]) + c3 + c2, "CURVE")
    case("C1 all bits set", b"\x04" + b"\xff" * 64 + c3 + c2, "CURVE")
    case("C1 infinity padded", bytes(65) + c3 + c2, "CURVE")
    case("C1 infinity, one byte", b"\0" + c3 + c2, "FORMAT")
    case("C1 compressed", bytes([2 + point[1] % 2]) + octets(point[0]) + c3 + c2, "FORMAT")
    case("C1 hybrid", bytes([6 + point[1] % 2]) + c1[1:] + c3 + c2, "FORMAT")
    case("C1 without 04", c1[1:] + c3 + c2, "FORMAT")
    case("no C2", c1 + c3, "FORMAT")
    case("C1 alone", c1, "FORMAT")
    case("empty", b"", "FORMAT")
    case("C2 of 65 bytes", c1 + c3 + bytes(65), "FORMAT")
    case("as DER of GB/T 35276", tlv(0x30, der_integer(point[0]) + der_integer(point[1]) + tlv(4, c3) + tlv(4, c2)), "FORMAT")
    return cases


# --- certificates: each otherwise whole and signed by the anchor. A reason where the reader refuses, else the chain's code


SM2_WITH_SM3 = bytes.fromhex("300a06082a811ccf55018375")
ANCHOR_D = number(sm3(b"edge anchor"))
ANCHOR = times(ANCHOR_D, G)


def name(common):
    def part(oid, tag, value):
        return tlv(0x31, tlv(0x30, tlv(6, bytes.fromhex(oid)) + tlv(tag, value)))
    return tlv(0x30, part("550406", 0x13, b"CN") + part("550403", 0x0C, common.encode()))


def key_info(encoded):
    return tlv(0x30, bytes.fromhex("301306072a8648ce3d020106082a811ccf5501822d") + tlv(3, b"\0" + encoded))


def extension(oid, value, critical=False):
    return tlv(0x30, tlv(6, bytes.fromhex(oid)) + (b"\x01\x01\xff" if critical else b"") + tlv(4, value))


def certificate(subject="Edge member", issuer="Edge anchor", version=b"\xa0\x03\x02\x01\x02", serial=b"\x02\x01\x05",
                inner=SM2_WITH_SM3, outer=SM2_WITH_SM3, before=b"260101000000Z", after=b"360101000000Z", info=None,
                extensions=None, signer=ANCHOR_D, tail=b"", sign_other=b"", unused=b"\0", wrap=None, time_tag=0x17):
    if info is None:
        info = key_info(encode(KEY))
    if extensions is None:
        extensions = [extension("551d13", b"\x30\x00", True), extension("551d0f", b"\x03\x02\x06\xc0", True)]
    content = tlv(0x30, version + serial + inner + name(issuer)
                  + tlv(0x30, tlv(time_tag, before) + tlv(time_tag, after)) + name(subject) + info
                  + (tlv(0xA3, tlv(0x30, b"".join(extensions))) if extensions else b"") + tail)
    public = times(signer, G)
    e = message_number(USER_ID, public, content + sign_other)
    der = der_signature(*sign(e, signer, scalar("certificate nonce %s" % content.hex())))
    if wrap:
        der = wrap(der)
    return tlv(0x30, content + outer + tlv(3, unused + der))


def anchor():
    return certificate(subject="Edge anchor", info=key_info(encode(ANCHOR)), serial=b"\x02\x01\x01",
                       extensions=[extension("551d13", b"\x30\x03\x01\x01\xff", True), extension("551d0f", b"\x03\x02\x01\x06", True)])


def certificate_cases():
    cases = []

    def case(comment, der, result):
        cases.append({"comment": comment, "anchor": anchor().hex(), "certificate": der.hex(), "result": result})

    whole = certificate()
    case("an ordinary certificate", whole, "valid")
    case("a serial of 20 bytes", certificate(serial=tlv(2, b"\x7f" * 20)), "valid")
    case("signed by another key", certificate(signer=D), "BAD_SIGNATURE")
    case("signed over other content", certificate(sign_other=b"x"), "BAD_SIGNATURE")
    changed = bytearray(whole)
    changed[whole.index(b"Edge member")] ^= 0x20
    case("subject changed after signing", bytes(changed), "BAD_SIGNATURE")
    case("another issuer's name", certificate(issuer="Edge anchor "), "UNTRUSTED")
    case("ended", certificate(after=b"260102000000Z"), "EXPIRED")
    case("not begun", certificate(before=b"350101000000Z"), "NOT_YET_VALID")
    case("ends before it begins", certificate(before=b"260102000000Z", after=b"260101000000Z"), "RANGE")
    case("no extensions", certificate(extensions=[]), "FORMAT")
    case("key usage only for encryption", certificate(extensions=[extension("551d0f", b"\x03\x02\x05\x20", True)]), "WRONG_USAGE")
    case("no key usage", certificate(extensions=[extension("551d13", b"\x30\x00", True)]), "WRONG_USAGE")
    case("an unknown critical extension", certificate(extensions=[
        extension("551d0f", b"\x03\x02\x06\xc0", True), extension("2a0304", b"\x05\x00", True)]), "MALFORMED")
    case("an unknown extension that is not critical", certificate(extensions=[
        extension("551d0f", b"\x03\x02\x06\xc0", True), extension("2a0304", b"\x05\x00")]), "valid")
    case("an extension twice", certificate(extensions=[extension("551d0f", b"\x03\x02\x06\xc0", True)] * 2), "FORMAT")
    case("critical written FALSE: not DER, but met in the field, and it changes nothing", certificate(extensions=[
        tlv(0x30, tlv(6, bytes.fromhex("551d0f")) + b"\x01\x01\x00" + tlv(4, b"\x03\x02\x06\xc0"))]), "valid")
    case("BOOLEAN of value 01", certificate(extensions=[
        tlv(0x30, tlv(6, bytes.fromhex("551d0f")) + b"\x01\x01\x01" + tlv(4, b"\x03\x02\x06\xc0"))]), "FORMAT")
    case("version 1", certificate(version=b""), "FORMAT")
    case("version 2", certificate(version=b"\xa0\x03\x02\x01\x01"), "FORMAT")
    case("version 4", certificate(version=b"\xa0\x03\x02\x01\x03"), "FORMAT")
    case("serial 0", certificate(serial=b"\x02\x01\x00"), "FORMAT")
    case("serial negative", certificate(serial=b"\x02\x01\xff"), "FORMAT")
    case("serial padded", certificate(serial=b"\x02\x02\x00\x05"), "FORMAT")
    case("serial empty", certificate(serial=b"\x02\x00"), "FORMAT")
    case("serial of 21 bytes", certificate(serial=tlv(2, b"\x7f" * 21)), "FORMAT")
    case("serial with its length in long form", certificate(serial=b"\x02\x81\x01\x05"), "FORMAT")
    with_null = bytes.fromhex("300c06082a811ccf550183750500")
    case("algorithm with NULL on both sides", certificate(inner=with_null, outer=with_null), "valid")
    case("algorithm with NULL outside only", certificate(outer=with_null), "FORMAT")
    ecdsa = bytes.fromhex("300a06082a8648ce3d040302")
    case("ecdsa-with-SHA256", certificate(inner=ecdsa, outer=ecdsa), "FORMAT")
    case("ecdsa-with-SHA256 outside only", certificate(outer=ecdsa), "FORMAT")
    case("key off the curve", certificate(info=key_info(encode((KEY[0], KEY[1] ^ 1)))), "CURVE")
    case("key at infinity", certificate(info=key_info(b"\0")), "FORMAT")
    case("key compressed", certificate(info=key_info(bytes([2 + KEY[1] % 2]) + octets(KEY[0]))), "FORMAT")
    p256 = tlv(0x30, bytes.fromhex("301306072a8648ce3d020106082a8648ce3d030107") + tlv(3, b"\0" + encode(KEY)))
    case("key said to be on P-256", certificate(info=p256), "FORMAT")
    case("time with an offset", certificate(before=b"260101000000+0800"), "FORMAT")
    case("time without seconds", certificate(before=b"2601010000Z"), "FORMAT")
    case("31 February", certificate(before=b"260231000000Z"), "FORMAT")
    case("GeneralizedTime before 2050", certificate(before=b"20260101000000Z", after=b"20360101000000Z", time_tag=0x18), "FORMAT")
    case("an element behind the extensions", certificate(tail=b"\x05\x00"), "FORMAT")
    case("unused bits in the signature", certificate(unused=b"\x01"), "FORMAT")
    case("signature with r padded", certificate(wrap=lambda der: tlv(0x30, tlv(2, b"\0" + der[4 : 4 + der[3]]) + der[4 + der[3] :])), "FORMAT")
    case("signature with a byte behind", certificate(wrap=lambda der: der + b"\0"), "FORMAT")
    case("signature empty", certificate(wrap=lambda der: b""), "FORMAT")
    case("signature r = 0", certificate(wrap=lambda der: der_signature(0, 1)), "RANGE")
    case("signature r = n", certificate(wrap=lambda der: der_signature(N, 1)), "RANGE")
    case("signature r + s = n", certificate(wrap=lambda der: der_signature(1, N - 1)), "BAD_SIGNATURE")
    case("a byte behind", whole + b"\0", "FORMAT")
    case("the last byte cut", whole[:-1], "FORMAT")
    case("indefinite length", b"\x30\x80" + whole[4:] + b"\0\0", "FORMAT")
    case("length longer than needed", b"\x30\x83\x00" + whole[2:], "FORMAT")
    case("SET", b"\x31" + whole[1:], "FORMAT")
    case("empty", b"", "FORMAT")
    return cases


# --- hedged nonces


def nonce_cases():
    cases = []
    for label in ("one", "two", "three"):
        for fresh in (bytes(32), b"\xff" * 32, sm3(label.encode())):
            for e in (0, 1, N - 1, N, 2**256 - 1, number(sm3(b"nonce message " + label.encode()))):
                d = {"one": 1, "two": N - 2, "three": D}[label]
                nonces = hedged_nonces(d, e, fresh)
                first, second = next(nonces), next(nonces)
                r, s = sign(e, d, first)
                cases.append({
                    "comment": "d " + label, "privateKey": octets(d).hex(), "e": octets(e).hex(), "fresh": fresh.hex(),
                    "first": octets(first).hex(), "second": octets(second).hex(), "r": octets(r).hex(), "s": octets(s).hex(),
                })
    return cases


def main(folder):
    write(folder, "equation.json", "GB/T 32918.2-2016, 7.1: e, r, s and the key as numbers", equation_cases())
    write(folder, "signature.json", "SM2 signatures in DER over a message, GB/T 35276-2017, 7.3", der_cases())
    write(folder, "key.json", "SM2 public keys as points, GB/T 32918.1-2016, 4.2.8 and 6.2", key_cases())
    write(folder, "wrapped-key.json", "SM2 ciphertexts C1, C3, C2, GB/T 32918.4-2016, 7.1", wrap_cases())
    write(folder, "certificate.json", "certificates under one anchor in 2030, signing", certificate_cases())
    write(folder, "nonce.json", "nonces after RFC 6979, 3.2 and 3.6, over HMAC-SM3", nonce_cases())


if __name__ == "__main__":
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    main(pathlib.Path(sys.argv[1]))
