"""SM3, HMAC-SM3, SM2 and the hedged nonce written from the standards with plain integers: a model to check Shuheng against.

Slow and not constant-time; shares no code and no language with what it checks.
"""

# GB/T 32918.5-2017
P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
INFINITY = None


def octets(number, length=32):
    return number.to_bytes(length, "big")


def number(data):
    return int.from_bytes(data, "big")


# GB/T 32905-2016, 5


def _rotate(word, bits):
    bits %= 32
    return ((word << bits) | (word >> (32 - bits))) & 0xFFFFFFFF


def sm3(data):
    padded = data + b"\x80" + bytes((55 - len(data)) % 64) + octets(8 * len(data), 8)
    state = [
        0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E,
    ]
    for start in range(0, len(padded), 64):
        block = padded[start : start + 64]
        w = [number(block[4 * i : 4 * i + 4]) for i in range(16)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ _rotate(w[j - 3], 15)
            w.append(x ^ _rotate(x, 15) ^ _rotate(x, 23) ^ _rotate(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            t = 0x79CC4519 if j < 16 else 0x7A879D8A
            ss1 = _rotate((_rotate(a, 12) + e + _rotate(t, j)) & 0xFFFFFFFF, 7)
            ss2 = ss1 ^ _rotate(a, 12)
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & g)
            tt1 = (ff + d + ss2 + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
            tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
            a, b, c, d = tt1, a, _rotate(b, 9), c
            e, f, g, h = tt2 ^ _rotate(tt2, 9) ^ _rotate(tt2, 17), e, _rotate(f, 19), g
        state = [x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h))]
    return b"".join(octets(word, 4) for word in state)


# RFC 2104


def hmac_sm3(key, data):
    if len(key) > 64:
        key = sm3(key)
    key = key + bytes(64 - len(key))
    return sm3(bytes(k ^ 0x5C for k in key) + sm3(bytes(k ^ 0x36 for k in key) + data))


# GB/T 32918.1-2016, 3.2.3.1


def negate(point):
    return INFINITY if point is INFINITY else (point[0], -point[1] % P)


def add(one, two):
    if one is INFINITY:
        return two
    if two is INFINITY:
        return one
    if one[0] == two[0]:
        if (one[1] + two[1]) % P == 0:
            return INFINITY
        slope = (3 * one[0] * one[0] + A) * pow(2 * one[1], -1, P)
    else:
        slope = (two[1] - one[1]) * pow(two[0] - one[0], -1, P)
    x = (slope * slope - one[0] - two[0]) % P
    return (x, (slope * (one[0] - x) - one[1]) % P)


def times(scalar, point):
    result = INFINITY
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def on_curve(point):
    x, y = point
    return (y * y - x * x * x - A * x - B) % P == 0


def lift(x):
    """A point with this x, or None."""
    square = (x * x * x + A * x + B) % P
    y = pow(square, (P + 1) // 4, P)
    return (x, y) if y * y % P == square else None


def encode(point):
    return b"\x04" + octets(point[0]) + octets(point[1])


# GB/T 32918.2-2016


def z(user_id, key):
    return sm3(
        octets(8 * len(user_id), 2) + user_id
        + octets(A) + octets(B) + octets(G[0]) + octets(G[1]) + octets(key[0]) + octets(key[1])
    )


def message_number(user_id, key, message):
    return number(sm3(z(user_id, key) + message))


def sign(e, d, k):
    """r and s for a nonce, or None if the standard draws another."""
    r = (e + times(k, G)[0]) % N
    if r == 0 or r + k == N:
        return None
    s = pow(1 + d, -1, N) * (k - r * d) % N
    return (r, s) if s else None


def judge(e, r, s, key):
    """valid, RANGE or MISMATCH."""
    if not (0 < r < N and 0 < s < N):
        return "RANGE"
    t = (r + s) % N
    if t == 0:
        return "RANGE"
    point = add(times(s, G), times(t, key))
    if point is INFINITY or (e + point[0]) % N != r:
        return "MISMATCH"
    return "valid"


# GB/T 32918.4-2016, order C1, C3, C2


def encrypt(plain, key, k):
    c1 = times(k, G)
    x, y = times(k, key)
    mask = b"".join(sm3(octets(x) + octets(y) + octets(i, 4)) for i in range(1, 2 + len(plain) // 32))
    c2 = bytes(p ^ m for p, m in zip(plain, mask))
    return encode(c1), sm3(octets(x) + plain + octets(y)), c2


# RFC 6979, 3.2 with the additional data of 3.6, over HMAC-SM3


def hedged_nonces(d, e, fresh):
    """The candidates in 1 .. n-1, in order: the first is used unless the standard asks for another."""
    v, k = b"\x01" * 32, b"\x00" * 32
    seed = octets(d) + octets(e % N) + fresh
    k = hmac_sm3(k, v + b"\x00" + seed)
    v = hmac_sm3(k, v)
    k = hmac_sm3(k, v + b"\x01" + seed)
    v = hmac_sm3(k, v)
    while True:
        v = hmac_sm3(k, v)
        if 0 < number(v) < N:
            yield number(v)
        k = hmac_sm3(k, v + b"\x00")
        v = hmac_sm3(k, v)
