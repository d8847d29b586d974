#!/usr/bin/env bash
# Measures everything, and writes docs/performance.md and docs/performance.svg. Run it on a machine that does nothing else.
#
#   benchmarks/run.sh              90 minutes on 2 cores
#   benchmarks/run.sh --forks 1    70 minutes: each benchmark of JMH in one JVM
#   benchmarks/run.sh --short      40 minutes: one fork, and fewer and shorter rounds; too little for the JIT compiler
#   benchmarks/run.sh --quick      8 minutes; its figures only show that everything works
#   benchmarks/run.sh --only PART  measures one part again: engines, certificates, allocations, names, servers,
#                                  directories, loads or starts
#
# The part "directories" makes up to a million links in benchmarks/target, and deletes them at the end.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null

results=$PWD/benchmarks/target/results

main() {
    # What JMH says in its benchmarks is what a full run does.
    local short=() fork_options=() name_options=(-f 2) warm_up=30000 rounds=9 connections=3000 starts=9
    local load_warm_up=20000 load_rounds=5 directory_runs=3 most_names=1000000
    local parts=(engines certificates allocations names directories servers loads starts)
    local run="A full run: 3 forks of each benchmark in JMH (2 for server names), $rounds rounds of calls, $starts starts."
    if [[ ${1:-} == --quick ]]; then
        short=(-wi 1 -i 1 -w 500ms -r 500ms)
        fork_options=(-f 1)
        name_options=(-f 1)
        warm_up=1000 rounds=2 connections=300 starts=1 load_warm_up=500 load_rounds=1
        directory_runs=1 most_names=10000
        run="**A quick run, whose figures only show that everything works.**"
    elif [[ ${1:-} == --short ]]; then
        short=(-wi 2 -w 2s -i 4 -r 1s)
        fork_options=(-f 1)
        name_options=(-f 1)
        warm_up=20000 rounds=5 connections=2000 starts=5 load_warm_up=10000 load_rounds=3
        directory_runs=1
        run="A short run: 1 fork of each benchmark in JMH (a full run has 3), $rounds rounds of calls, $starts starts."
    elif [[ ${1:-} == --forks && ${2:-} =~ ^[1-9]$ ]]; then
        fork_options=(-f "$2")
        name_options=(-f "$2")
        run="$2 fork of each benchmark in JMH (a full run has 3), $rounds rounds of calls, $starts starts."
    elif [[ ${1:-} == --only && ${2:-} =~ ^(engines|certificates|allocations|names|directories|servers|loads|starts)$ ]]; then
        parts=("$2")
    elif (($#)); then
        echo "unknown option $*; there are --short, --quick, --forks N and --only PART" >&2
        exit 1
    fi
    install_missing
    build
    mkdir -p "$results"
    local part
    for part in "${parts[@]}"; do
        "measure_$part"
    done
    java_main report.ReportWriter "$results" docs "$run" benchmarks/remarks.md
    echo "== written: docs/performance.md, docs/performance.svg"
}

# Each uses the variables of main.

measure_engines() {
    jmh engines.json '(Handshake|Record|Socket|Observation)Benchmark|BufferBenchmark.byTurns' \
        "${fork_options[@]}" "${short[@]}"
}

measure_certificates() {
    jmh certificates.json 'CertificateBenchmark' "${fork_options[@]}" "${short[@]}"
}

# What is allocated is the same in every fork.
measure_allocations() {
    jmh allocations.json 'BufferBenchmark.(buffer|loop)' -prof gc -f 1 "${short[@]}"
}

measure_names() {
    jmh names.json 'SniBenchmark.(ours|netty)' "${name_options[@]}" "${short[@]}"
    # It looks at every certificate.
    jmh names-jetty.json 'SniBenchmark.jetty' -p names=1,1000 "${name_options[@]}" "${short[@]}"
}

measure_directories() {
    java_main servers.DirectoryRuns "$results/directories.json" benchmarks/target/directories "$directory_runs" "$most_names"
}

measure_servers() {
    java_main servers.ServerRuns "$results/servers.json" "$warm_up" "$rounds" "$connections"
}

# 10,000 connections are open at once, and each has two ends.
measure_loads() {
    ulimit -n "$(ulimit -Hn)"
    java_main servers.LoadRuns "$results/loads.json" "$load_warm_up" "$load_rounds"
}

measure_starts() {
    java_main servers.StartUps "$results/starts.json" "$starts"
}

# nginx is what the servers are compared with; the page says so if it is not there.
install_missing() {
    if ! command -v nginx >/dev/null && command -v apt-get >/dev/null; then
        echo "== installing nginx"
        local root=()
        [[ $(id -u) == 0 ]] || root=(sudo)
        # RUNLEVEL: the service is not started
        "${root[@]}" apt-get update -q >/dev/null &&
            "${root[@]}" env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
                apt-get install -q -y --no-install-recommends nginx-light >/dev/null ||
            echo "== nginx could not be installed"
    fi
}

build() {
    echo "== building"
    mvn -B -ntp -q -DskipTests -Djacoco.skip -pl benchmarks -am package \
        org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath -Dmdep.outputFile=target/classpath.txt
    class_path=benchmarks/target/classes:$(<benchmarks/target/classpath.txt)
}

java_main() {
    echo "== $1"
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$class_path" "io.unifiedtls.benchmarks.$1" "${@:2}"
}

# Runs benchmarks; shows how far it is, and everything if it fails.
jmh() {
    echo "== $2"
    local log=$results/${1%.json}.log
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$class_path" org.openjdk.jmh.Main "$2" -foe true -rf json -rff "$results/$1" \
        -jvmArgs "-Xmx1g --add-opens=java.base/sun.security.ssl=ALL-UNNAMED" "${@:3}" >"$log" 2>&1 ||
        { cat "$log" >&2; exit 1; }
}

main "$@"
