#!/usr/bin/env bash
# up.sh STACK: select the stack, made if it is not there, bring it up, and say where it answers.
# Runs in the toolchain's environment, without prompts.
set -euo pipefail
stack=$1
pulumi stack select --create "$stack" --non-interactive
pulumi up --yes --stack "$stack" --non-interactive
printf '\n%s is up.\n' "$stack"
# What answers on this host, by service; secrets stay where they are.
pulumi stack output endpoints --json --stack "$stack" | node --eval '
  const endpoints = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
  for (const [service, urls] of Object.entries(endpoints))
    for (const url of Object.values(urls)) if (url !== "") console.log("  " + service.padEnd(20), url);
'
