#!/usr/bin/env bash
# Passes all the tests: installs what they need where it is missing, builds, runs every test project
# and ends with the line "N passed, N failed, N skipped".
#
#   ./test.sh              tests whose program cannot be installed are skipped and named
#   ./test.sh --no-skips   a skipped test counts as a failure of the run
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 2

strict=false
[ "${1:-}" = "--no-skips" ] && strict=true
results=artifacts/test-results
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# PostgreSQL and Chromium come from Debian's packages, where this is Debian or Ubuntu and we may install.
missing=()
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || missing+=(chromium fonts-noto-core)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing ${missing[*]} ..."
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null \
      || echo "Could not install ${missing[*]}: the tests that need them will be skipped."
  else
    echo "Not here, and no right to install: ${missing[*]}. The tests that need them will be skipped."
  fi
fi

give_up() { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
dotnet build Sipas.Sdk.sln --configuration Release || give_up

# The samples take the packages as another application would.
rm -rf artifacts/packages artifacts/sample-packages/sipas.*
dotnet pack Sipas.Sdk.sln --configuration Release --no-build --output artifacts/packages || give_up
for sample in samples/*.Tests/*.csproj; do
  dotnet build "$sample" --configuration Release || give_up
done

rm -rf "$results"
passed=0 failed=0 skipped=0
for project in tests/*.Tests/*.csproj samples/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  dotnet test "$project" --configuration Release --no-build --results-directory "$results" \
    --logger "trx;LogFilePrefix=$name" --logger "console;verbosity=minimal"
  status=$?
  ran=0 broken=0
  for file in "$results/$name"_*.trx; do
    [ -e "$file" ] || continue
    counters=$(grep -o '<Counters [^>]*' "$file")
    count() { printf '%s' "$counters" | sed -E "s/.* $1=\"([0-9]+)\".*/\1/"; }
    ran=$((ran + $(count executed)))
    broken=$((broken + $(count executed) - $(count passed)))
    passed=$((passed + $(count passed)))
    skipped=$((skipped + $(count total) - $(count executed)))
  done
  # A run that broke off, or never began, reports no failed test: its status tells.
  if [ $broken -eq 0 ] && { [ $status -ne 0 ] || [ $ran -eq 0 ]; }; then
    echo "$name broke off."
    broken=1
  fi
  failed=$((failed + broken))
done

if [ $skipped -gt 0 ]; then
  echo "Skipped:"
  grep -ho 'testName="[^"]*"[^>]*outcome="NotExecuted"' "$results"/*.trx | sed -E 's/testName="([^"]*)".*/  \1/' | sort -u
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ] && [ $passed -gt 0 ] && { ! $strict || [ $skipped -eq 0 ]; }
