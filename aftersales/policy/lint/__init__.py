"""The linter of policies: what a shop's owner got wrong, where, and how to mend it."""

from aftersales.policy.lint.report import Finding, Report
from aftersales.policy.lint.run import lint_policy

__all__ = ["Finding", "Report", "lint_policy"]
