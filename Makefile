.PHONY: help run stop test eval bench chaos flood content

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

chaos: ## kill the bot FAULTS (300) times at every step while residents write and send TIPS (600) reports; SEED (1)
	@.venv/bin/python -m scripts.chaos "$(FAULTS)" "$(TIPS)" "$(SEED)"

flood: ## time one chat's answers while another floods the bot, ROUNDS (3) times; one JSON line last
	@.venv/bin/python -m scripts.flood "$(ROUNDS)"

content: ## list the tactics and tables not reviewed for DAYS (180) days, oldest first
	@.venv/bin/python -m scripts.stale_content "$(DAYS)"
