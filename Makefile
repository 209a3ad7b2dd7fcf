# `make run` and `make test` are enough; on Windows and macOS `cargo run --release` and `cargo test --workspace`.

# rustup's folder, for shells that were open before it was installed.
export PATH := $(HOME)/.cargo/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help run test soak bench fmt shots audit install

help: ## says this
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## installs what is missing, builds, opens the window
	@packaging/needs.sh run
	cargo run --release --locked

test: ## installs what is missing, runs everything that must hold before a change lands
	@packaging/needs.sh test
	@packaging/test.sh

soak: ## ten thousand random histories of desks that share a workspace
	GUICHET_SEEDS=10000 cargo test --release --locked --lib sync::sim

bench: ## measures what users wait for
	cargo bench --locked

fmt: ## formats the code
	cargo fmt --all

shots: ## takes the README's screenshots from the program
	@packaging/needs.sh shots
	cargo build --release --locked
	@packaging/shots.sh

audit: ## asks the advisory database about the dependencies (needs the network)
	@cargo deny --version >/dev/null 2>&1 || cargo install --locked cargo-deny
	cargo deny check

install: ## installs the program for this user, with its menu entry (Linux)
	cargo build --release --locked
	@packaging/linux/install.sh
