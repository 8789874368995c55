.PHONY: help run stop test eval bench content

help: ## what each command does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## / - /'

run: ## prepare what is missing, start everything, print the addresses
	@bash scripts/run.sh

stop: ## stop what `make run` started
	@bash scripts/stop.sh

test: ## everything CI checks
	@bash scripts/test.sh

eval: ## judge DATA=file.jsonl through the running assistant; figures as one JSON line last
	@.venv/bin/python -m scripts.evaluation "$(DATA)" "$(OUT)"

bench: ## time an answer and a check through the running assistant; one JSON line last
	@.venv/bin/python -m scripts.bench

content: ## list the tactics and tables not reviewed for DAYS (180) days, oldest first
	@.venv/bin/python -m scripts.stale_content "$(DAYS)"
