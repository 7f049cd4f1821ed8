"""Resolve: which instrument each citation means, as ranked candidates with evidence.

An ambiguous name keeps all its candidates, an unknown one gets none, and nothing is filled in
by default. Citations are taken in the order of the text, so that what leans on context finds
what stood before it.
"""

from annotator.resolve.resolver import Resolved, Resolver

__all__ = ["Resolved", "Resolver"]
