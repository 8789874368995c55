.PHONY: help run stop test

help: ## what each command does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## / - /'

run: ## prepare what is missing, start everything, print the addresses
	@bash scripts/run.sh

stop: ## stop what `make run` started
	@bash scripts/stop.sh

test: ## everything CI checks
	@bash scripts/test.sh
