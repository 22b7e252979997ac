#!/bin/sh
# Reads the names, checks them now, and reads the machine. The key needs ddns:read, ddns:write and monitoring:read.
#   CLOUDCUBE_URL=https://nas.home.arpa:8443 CLOUDCUBE_KEY=ccb_… CURL_CA_BUNDLE=cloudcube-ca.crt sh curl.sh
set -eu
: "${CLOUDCUBE_URL:=http://127.0.0.1:8080}"

# By standard input: what stands on a command line can be read by every user of this machine.
ask() {
  printf 'header = "X-API-Key: %s"\n' "$CLOUDCUBE_KEY" |
    curl --silent --show-error --fail-with-body --max-time 30 --config - "$@"
  echo
}

ask "$CLOUDCUBE_URL/api/v2/ddns/status"
ask --request POST "$CLOUDCUBE_URL/api/v2/ddns/update"
ask "$CLOUDCUBE_URL/api/v2/monitoring/dashboard"
