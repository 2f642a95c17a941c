#!/bin/sh
# Check a record bundle of visitapp with sh, the POSIX tools, sha256sum and openssl 3.
#
#     sh verify.sh [--all] [--tsa FILE] [FINGERPRINT]
#
# Run it in the unpacked bundle. FINGERPRINT is the office's, from the company's paper or site; FILE
# the certificates (PEM) of a time-stamp authority, from its own site: then the time stamps are
# checked too.
# Exit code 0: nothing contradicts; 1: something does; 2: it could not be checked.
# verify.py says the same, line by line. Nothing in the bundle is ever executed or named to a shell
# before its name was checked against a closed list of forms.

LC_ALL=C
export LC_ALL
SINGLY=500 # so many signatures of this visit are checked one by one without --all

say() { printf '%s\n' "$1"; }
broken() {
    say "× $1"
    say '結論: 証明されません。上の × より後は検査していません。'
    exit 1
}
incomplete() {
    say "× $1"
    say '結論: そろっていないため検査できません。何も証明していません。'
    exit 2
}
failed() {
    say "× 検査の途中で止まりました($1)。verify.py を使ってください。"
    say '結論: そろっていないため検査できません。何も証明していません。'
    exit 2
}
as_many() { # a tool that fails in a pipe must not look like a check that found nothing
    [ "$(wc -l <"$1")" -eq "$(wc -l <"$2")" ] || failed "${1##*/}"
}
usage() {
    say '使い方: sh verify.sh [--all] [--tsa 認証局の証明書] [事務所の指紋]'
    exit 2
}

every='' fingerprint='' tsa=''
while [ $# -gt 0 ]; do
    plain=$(printf %s "$1" | tr -d ' :-' | tr A-F a-f)
    case $1 in
    --all) every=1 ;;
    --fingerprint) ;;
    --tsa)
        [ $# -gt 1 ] && [ -f "$2" ] || usage
        shift
        tsa=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
        ;;
    *)
        printf '%s\n' "$plain" | grep -Eqx '[0-9a-f]{64}' && [ -z "$fingerprint" ] || usage
        fingerprint=$plain
        ;;
    esac
    shift
done
cd "$(dirname "$0")" || exit 2
SUM=sha256sum
command -v sha256sum >/dev/null 2>&1 || SUM='shasum -a 256'
for tool in awk cat cmp cut find grep head mktemp openssl paste sed sort tail tr uniq wc xargs; do
    command -v "$tool" >/dev/null 2>&1 || failed "$tool"
done
if ! openssl pkeyutl -help 2>&1 | grep -q -e -rawin; then
    say '× openssl 3.0 以上が必要です。なければ verify.py を使ってください。'
    exit 2
fi
T=$(mktemp -d) || exit 2
NODE=$(mktemp -d /dev/shm/verify.XXXXXX 2>/dev/null) || NODE=$T/node # many small files, in memory if we may
mkdir -p "$NODE"
trap 'rm -rf "$T" "$NODE"' EXIT
trap 'exit 2' HUP INT TERM

HEX64='[0-9a-f]{64}' HEX32='[0-9a-f]{32}' HEX16='[0-9a-f]{16}' PLACE='[0-9]{6}' COUNT='[1-9][0-9]{0,8}'
PLAIN='[] !#-[^-~]' # printable ASCII without quote and backslash

is_lines() { # file: ASCII lines, each ended by LF, no NUL
    [ -s "$1" ] && [ "$(wc -c <"$1")" -eq "$(awk '{ n += length($0) + 1 } END { print n + 0 }' "$1")" ]
}
short() { awk -v d="$1" -v i="$2" 'BEGIN { print substr(d, 1, 8) "-" substr(i, 1, 4) }'; }
key_file() { # hex of 32 bytes -> file for openssl (SubjectPublicKeyInfo, RFC 8410)
    printf %b "$(printf '%s\n' "302a300506032b6570032100$1" | octal)" >"$2"
}
octal() { # hex -> \0ooo escapes of printf %b
    awk '{ for (i = 1; i < length($0); i += 2) {
        v = (index("0123456789abcdef", substr($0, i, 1)) - 1) * 16 + index("0123456789abcdef", substr($0, i + 1, 1)) - 1
        printf "\\0%d%d%d", int(v / 64), int(v / 8) % 8, v % 8 } }'
}
unhex_hash() { # hex -> SHA-256 of its bytes
    printf %b "$(printf '%s\n' "$1" | octal)" | $SUM | cut -c1-64
}
signed() { # key file, message, signature
    openssl pkeyutl -verify -pubin -keyform DER -inkey "$1" -rawin -in "$2" -sigfile "$3" >/dev/null 2>&1
}
mentions() { # place of a body, text: after the 32 bytes of salt
    tail -c +33 "bodies/$1.bin" | grep -qF -e "$2"
}
only_second() { # lines of the second file that the first has not
    awk 'FILENAME == ARGV[1] { have[$0] = 1; next } !($0 in have)' "$1" "$2"
}
rows() { # files named on standard input -> their lines, each ended by LF
    xargs awk '{ print }' /dev/null
}
places() { # prefix, suffix, how many
    awk -v a="$1" -v z="$2" -v n="$3" 'BEGIN { for (i = 1; i <= n; i++) printf "%s%06d%s\n", a, i, z }'
}
single_lines() { # prefix, how many: every file is one line without its end
    places "$1" .json "$2" | xargs cat /dev/null | wc -c >"$T/bytes"
    [ "$(wc -l <"$T/rows")" -eq "$2" ] &&
        [ "$(cat "$T/bytes")" -eq "$(awk '{ n += length($0) } END { print n + 0 }' "$T/rows")" ]
}

say '記録一式の検査'

# -- files -----------------------------------------------------------------------------------------
for name in MANIFEST SHA256SUMS SHA256SUMS.sig; do
    [ -f "$name" ] && [ ! -L "$name" ] || incomplete 'ここには記録一式がありません(MANIFEST か SHA256SUMS が見つかりません)。'
done
[ -z "$(find . ! -type d ! -type f)" ] || broken 'ファイルでも フォルダーでもないもの、または壊れた zip の項目が混ざっています。'
NAME="(MANIFEST|README\\.ja\\.txt|report\\.pdf|entries/$PLACE\\.(json|sig)|receipts/$PLACE\\.(json|sig)"
NAME="$NAME|tst/$PLACE\\.(json|sig|tsr|proof)|bodies/$PLACE\\.bin|certs/$HEX32\\.(json|sig)|photos/$HEX64\\.[a-z0-9]{1,5})"
cut -c67- SHA256SUMS >"$T/names" || failed names
if ! is_lines SHA256SUMS || grep -Evqx "$HEX64  $NAME" SHA256SUMS || ! sort -c "$T/names" 2>/dev/null ||
    [ -n "$(uniq -d "$T/names")" ]; then
    broken 'SHA256SUMS の書式が正しくありません。'
fi
find . -type f ! -name .DS_Store ! -name Thumbs.db ! -name desktop.ini | sed 's|^\./||' |
    grep -vx -e SHA256SUMS -e SHA256SUMS.sig -e verify.sh -e verify.py | sort >"$T/found"
as_many "$T/names" SHA256SUMS
only_second "$T/found" "$T/names" >"$T/missing" || failed missing
if [ -s "$T/missing" ]; then
    incomplete "ファイルが $(wc -l <"$T/missing" | tr -d ' ') 件足りません(最初は $(head -n 1 "$T/missing"))。"
fi
[ -z "$(only_second "$T/names" "$T/found")" ] && [ -z "$(uniq -d "$T/found")" ] || broken '目録にないファイルが混ざっています。'
$SUM -c SHA256SUMS 2>/dev/null >"$T/summed"
sed -n 's/: FAILED.*//p' "$T/summed" >"$T/changed"
if [ -s "$T/changed" ]; then
    broken "ファイルが $(wc -l <"$T/changed" | tr -d ' ') 件、作られたときと違います(最初は $(head -n 1 "$T/changed"))。"
fi
[ "$(grep -c ': OK$' "$T/summed")" -eq "$(wc -l <"$T/names")" ] || failed sha256sum
say "○ ファイル: $(wc -l <"$T/names" | tr -d ' ') 件がそろい、作られたときのままです。"

# -- manifest --------------------------------------------------------------------------------------
form() { broken 'MANIFEST の書式が正しくありません。'; }
LINES="visitapp-dossier 1|scope (visit|visits) [0-9A-Za-z-]{1,64}"
LINES="$LINES|made [0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z( rehearsal)?"
LINES="$LINES|maker $HEX32|office (none|$HEX64)|device $HEX32 $HEX64 (certified|uncertified)"
LINES="$LINES|branch $HEX32 $HEX16 [1-9][0-9]{0,5} [1-9][0-9]{0,5}|receipts (0|[1-9][0-9]{0,5})"
LINES="$LINES|stamps [1-9][0-9]{0,5}|body $PLACE (here|erased $PLACE)|photo $HEX64 (here [a-z0-9]{1,5}|erased $PLACE|absent)"
if ! is_lines MANIFEST || grep -Evqx "$LINES" MANIFEST; then form; fi
# the order of the lines, branches without gaps and each of a known device
awk '
BEGIN { split("visitapp-dossier scope made maker office device branch receipts stamps body photo", order, " ")
    for (k in order) rank[order[k]] = k + 0; last = 0; next_n = 1 }
{ r = rank[$1]; key = "k" $2 (r == 7 ? " " $3 : "")
  if (r < last || (r == last && key <= last_key)) bad = 1
  last = r; last_key = key; seen[r]++ }
r == 4 { maker = $2 }
r == 5 { office = $2 }
r == 6 { known["k" $2] = 1; if ($4 == "certified") owned = 1 }
r == 7 { if ($4 + 0 != next_n || !(("k" $2) in known)) bad = 1; next_n += $5 }
(r == 8 || r == 9) && $2 + 0 > 0 { owned = 1 }
END { for (k = 1; k <= 5; k++) if (seen[k] != 1) bad = 1
  if (seen[8] != 1 || seen[9] > 1 || !seen[7] || !(("k" maker) in known) || (office == "none" && owned)) bad = 1
  exit bad }' MANIFEST || form
total=$(awk '$1 == "branch" { n += $5 } END { print n }' MANIFEST)
given=$(awk '$1 == "receipts" { print $2 + 0 }' MANIFEST)
stamps=$(awk '$1 == "stamps" { n = $2 } END { print n + 0 }' MANIFEST)
maker=$(awk '$1 == "maker" { print $2 }' MANIFEST)
office=$(awk '$1 == "office" { print $2 }' MANIFEST)
scope=$(awk '$1 == "scope" { print $2 " " $3 }' MANIFEST)
grep '^device ' MANIFEST >"$T/devices"
grep '^branch ' MANIFEST >"$T/branches"
grep '^body ' MANIFEST >"$T/bodies"
grep '^photo ' MANIFEST >"$T/photos"
awk -v n="$total" '"k" $2 < "k000001" || "k" $2 > sprintf("k%06d", n) { exit 1 }' "$T/bodies" || form
while read -r _ device key _; do
    [ "$(unhex_hash "$key" | cut -c1-32)" = "$device" ] || broken "端末 $(printf %.8s "$device") の鍵が端末の番号と合いません。"
    key_file "$key" "$T/$device.der"
done <"$T/devices"
signed "$T/$maker.der" SHA256SUMS SHA256SUMS.sig || broken '目録の署名が、作成した端末のものではありません。'
say "○ 目録: 端末 $(printf %.8s "$maker") が署名したままです。"
{
    printf 'MANIFEST\nREADME.ja.txt\n'
    awk '$4 == "certified" { print "certs/" $2 ".json\ncerts/" $2 ".sig" }' "$T/devices"
    places entries/ .json "$total"
    places entries/ .sig "$total"
    places receipts/ .json "$given"
    places receipts/ .sig "$given"
    for ending in .json .sig .tsr .proof; do places tst/ "$ending" "$stamps"; done
    awk '$3 == "here" { print "bodies/" $2 ".bin" }' "$T/bodies"
    awk '$3 == "here" { print "photos/" $2 "." $4 }' "$T/photos"
} | sort >"$T/wanted"
grep -vx 'report\.pdf' "$T/names" | cmp -s - "$T/wanted" || broken 'MANIFEST とファイルの一覧が合いません。'

# -- office and devices ----------------------------------------------------------------------------
office_device=''
if [ "$office" = none ]; then
    [ -z "$fingerprint" ] || broken '指紋が指定されましたが、この一式は事務所に属さない端末で作られています。'
    say '－ 事務所: どの事務所にも属さない端末の記録です。'
else
    key_file "$office" "$T/office.der"
    print=$(unhex_hash "$office")
    office_device=$(printf %.32s "$print")
    if [ -z "$fingerprint" ]; then
        say '－ 事務所: 指紋が指定されていないので、どの事務所のものかは確かめていません。'
    elif [ "$print" != "$fingerprint" ]; then
        broken '指定された指紋と、この一式の事務所の指紋が違います。別の事務所のものか、作り直されたものです。'
    else
        say '○ 事務所: 指定された指紋と一致しました。'
    fi
fi
certified=0 bare=''
while read -r _ device key state; do
    if [ "$state" != certified ]; then
        bare="$bare $device"
        continue
    fi
    for part in "\"device\":\"$device\"" "\"public_key\":\"$key\"" '"type":"certificate"'; do
        grep -qF -e "$part" "certs/$device.json" || broken "端末 $(printf %.8s "$device") の証明書が正しくありません。"
    done
    signed "$T/office.der" "certs/$device.json" "certs/$device.sig" ||
        broken "端末 $(printf %.8s "$device") の証明書が正しくありません。"
    certified=$((certified + 1))
done <"$T/devices"
[ "$certified" -eq 0 ] || say "○ 端末: $certified 台に事務所の証明書があります。"
for device in $bare; do
    say "－ 端末: $(printf %.8s "$device") には事務所の証明書がありません。"
done

# -- entries and chains ----------------------------------------------------------------------------
ATTACHED="\\{\"mime\":\"[a-z0-9.+/-]{1,64}\",\"origin\":\"(captured|imported|phone|rendered)\",\"sha256\":\"$HEX64\",\"size\":[0-9]{1,15}\\}"
ANCHOR="\\{\"boot\":\"$PLAIN*\",\"mono\":-?[0-9]{1,16},\"receipt\":\"$PLAIN*\",\"server\":-?[0-9]{1,16},\"u\":[0-9]{1,16}\\}"
ENTRY="\\{\"attach\":\\[($ATTACHED(,$ATTACHED)*)?\\],\"body_commit\":\"$HEX64\",\"device\":\"$HEX32\",\"id\":\"[0-9a-f-]{36}\""
ENTRY="$ENTRY,\"incarnation\":\"$HEX16\",\"kind\":\"[a-z0-9_]{1,40}\",\"n\":$COUNT,\"policy\":\"$PLAIN+\",\"prev\":\"$HEX64\""
ENTRY="$ENTRY,\"t\":\\{\"anchor\":(null|$ANCHOR),\"boot\":\"$PLAIN*\",\"mono\":-?[0-9]{1,16},\"tz\":-?[0-9]{1,4},\"wall\":-?[0-9]{1,16}\\},\"v\":1\\}"
places entries/ .json "$total" | rows >"$T/rows"
if ! single_lines entries/ "$total" || grep -Evqx "$ENTRY" "$T/rows"; then
    broken '記録の書式が正しくありません。'
fi
# table: place hash commit device incarnation kind n prev attached…
sed -E 's/^\{"attach":\[(.*)\],"body_commit":"([^"]*)","device":"([^"]*)","id":"[^"]*","incarnation":"([^"]*)","kind":"([^"]*)","n":([0-9]*),"policy":"[^"]*","prev":"([^"]*)".*$/\2 \3 \4 \5 \6 \7 \1/
s/[{}]//g; s/"mime":"[^"]*","origin":"[^"]*","sha256":"([^"]*)","size":[0-9]*,?/\1 /g' "$T/rows" >"$T/told"
grep -E '  entries/[0-9]*\.json$' SHA256SUMS | cut -c1-64 | paste -d ' ' - "$T/told" |
    awk '{ printf "%06d %s\n", NR, $0 }' >"$T/table"
as_many "$T/table" "$T/rows"
# until its first word of an office's time a device may have belonged to none
awk 'FILENAME == ARGV[1] { if (index($0, "\"t\":{\"anchor\":null,")) lone[FNR] = 1; next }
!(FNR in lone) { heard["k" $4 $5] = 1 } !(("k" $4 $5) in heard) { print "k" $1 }' "$T/rows" "$T/table" >"$T/unheard"
awk -v zero=0000000000000000000000000000000000000000000000000000000000000000 '
FILENAME == ARGV[1] { at = sprintf("k%06d", $4); device[at] = $2; incarnation[at] = $3; next }
(("k" $1) in device) { d = device["k" $1]; i = incarnation["k" $1]; n = 0; before = zero }
{ n++; if ("k" $4 != "k" d || "k" $5 != "k" i || $7 != n || "k" $8 != "k" before) { print FNR, n; exit }
  before = $2 }' "$T/branches" "$T/table" >"$T/break"
while read -r _ device incarnation first count; do
    if read -r at n <"$T/break" && [ "$at" -lt $((first + count)) ]; then
        broken "端末 $(short "$device" "$incarnation") の記録 $n で、つながりが切れています。"
    fi
    say "○ つながり: 端末 $(short "$device" "$incarnation") の記録 1 から $count まで、抜けも並べ替えもありません。"
done <"$T/branches"

# -- signatures ------------------------------------------------------------------------------------
{
    awk '{ printf "%06d\n", $4 + $5 - 1 }' "$T/branches"
    if [ -n "$every" ]; then
        awk '{ print $1 }' "$T/table"
    elif [ "$(wc -l <"$T/bodies")" -le "$SINGLY" ]; then
        awk '{ print $2 }' "$T/bodies"
    fi
} | sort -u >"$T/chosen"
awk 'FILENAME == ARGV[1] { want["k" $1] = 1; next } (("k" $1) in want) { printf "%s %s %s-%s %d\n", $1, $4, substr($4, 1, 8), substr($5, 1, 4), $7 }' \
    "$T/chosen" "$T/table" >"$T/signing"
as_many "$T/chosen" "$T/signing"
while read -r place device branch n; do
    signed "$T/$device.der" "entries/$place.json" "entries/$place.sig" ||
        broken "端末 $branch の記録 $n の署名が正しくありません。"
done <"$T/signing"
say "○ 署名: $(wc -l <"$T/chosen" | tr -d ' ') 件を 1 件ずつ確かめました。ほかの記録は、つながりを通して最後の署名が守っています。"

# -- bodies ----------------------------------------------------------------------------------------
# of each body: place, state, order, commitment, device, branch, n, kind, hash of the entry
awk 'FILENAME == ARGV[1] { body["k" $2] = $3; order["k" $2] = ($4 == "" ? "-" : $4); next }
(("k" $1) in body) { printf "%s %s %s %s %s %s-%s %d %s %s\n", $1, body["k" $1], order["k" $1], $3, $4, substr($4, 1, 8), substr($5, 1, 4), $7, $6, $2 }' \
    "$T/bodies" "$T/table" >"$T/told_bodies"
as_many "$T/bodies" "$T/told_bodies"
grep '  bodies/' SHA256SUMS | sed 's|^\([0-9a-f]*\)  bodies/\([0-9]*\)\.bin$|\2 \1|' >"$T/body_sums"
awk 'FILENAME == ARGV[1] { sum["k" $1] = $2; next } $2 == "here" && "k" sum["k" $1] != "k" $4 { print $6, $7; exit }' \
    "$T/body_sums" "$T/told_bodies" >"$T/wrong"
if read -r branch n <"$T/wrong"; then broken "端末 $branch の記録 $n の本文が、記録の約束した値と違います。"; fi
case $scope in
'visit '*)
    awk '$2 == "here" && $8 != "erased" { print $1, $6, $7 }' "$T/told_bodies" >"$T/here"
    while read -r place branch n; do
        mentions "$place" "\"visit\":\"${scope#* }\"" ||
            broken "端末 $branch の記録 $n の本文は、この訪問のものではありません。"
    done <"$T/here"
    ;;
esac
awk -v o="$office_device" '$2 == "here" && $8 == "erased" && (o == "" || "k" o == "k" $5) { print $1 }' \
    "$T/told_bodies" >"$T/orders"
# a device's own orders before it belonged to an office: place, device
awk 'FILENAME == ARGV[1] { lone[$1] = 1; next } $2 == "here" && $8 == "erased" && (("k" $1) in lone) { print $1, $5 }' \
    "$T/unheard" "$T/told_bodies" >"$T/own_orders"
alone=0
demand_order() { # hash, place of the order; "$T/named" tells who wrote what
    by=$(sed -n "s/^$2 //p" "$T/own_orders")
    if ! grep -qx "$2" "$T/orders"; then
        [ -n "$by" ] && grep -qx "$1 $by" "$T/named" ||
            broken '消去したとされるものがありますが、それを命じた記録がありません。'
        alone=$((alone + 1))
    fi
    mentions "$2" "\"$1\"" || broken '消去したとされるものがありますが、それを命じた記録がありません。'
}
awk '$2 == "erased" { print $9, $5 }' "$T/told_bodies" >"$T/named"
awk '$2 == "erased" { print $9, $3 }' "$T/told_bodies" >"$T/erased"
while read -r hash order; do demand_order "$hash" "$order"; done <"$T/erased"
say "○ 本文: $(grep -c ' here$' "$T/bodies") 件が記録と一致しました。"
[ ! -s "$T/erased" ] || say "－ 本文: $(wc -l <"$T/erased" | tr -d ' ') 件は規則により消去されました(消去の記録があります)。"
other=$((total - $(wc -l <"$T/bodies")))
[ "$other" -eq 0 ] || say "－ 本文: ほかの $other 件の記録は、ほかの訪問のものとして本文が入っていません(作成した人の申告です)。"

# -- photos and papers -----------------------------------------------------------------------------
awk 'FILENAME == ARGV[1] { body["k" $2] = 1; next } (("k" $1) in body) { for (k = 9; k <= NF; k++) print $k }' \
    "$T/bodies" "$T/table" | sort -u >"$T/attached"
awk 'FILENAME == ARGV[1] { body["k" $2] = 1; next } (("k" $1) in body) { for (k = 9; k <= NF; k++) print $k, $4 }' \
    "$T/bodies" "$T/table" >"$T/named"
awk '{ print $2 }' "$T/photos" | cmp -s - "$T/attached" || broken '写真と書面の一覧が、記録と合いません。'
grep '  photos/' SHA256SUMS | awk '"k" substr($2, 8, 64) != "k" $1 { exit 1 }' || broken '写真と書面の一覧が、記録と合いません。'
awk '$3 == "erased" { print $2, $4 }' "$T/photos" >"$T/erased"
while read -r hash order; do demand_order "$hash" "$order"; done <"$T/erased"
say "○ 写真と書面: $(grep -c ' here ' "$T/photos") 件が記録と一致しました。"
[ ! -s "$T/erased" ] || say "－ 写真と書面: $(wc -l <"$T/erased" | tr -d ' ') 件は規則により消去されました(消去の記録があります)。"
absent=$(grep -c ' absent$' "$T/photos")
[ "$absent" -eq 0 ] || say "－ 写真と書面: $absent 件はこの一式に入っていません。"
[ "$alone" -eq 0 ] || say "－ 消去: $alone 件は、事務所に入る前の端末が自分で消去したものです。"

# -- receipts --------------------------------------------------------------------------------------
RECEIPT="\\{\"blobs\":\\[(\"$HEX64\"(,\"$HEX64\")*)?\\],\"bodies_upto\":[0-9]{1,9},\"device\":\"$HEX32\",\"durable_size\":[0-9]{1,9}"
RECEIPT="$RECEIPT,\"epoch\":\"$PLAIN*\",\"incarnation\":\"$HEX16\",\"office_root\":\"$HEX64\",\"office_size\":[0-9]{1,9},\"rehearsal\":(true|false)"
RECEIPT="$RECEIPT,\"root\":\"$HEX64\",\"server_time\":[1-9][0-9]{6,15},\"size\":$COUNT,\"type\":\"receipt\",\"v\":1\\}"
places receipts/ .json "$given" | rows >"$T/rows"
if ! single_lines receipts/ "$given" || grep -Evqx "$RECEIPT" "$T/rows"; then
    broken '受領証の書式が正しくありません。'
fi
# device, incarnation, size, time, root, rehearsal
sed 's/^{"blobs":\[.*\],"bodies_upto".*"device":"\([^"]*\)".*"incarnation":"\([^"]*\)","office_root".*"rehearsal":\([a-z]*\),"root":"\([^"]*\)","server_time":\([0-9]*\),"size":\([0-9]*\),.*$/\1 \2 \6 \5 \4 \3/' "$T/rows" >"$T/receipts"
sed 's/\],"bodies_upto".*//' "$T/rows" | tr -c '0-9a-f' '\n' | grep -Ex "$HEX64" >"$T/blobs"
as_many "$T/receipts" "$T/rows"
awk 'FILENAME == ARGV[1] { known[$2 " " $3] = 1; next } !(($1 " " $2) in known) { print FNR; exit }' \
    "$T/branches" "$T/receipts" >"$T/wrong"
if read -r place <"$T/wrong"; then broken "受領証 $place が正しくありません。"; fi
place=0
places receipts/ '' "$given" >"$T/files"
while read -r file; do
    place=$((place + 1))
    signed "$T/office.der" "$file.json" "$file.sig" || broken "受領証 $place が正しくありません。"
done <"$T/files"
# RFC 6962: some thousand small files at a time are hashed by one sha256sum, level by level
CHUNK=4096
hashes() { # how many: of the files 0, 1, 2 … their hashes in this order
    awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) print i }' | (cd "$NODE" && xargs $SUM /dev/null) |
        awk '$2 != "/dev/null" { print $1 }'
}
chunks() { # a file of lines -> pieces of it in $T/chunk
    rm -rf "$T/chunk"
    mkdir "$T/chunk"
    awk -v to="$T/chunk/" -v n="$CHUNK" '{ at = sprintf("%s%06d", to, int((NR - 1) / n))
        if (at != last && last != "") close(last)
        print >at; last = at }' "$1"
}
leaf_hashes() { # names of entries in $T/leaves -> hash of 00 ‖ raw of each
    chunks "$T/leaves"
    for chunk in "$T"/chunk/*; do
        k=0
        while read -r file; do
            IFS= read -r raw <"$file"
            { printf '\000' && printf %s "$raw"; } >"$NODE/$k"
            k=$((k + 1))
        done <"$chunk"
        hashes "$k"
    done
}
joined() { # "name left right" lines -> "name hash" of 01 ‖ left ‖ right
    chunks "$1"
    for chunk in "$T"/chunk/*; do
        awk '{ h = "01" $2 $3; printf "printf %%b \047"
            for (i = 1; i < length(h); i += 2) { v = (index("0123456789abcdef", substr(h, i, 1)) - 1) * 16 + index("0123456789abcdef", substr(h, i + 1, 1)) - 1
                printf "\\0%d%d%d", int(v / 64), int(v / 8) % 8, v % 8 }
            printf "\047 >%d\n", FNR - 1 }' "$chunk" >"$T/script"
        (cd "$NODE" && . "$T/script") # numbers and octal digits only: made from hex that was checked
        cut -d ' ' -f 1 "$chunk" >"$T/joined"
        hashes "$(wc -l <"$chunk")" | paste -d ' ' "$T/joined" -
    done
}
roots_hold() { # first place, largest size: every receipt in $T/mine has its root
    awk -v a="$1" -v n="$2" 'BEGIN { for (i = 0; i < n; i++) printf "entries/%06d.json\n", a + i }' >"$T/leaves"
    leaf_hashes | awk '{ print NR - 1, $1 }' >"$T/level"
    as_many "$T/level" "$T/leaves"
    awk '{ print 0, $0 }' "$T/level" >"$T/full" # level, place in it, hash: all complete subtrees
    level=0
    while [ "$(wc -l <"$T/level")" -gt 1 ]; do
        level=$((level + 1))
        awk '{ if (NR % 2) left = $2; else print NR / 2 - 1, left, $2 }' "$T/level" >"$T/pairs"
        joined "$T/pairs" >"$T/level"
        as_many "$T/level" "$T/pairs"
        awk -v l="$level" '{ print l, $0 }' "$T/level" >>"$T/full"
    done
    # per size: its peaks from left to right; then joined from the right, one join of all at a time
    awk '{ print $3 }' "$T/mine" | sort -n -u >"$T/sizes"
    awk 'FILENAME == ARGV[1] { at[$1 " " $2] = $3; next }
    { line = $1; done = 0
      for (l = 20; l >= 0; l--) { w = 1; for (k = 0; k < l; k++) w *= 2; if (int(($1 - done) / w)) { line = line " " at[l " " done / w]; done += w } }
      print line }' "$T/full" "$T/sizes" >"$T/peaks"
    while awk 'NF > 2 { found = 1 } END { exit !found }' "$T/peaks"; do
        awk 'NF > 2 { print $1, $(NF - 1), $NF }' "$T/peaks" >"$T/pairs"
        joined "$T/pairs" >"$T/sums"
        as_many "$T/sums" "$T/pairs"
        awk 'FILENAME == ARGV[1] { sum[$1] = $2; next }
        NF > 2 { line = $1; for (k = 2; k < NF - 1; k++) line = line " " $k; print line, sum[$1]; next } { print }' \
            "$T/sums" "$T/peaks" >"$T/peaks2"
        mv "$T/peaks2" "$T/peaks"
    done
    awk 'FILENAME == ARGV[1] { root[$1] = $2; next } "k" root[$3] != "k" $5 { bad = 1 } END { exit bad }' "$T/peaks" "$T/mine"
}
shown() { # µs since 1970 UTC -> Japanese time (civil from days, H. Hinnant)
    awk -v t="$1" 'BEGIN { s = substr(t, 1, length(t) - 6) + 32400; d = int(s / 86400) + 719468; r = s % 86400
        era = int(d / 146097); d %= 146097
        y = int((d - int(d / 1460) + int(d / 36524) - int(d / 146096)) / 365)
        d -= 365 * y + int(y / 4) - int(y / 100); m = int((5 * d + 2) / 153)
        date = d - int((153 * m + 2) / 5) + 1; m = m < 10 ? m + 3 : m - 9; y += era * 400 + (m <= 2)
        printf "%d年%d月%d日 %02d:%02d:%02d(日本時間)", y, m, date, int(r / 3600), int(r / 60) % 60, r % 60 }'
}
[ "$place" -eq "$given" ] || failed receipts
while read -r _ device incarnation first count; do
    branch=$(short "$device" "$incarnation")
    grep "^$device $incarnation " "$T/receipts" >"$T/mine"
    size=$(awk '$3 > n { n = $3 } END { print n + 0 }' "$T/mine")
    [ "$size" -le "$count" ] || broken "事務所が受け取った記録 $size 件のうち、この一式には $count 件しかありません(端末 $branch)。"
    if [ "$size" -gt 0 ]; then
        roots_hold "$first" "$size" || broken "端末 $branch の記録が、事務所が受け取ったものと違います。"
        at=$(awk -v n="$size" '$3 == n { print $4 }' "$T/mine" | sort -n | head -n 1)
        say "○ 受領証あり: 端末 $branch の記録 1 から $size まで、$(shown "$at")までに事務所が受け取りました。"
    fi
    [ "$size" -eq "$count" ] || say "－ 受領証なし: 端末 $branch の記録 $((size + 1)) から $count まで。"
done <"$T/branches"
rehearsed=''
if grep -q '^made .* rehearsal$' MANIFEST || grep -q ' true$' "$T/receipts"; then rehearsed=1; fi
named=$(awk 'FILENAME == ARGV[1] { have[$1] = 1; next } $2 in have' "$T/blobs" "$T/photos" | wc -l | tr -d ' ')
[ "$named" -eq 0 ] || say "○ 受領証あり: 写真と書面 $named 件。"

# -- time stamps -----------------------------------------------------------------------------------
tst_form() { broken '時刻印の書式が正しくありません。'; }
ROOTED="\\{\"epoch\":\"$PLAIN*\",\"rehearsal\":(true|false),\"root\":\"$HEX64\",\"server_time\":[1-9][0-9]{6,15}"
ROOTED="$ROOTED,\"size\":$COUNT,\"type\":\"office_root\",\"v\":1\\}"
places tst/ .json "$stamps" | rows >"$T/rows"
if ! single_lines tst/ "$stamps" || grep -Evqx "$ROOTED" "$T/rows"; then tst_form; fi
# per stamp: its place, size, root, rehearsal
sed 's/^.*"rehearsal":\([a-z]*\),"root":"\([^"]*\)".*"size":\([0-9]*\),.*$/\3 \2 \1/' "$T/rows" |
    awk '{ print NR, $0 }' >"$T/stamps"
as_many "$T/stamps" "$T/rows"
: >"$T/proofs"
while read -r place size _; do
    file=$(places tst/ .proof "$place" | tail -n 1)
    is_lines "$file" || tst_form
    if grep -Evqx "$PLACE $COUNT( $HEX64){0,40}" "$file" ||
        ! awk -v n="$total" -v s="$size" '"k" $1 <= last || $1 + 0 < 1 || $1 + 0 > n || $2 + 0 > s { exit 1 } { last = "k" $1 }' "$file"; then
        tst_form
    fi
    awk -v p="$place" '{ print p, $0 }' "$file" >>"$T/proofs"
done <"$T/stamps"
# per proof: number of the branch, stamp, entry, index in the office's log, path
awk 'FILENAME == ARGV[1] { n++; first[n] = $4; count[n] = $5; next }
{ for (b = 1; b <= n; b++) if ($2 + 0 >= first[b] + 0 && $2 + 0 < first[b] + count[b]) { print b, $0; break } }' \
    "$T/branches" "$T/proofs" >"$T/proven"
as_many "$T/proven" "$T/proofs"
[ -z "$(awk '{ print $1 }' "$T/proven" | sort | uniq -d)" ] || tst_form
while read -r place _ _ told; do
    file=$(places tst/ '' "$place" | tail -n 1)
    signed "$T/office.der" "$file.json" "$file.sig" || broken "時刻印 $place が正しくありません。"
    [ "$told" = false ] || rehearsed=1
done <"$T/stamps"
path_root() { # index from 0, size, leaf hash, path -> root (RFC 9162 2.1.3.2), nothing for a wrong length
    fn=$1 sn=$(($2 - 1)) value=$3
    shift 3
    for step; do
        [ "$sn" -gt 0 ] || return 0
        if [ $((fn % 2)) -eq 1 ] || [ "$fn" -eq "$sn" ]; then
            printf '0 %s %s\n' "$step" "$value" >"$T/pairs"
            while [ "$fn" -gt 0 ] && [ $((fn % 2)) -eq 0 ]; do fn=$((fn / 2)) sn=$((sn / 2)); done
        else
            printf '0 %s %s\n' "$value" "$step" >"$T/pairs"
        fi
        value=$(joined "$T/pairs" | cut -d ' ' -f 2)
        fn=$((fn / 2)) sn=$((sn / 2))
    done
    [ "$sn" -ne 0 ] || printf '%s\n' "$value"
}
entry_named() { # place -> branch and n in words, from the table
    awk -v p="$1" '"k" $1 == "k" p { printf "%s-%s %d\n", substr($4, 1, 8), substr($5, 1, 4), $7 }' "$T/table"
}
while read -r _ place entry index path; do
    read -r _ size root _ <<END
$(sed -n "${place}p" "$T/stamps")
END
    printf 'entries/%s.json\n' "$entry" >"$T/leaves"
    # hex that was checked: it is split into words on purpose
    if [ "$(path_root $((index - 1)) "$size" "$(leaf_hashes)" $path)" != "$root" ]; then
        read -r branch n <<END
$(entry_named "$entry")
END
        broken "端末 $branch の記録 $n は、時刻印 $place が押された記録の中にありません。"
    fi
done <"$T/proven"
seconds_of() { # the time that openssl shows -> seconds since 1970 (days from civil, H. Hinnant), and 1 for a fraction
    sed -nE 's/^Time stamp: (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +([0-9]{1,2}) ([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)? ([0-9]{4}) GMT$/\1 \2 \3 \4 \5 \7 0\6/p' |
        head -n 1 | awk '{ m = int((index("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", $1) - 1) / 4) + 1
            y = $6 - (m <= 2); era = int(y / 400); s = (m + 9) % 12
            doy = int((153 * s + 2) / 5) + $2 - 1
            doe = y % 400 * 365 + int(y % 400 / 4) - int(y % 400 / 100) + doy
            printf "%d %d\n", (era * 146097 + doe - 719468) * 86400 + $3 * 3600 + $4 * 60 + $5, ($7 != "0") }'
}
stamp_time() { # place -> in $T/time: word and µs of the authority's answer
    file=$(places tst/ '' "$1" | tail -n 1)
    imprint=$($SUM "$file.json" | cut -c1-64)
    openssl ts -reply -in "$file.tsr" -text >"$T/answer" 2>/dev/null || tst_form
    read -r seconds rest <<END
$(seconds_of <"$T/answer")
END
    [ "$(sed -n 2p "$T/answer")" = 'Status: Granted.' ] && [ -n "$seconds" ] || tst_form
    told=$(awk 'on > 0 && on < 3 { print substr($0, 12, 47); on++ } /^Message data:$/ && before == "Hash Algorithm: sha256" && !on { on = 1 } { before = $0 }' "$T/answer" | tr -d ' \n-')
    [ "$told" = "$imprint" ] || broken "時刻印 $1 は、別のものに押されています。"
    word=unknown
    if openssl ts -verify -digest "$imprint" -in "$file.tsr" -CAfile "$tsa" -untrusted "$tsa" -attime "$seconds" >/dev/null 2>&1; then
        word=stamped
    fi
    printf '%s %s\n' "$word" "$((seconds + rest))000000" >"$T/time$1"
}
if [ -n "$tsa" ]; then
    awk '{ print $2 }' "$T/proven" | sort -n -u >"$T/asked"
    while read -r place; do stamp_time "$place"; done <"$T/asked"
fi
k=0
while read -r _ device incarnation first count; do
    k=$((k + 1)) n=0
    branch=$(short "$device" "$incarnation")
    read -r place entry <<END
$(awk -v k="$k" '$1 == k { print $2, $3 }' "$T/proven")
END
    if [ -n "$entry" ]; then
        read -r _ n <<END
$(entry_named "$entry")
END
        word=unasked at=''
        [ -z "$tsa" ] || read -r word at <"$T/time$place"
        case $word in
        stamped) say "○ 時刻印あり: 端末 $branch の記録 1 から $n まで、$(shown "$at")までにあったと、指定された認証局が証明しています。" ;;
        unknown) say "－ 時刻印: 端末 $branch の記録 1 から $n まで。指定された認証局のものではないので、時刻は証明していません。" ;;
        *) say "－ 時刻印: 端末 $branch の記録 1 から $n まで。認証局の証明書(--tsa)が指定されていないので、時刻は確かめていません。" ;;
        esac
    fi
    if [ -s "$T/proven" ] && [ "$n" -lt "$count" ]; then
        say "－ 時刻印なし: 端末 $branch の記録 $((n + 1)) から $count まで。"
    fi
done <"$T/branches"
if [ -n "$tsa" ] && [ ! -s "$T/proven" ]; then say '－ 時刻印: この一式には入っていません。'; fi
[ -z "$rehearsed" ] || say '－ 練習用の時計で作られています。時刻の証明にはなりません。'

# -- conclusion ------------------------------------------------------------------------------------
if [ "$office" = none ]; then
    say '結論: 食い違いはありません。ただし、事務所の証明がないので、どこで作られたかは証明できません。'
elif [ -z "$fingerprint" ]; then
    say '結論: 食い違いはありません。ただし、どこで作られたかは証明していません(指紋を指定してください)。'
elif [ -n "$bare" ]; then
    say '結論: 食い違いはありません。ただし、証明書のない端末の記録は、どこで作られたかを証明していません。'
else
    say '結論: 証明されました。記録は書かれたときのままで、指定された事務所が認めた端末のものです。'
fi
exit 0
