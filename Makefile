# What a person does with this project. Each target installs what it needs first, where that is missing.
#
#   make demo      build, then buy on a fresh demonstration market and close the month
#   make test      build and run every test, those of the market in memory, in files and on a PostgreSQL server of their own
#   make kills     kill -9 in the middle of load, 500 times
#   make purchases buy 10,000 times through the client while everything breaks, and hold it against the orders
#   make bench     measure what is bounded, beside hand-written C, lua5.4, lupa, bare SQLite, pgbench and moto, a market of
#                  a million SKUs and orders included (ARGS="--filter field --json --size 20000")
#   make definitions   write stdlib/meta/compra.lua after a change of what scripts are given
#   make test-asan run the tests of the bridge and the sandbox under AddressSanitizer
#   make sanitized the same of the sandbox alone, and 5,000 inputs of each fuzzer
#   make fuzz      run random scripts, values and tables under AddressSanitizer, MINUTES=10 each
#   make lint      the formatter's strict check
#   make install   put the command under PREFIX (default /usr/local)
#   make clean     remove what was built

SHELL := /bin/bash -o pipefail
PREFIX ?= /usr/local

packages := liblua5.4-dev libsqlite3-dev pkg-config
# What tests look at documents with, what draws them, and the server that stores are kept in besides files.
test_packages := binutils curl fonts-noto-cjk fonts-noto-core gcc libc6-dev libcairo2-dev libpango1.0-dev poppler-utils qpdf \
  libpq-dev openssl postgresql python3 tmux util-linux
# What is measured beside ours.
bench_packages := lua5.4 libpq-dev postgresql python3-venv sqlite3 wrk
root := $(shell [ "$$(id -u)" = 0 ] || echo sudo) env DEBIAN_FRONTEND=noninteractive

release := swift build --configuration release --static-swift-stdlib --product compra
compra := .build/release/compra
demo := .build/demo
shop := $(compra) run --store sqlite:$(demo)/market.db

.PHONY: demo test test-asan sanitized kills purchases bench fuzz definitions lint install clean packages test-packages bench-packages build

demo: build
	@rm -rf $(demo) && mkdir -p $(demo)
	@echo && echo "== Reserve virtual machines ==" && echo
	$(shop) scripts/reserve-vms.lua
	@echo && echo "== The month ends: orders become invoices ==" && echo
	$(compra) market close --store sqlite:$(demo)/market.db
	@echo && echo "== Orders against invoice lines ==" && echo
	$(shop) scripts/month-end.lua

build: packages
	@$(release)

# Shows suites as they pass and everything that fails, once more at the end.
tests := swift test --skip-build --disable-xctest
brief := | tee .build/tests.log | sed -uE '/^✔ Test run with/b; /^(◇|✔ Test) /d' \
  || { echo "== What failed ==" && grep -A 3 '^✘' .build/tests.log; exit 1; }
# What waits for sockets and processes, and what computes until it is stopped, runs one after the other: beside others that
# compute, a server in process is not heard in time.
alone := EmulatorTests PartnerCenterTests CommandTests LuaTests|FuzzTests|ScriptingTests.HostileTests
nothing :=
test: packages test-packages
	@swift build --build-tests
	@$(tests) --skip '$(subst $(nothing) $(nothing),|,$(alone))' $(brief)
	@$(foreach group,$(alone),$(tests) --no-parallel --filter '$(group)' $(brief);)
	@COMPRA_TEST_STORE=file $(tests) --filter LocalMarketTests $(brief)
	@COMPRA_TEST_STORE=postgresql $(tests) --no-parallel --filter 'DatabaseTests|LocalMarketTests|ScenarioTests' $(brief)

kills: packages test-packages
	@swift build --build-tests
	@COMPRA_KILLS=500 swift test --skip-build --disable-xctest --filter KillTests

purchases: packages test-packages
	@swift build --build-tests
	@COMPRA_PURCHASES=10000 swift test --skip-build --disable-xctest --filter PurchaseFaultTests

# Without lupa and moto, peers from Python's package index, their rows say so.
bench: build bench-packages
	@test -x Benchmarks/.venv/bin/python || python3 -m venv Benchmarks/.venv || true
	@Benchmarks/.venv/bin/pip install --quiet --requirement Benchmarks/requirements.txt || true
	@swift build --package-path Benchmarks --configuration release > /dev/null
	@Benchmarks/.build/release/bench $(ARGS)

definitions: packages
	@UPDATE_DEFINITIONS=1 swift test --disable-xctest --filter EditorDefinitionsTests

# Every hostile script, every failing allocation and what fuzzing kept, with an eye on each access to memory. The line that
# begins with "hostile scripts" sums up.
ASAN ?= LuaTests|FuzzTests|ScriptingTests.HostileTests
test-asan: packages
	@swift test --sanitize=address --scratch-path .build/sanitized --disable-xctest --filter "$(ASAN)" $(brief)

# The sandbox alone, for every change, and the same inputs of each fuzzer every time.
QUICK := HostileTests|EdgeTests|StopTests|WaitTests|LuaErrorTests|LuaMemberTests|LuaObjectTests|LuaValueTests
sanitized: packages
	@swift test --package-path Fuzz/Sanitized --sanitize=address --disable-xctest --no-parallel --filter "$(QUICK)" \
	  | sed -uE '/^✔ Test run with/b; /^(◇|✔ Test) /d'
	@$(MAKE) --no-print-directory fuzz END="-runs=5000 -seed=1" KEEP=Fuzz/.build/found

# First what fuzzing kept, then on from there. What it finds is kept beside that, unless elsewhere.
MINUTES ?= 10
KEEP ?= Fuzz/Corpus
END ?= -max_total_time=$$(( $(MINUTES) * 60 ))
fuzzed := $(foreach name,address fuzzer,-Xswiftc -sanitize=$(name)) -Xcc -fsanitize=address \
  -Xcc -fsanitize-coverage=inline-8bit-counters,pc-table,trace-cmp
fuzz: packages
	@for name in Scripts Values Decoder; do \
	  mkdir -p $(KEEP)/$$name && \
	  swift build --package-path Fuzz --configuration release --product Fuzz$$name $(fuzzed) > /dev/null && \
	  Fuzz/.build/release/Fuzz$$name -detect_leaks=0 $(END) -print_final_stats=1 \
	    -artifact_prefix=$(KEEP)/$$name/ $(KEEP)/$$name $(if $(KEEP:Fuzz/Corpus=),Fuzz/Corpus/$$name) || exit; \
	done

lint:
	@swift format lint --strict --recursive Package.swift Sources Tests stdlib Benchmarks/Package.swift Benchmarks/Sources Fuzz/Package.swift Fuzz/Sanitized/Package.swift Fuzz/Sources
	@echo "format: clean"

install: build
	@install -d "$(DESTDIR)$(PREFIX)/bin"
	@install -m 755 $(compra) "$(DESTDIR)$(PREFIX)/bin/compra"

clean:
	@rm -rf .build Benchmarks/.build Benchmarks/.venv Fuzz/.build Fuzz/Sanitized/.build

# What the build links against, by Debian's names; elsewhere pkg-config has to find lua5.4 and sqlite3.
packages:
	@pkg-config --exists lua5.4 sqlite3 2> /dev/null || { \
	  $(root) apt-get update --quiet < /dev/null && \
	  $(root) apt-get install --yes --quiet --no-install-recommends $(packages) < /dev/null; }

test-packages bench-packages: %-packages:
	@dpkg --status $($*_packages) > /dev/null 2>&1 || { \
	  $(root) apt-get update --quiet < /dev/null && \
	  $(root) apt-get install --yes --quiet --no-install-recommends $($*_packages) < /dev/null; }
