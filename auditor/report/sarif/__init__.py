"""SARIF 2.1.0, the format of code scanners: run, rules, results and notifications."""
