# shellcheck shell=bash
# Sourced in build steps: trust the certificates of the context `certificates`, if it has any.
bundle=/run/certificates/ca-certificates.crt
if [[ -s $bundle ]]; then
  export SSL_CERT_FILE=$bundle PIP_CERT=$bundle REQUESTS_CA_BUNDLE=$bundle
fi
unset bundle
