# Functional tests that clients bring with them, from Debian's packages. Sourced by conformance.sh.
#
# To add some: name their modules in clients_of. What they need of the cloud beyond the clouds in clouds.yaml is made in
# configure (conformance.sh) or in actors. Their names go into the same list as tempest's.

# The modules of clients' tests that are about a service, one regular expression a line.
clients_of() {
  case $1 in
    keystone)
      echo '^openstackclient\.tests\.functional\.identity\.v3\.'
      echo '^openstack\.tests\.functional\.identity\.'
      echo '^openstack\.tests\.functional\.cloud\.test_(identity|domain|endpoints|groups|project|users|services)$'
      ;;
    glance)
      echo '^glanceclient\.tests\.functional\.v2\.'
      echo '^openstackclient\.tests\.functional\.image\.v2\.'
      echo '^openstack\.tests\.functional\.image\.'
      echo '^openstack\.tests\.functional\.cloud\.test_image$'
      ;;
  esac
}

# Whom openstacksdk's tests expect to be there.
actors() {
  local name
  for name in demo alt_demo; do
    openstack project show "$name" -f value -c id >/dev/null 2>&1 || openstack project create "$name" -f value -c id >/dev/null
    openstack user show "$name" -f value -c id >/dev/null 2>&1 \
      || openstack user create "$name" --password "$name-secret" --email "$name@example.com" -f value -c id >/dev/null
    openstack role add --user "$name" --project "$name" member
  done
}

cloud() {
  printf '  %s:\n    region_name: %s\n    identity_api_version: "3"\n    auth:\n' "$1" "$OS_REGION_NAME"
  printf '      auth_url: %s\n      username: %s\n      password: %s\n      user_domain_id: default\n' "$OS_AUTH_URL" "$2" "$3"
  if [ "$4" = system ]; then
    printf '      system_scope: all\n'
  else
    printf '      project_name: %s\n      project_domain_id: default\n' "$4"
  fi
}

# The clouds that the tests name, as DevStack has them.
clouds_yaml() {
  echo 'clouds:'
  cloud devstack-admin "$OS_USERNAME" "$OS_PASSWORD" "$OS_PROJECT_NAME"
  cloud devstack-system-admin "$OS_USERNAME" "$OS_PASSWORD" system
  cloud devstack demo demo-secret demo
  cloud devstack-alt alt_demo alt_demo-secret alt_demo
}

# Has the openstack command served from memory for this shell and what it starts, until `kill $SERVER`.
serve_openstack() {
  export STRATUS_OPENSTACK_SOCKET=$WORK/openstack.sock PATH=$WORK/bin:$PATH
  mkdir -p "$WORK/bin"
  ln -sf "$HERE/openstack" "$WORK/bin/openstack"
  "$HERE/openstack" --serve "$STRATUS_OPENSTACK_SOCKET" >"$WORK/openstack-server.log" 2>&1 &
  SERVER=$!
  for _ in $(seq 600); do
    [ -S "$STRATUS_OPENSTACK_SOCKET" ] && return
    kill -0 "$SERVER" 2>/dev/null || break
    sleep 0.1
  done
  say "the openstack command is not served; see $WORK/openstack-server.log"
  return 1
}

# What is in the environment would be stronger than the clouds that tests name.
only_clouds() {
  local name
  for name in "${!OS_@}"; do unset "$name"; done
  export OS_CLIENT_CONFIG_FILE=$WORK/etc/clouds.yaml OS_TEST_TIMEOUT=300 OS_LOG_CAPTURE=1
  export OS_GLANCECLIENT_EXEC_DIR=/usr/bin
  export OPENSTACKSDK_IMAGE=conformance
}

# Runs the clients' tests that are about the service, and of them those that match the second argument.
run_clients() (
  local service=$1 only=$2
  clouds_yaml >"$WORK/etc/clouds.yaml"
  mkdir -p "$WORK/clients"
  echo Hello >"$WORK/clients/CONTRIBUTING.rst" # of the folder that openstacksdk is made in, and uploaded by its tests
  cd "$WORK/clients"
  only_clouds
  STRATUS_CLIENT_TESTS=$(clients_of "$service")
  export STRATUS_CLIENT_TESTS PYTHONDONTWRITEBYTECODE=1
  # openstacksdk's tests share names such as group-1, and one after the other they do not meet; others go class by class
  printf '[DEFAULT]\ntest_path=%s\ntop_dir=%s\ngroup_regex=(openstack\\.tests\\.|([^\\.]*\\.)*)\n' \
    "$HERE/client_tests" "$HERE" >.stestr.conf
  timeout -k 15 -s INT 1500 stestr run --concurrency "${CONCURRENCY:-2}" ${only:+"$only"} || true
)
