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

# PostgreSQL, Chromium and npm come from Debian's packages, where this is Debian or Ubuntu and we may install.
missing=()
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || missing+=(chromium fonts-noto-core)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
command -v npm >/dev/null 2>&1 || missing+=(npm)
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
# axe-core, which checks the pages against WCAG, comes from npm into a folder that is not committed.
axe=artifacts/axe axe_version=4.14.1
if ! grep -qs "\"version\": \"$axe_version\"" "$axe/node_modules/axe-core/package.json"; then
  if command -v npm >/dev/null 2>&1; then
    npm install --prefix "$axe" --no-save --no-audit --no-fund --ignore-scripts --loglevel=error "axe-core@$axe_version" \
      || echo "Could not fetch axe-core: the tests that need it will be skipped."
  else
    echo "npm is not here: the tests that need axe-core will be skipped."
  fi
fi

dotnet build Sipas.Sdk.sln --configuration Release || give_up

# The samples take the packages as another application would.
rm -rf artifacts/packages artifacts/sample-packages/sipas.*
dotnet pack Sipas.Sdk.sln --configuration Release --no-build --output artifacts/packages || give_up
for sample in samples/*.Tests/*.csproj; do
  dotnet build "$sample" --configuration Release || give_up
done

# Stores and browser profiles of the tests are made and removed by the hundred: in memory where there is room.
# PostgreSQL's own user, and the other account of some tests, write there as in any folder of temporary files.
temporary=${TMPDIR:-/tmp}
if [ "$(df --output=fstype /dev/shm 2>/dev/null | tail -1)" = tmpfs ] && [ "$(df --output=avail /dev/shm | tail -1)" -gt 8388608 ]; then
  temporary=$(mktemp -d /dev/shm/sipas-tests-XXXXXX) && chmod 1777 "$temporary" && trap 'rm -rf "$temporary"' EXIT
fi

rm -rf "$results"
run() { # project, name
  TMPDIR=$temporary dotnet test "$1" --configuration Release --no-build --results-directory "$results" \
    --logger "trx;LogFilePrefix=$2" --logger "console;verbosity=minimal"
}

# The tests of pages wait for browsers most of their time: they run beside the others, and what they print comes at their turn.
aside=tests/Sipas.AspNetCore.Tests/Sipas.AspNetCore.Tests.csproj
mkdir -p "$results"
run "$aside" Sipas.AspNetCore.Tests >"$results/aside.log" 2>&1 &
beside=$!

passed=0 failed=0 skipped=0
for project in $(ls tests/*.Tests/*.csproj samples/*.Tests/*.csproj | grep -vxF "$aside") "$aside"; do
  name=$(basename "$project" .csproj)
  if [ "$project" = "$aside" ]; then
    wait $beside
    status=$?
    cat "$results/aside.log"
  else
    run "$project" "$name"
    status=$?
  fi
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
