#!/usr/bin/env bash
# Debian's tempest, and the functional tests that clients bring, against a running cloud, compared with the list of tests
# that pass. Called by `./stratus conformance`.
#   conformance.sh SERVICE WORK OPENRC [accept] [regex]
# OPENRC names the cloud. The last line counts. Exit status 1: a listed test does not pass any more.
set -euo pipefail

SERVICE=$1 WORK=$2 OPENRC=$3 ACCEPT=${4:-} ONLY=${5:-}
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
LIST=$HERE/$SERVICE.txt
# Debian's Python first: tempest's modules are its, whatever other Python a login shell may prefer.
export PATH=/usr/bin:/bin:/usr/sbin:/sbin LC_ALL=C.UTF-8 PYTHON=/usr/bin/python3
# shellcheck disable=SC1090
. "$OPENRC"
# shellcheck source=acceptance/clients.sh
. "$HERE/clients.sh"

say() { echo "conformance: $*" >&2; }

tests_of() {
  case $1 in
    keystone) echo '^(tempest\.api\.identity\.|keystone_tempest_plugin\.tests\.(rbac|api)\.)' ;;
    glance) echo '^(tempest\.api\.image\.|glance_tempest_plugin\.)' ;;
    compute | network | volume) echo "^tempest\\.api\\.$1\\." ;;
    placement) echo '^tempest\.scenario\.test_minbw_allocation_placement\.' ;;
    *) say "no such service: $1 (keystone, glance, compute, network, volume, placement)"; exit 2 ;;
  esac
}

# What the tests take for granted, made once for each cloud: two images, two flavors, a public network.
image() {
  local id
  id=$(openstack image list --name "$1" -f value -c ID | head -n 1)
  if [ -z "$id" ]; then
    head -c 1048576 /dev/zero >"$WORK/$1.raw"
    id=$(openstack image create "$1" --public --disk-format raw --container-format bare --file "$WORK/$1.raw" -f value -c id)
    rm -f "$WORK/$1.raw"
  fi
  echo "$id"
}

flavor() {
  openstack flavor show "$1" -f value -c id 2>/dev/null \
    || openstack flavor create "conformance-$1" --id "$1" --ram "$2" --disk 1 --vcpus 1 -f value -c id
}

public_network() {
  local id
  id=$(openstack network show public -f value -c id 2>/dev/null || true)
  if [ -z "$id" ]; then
    id=$(openstack network create public --external --provider-network-type flat --provider-physical-network public -f value -c id)
    openstack subnet create public-subnet --network "$id" --subnet-range 203.0.113.0/24 --no-dhcp \
      --allocation-pool start=203.0.113.10,end=203.0.113.250 -f value -c id >/dev/null
  fi
  echo "$id"
}

# Something to be fetched: the cloud was told that it may, from this port.
web() {
  [ -n "${STRATUS_WEB_PORT:-}" ] || return 0
  mkdir -p "$WORK/web"
  head -c 65536 /dev/zero >"$WORK/web/image.raw"
  "$PYTHON" -m http.server --bind 127.0.0.1 --directory "$WORK/web" "$STRATUS_WEB_PORT" >/dev/null 2>&1 &
  WEB=$!
  local i
  for ((i = 0; i < 600; i++)); do
    (: <"/dev/tcp/127.0.0.1/$STRATUS_WEB_PORT") 2>/dev/null && return 0
    kill -0 "$WEB" 2>/dev/null || break
    sleep 0.1
  done
  say "nothing serves files at port $STRATUS_WEB_PORT"
  exit 1
}

serves() { grep -q "\"$1\"" "$(dirname "$OPENRC")/endpoints.json" && echo true || echo false; }

configure() {
  local image= alt= flavor= flavor2= public= extensions=all others=false cinder=false roles=member
  [ "$SERVICE" != glance ] || roles= # its readers may not be more than that
  web
  mkdir -p "$WORK/etc" "$WORK/lock"
  # openstacksdk's tests look for an image, whatever they are about
  if [ -n "$(clients_of "$SERVICE")" ]; then
    actors
    image conformance >/dev/null
  fi
  if [ "$SERVICE" != keystone ]; then
    others=true
    cinder=$(serves cinder-api)
    image=$(image conformance)
    alt=$(image conformance-alt)
    if [ "$SERVICE" != glance ]; then
      flavor=$(flavor 42 64)
      flavor2=$(flavor 84 128)
      public=$(public_network)
      extensions=$(openstack extension list --network -f value -c Alias | paste -sd,)
    fi
  fi
  sed -e "s#@WORK@#$WORK#g; s#@USERNAME@#$OS_USERNAME#; s#@PASSWORD@#$OS_PASSWORD#; s#@PROJECT@#$OS_PROJECT_NAME#
    s#@AUTH_URL@#$OS_AUTH_URL#; s#@REGION@#$OS_REGION_NAME#; s#@OTHERS@#$others#; s#@CINDER@#$cinder#
    s#@IMAGE@#$image#; s#@IMAGE_ALT@#$alt#; s#@FLAVOR@#$flavor#; s#@FLAVOR_ALT@#$flavor2#; s#@PUBLIC_NET@#$public#
    s#@EXTENSIONS@#$extensions#; s#@ROLES@#$roles#
    s#@WEB@#$([ -z "${STRATUS_WEB_PORT:-}" ] && echo false || echo true)#; s#@WEB_PORT@#${STRATUS_WEB_PORT:-80}#" \
    "$HERE/tempest.conf.tmpl" >"$WORK/etc/tempest.conf"
  printf '[DEFAULT]\ntest_path=%s\ntop_dir=%s\ngroup_regex=([^\\.]*\\.)*\n' \
    /usr/lib/python3/dist-packages/tempest/test_discover /usr/lib/python3/dist-packages >"$WORK/.stestr.conf"
}

# Test names by outcome, without their ids and tags: "ok tempest.api.…".
outcomes() {
  sed -nE 's/^\{[0-9]+\} (.*) \[[0-9.]+s\] \.\.\. (ok|FAILED|SKIPPED).*/\2 \1/p; s/^\{[0-9]+\} (.*) \.\.\. (SKIPPED|FAILED|ok).*/\2 \1/p' "$WORK/output" \
    | sed -E 's/ \[[0-9.]+s\]$//; s/^([A-Za-z]+ [^ []*)\[.*/\1/' | sort -u
}

main() {
  local regex failed=0 passed
  regex=${ONLY:-$(tests_of "$SERVICE")}
  serve_openstack
  trap 'kill $SERVER ${WEB:-}' EXIT
  configure
  say "running $regex; $WORK/output has what is said, $WORK/tempest.log the requests"
  (cd "$WORK" && timeout -k 15 -s INT 3000 tempest run --regex "$regex" --concurrency "${CONCURRENCY:-2}") >"$WORK/output" 2>&1 || true
  if [ -n "$(clients_of "$SERVICE")" ]; then
    say "running the tests that clients bring"
    run_clients "$SERVICE" "$ONLY" >>"$WORK/output" 2>&1
  fi
  outcomes >"$WORK/outcomes"
  sed -n 's/^ok //p' "$WORK/outcomes" | sort -u >"$WORK/passed"
  sed -n 's/^FAILED //p' "$WORK/outcomes" | sort -u >"$WORK/failed"
  sed -n 's/^SKIPPED //p' "$WORK/outcomes" | sort -u >"$WORK/skipped"
  [ -s "$WORK/outcomes" ] || { tail -n 20 "$WORK/output" >&2; say "no test ran"; echo "0 passed, 1 failed"; exit 1; }
  touch "$LIST"
  LC_ALL=C sort -u "$LIST" | if [ -n "$ONLY" ]; then grep -E "$ONLY" || true; else cat; fi >"$WORK/listed"
  comm -23 "$WORK/listed" <(LC_ALL=C sort "$WORK/passed") >"$WORK/lost"
  comm -13 "$WORK/listed" <(LC_ALL=C sort "$WORK/passed") >"$WORK/new"
  passed=$(wc -l <"$WORK/passed")
  failed=$(wc -l <"$WORK/lost")
  sed 's/^/no longer passes: /' "$WORK/lost"
  comm -23 <(LC_ALL=C sort "$WORK/failed") "$WORK/listed" | sed 's/^/not yet: /'
  if [ -s "$WORK/new" ]; then
    if [ -n "$ACCEPT" ]; then
      LC_ALL=C sort -u "$LIST" "$WORK/new" -o "$LIST"
      say "$(wc -l <"$WORK/new") added to $LIST"
    else
      say "$(wc -l <"$WORK/new") pass that are not in $LIST; --accept adds them"
    fi
  fi
  say "$(wc -l <"$WORK/failed") failed of all, $(wc -l <"$WORK/skipped") skipped"
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ]
}

main
