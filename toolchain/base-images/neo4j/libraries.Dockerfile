# Neo4j's libraries by a Maven of the container's own, where the host has none. The result holds the jars and nothing else.
ARG DEBIAN=pulumi-compose/debian:bookworm-slim
FROM ${DEBIAN} AS maven
# The Debian release is the pin here: its mirrors keep only the newest build of a package.
# hadolint ignore=DL3008
RUN --mount=type=secret,id=ca-bundle \
    apt-get -o Acquire::https::CAInfo=/run/secrets/ca-bundle update \
    && apt-get -o Acquire::https::CAInfo=/run/secrets/ca-bundle install -y --no-install-recommends \
        ca-certificates-java maven

# Java trusts its own store alone, so the host's certificates are put into one, on tmpfs: no layer keeps them.
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
COPY pom.xml libraries.sha256 /build/
WORKDIR /libraries
RUN --mount=type=secret,id=ca-bundle \
    --mount=type=secret,id=maven-settings,target=/root/.m2/settings.xml \
    --mount=type=tmpfs,target=/etc/ssl/certs \
    --mount=type=tmpfs,target=/usr/local/share/ca-certificates \
    --mount=type=tmpfs,target=/build/repository \
    mkdir /etc/ssl/certs/java \
    && if [[ -e /run/secrets/ca-bundle ]]; then \
         awk '/BEGIN CERTIFICATE/ { n++ } n { print > "/usr/local/share/ca-certificates/host-" n ".crt" }' /run/secrets/ca-bundle; \
       fi \
    && update-ca-certificates >/dev/null 2>&1 \
    && mvn -B -q -C -f /build/pom.xml -Dmaven.repo.local=/build/repository -Dlibraries=/libraries dependency:copy-dependencies \
    && sha256sum --check --quiet --strict /build/libraries.sha256

FROM scratch
COPY --from=maven /libraries /
