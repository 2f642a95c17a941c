#!/usr/bin/env python3
"""Check a record bundle of visitapp with Python 3.8 or newer and nothing else.

    python3 verify.py [--all] [--tsa FILE] [FINGERPRINT] [FOLDER or FILE.zip]

Without a place: the folder this file lies in. FINGERPRINT is the office's, from the company's paper
or site; FILE the certificates (PEM) of a time-stamp authority, from its own site: with it the time
stamps are checked too, by the openssl command. Exit code 0: nothing contradicts; 1: something does; 2: it could not be checked. verify.sh
says the same, line by line; the program itself runs this very file.
"""

import hashlib
import os
import re
import stat
import subprocess
import sys
import tempfile
import zipfile
import zlib

SINGLY = 500  # so many signatures of this visit are checked one by one without --all
TREE = ("MANIFEST", "SHA256SUMS", "SHA256SUMS.sig")
OURS = {"SHA256SUMS", "SHA256SUMS.sig", "verify.sh", "verify.py"}
IGNORED = {".DS_Store", "Thumbs.db", "desktop.ini"}
PIECE = 1 << 20
RATIO = 200
UNREADABLE = (OSError, EOFError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error)

HEX64, HEX32, HEX16 = "[0-9a-f]{64}", "[0-9a-f]{32}", "[0-9a-f]{16}"
PLACE, COUNT = "[0-9]{6}", "[1-9][0-9]{0,8}"
PLAIN = r"[] !#-[^-~]"  # printable ASCII without quote and backslash
NAME = (
    r"(MANIFEST|README\.ja\.txt|report\.pdf|entries/%(p)s\.(json|sig)|receipts/%(p)s\.(json|sig)"
    r"|tst/%(p)s\.(json|sig|tsr|proof)|bodies/%(p)s\.bin|certs/%(d)s\.(json|sig)|photos/%(h)s\.[a-z0-9]{1,5})"
) % {"p": PLACE, "d": HEX32, "h": HEX64}
SUMS = re.compile("(%s)  %s" % (HEX64, NAME))
LINES = [
    "visitapp-dossier 1",
    "scope (visit|visits) [0-9A-Za-z-]{1,64}",
    "made [0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z( rehearsal)?",
    "maker " + HEX32,
    "office (none|%s)" % HEX64,
    "device %s %s (certified|uncertified)" % (HEX32, HEX64),
    "branch %s %s [1-9][0-9]{0,5} [1-9][0-9]{0,5}" % (HEX32, HEX16),
    "receipts (0|[1-9][0-9]{0,5})",
    "stamps [1-9][0-9]{0,5}",
    "body %s (here|erased %s)" % (PLACE, PLACE),
    "photo %s (here [a-z0-9]{1,5}|erased %s|absent)" % (HEX64, PLACE),
]
ONCE = (0, 1, 2, 3, 4, 7)
ATTACHED = (
    r'\{"mime":"[a-z0-9.+/-]{1,64}","origin":"(captured|imported|phone|rendered)",'
    r'"sha256":"%s","size":[0-9]{1,15}\}' % HEX64
)
ANCHOR = (
    r'\{"boot":"%s*","mono":-?[0-9]{1,16},"receipt":"%s*","server":-?[0-9]{1,16},"u":[0-9]{1,16}\}'
)
ENTRY = re.compile(
    r'\{"attach":\[(%(a)s(,%(a)s)*)?\],"body_commit":"(?P<commit>%(h)s)","device":"(?P<device>%(d)s)",'
    r'"id":"[0-9a-f-]{36}","incarnation":"(?P<incarnation>%(i)s)","kind":"(?P<kind>[a-z0-9_]{1,40})",'
    r'"n":(?P<n>%(c)s),"policy":"%(t)s+","prev":"(?P<prev>%(h)s)","t":\{"anchor":(?P<anchor>null|%(x)s),'
    r'"boot":"%(t)s*","mono":-?[0-9]{1,16},"tz":-?[0-9]{1,4},"wall":-?[0-9]{1,16}\},"v":1\}'
    % {
        "a": ATTACHED.replace("(", "(?:"),
        "h": HEX64,
        "d": HEX32,
        "i": HEX16,
        "c": COUNT,
        "t": PLAIN,
        "x": ANCHOR % (PLAIN, PLAIN),
    }
)
RECEIPT = re.compile(
    r'\{"blobs":\[(?P<blobs>("%(h)s"(,"%(h)s")*)?)\],"bodies_upto":[0-9]{1,9},"device":"(?P<device>%(d)s)",'
    r'"durable_size":[0-9]{1,9},"epoch":"%(t)s*","incarnation":"(?P<incarnation>%(i)s)","office_root":"%(h)s",'
    r'"office_size":[0-9]{1,9},"rehearsal":(?P<rehearsal>true|false),"root":"(?P<root>%(h)s)",'
    r'"server_time":(?P<time>[1-9][0-9]{6,15}),"size":(?P<size>%(c)s),"type":"receipt","v":1\}'
    % {"h": HEX64, "d": HEX32, "i": HEX16, "c": COUNT, "t": PLAIN}
)

OFFICE_ROOT = re.compile(
    r'\{"epoch":"%s*","rehearsal":(?P<rehearsal>true|false),"root":"(?P<root>%s)",'
    r'"server_time":[1-9][0-9]{6,15},"size":(?P<size>%s),"type":"office_root","v":1\}'
    % (PLAIN, HEX64, COUNT)
)
PROOF = re.compile("(%s) (%s)((?: %s){0,40})" % (PLACE, COUNT, HEX64))
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
STAMP_TIME = re.compile(
    r"Time stamp: (%s) +([0-9]{1,2}) ([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)? ([0-9]{4}) GMT"
    % MONTHS.replace(" ", "|")
)

WORDS = {
    "title": "記録一式の検査",
    "usage": "使い方: python3 verify.py [--all] [--tsa 認証局の証明書] [事務所の指紋] [フォルダーまたは zip ファイル]",
    "not_dossier": "× ここには記録一式がありません(MANIFEST か SHA256SUMS が見つかりません)。",
    "special": "× ファイルでも フォルダーでもないもの、または壊れた zip の項目が混ざっています。",
    "sums_form": "× SHA256SUMS の書式が正しくありません。",
    "missing": "× ファイルが {count} 件足りません(最初は {name})。",
    "extra": "× 目録にないファイルが混ざっています。",
    "changed": "× ファイルが {count} 件、作られたときと違います(最初は {name})。",
    "files": "○ ファイル: {count} 件がそろい、作られたときのままです。",
    "manifest_form": "× MANIFEST の書式が正しくありません。",
    "key_id": "× 端末 {device} の鍵が端末の番号と合いません。",
    "sums_sig": "× 目録の署名が、作成した端末のものではありません。",
    "list": "× MANIFEST とファイルの一覧が合いません。",
    "sums": "○ 目録: 端末 {device} が署名したままです。",
    "office_other": "× 指定された指紋と、この一式の事務所の指紋が違います。別の事務所のものか、作り直されたものです。",
    "office_none_given": "× 指紋が指定されましたが、この一式は事務所に属さない端末で作られています。",
    "office": "○ 事務所: 指定された指紋と一致しました。",
    "office_unasked": "－ 事務所: 指紋が指定されていないので、どの事務所のものかは確かめていません。",
    "office_none": "－ 事務所: どの事務所にも属さない端末の記録です。",
    "cert": "× 端末 {device} の証明書が正しくありません。",
    "devices": "○ 端末: {count} 台に事務所の証明書があります。",
    "uncertified": "－ 端末: {device} には事務所の証明書がありません。",
    "entry_form": "× 記録の書式が正しくありません。",
    "chain": "× 端末 {branch} の記録 {n} で、つながりが切れています。",
    "branch": "○ つながり: 端末 {branch} の記録 1 から {count} まで、抜けも並べ替えもありません。",
    "sig": "× 端末 {branch} の記録 {n} の署名が正しくありません。",
    "sigs": "○ 署名: {count} 件を 1 件ずつ確かめました。ほかの記録は、つながりを通して最後の署名が守っています。",
    "body": "× 端末 {branch} の記録 {n} の本文が、記録の約束した値と違います。",
    "body_other": "× 端末 {branch} の記録 {n} の本文は、この訪問のものではありません。",
    "erased_unproven": "× 消去したとされるものがありますが、それを命じた記録がありません。",
    "bodies": "○ 本文: {count} 件が記録と一致しました。",
    "bodies_erased": "－ 本文: {count} 件は規則により消去されました(消去の記録があります)。",
    "bodies_other": "－ 本文: ほかの {count} 件の記録は、ほかの訪問のものとして本文が入っていません(作成した人の申告です)。",
    "photo_list": "× 写真と書面の一覧が、記録と合いません。",
    "photos": "○ 写真と書面: {count} 件が記録と一致しました。",
    "photos_erased": "－ 写真と書面: {count} 件は規則により消去されました(消去の記録があります)。",
    "erased_alone": "－ 消去: {count} 件は、事務所に入る前の端末が自分で消去したものです。",
    "photos_absent": "－ 写真と書面: {count} 件はこの一式に入っていません。",
    "receipt_form": "× 受領証の書式が正しくありません。",
    "receipt": "× 受領証 {place} が正しくありません。",
    "tail": "× 事務所が受け取った記録 {size} 件のうち、この一式には {count} 件しかありません(端末 {branch})。",
    "root": "× 端末 {branch} の記録が、事務所が受け取ったものと違います。",
    "received": "○ 受領証あり: 端末 {branch} の記録 1 から {size} まで、{time}までに事務所が受け取りました。",
    "unreceived": "－ 受領証なし: 端末 {branch} の記録 {first} から {count} まで。",
    "blobs": "○ 受領証あり: 写真と書面 {count} 件。",
    "tst_form": "× 時刻印の書式が正しくありません。",
    "tst": "× 時刻印 {place} が正しくありません。",
    "tst_path": "× 端末 {branch} の記録 {n} は、時刻印 {place} が押された記録の中にありません。",
    "tst_imprint": "× 時刻印 {place} は、別のものに押されています。",
    "stamped": "○ 時刻印あり: 端末 {branch} の記録 1 から {n} まで、{time}までにあったと、指定された認証局が証明しています。",
    "stamp_unasked": "－ 時刻印: 端末 {branch} の記録 1 から {n} まで。認証局の証明書(--tsa)が指定されていないので、時刻は確かめていません。",
    "stamp_unknown": "－ 時刻印: 端末 {branch} の記録 1 から {n} まで。指定された認証局のものではないので、時刻は証明していません。",
    "stamp_unread": "－ 時刻印: 端末 {branch} の記録 1 から {n} まで。openssl が動かないので、時刻は確かめていません。",
    "unstamped": "－ 時刻印なし: 端末 {branch} の記録 {first} から {count} まで。",
    "stampless": "－ 時刻印: この一式には入っていません。",
    "rehearsal": "－ 練習用の時計で作られています。時刻の証明にはなりません。",
    "proven": "結論: 証明されました。記録は書かれたときのままで、指定された事務所が認めた端末のものです。",
    "consistent": "結論: 食い違いはありません。ただし、どこで作られたかは証明していません(指紋を指定してください)。",
    "partly": "結論: 食い違いはありません。ただし、証明書のない端末の記録は、どこで作られたかを証明していません。",
    "alone": "結論: 食い違いはありません。ただし、事務所の証明がないので、どこで作られたかは証明できません。",
    "broken": "結論: 証明されません。上の × より後は検査していません。",
    "incomplete": "結論: そろっていないため検査できません。何も証明していません。",
}


class Stop(Exception):
    """The check ends here: exit code, which sentence, its values."""

    def __init__(self, code, key, **values):
        super().__init__(key)
        self.code, self.key, self.values = code, key, values


# -- where the files are ---------------------------------------------------------------------------


class Folder:
    """The files of an unpacked bundle."""

    def __init__(self, path):
        self.path, self.odd, self.names = path, False, set()
        for folder, folders, files in os.walk(path):
            self.odd = self.odd or any(os.path.islink(os.path.join(folder, f)) for f in folders)
            for name in files:
                whole = os.path.join(folder, name)
                if not stat.S_ISREG(os.lstat(whole).st_mode):
                    self.odd = True
                elif name not in IGNORED:
                    self.names.add(os.path.relpath(whole, path).replace(os.sep, "/"))

    def open(self, name):
        return open(os.path.join(self.path, *name.split("/")), "rb")


class Archive:
    """The files of a zip, read by name; nothing is unpacked, odd members are refused."""

    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        rows = self.zip.infolist()
        self.names = {row.filename for row in rows}
        folded = {row.filename.casefold() for row in rows}
        self.odd = len(folded) != len(rows) or any(map(_is_odd, rows))

    def open(self, name):
        return self.zip.open(name)


def _is_odd(row):
    kind = stat.S_IFMT(row.external_attr >> 16)
    return (
        row.is_dir()
        or kind not in (0, stat.S_IFREG)
        or bool(row.flag_bits & 1)
        or row.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        or row.file_size > RATIO * max(row.compress_size, 1)
    )


def read(place, name):
    """The bytes of a file; Stop when a damaged zip does not give them."""
    try:
        with place.open(name) as file:
            return file.read()
    except UNREADABLE:
        raise Stop(1, "changed", count=1, name=name) from None


def digest(place, name):
    """SHA-256 of a file, read in pieces; "" when it cannot be read."""
    found = hashlib.sha256()
    try:
        with place.open(name) as file:
            for piece in iter(lambda: file.read(PIECE), b""):
                found.update(piece)
    except UNREADABLE:
        return ""
    return found.hexdigest()


# -- Ed25519 (RFC 8032), verification only ---------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def _point(text):
    """The point of 32 bytes in extended coordinates, or None."""
    y = int.from_bytes(text, "little")
    sign, y = y >> 255, (y & (1 << 255) - 1) % P
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if (v * x * x - u) % P:
        x = x * ROOT % P
        if (v * x * x - u) % P:
            return None
    if x & 1 != sign:
        x = -x % P
    return x, y, 1, x * y % P


def _add(one, two):
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c, d = 2 * one[3] * two[3] * D % P, 2 * one[2] * two[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _twice(one):
    a, b = one[0] * one[0] % P, one[1] * one[1] % P
    h, e = a + b, a + b - (one[0] + one[1]) ** 2
    g, f = a - b, 2 * one[2] * one[2] + a - b
    return e * f % P, g * h % P, f * g % P, e * h % P


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def holds(key, message, sig):
    """Whether ``sig`` is this key's Ed25519 signature of ``message``."""
    point = _point(key) if len(key) == 32 and len(sig) == 64 else None
    s = int.from_bytes(sig[32:], "little")
    if point is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(sig[:32] + key + message).digest(), "little") % L
    minus = (-point[0] % P, point[1], 1, -point[3] % P)
    table = (None, BASE, minus, _add(BASE, minus))
    found = (0, 1, 1, 0)
    for bit in range(252, -1, -1):
        found = _twice(found)
        which = (s >> bit & 1) | (h >> bit & 1) << 1
        if which:
            found = _add(found, table[which])
    inverse = pow(found[2], P - 2, P)
    x, y = found[0] * inverse % P, found[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == sig[:32]


# -- time stamps (RFC 3161), judged by the openssl command -----------------------------------------


def stamped(imprint, answer, trusted):
    """What an answer says about the SHA-256 ``imprint`` (hex): (key, µs since 1970 UTC).

    ``trusted`` is a PEM file. The key is stamped, stamp_unknown, stamp_unread, tst_form, tst_imprint.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "answer")
        with open(file, "wb") as out:
            out.write(answer)
        read = _openssl("-reply", "-in", file, "-text")
        if read is None:
            return "stamp_unread", 0
        lines = read[1].decode("latin-1").replace("\r\n", "\n").split("\n")
        told = [row for row in map(STAMP_TIME.fullmatch, lines) if row][:1]
        if read[0] or lines[1:2] != ["Status: Granted."] or not told:
            return "tst_form", 0
        if _imprint(lines) != imprint:
            return "tst_imprint", 0
        seconds = _seconds(told[0])
        words = ("-digest", imprint, "-in", file, "-CAfile", trusted, "-untrusted", trusted)
        done = _openssl("-verify", *words, "-attime", str(seconds))
        known = done is not None and done[0] == 0
        rest = 1 if told[0].group(6) else 0  # of a second: the time shown is never too early
        return ("stamped" if known else "stamp_unknown"), (seconds + rest) * 1000000


def _openssl(*words):
    """Exit code and output of ``openssl ts``, None when it does not run."""
    command = ["openssl", "ts", *words]
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.returncode, done.stdout


def _imprint(lines):
    """The SHA-256 that openssl shows of an answer, hex; "" of another kind."""
    at = lines.index("Message data:") if "Message data:" in lines else 0
    if not at or lines[at - 1] != "Hash Algorithm: sha256" or len(lines) < at + 3:
        return ""
    return "".join(re.sub("[ -]", "", line[11:58]) for line in lines[at + 1 : at + 3])


def _seconds(told):
    """Seconds since 1970 of a time as openssl shows it (days from civil, H. Hinnant)."""
    name, day, hour, minute, second, _, year = told.groups()
    month, year = MONTHS.find(name) // 4 + 1, int(year)
    year -= month <= 2
    era, shifted = year // 400, (month + 9) % 12
    of_year = (153 * shifted + 2) // 5 + int(day) - 1
    of_era = year % 400 * 365 + year % 400 // 4 - year % 400 // 100 + of_year
    days = era * 146097 + of_era - 719468
    return days * 86400 + int(hour) * 3600 + int(minute) * 60 + int(second)


# -- what is checked -------------------------------------------------------------------------------


class Check:
    """One bundle under examination; ``said`` collects (key, values)."""

    def __init__(self, place, fingerprint, every, verify, told, tsa):
        self.place, self.fingerprint, self.every, self.verify = place, fingerprint, every, verify
        self.told, self.tsa, self.rehearsed = told, tsa, False
        self.said, self.sums, self.rows = [], {}, {}
        self.entries, self.unheard, self.alone = [None], set(), 0

    def say(self, key, **values):
        self.said.append((key, values))

    def run(self):
        for step in (
            self.files, self.manifest, self.sums_signature, self.listing, self.office,
            self.certificates, self.chains, self.signatures, self.bodies, self.photos, self.receipts,
            self.stamps,
        ):  # fmt: skip
            step()
        return self.conclusion()

    def files(self):
        names = self.place.names
        if not names.issuperset(TREE):
            raise Stop(2, "not_dossier")
        if self.place.odd:
            raise Stop(1, "special")
        self.sums = self.sums_of(read(self.place, "SHA256SUMS"))
        missing = [name for name in self.sums if name not in names]
        if missing:
            raise Stop(2, "missing", count=len(missing), name=missing[0])
        if names - set(self.sums) - OURS:
            raise Stop(1, "extra")
        changed = [
            n for n, told in self.counted(self.sums.items()) if digest(self.place, n) != told
        ]
        if changed:
            raise Stop(1, "changed", count=len(changed), name=changed[0])
        self.say("files", count=len(self.sums))

    def counted(self, things):
        """The things one by one; whoever waits hears how many are done, of how many."""
        whole = len(things)
        for done, thing in enumerate(things, 1):
            yield thing
            if self.told is not None:
                self.told(done, whole)

    def sums_of(self, raw):
        rows = _lines(raw, "sums_form")
        found = [SUMS.fullmatch(row) for row in rows]
        names = [row[66:] for row in rows]
        if not all(found) or any(a >= b for a, b in zip(names, names[1:])):
            raise Stop(1, "sums_form")
        return {row[66:]: row[:64] for row in rows}

    def manifest(self):
        rows, last = _lines(read(self.place, "MANIFEST"), "manifest_form"), (-1, "")
        self.rows = {line.split(" ")[0]: [] for line in LINES}
        for row in rows:
            kind = next((k for k, line in enumerate(LINES) if re.fullmatch(line, row)), -1)
            words = row.split(" ")
            order = (kind, " ".join(words[1:3] if kind == 6 else words[1:2]))
            if kind < 0 or order <= last:
                raise Stop(1, "manifest_form")
            last = order
            self.rows[words[0]].append(words[1:])
        if any(len(self.rows[LINES[k].split(" ")[0]]) != 1 for k in ONCE):
            raise Stop(1, "manifest_form")
        if len(self.rows["stamps"]) > 1:
            raise Stop(1, "manifest_form")
        self.whole()

    def whole(self):
        """Branches without gaps, each of a known device; no office, no certificate or receipt."""
        rows, place = self.rows, 1
        self.keys = {d: bytes.fromhex(key) for d, key, _ in rows["device"]}
        self.maker, self.office_key = rows["maker"][0][0], rows["office"][0][0]
        self.branches = []
        for device, incarnation, first, count in rows["branch"]:
            if int(first) != place or device not in self.keys:
                raise Stop(1, "manifest_form")
            place += int(count)
            self.branches.append((device, incarnation, int(first), int(count)))
        owned = any(r[2] == "certified" for r in rows["device"]) or int(rows["receipts"][0][0])
        owned = owned or rows["stamps"]
        if (
            self.maker not in self.keys
            or not self.branches
            or (self.office_key == "none" and owned)
        ):
            raise Stop(1, "manifest_form")
        self.total = place - 1
        if any(not 0 < int(row[0]) <= self.total for row in rows["body"]):
            raise Stop(1, "manifest_form")
        for device, key in self.keys.items():
            if hashlib.sha256(key).hexdigest()[:32] != device:
                raise Stop(1, "key_id", device=device[:8])

    def sums_signature(self):
        raw, sig = read(self.place, "SHA256SUMS"), read(self.place, "SHA256SUMS.sig")
        if not self.verify(self.keys[self.maker], raw, sig):
            raise Stop(1, "sums_sig")
        self.say("sums", device=self.maker[:8])

    def listing(self):
        rows = self.rows
        wanted = {"MANIFEST", "README.ja.txt"}
        wanted |= {
            "certs/%s.%s" % (r[0], e) for r in rows["device"] if r[2] == "certified" for e in PAIR
        }
        wanted |= {"entries/%06d.%s" % (n, e) for n in range(1, self.total + 1) for e in PAIR}
        wanted |= {"receipts/%06d.%s" % (n, e) for n in range(1, self.given() + 1) for e in PAIR}
        wanted |= {"tst/%06d.%s" % (n, e) for n in range(1, self.stamp_count() + 1) for e in STAMP}
        wanted |= {"bodies/%s.bin" % r[0] for r in rows["body"] if r[1] == "here"}
        wanted |= {"photos/%s.%s" % (r[0], r[2]) for r in rows["photo"] if r[1] == "here"}
        if set(self.sums) - {"report.pdf"} != wanted:
            raise Stop(1, "list")

    def given(self):
        return int(self.rows["receipts"][0][0])

    def stamp_count(self):
        return int(self.rows["stamps"][0][0]) if self.rows["stamps"] else 0

    def office(self):
        if self.office_key == "none":
            if self.fingerprint:
                raise Stop(1, "office_none_given")
            self.say("office_none")
        elif not self.fingerprint:
            self.say("office_unasked")
        elif hashlib.sha256(bytes.fromhex(self.office_key)).hexdigest() != self.fingerprint:
            raise Stop(1, "office_other")
        else:
            self.say("office")

    def certificates(self):
        bare = []
        for device, key, state in self.rows["device"]:
            if state != "certified":
                bare.append(device)
                continue
            raw = read(self.place, "certs/%s.json" % device)
            parts = ('"device":"%s"' % device, '"public_key":"%s"' % key, '"type":"certificate"')
            told = all(part.encode() in raw for part in parts)
            if not told or not self.by_office(raw, "certs/%s.sig" % device):
                raise Stop(1, "cert", device=device[:8])
        if len(bare) < len(self.keys):
            self.say("devices", count=len(self.keys) - len(bare))
        for device in bare:
            self.say("uncertified", device=device[:8])

    def by_office(self, raw, sig):
        return self.verify(bytes.fromhex(self.office_key), raw, read(self.place, sig))

    def chains(self):
        for place in range(1, self.total + 1):
            raw = read(self.place, "entries/%06d.json" % place)
            found = ENTRY.fullmatch(raw.decode("latin-1"))
            if found is None:
                raise Stop(1, "entry_form")
            self.entries.append(found.groupdict())
        for device, incarnation, first, count in self.branches:
            before, lone = "0" * 64, True
            for n in range(1, count + 1):
                entry = self.entries[first + n - 1]
                told = entry["device"], entry["incarnation"], int(entry["n"]), entry["prev"]
                if told != (device, incarnation, n, before):
                    raise Stop(1, "chain", branch=_name(device, incarnation), n=n)
                before = self.sums["entries/%06d.json" % (first + n - 1)]
                lone = lone and entry["anchor"] == "null"
                if lone:  # no office was ever heard of until then
                    self.unheard.add("%06d" % (first + n - 1))
            self.say("branch", branch=_name(device, incarnation), count=count)

    def signatures(self):
        chosen = {first + count - 1 for _, _, first, count in self.branches}
        if self.every:
            chosen = range(1, self.total + 1)
        elif len(self.rows["body"]) <= SINGLY:
            chosen |= {int(row[0]) for row in self.rows["body"]}
        for place in self.counted(sorted(chosen)):
            key = self.keys[self.entries[place]["device"]]
            raw = read(self.place, "entries/%06d.json" % place)
            if not self.verify(key, raw, read(self.place, "entries/%06d.sig" % place)):
                raise Stop(1, "sig", **self.where(place))
        self.say("sigs", count=len(chosen))

    def where(self, place):
        entry = self.entries[place]
        return {"branch": _name(entry["device"], entry["incarnation"]), "n": entry["n"]}

    def bodies(self):
        here = [row[0] for row in self.rows["body"] if row[1] == "here"]
        erased = [(row[0], row[2]) for row in self.rows["body"] if row[1] == "erased"]
        for place in here:
            if self.sums["bodies/%s.bin" % place] != self.entries[int(place)]["commit"]:
                raise Stop(1, "body", **self.where(int(place)))
        kind, scope = self.rows["scope"][0]
        for place in here:
            about = self.entries[int(place)]["kind"] == "erased" or kind != "visit"
            if not about and not self.mentions(place, '"visit":"%s"' % scope):
                raise Stop(1, "body_other", **self.where(int(place)))
        self.orders = {p for p in here if self.orders_erasure(int(p))}
        self.own = {p for p in here if self.entries[int(p)]["kind"] == "erased"} & self.unheard
        for p, order in erased:
            self.demand_order(self.sums["entries/%s.json" % p], order, {self.device(p)})
        self.say("bodies", count=len(here))
        if erased:
            self.say("bodies_erased", count=len(erased))
        if self.total > len(self.rows["body"]):
            self.say("bodies_other", count=self.total - len(self.rows["body"]))

    def orders_erasure(self, place):
        """Whether an entry may erase: the office's, or without an office anybody's own."""
        office = self.office_key
        by = "" if office == "none" else hashlib.sha256(bytes.fromhex(office)).hexdigest()[:32]
        entry = self.entries[place]
        return entry["kind"] == "erased" and by in ("", entry["device"])

    def device(self, place):
        return self.entries[int(place)]["device"]

    def demand_order(self, sha256, order, writers):
        """The office orders; before it belonged to one, a device what it wrote itself."""
        own = order in self.own and self.device(order) in writers
        if not (order in self.orders or own) or not self.mentions(order, '"%s"' % sha256):
            raise Stop(1, "erased_unproven")
        self.alone += order not in self.orders

    def mentions(self, place, text):
        return text.encode() in read(self.place, "bodies/%s.bin" % place)[32:]

    def named(self):
        """What the told entries name: hash and the devices that wrote so."""
        found = {}
        for row in self.rows["body"]:
            raw = read(self.place, "entries/%s.json" % row[0]).decode("latin-1")
            for sha256 in re.findall('"sha256":"(%s)"' % HEX64, raw):
                found.setdefault(sha256, set()).add(self.device(row[0]))
        return found

    def photos(self):
        wanted = self.named()
        if set(wanted) != {row[0] for row in self.rows["photo"]}:
            raise Stop(1, "photo_list")
        states = {"here": [], "erased": [], "absent": []}
        for row in self.rows["photo"]:
            states[row[1]].append(row)
        for sha256, _, ending in states["here"]:
            if self.sums["photos/%s.%s" % (sha256, ending)] != sha256:
                raise Stop(1, "photo_list")
        for sha256, _, order in states["erased"]:
            self.demand_order(sha256, order, wanted[sha256])
        self.say("photos", count=len(states["here"]))
        rest = [("photos_" + state, len(states[state])) for state in ("erased", "absent")]
        for key, count in (*rest, ("erased_alone", self.alone)):
            if count:
                self.say(key, count=count)

    def receipts(self):
        found, blobs = {}, set()
        self.rehearsed = self.rows["made"][0][-1] == "rehearsal"
        for told in self.given_receipts():
            row = (int(told["size"]), told["time"], told["root"])
            found.setdefault((told["device"], told["incarnation"]), []).append(row)
            blobs |= set(re.findall(HEX64, told["blobs"]))
            self.rehearsed = self.rehearsed or told["rehearsal"] == "true"
        for branch in self.branches:
            self.received(branch, found.get(branch[:2], []))
        named = [r for r in self.rows["photo"] if r[0] in blobs]
        if named:
            self.say("blobs", count=len(named))

    def given_receipts(self):
        """Every receipt after form, branch and the office's signature held."""
        raws = [read(self.place, "receipts/%06d.json" % n) for n in range(1, self.given() + 1)]
        told = [RECEIPT.fullmatch(raw.decode("latin-1")) for raw in raws]
        if not all(told):
            raise Stop(1, "receipt_form")
        branches = {branch[:2] for branch in self.branches}
        for place, one in enumerate(told, 1):
            if (one["device"], one["incarnation"]) not in branches:
                raise Stop(1, "receipt", place=place)
        for place, raw in enumerate(raws, 1):
            if not self.by_office(raw, "receipts/%06d.sig" % place):
                raise Stop(1, "receipt", place=place)
        return told

    def received(self, branch, told):
        device, incarnation, first, count = branch
        name = _name(device, incarnation)
        size = max((row[0] for row in told), default=0)
        if size > count:
            raise Stop(1, "tail", size=size, count=count, branch=name)
        places = range(first, first + size)
        leaves = [b"\0" + read(self.place, "entries/%06d.json" % place) for place in places]
        leaves = [hashlib.sha256(leaf).digest() for leaf in leaves]
        roots = roots_of(leaves, {row[0] for row in told})
        if any(roots[row[0]] != row[2] for row in told):
            raise Stop(1, "root", branch=name)
        if size:
            time = min(int(row[1]) for row in told if row[0] == size)
            self.say("received", branch=name, size=size, time=_shown(time))
        if size < count:
            self.say("unreceived", branch=name, first=size + 1, count=count)

    def stamps(self):
        """What each branch's stamp says; one says it of an entry, and so of all before it."""
        found = self.stamped_entries()
        asked = sorted({place for place, _ in found.values()}) if self.tsa else ()
        told = {place: self.judged(place) for place in asked}
        for branch in self.branches:
            if branch in found:
                self.stamp_said(branch, found[branch], told)
            elif found:
                self.unstamped(branch, 0)
        if self.tsa and not found:
            self.say("stampless")
        if self.rehearsed:
            self.say("rehearsal")

    def stamped_entries(self):
        """Branch -> (stamp, entry), after each way to the office's root held."""
        found = {}
        for place, root, proofs in self.given_stamps():
            for entry, (_, index, path) in proofs.items():
                if not self.leads(entry, index, path, root):
                    raise Stop(1, "tst_path", place=place, **self.where(entry))
                found[self.branch_of(entry)] = (place, entry)
        return found

    def stamp_said(self, branch, found, told):
        place, entry = found
        key, micros = told.get(place, ("stamp_unasked", 0))
        time = {"time": _shown(micros)} if key == "stamped" else {}
        self.say(key, **self.where(entry), **time)
        self.unstamped(branch, int(self.entries[entry]["n"]))

    def unstamped(self, branch, held):
        device, incarnation, _, count = branch
        if held < count:
            self.say("unstamped", branch=_name(device, incarnation), first=held + 1, count=count)

    def given_stamps(self):
        """Every stamp after form and the office's signature held: place, root, its proofs."""
        given = []
        for place in range(1, self.stamp_count() + 1):
            raw = read(self.place, "tst/%06d.json" % place)
            root = OFFICE_ROOT.fullmatch(raw.decode("latin-1"))
            rows = _lines(read(self.place, "tst/%06d.proof" % place), "tst_form")
            rows = [PROOF.fullmatch(row) for row in rows]
            if root is None or not all(rows):
                raise Stop(1, "tst_form")
            given.append((place, raw, root, self.proofs_of(rows, int(root["size"]))))
        branches = [self.branch_of(entry) for _, _, _, proofs in given for entry in proofs]
        if len(set(branches)) != len(branches):
            raise Stop(1, "tst_form")
        for place, raw, root, _ in given:
            if not self.by_office(raw, "tst/%06d.sig" % place):
                raise Stop(1, "tst", place=place)
            self.rehearsed = self.rehearsed or root["rehearsal"] == "true"
        return [(place, root, proofs) for place, _, root, proofs in given]

    def proofs_of(self, rows, size):
        """Entry -> (its row, its index in the office's log, the path); in order, each once."""
        places = [int(row[1]) for row in rows]
        ordered = all(a < b for a, b in zip(places, places[1:]))
        inside = all(0 < place <= self.total for place in places)
        if not ordered or not inside or any(int(row[2]) > size for row in rows):
            raise Stop(1, "tst_form")
        return {int(row[1]): (row, int(row[2]) - 1, row[3].split()) for row in rows}

    def branch_of(self, place):
        return next(b for b in self.branches if b[2] <= place < b[2] + b[3])

    def leads(self, entry, index, path, root):
        """Whether the path leads from the entry to the root (RFC 9162 2.1.3.2)."""
        raw = read(self.place, "entries/%06d.json" % entry)
        value, last = hashlib.sha256(b"\0" + raw).digest(), int(root["size"]) - 1
        for step in map(bytes.fromhex, path):
            if last == 0:
                return False
            if index % 2 or index == last:
                value = hashlib.sha256(b"\1" + step + value).digest()
                while index and index % 2 == 0:
                    index, last = index // 2, last // 2
            else:
                value = hashlib.sha256(b"\1" + value + step).digest()
            index, last = index // 2, last // 2
        return last == 0 and value.hex() == root["root"]

    def judged(self, place):
        """What the authority's answer says; Stop for one about something else."""
        answer = read(self.place, "tst/%06d.tsr" % place)
        key, micros = stamped(self.sums["tst/%06d.json" % place], answer, self.tsa)
        if key.startswith("tst"):
            raise Stop(1, key, **({"place": place} if key == "tst_imprint" else {}))
        return key, micros

    def conclusion(self):
        if self.office_key == "none":
            return "alone"
        if not self.fingerprint:
            return "consistent"
        return "partly" if any(r[2] != "certified" for r in self.rows["device"]) else "proven"


PAIR = ("json", "sig")
STAMP = ("json", "sig", "tsr", "proof")


def roots_of(leaves, sizes):
    """The RFC 6962 root (hex) over the first k leaf hashes, for each k of ``sizes``."""
    peaks, found = [], {}
    for size, leaf in enumerate(leaves, 1):
        peaks.append(leaf)
        rest = size
        while rest % 2 == 0:
            right = peaks.pop()
            peaks.append(hashlib.sha256(b"\1" + peaks.pop() + right).digest())
            rest //= 2
        if size in sizes:
            root = peaks[-1]
            for peak in reversed(peaks[:-1]):
                root = hashlib.sha256(b"\1" + peak + root).digest()
            found[size] = root.hex()
    return found


def _lines(raw, key):
    """The lines of a file of ASCII lines, each ended by LF."""
    try:
        text = raw.decode("ascii")
    except ValueError:
        raise Stop(1, key) from None
    if not text.endswith("\n"):
        raise Stop(1, key)
    return text[:-1].split("\n")


def _name(device, incarnation):
    return "%s-%s" % (device[:8], incarnation[:4])


def _shown(micros):
    """µs since 1970 UTC as Japanese time to the second (civil from days, H. Hinnant)."""
    seconds = micros // 1000000 + 9 * 3600
    days, rest = seconds // 86400 + 719468, seconds % 86400
    era, day = days // 146097, days % 146097
    year = (day - day // 1460 + day // 36524 - day // 146096) // 365
    day -= 365 * year + year // 4 - year // 100
    month = (5 * day + 2) // 153
    date = day - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    year += era * 400 + (month <= 2)
    clock = (rest // 3600, rest // 60 % 60, rest % 60)
    return "%d年%d月%d日 %02d:%02d:%02d(日本時間)" % ((year, month, date) + clock)


def opened(path):
    """The bundle at ``path``; Stop when there is none."""
    if os.path.isdir(path):
        return Folder(path)
    try:
        return Archive(path)
    except UNREADABLE:
        raise Stop(2, "not_dossier") from None


def examine(path, fingerprint="", every=False, verify=holds, told=None, tsa=""):
    """(exit code, [(key, values)]); ``fingerprint`` is 64 lower-case hex digits, or nothing.

    ``tsa`` is a PEM file of a time-stamp authority, or nothing.
    """
    check = None
    try:
        check = Check(opened(path), fingerprint, every, verify, told, tsa)
        conclusion, code = check.run(), 0
    except Stop as stop:
        said = check.said if check else []
        last = "broken" if stop.code == 1 else "incomplete"
        return stop.code, [*said, (stop.key, stop.values), (last, {})]
    return code, [*check.said, (conclusion, {})]


def main(words):
    every, tsa = "--all" in words, ""
    if "--tsa" in words:
        at = words.index("--tsa")
        tsa = words[at + 1] if at + 1 < len(words) else ""
        words = words[:at] + words[at + 2 :]
        if not os.path.isfile(tsa):
            print(WORDS["usage"])
            return 2
    rest = [w for w in words if w not in ("--all", "--fingerprint")]
    plain = [re.sub("[ :-]", "", w).lower() for w in rest]
    prints = [w for w in plain if re.fullmatch(HEX64, w)]
    places = [w for w, p in zip(rest, plain) if p not in prints]
    if len(prints) > 1 or len(places) > 1 or any(w.startswith("-") for w in rest):
        print(WORDS["usage"])
        return 2
    here = places[0] if places else os.path.dirname(os.path.abspath(__file__))
    code, said = examine(here, "".join(prints), every, tsa=tsa)
    print(WORDS["title"])
    for key, values in said:
        print(WORDS[key].format(**values))
    return code


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
