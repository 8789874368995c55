"""Facts in a resident's words: phones, links, accounts, amounts, dates. Pure: a link is never opened."""
