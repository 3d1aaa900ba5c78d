#!/usr/bin/env bash
# The step of the action: annotations to the log, Markdown to the job summary, SARIF to a file.
set -uo pipefail

arguments=()
while IFS= read -r path; do
  [ -n "$path" ] && arguments+=("$path")
done <<<"$AUDIT_PATHS"
[ -n "${AUDIT_AGAINST:-}" ] && arguments+=(--against "$AUDIT_AGAINST")
[ -n "${AUDIT_SINCE:-}" ] && arguments+=(--since "$AUDIT_SINCE")
[ -n "${AUDIT_BASELINE:-}" ] && arguments+=(--baseline "$AUDIT_BASELINE")

summary=$(mktemp)
auditor check "${arguments[@]}" --fail-on "${AUDIT_FAIL_ON:-medium}" \
  --output github --output "sarif=${AUDIT_SARIF:-news-audit.sarif}" --output "markdown=$summary"
code=$?
cat "$summary" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
rm -f "$summary"
echo "exit-code=$code" >>"${GITHUB_OUTPUT:-/dev/null}"
exit "$code"
