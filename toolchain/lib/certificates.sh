# shellcheck shell=bash
# A host with a certificate bundle of its own: image builds need it to reach package registries, as a named build context.

certificates_folder=$state_folder/certificates

# The first bundle that the environment names.
host_certificates() {
  local bundle
  for bundle in "${SSL_CERT_FILE:-}" "${PIP_CERT:-}" "${REQUESTS_CA_BUNDLE:-}" "${CURL_CA_BUNDLE:-}" "${NODE_EXTRA_CA_CERTS:-}"; do
    [ -z "$bundle" ] || [ ! -r "$bundle" ] || { echo "$bundle" && return; }
  done
  return 1
}

ensure_certificates() {
  local bundle copy=$certificates_folder/ca-certificates.crt
  if ! bundle=$(host_certificates); then
    remove_folder "$certificates_folder"
    return
  fi
  # Left untouched when it is the same, so that builds that use it stay cached.
  cmp -s "$bundle" "$copy" && return
  mkdir -p "$certificates_folder"
  cp "$bundle" "$copy.new" && chmod 644 "$copy.new" && mv "$copy.new" "$copy"
  report "certificates … taken from $bundle"
}
