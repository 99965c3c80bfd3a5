#!/usr/bin/env bash
# Passes all the tests: installs what they need where it is missing, builds, runs every test project
# and ends with the line "N passed, N failed, N skipped".
#
#   ./test.sh              tests whose program cannot be installed are skipped and named
#   ./test.sh --no-skips   a skipped test counts as a failure of the run
#   ./test.sh --long       also the long tests, and more rounds of those that kill processes
#   ./test.sh --no-build   solution and packages are built already
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 2

strict=false build=true
filter='Length!=Long'
for option in "$@"; do
  case $option in
    --no-skips) strict=true ;;
    --no-build) build=false ;;
    --long)
      filter=
      export SIPAS_CRASH_ROUNDS=${SIPAS_CRASH_ROUNDS:-100} SIPAS_HTTP_CRASH_ROUNDS=${SIPAS_HTTP_CRASH_ROUNDS:-20}
      ;;
    *) echo "Unknown option '$option'. Known: --no-skips, --long, --no-build."; exit 2 ;;
  esac
done
results=artifacts/test-results
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# PostgreSQL, MariaDB, Chromium and npm come from Debian's packages, where this is Debian or Ubuntu and we may install.
missing=()
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || missing+=(chromium fonts-noto-core)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
command -v mariadbd >/dev/null 2>&1 || [ -x /usr/sbin/mariadbd ] || missing+=(mariadb-server)
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

# One compiler for all projects, where the environment says otherwise too.
export UseSharedCompilation=true
if $build; then
  dotnet build Sipas.Sdk.sln --configuration Release || give_up
  rm -rf artifacts/packages
  dotnet pack Sipas.Sdk.sln --configuration Release --no-build --output artifacts/packages || give_up
fi

# The samples take the packages as another application would.
rm -rf artifacts/sample-packages/sipas.*
for sample in samples/*.Tests/*.csproj; do
  dotnet build "$sample" --configuration Release || give_up
done
dotnet build-server shutdown --vbcscompiler >/dev/null

# Stores and browser profiles of the tests are made and removed by the hundred: in memory where there is room.
# PostgreSQL's own user, and the other account of some tests, write there as in any folder of temporary files.
temporary=${TMPDIR:-/tmp}
if [ "$(df --output=fstype /dev/shm 2>/dev/null | tail -1)" = tmpfs ] && [ "$(df --output=avail /dev/shm | tail -1)" -gt 8388608 ]; then
  temporary=$(mktemp -d /dev/shm/sipas-tests-XXXXXX) && chmod 1777 "$temporary" && trap 'rm -rf "$temporary"' EXIT
fi

rm -rf "$results"
mkdir -p "$results"

# One run for each project and framework, the longest first. Two at a time: much of a run waits for browsers, processes and servers.
runs=()
for project in Storage.Dapper AspNetCore ReferenceHost Core; do
  for built in tests/Sipas.$project.Tests/bin/Release/*/; do
    runs+=("tests/Sipas.$project.Tests/Sipas.$project.Tests.csproj $(basename "$built")")
  done
done
for project in tests/*.Tests/*.csproj samples/*.Tests/*.csproj; do
  for built in "$(dirname "$project")"/bin/Release/*/; do
    run="$project $(basename "$built")"
    [[ " ${runs[*]} " == *" $run "* ]] || runs+=("$run")
  done
done

# Tests run once: the compiler need not measure what is hot.
export DOTNET_TieredPGO=0

run() { # number
  local project=${runs[$1]% *} framework=${runs[$1]#* }
  TMPDIR=$temporary dotnet test "$project" --configuration Release --no-build --framework "$framework" ${filter:+--filter "$filter"} \
    --results-directory "$results" --logger "trx;LogFileName=$1.trx" --logger "console;verbosity=minimal" >"$results/$1.log" 2>&1
  echo $? >"$results/$1.status"
  (flock 9; cat "$results/$1.log") 9>"$results/print.lock"
}

# The next run that nobody has begun: a folder is made only once.
work() {
  local number
  for number in "${!runs[@]}"; do
    mkdir "$results/$number" 2>/dev/null && run "$number"
  done
}

work &
beside=$!
work
wait $beside

passed=0 failed=0 skipped=0
for number in "${!runs[@]}"; do
  ran=0 broken=0
  if [ -e "$results/$number.trx" ]; then
    counters=$(grep -o '<Counters [^>]*' "$results/$number.trx")
    count() { printf '%s' "$counters" | sed -E "s/.* $1=\"([0-9]+)\".*/\1/"; }
    ran=$(count executed)
    broken=$((ran - $(count passed)))
    passed=$((passed + $(count passed)))
    skipped=$((skipped + $(count total) - ran))
  fi
  # A run that broke off, or never began, reports no failed test: its status tells.
  if [ $broken -eq 0 ] && { [ "$(cat "$results/$number.status")" != 0 ] || [ "$ran" -eq 0 ]; }; then
    echo "${runs[$number]} broke off."
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
