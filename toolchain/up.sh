#!/usr/bin/env bash
# up.sh STACK: select the stack, made if it is not there, bring it up, and say where it answers.
# Runs in the toolchain's environment, without prompts.
set -euo pipefail
stack=$1
pulumi stack select --create "$stack" --non-interactive
pulumi up --yes --stack "$stack" --non-interactive
printf '\n%s is up.\n' "$stack"
# Outputs that are addresses; a secret one stays `[secret]`.
pulumi stack output --json --stack "$stack" | node --eval '
  const outputs = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
  for (const [name, value] of Object.entries(outputs))
    if (typeof value === "string" && /^[a-z]+:\/\//.test(value)) console.log("  " + name.padEnd(16), value);
'
