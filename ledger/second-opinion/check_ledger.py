#!/usr/bin/env python3
"""A second opinion on a Shuheng ledger: the structure level, written from FORMAT.md alone and in another language.

    python3 check_ledger.py FOLDER ... [--trust operator.pem] [--anchor FILE ...]

Prints one line of JSON for each folder: verdict (OK, UNFINISHED or FAULT), records and root, and for a fault its rule, file and offset.
Ends in 0 OK, 2 UNFINISHED, 1 FAULT, 64 usage. Needs Python 3.8 or later and the openssl program, version 3, on the path;
SM3 comes from Python's hashlib, which has it from OpenSSL too. Section numbers in comments are those of FORMAT.md.

It is slow, some megabytes a second, and is meant to be: a page of plain code that shares nothing with what it checks.
"""

import argparse
import base64
import hashlib
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta, timezone

HEADER_LENGTH = 400
END_WORD = 0xC0000000
MOST_GROUP_RECORDS, MOST_GROUP_BYTES = 65536, 16 << 20
OPENING, VOID, CHECKPOINT, CLOSING, CYCLE_OPENING, CYCLE_CLOSING = 192, 193, 194, 195, 196, 197
ACCEPT_DATA_LOSS, ENDORSE_ACT, BEGIN_EPOCH, ROTATE_OPERATOR_KEY, SCHEMA_DEFINITION = 19, 11, 7, 24, 128
MAX_OPERATOR_KEYS = 256
ACT_PROPOSED_EVENT, KEY_REGISTERED_EVENT, DATA_LOSS_EVENT = 3, 100, 710

# Section 2: the header of a file; what stands here at VARIABLE is not fixed.
HEADER = bytes.fromhex(
    "c1000040b906686561646572b60853435153746f726582aa000000cd7772697465506f736974696f6e8e01000000008d0200"
    "000000000000020000000000000090010000000000000000000090010000c8696e646578696e67b60c53435153496e646578"
    "696e67824c000000ca696e646578436f756e74a108cc696e64657853706163696e67a600000040cb696e64657832496e6465"
    "78a7c800000000000000c96c617374496e6465788e00000000a70000004000000000ca64617461466f726d6174a101000000"
    "64000040b90b696e64657832696e6465788e01000000008d080000000000000001000000000000003001").ljust(0x130, b"\0") + bytes.fromhex(
    "5c000040b905696e6465788f8f8f8f8d080000000000000001000000000000009001").ljust(HEADER_LENGTH - 0x130, b"\0")
VARIABLE = (0x40, 0x48, 0xB0, 0xE8, 0xF0, 0x148, 0x150)


class Fault(Exception):
    """A rule that is broken, where and how."""

    def __init__(self, rule, file="", offset=-1, message=""):
        super().__init__(rule)
        self.rule, self.file, self.offset, self.message = rule, file, offset, message


def sm3(*parts):
    digest = hashlib.new("sm3")
    for part in parts:
        digest.update(part)
    return digest.digest()


def crc32c_table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = (byte >> 1) ^ 0x82F63B78 if byte & 1 else byte >> 1
        table.append(byte)
    return table


CRC_TABLE = crc32c_table()


def crc32c(data):
    crc = 0xFFFFFFFF
    table = CRC_TABLE
    for byte in data:
        crc = (crc >> 8) ^ table[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


def pad4(length):
    return (length + 3) & ~3


def u32le(data, offset):
    return struct.unpack_from("<I", data, offset)[0]


class Tree:
    """Section 5: the roots of the complete subtrees of what is there so far, largest first."""

    def __init__(self):
        self.size, self.peaks = 0, []
        self.first, self.cycle = 0, []

    def begin_cycle(self):
        """From here on the subtrees of the cycle's own records are kept as well: where each begins, its width, its root."""
        self.first, self.cycle = self.size, []

    def add(self, leaf):
        self.cycle.append((self.size, 1, leaf))
        node, size = leaf, self.size
        while size & 1:
            node, size = sm3(b"\1", self.peaks.pop(), node), size >> 1
        self.peaks.append(node)
        self.size += 1
        while len(self.cycle) > 1:
            (left, width, one), (_, other_width, other) = self.cycle[-2:]
            if width != other_width or left % (2 * width):
                break
            self.cycle[-2:] = [(left, 2 * width, sm3(b"\1", one, other))]

    def root(self):
        if not self.peaks:
            return sm3()
        node = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            node = sm3(b"\1", peak, node)
        return node


def varint(data, offset):
    """A number of section 4 in its shortest form, and the offset behind it."""
    raw, shift = 0, 0
    while True:
        if offset >= len(data):
            raise Fault("RECORD_BODY")
        byte = data[offset]
        offset += 1
        raw |= (byte & 0x7F) << shift
        if byte < 0x80:
            if byte == 0 and shift > 0 or raw >= 1 << 64:
                raise Fault("RECORD_BODY")
            return (raw >> 1) ^ -(raw & 1), offset
        shift += 7


def counted(data, offset):
    length, offset = varint(data, offset)
    if length < 0 or offset + length > len(data):
        raise Fault("RECORD_BODY")
    return data[offset:offset + length], offset + length


def genesis(record):
    """Ledger id, operator's code and certificate: section 4, "Genesis"."""
    ledger_id = record[21:53]
    _, offset = counted(record, 53)
    for _ in range(2):
        _, offset = varint(record, offset)
    for _ in range(2):
        _, offset = counted(record, offset)
    code, offset = counted(record, offset)
    certificate, _ = counted(record, offset)
    return ledger_id, code.decode("utf-8"), certificate


class Operator:
    """A key of the operator, from which number of records on it signs checkpoints; lets openssl do the SM2."""

    def __init__(self, name, certificate, number, from_size):
        self.name, self.certificate, self.number, self.from_size = name, certificate, number, from_size
        self.folder = tempfile.TemporaryDirectory()
        der = os.path.join(self.folder.name, "operator.der")
        self.pem = os.path.join(self.folder.name, "operator.pem")
        with open(der, "wb") as out:
            out.write(certificate)
        with open(self.pem, "wb") as out:
            out.write(run("openssl", "x509", "-inform", "DER", "-in", der, "-noout", "-pubkey"))
        self.point = run("openssl", "pkey", "-pubin", "-in", self.pem, "-outform", "DER")[-65:]
        self.key_id = sm3(name.encode(), b"\n\xffSM2-with-SM3", self.point)[:4]

    def signed(self, text, signature):
        if len(signature) != 64:
            return False
        message, signed = (os.path.join(self.folder.name, name) for name in ("message", "signature"))
        with open(message, "wb") as out:
            out.write(text)
        with open(signed, "wb") as out:
            out.write(der_signature(signature))
        return subprocess.run(
            ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", self.pem, "-rawin", "-digest", "sm3", "-in", message,
             "-sigfile", signed, "-pkeyopt", "distid:1234567812345678"],
            capture_output=True, check=False).returncode == 0


def run(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout


def der_signature(raw):
    numbers = b""
    for half in (raw[:32], raw[32:]):
        value = int.from_bytes(half, "big")
        encoded = value.to_bytes(value.bit_length() // 8 + 1, "big")
        numbers += b"\x02" + bytes([len(encoded)]) + encoded
    return b"\x30" + bytes([len(numbers)]) + numbers


class Checkpoint:
    """Section 7."""

    LINES = re.compile(
        r"shuheng/([0-9a-f]{64})\n(0|[1-9][0-9]*)\n([A-Za-z0-9+/]{43}=)\ntime (0|[1-9][0-9]*)\nrules (0|[1-9][0-9]*)\n\n"
        r"((?:\u2014 [^\s+]{1,128} [A-Za-z0-9+/]+=*\n){1,32})")

    def __init__(self, text, operators, ledger_id):
        try:
            match = self.LINES.fullmatch(text.decode("utf-8")) if len(text) <= 16384 else None
            if not match:
                raise Fault("CHECKPOINT_TEXT")
            self.size, self.time = int(match[2]), int(match[4])
            self.root = self.decoded(match[3])
            lines = [line.split(" ") for line in match[6].splitlines()]
            signatures = [(line[1], self.decoded(line[2])) for line in lines]
        except ValueError as e:
            raise Fault("CHECKPOINT_TEXT") from e
        if match[1] != ledger_id.hex():
            raise Fault("CHECKPOINT_TEXT", message="of another ledger")
        signed = text[:text.index(b"\n\n") + 1]
        self.signers = [operator for operator in operators if any(
            name == operator.name and len(value) == 68 and value[:4] == operator.key_id
            and operator.signed(signed, value[4:]) for name, value in signatures)]
        self.in_force = [operator for operator in operators if operator.from_size <= self.size][-1]

    def require_signed(self):
        """Section 7: by the key that is in force over so many records, and no other."""
        if self.in_force not in self.signers:
            raise Fault("CHECKPOINT_SIGNATURE", message="not signed with the operator's key in force")
        return self

    @staticmethod
    def decoded(text):
        value = base64.b64decode(text, validate=True)
        if base64.b64encode(value).decode() != text:
            raise Fault("CHECKPOINT_TEXT")
        return value


class Stop(Exception):
    """Reading of a segment ends here: section 8."""

    def __init__(self, rule, offset):
        super().__init__(rule)
        self.rule, self.offset = rule, offset


class File:
    """A file of a segment: section 2."""

    NAME = re.compile(r"(\d{8})F\.cq4")

    def __init__(self, folder, segment, name):
        match = self.NAME.fullmatch(name)
        if not match:
            raise Fault("FILE_NAME", segment + "/" + name)
        self.name = segment + "/" + name
        try:
            day = datetime.strptime(match[1], "%Y%m%d").replace(tzinfo=timezone.utc)
        except ValueError as e:
            raise Fault("FILE_NAME", segment + "/" + name) from e
        self.day_ns = int(day.timestamp()) * 10**9
        self.next_day_ns = int((day + timedelta(days=1)).timestamp()) * 10**9
        with open(os.path.join(folder, segment, name), "rb") as file:
            self.data = file.read()
        self.ended, self.cycle_opened, self.cycle_closed = False, False, False
        self.documents, self.last = 0, HEADER_LENGTH

    def used_end(self, at_least):
        return max(at_least, min(len(self.data), pad4(len(self.data.rstrip(b"\0")))))

    def header_sm3(self):
        return sm3(self.data[:HEADER_LENGTH])

    def require_header(self):
        shown = bytearray(self.data[:HEADER_LENGTH])
        if len(shown) < HEADER_LENGTH:
            raise Stop("CHRONICLE_HEADER", 0)
        for at in VARIABLE:
            shown[at:at + 8] = HEADER[at:at + 8]
        if shown != HEADER:
            raise Stop("CHRONICLE_HEADER", 0)

    def require_numbers(self):
        """The numbers of the header, once it is known whether the file has ended."""
        numbers = [struct.unpack_from("<Q", self.data, at)[0] for at in VARIABLE]
        last = self.last
        ended = [last, (last << 32) + self.documents - 1 & (1 << 64) - 1, 1 << 30, 1, 0x130, 1, HEADER_LENGTH]
        good = numbers == ended if self.ended else all(
            number in (0, full) for number, full in zip(numbers[2:], ended[2:]))
        if not good:
            raise Fault("CHRONICLE_HEADER", self.name, 0)

    def frames(self):
        """Offset, record, whether its check is complemented, and the offset behind; ends at the end of the data."""
        self.require_header()
        offset, data = HEADER_LENGTH, self.data
        while offset + 4 <= len(data):
            word = u32le(data, offset)
            if word == 0:
                if data[offset:].strip(b"\0"):
                    raise Stop("BYTES_BEHIND_END", offset)
                return
            if word == END_WORD:
                behind = data[offset + 4:]
                if behind[:4] == b"\xc3\x45\x4f\x46":
                    behind = behind[4:]
                if behind.strip(b"\0"):
                    raise Stop("BYTES_BEHIND_END", offset)
                self.ended = True
                return
            record, complemented, end = frame(data, offset)
            self.documents, self.last = self.documents + 1, offset
            yield offset, record, complemented, end
            offset = end
        if data[offset:].strip(b"\0"):
            raise Stop("DOCUMENT_CUT", offset)


def frame(data, offset):
    word = u32le(data, offset)
    if word & END_WORD:
        raise Stop("DOCUMENT_WORD", offset)
    if not 25 <= word <= 65540:
        raise Stop("DOCUMENT_LENGTH", offset)
    start, end = offset + 4, offset + 4 + pad4(word)
    if end > len(data):
        raise Stop("DOCUMENT_CUT", offset)
    if data[start + word:end].strip(b"\0"):
        raise Stop("DOCUMENT_PADDING", offset)
    check, record = struct.unpack_from(">I", data, start)[0], data[start + 4:start + word]
    crc = crc32c(record)
    if check not in (crc, crc ^ 0xFFFFFFFF):
        raise Stop("FRAME_CRC", offset)
    return record, check != crc, end


class Body:
    """Reads a mark's body: section 6."""

    def __init__(self, record):
        self.record, self.at = record, 21

    def number(self, length):
        value = int.from_bytes(self.take(length), "big")
        if value >> 8 * length - 1 and length > 2:
            raise Fault("MARK")
        return value

    def take(self, length):
        if self.at + length > len(self.record):
            raise Fault("MARK")
        self.at += length
        return self.record[self.at - length:self.at]

    def text(self):
        value = self.take(self.number(2))
        if len(value) > 64 or any(not 0x20 <= byte <= 0x7E for byte in value):
            raise Fault("MARK")
        return value.decode("ascii")

    def hashes(self):
        rest = []
        while self.at < len(self.record):
            rest.append(self.take(32))
        return rest

    def end(self):
        if self.at != len(self.record):
            raise Fault("MARK")


class Ledger:
    """Reads a folder whole, or raises the first fault."""

    def __init__(self, folder, trust):
        self.folder, self.trust = folder, trust
        self.tree, self.time = Tree(), 0
        self.operators, self.ledger_id = [], b""
        self.schemas, self.signed_size = {}, 0
        self.valid = ("", 0)
        self.files = {}
        self.unfinished = False
        self.wanted, self.roots = set(), {}
        self.group, self.group_bytes = [], 0
        self.loss, self.losses = None, []

    def check(self, anchors):
        folder = os.path.join(self.folder, "checkpoints")
        names = sorted(name for name in os.listdir(folder) if name.endswith(".checkpoint")) if os.path.isdir(folder) else []
        kept = [("checkpoints/" + name, os.path.join(folder, name)) for name in names] + [(path, path) for path in anchors]
        texts = [(name, open(path, "rb").read()) for name, path in kept]
        self.wanted = {int(text.split(b"\n")[1]) for _, text in texts if re.match(rb"[^\n]*\n\d{1,19}\n", text)}
        segments = sorted(name for name in os.listdir(self.folder) if re.fullmatch(r"segment-\d{8}", name))
        behind = None
        for number, segment in enumerate(segments, 1):
            if segment != "segment-%08d" % number:
                raise Fault("SEGMENT_MISSING")
            names = sorted(name for name in os.listdir(os.path.join(self.folder, segment)) if name.endswith(".cq4"))
            if not names:
                if number < len(segments):
                    raise Fault("SEGMENT_EMPTY")
                self.unfinished = True
                continue
            behind = self.segment(number, [File(self.folder, segment, name) for name in names], behind)
        if not self.operators:
            raise Fault("EMPTY")
        self.unfinished |= behind is not None and (bool(behind.ranges) or not behind.closed)
        for name, text in texts:
            self.beside(name, text)
        return self

    def beside(self, name, text):
        """A checkpoint beside the files, or kept elsewhere."""
        inside = name.startswith("checkpoints/")
        rule = "SIDE_CHECKPOINT" if inside else "ANCHOR"
        try:
            checkpoint = Checkpoint(text, self.operators, self.ledger_id)
            root = self.roots.get(checkpoint.size)
            lost = inside and checkpoint.signers and root != checkpoint.root and any(
                (checkpoint.size, checkpoint.root) == (expected, expected_root)
                or found < checkpoint.size < expected and checkpoint.time < time
                for expected, expected_root, found, time in self.losses)
            if not lost:
                checkpoint.require_signed()
        except Fault as e:
            raise Fault(rule, name, 0, e.rule) from e
        stem = "checkpoints/%020d" % checkpoint.size
        if inside and name not in (stem + ".checkpoint", stem + "-" + checkpoint.root.hex()[:16] + ".checkpoint"):
            raise Fault(rule, name, 0, "name and size differ")
        if root != checkpoint.root and not lost:
            raise Fault(rule, name, 0, "another root" if root else "covers more than the files hold")

    def segment(self, number, files, before):
        """One segment; what lies behind its valid end."""
        state = Segment(number, before)
        stopped, last_read = None, 0
        for index, file in enumerate(files):
            last_read = index
            try:
                for offset, record, complemented, end in file.frames():
                    state.file, state.offset = file, offset
                    try:
                        self.document(state, record, complemented, end)
                    except Fault as e:
                        raise Fault(e.rule, file.name, offset, e.message) from e
                if self.group or state.voids_missing:
                    stopped = Stop("GROUP", file.last)
                elif file.ended and not file.cycle_closed:
                    raise Fault("CYCLE", file.name, file.last, "ended without its closing")
                elif index + 1 < len(files) and not file.ended:
                    stopped = Stop("END_WORD", len(file.data))
                else:
                    file.require_numbers()
            except Stop as e:
                stopped = e
            if stopped:
                break
        self.group, self.group_bytes, self.loss = [], 0, None
        return Behind(state, files, last_read, stopped, self.valid)

    def document(self, segment, record, complemented, end):
        version, kind, flags, sequence, time, schema = struct.unpack_from(">BBBQqH", record)
        if version != 1 or flags & 0xFE or kind == 0:
            raise Fault("RECORD_HEADER")
        if segment.closing:
            raise Fault("MARK", message="behind a closing mark")
        if segment.first != (kind == OPENING) or segment.voids_missing and kind != VOID:
            raise Fault("OPENING")
        segment.first = False
        self.cycle(segment, kind, sequence)
        if kind >= OPENING:
            if self.group:
                raise Fault("GROUP")
            if flags or sequence != self.tree.size or time != self.time or schema:
                raise Fault("MARK")
            self.mark(segment, kind, record, complemented)
        else:
            self.record(segment, kind, flags, sequence, time, schema, record)
        if not self.group and not segment.voids_missing:
            self.valid = (segment.file.name, end)
            self.files[segment.file.name] = segment.file

    def cycle(self, segment, kind, sequence):
        """Section 6: which documents may stand where the file's cycle is not open yet, or closed."""
        file = segment.file
        if file.cycle_closed and kind != CLOSING or kind == CLOSING and not file.cycle_closed:
            raise Fault("CYCLE")
        if kind in (OPENING, VOID):
            return
        if kind >= OPENING and not file.cycle_opened and sequence != self.tree.size:
            raise Fault("SEQUENCE", message="the cycle begins elsewhere")
        if file.cycle_opened == (kind == CYCLE_OPENING):
            raise Fault("CYCLE")
        file.cycle_opened = True

    def record(self, segment, kind, flags, sequence, time, schema, record):
        if not schema:
            raise Fault("RECORD_HEADER")
        if sequence != self.tree.size + len(self.group):
            raise Fault("SEQUENCE")
        first = not self.group
        if time < self.time or not first and time != self.group[0][1]:
            raise Fault("TIME")
        if not segment.file.day_ns <= time < segment.file.next_day_ns:
            raise Fault("FILE_DATE")
        self.group_bytes = len(record) + (0 if first else self.group_bytes)
        if first != (kind < 128) or len(self.group) == MOST_GROUP_RECORDS or self.group_bytes > MOST_GROUP_BYTES:
            raise Fault("GROUP")
        if (sequence == 0) != (kind == 1):
            raise Fault("RECORD_HEADER", message="genesis is record 0, and no other")
        if sequence == 0:
            self.begin(record)
        self.group.append((sm3(b"\0", record), time))
        self.schema(kind, record)
        self.rotation(kind, sequence, schema, record)
        self.data_loss(kind, sequence, time, record)
        self.epoch(kind, sequence, record)
        if flags & 1:
            for leaf, _ in self.group:
                self.tree.add(leaf)
                self.keep_root()
            self.time, self.group = time, []

    def begin(self, record):
        try:
            self.ledger_id, code, certificate = genesis(record)
            self.operators = [Operator(code, certificate, 1, 0)]
        except (Fault, IndexError, UnicodeDecodeError, subprocess.CalledProcessError) as e:
            raise Fault("RECORD_BODY", message="genesis") from e

    def require_trusted(self):
        """Section 4, "Keys of the operator": by the certificate of genesis, or a later one that has signed a checkpoint."""
        if self.trust and self.operators:
            trusted = run("openssl", "x509", "-in", self.trust, "-outform", "DER")
            if not any(operator.certificate == trusted and operator.from_size <= self.signed_size
                       for operator in self.operators):
                raise Fault("OPERATOR", message="not the trusted certificate")

    def schema(self, kind, record):
        """Section 4: the schemas, by which a type gets its number, and what is signed its SM3."""
        if kind == SCHEMA_DEFINITION:
            number, at = varint(record, 21)
            defined, at = varint(record, at)
            self.schemas[number] = (defined, record[at:at + 32])

    def rotation(self, kind, sequence, schema, record):
        """Section 4, "Keys of the operator"."""
        if kind != ROTATE_OPERATOR_KEY or self.schemas.get(schema, (0,))[0] != ROTATE_OPERATOR_KEY:
            return
        _, at = varint(record, 21)
        _, at = varint(record, at)
        certificate, at = counted(record, at)
        intermediates, at = varint(record, at)
        for _ in range(max(intermediates, 0)):
            _, at = counted(record, at)
        if intermediates:
            _, at = varint(record, at)
        possession, at = counted(record, at)
        _, at = varint(record, at)
        at += 32
        command = record[21:at]
        signed, at = varint(record, at)
        key, at = varint(record, at)
        _, at = varint(record, at)
        signature, at = counted(record, at)
        registered = [a for event_kind, a in events(record, at) if event_kind == KEY_REGISTERED_EVENT]
        if not registered:
            return
        if len(self.operators) == MAX_OPERATOR_KEYS:
            raise Fault("ROTATION", message="one key too many")
        before = self.operators[-1]
        try:
            after = Operator(before.name, certificate, registered[0], sequence + 1)
        except subprocess.CalledProcessError as e:
            raise Fault("ROTATION", message="certificate") from e
        message = b"shuheng/1" + self.ledger_id + bytes([kind]) + self.schemas[schema][1] + bytes(32) + command
        succession = b"shuheng/1/succession" + self.ledger_id + sm3(before.certificate) + sm3(certificate)
        if (signed, key) != (1, before.number) or not before.signed(message, signature):
            raise Fault("ROTATION", message="not signed with the key in force")
        if not after.signed(succession, possession):
            raise Fault("ROTATION", message="not signed with the new key")
        if after.number <= before.number or any(after.point == operator.point for operator in self.operators):
            raise Fault("ROTATION", message="a key that was there before")
        self.operators.append(after)

    def keep_root(self):
        if self.tree.size in self.wanted:
            self.roots[self.tree.size] = self.tree.root()

    def data_loss(self, kind, sequence, time, record):
        """Section 8, "Declared losses": the act, and right behind it its endorsement."""
        if kind == ACCEPT_DATA_LOSS:
            _, at = varint(record, 21)
            _, at = varint(record, at)
            expected, at = varint(record, at)
            expected_root, at = record[at:at + 32], at + 32
            found, at = varint(record, at)
            if found != sequence or event(ACT_PROPOSED_EVENT, sequence, 0)[:-1] not in record:
                return
            if record[at:at + 32] != self.tree.root():
                raise Fault("DATA_LOSS", message="not the records before it")
            self.loss = (expected, expected_root, found, time)
        elif self.loss and kind == ENDORSE_ACT:
            if event(DATA_LOSS_EVENT, self.loss[2], self.loss[0]) in record:
                self.losses.append(self.loss)
            self.loss = None

    def epoch(self, kind, sequence, record):
        """Section 9: an epoch names the root of the records before it."""
        if kind == BEGIN_EPOCH and event(ACT_PROPOSED_EVENT, sequence, 0)[:-1] in record:
            at = 21
            for _ in range(3):
                _, at = varint(record, at)
            before, at = varint(record, at)
            if before == sequence and record[at:at + 32] != self.tree.root():
                raise Fault("EPOCH", message="not the records before it")

    def mark(self, segment, kind, record, complemented):
        body = Body(record)
        if kind == OPENING:
            if complemented:
                raise Fault("OPENING")
            self.opening(segment, body)
        elif kind == VOID:
            if complemented or not segment.voids_missing:
                raise Fault("VOID")
            found = (body.text(), body.number(8), body.number(8), body.take(32))
            body.end()
            if found != segment.voids_missing.pop(0):
                raise Fault("VOID")
        elif kind == CHECKPOINT:
            if not self.operators:
                raise Fault("MARK")
            checkpoint = Checkpoint(record[21:], self.operators, self.ledger_id)
            if (checkpoint.size, checkpoint.root, checkpoint.time) != (self.tree.size, self.tree.root(), self.time):
                raise Fault("ROOT")
            checkpoint.require_signed()
            self.signed_size = checkpoint.size
        elif kind == CLOSING:
            size, root, name = body.number(8), body.take(32), body.text()
            body.end()
            if (size, root) != (self.tree.size, self.tree.root()):
                raise Fault("ROOT")
            if name != segment.file.name:
                raise Fault("MARK")
            segment.closing = True
        elif kind in (CYCLE_OPENING, CYCLE_CLOSING):
            self.cycle_mark(segment, kind, body)
        else:
            raise Fault("RECORD_HEADER")

    def cycle_mark(self, segment, kind, body):
        size, root, name = body.number(8), body.take(32), body.text()
        first = body.number(8) if kind == CYCLE_CLOSING else 0
        subtrees = body.hashes()
        if size >= 1 << 63 or first > size or len(subtrees) != len(widths(first, size)):
            raise Fault("MARK")
        if size != self.tree.size or name != segment.file.name or kind == CYCLE_CLOSING and first != self.tree.first:
            raise Fault("CYCLE")
        if root != self.tree.root():
            raise Fault("ROOT")
        if kind == CYCLE_OPENING:
            self.tree.begin_cycle()
            expected = self.tree.peaks
        else:
            segment.file.cycle_closed = True
            expected = [node for _, _, node in self.tree.cycle]
        if subtrees != expected:
            raise Fault("SUBTREES")

    def opening(self, segment, body):
        number, size, root = body.number(4), body.number(8), body.take(32)
        shown = (body.text(), body.number(8), body.number(8), body.take(32))
        voided = body.number(2)
        body.end()
        if (size, root) != (self.tree.size, self.tree.root()):
            raise Fault("ROOT")
        name, end = self.valid
        file = self.files.get(name)
        expected = (name, end, file.used_end(end), file.header_sm3()) if file else ("", 0, 0, bytes(32))
        before = segment.before
        if number != segment.number or shown != expected or voided != len(before.ranges if before else []):
            # Section 8, 2: what ended the reading of the segment before is the fault, where there was any.
            if before and before.stopped:
                raise Fault(before.stopped.rule, before.file.name, before.stopped.offset)
            raise Fault("OPENING")
        segment.voids_missing = list(before.ranges) if before else []


def events(record, at):
    """Kind and first number of each event, from where the list begins."""
    count, at = varint(record, at)
    found = []
    for _ in range(max(count, 0)):
        kind, at = varint(record, at)
        a, at = varint(record, at)
        _, at = varint(record, at)
        _, at = varint(record, at)
        found.append((kind, a))
    return found


def event(kind, a, b):
    """The bytes of an event's first three numbers."""
    out = b""
    for value in (kind, a, b):
        raw = value << 1
        while raw > 0x7F:
            out, raw = out + bytes([raw & 0x7F | 0x80]), raw >> 7
        out += bytes([raw])
    return out


def widths(first, size):
    """Section 6: the fewest complete subtrees over the records from one to another, by their widths."""
    out = []
    while first < size:
        width = 1 << (size - first).bit_length() - 1
        if first:
            width = min(width, first & -first)
        out.append(width)
        first += width
    return out


class Segment:
    """Where the reading of a segment stands."""

    def __init__(self, number, before):
        self.number, self.before = number, before
        self.first, self.closing = True, False
        self.voids_missing = []
        self.file, self.offset = None, 0


class Behind:
    """What lies behind the valid end of a segment: section 8."""

    def __init__(self, segment, files, last_read, stopped, valid):
        self.stopped, self.file = stopped, files[last_read]
        self.closed = segment.closing and not stopped and self.file.ended
        self.ranges = []
        if self.closed:
            return
        for file in files[last_read:] if stopped else ():
            holds_end = file.name == valid[0]
            start = valid[1] if holds_end else 0
            end = file.used_end(start)
            if end > start:
                self.ranges.append((file.name, start, end, sm3(file.data[start:end])))
                if segment.closing or promised(file.data, start + 4 if holds_end else 0, start, end):
                    raise Fault(stopped.rule, self.file.name, stopped.offset)


def promised(data, scan_from, start, end):
    """Whether something in a range says that what stands before it had been forced to disk."""
    tail = data[start:end]
    if tail.endswith(b"\0\0\0\xc0") or tail.endswith(b"\0\0\0\xc0\xc3\x45\x4f\x46"):
        return True
    for offset in range(scan_from, end - 28, 4):
        if 25 <= u32le(data, offset) <= 65540:
            try:
                if frame(data, offset)[1]:
                    return True
            except Stop:
                pass
    return False


def opinion(folder, trust, anchors):
    ledger = Ledger(folder, trust)
    try:
        try:
            ledger.check(anchors)
        finally:
            ledger.require_trusted()
        answer = {"verdict": "UNFINISHED" if ledger.unfinished else "OK"}
    except Fault as e:
        answer = {"verdict": "FAULT", "rule": e.rule, "file": e.file, "offset": e.offset, "message": e.message}
    answer["records"], answer["root"] = ledger.tree.size, ledger.tree.root().hex()
    return answer


def main():
    parser = argparse.ArgumentParser(description="A second opinion on the structure of Shuheng ledgers")
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--trust", help="the operator's certificate, PEM")
    parser.add_argument("--anchor", action="append", default=[], help="a checkpoint that was kept elsewhere")
    try:
        arguments = parser.parse_args()
    except SystemExit as e:
        return 64 if e.code else 0
    answers = []
    for folder in arguments.folders:
        if not os.path.isdir(folder):
            print(folder + ": no folder", file=sys.stderr)
            return 64
        if os.path.exists(os.path.join(folder, "PRUNED")):
            print(folder + ": PRUNED: records were taken out; this program reads whole ledgers only", file=sys.stderr)
            return 64
        answers.append(opinion(folder, arguments.trust, arguments.anchor))
        print(json.dumps(answers[-1]), flush=True)
    verdicts = {answer["verdict"] for answer in answers}
    return 1 if "FAULT" in verdicts else 2 if "UNFINISHED" in verdicts else 0


if __name__ == "__main__":
    sys.exit(main())
