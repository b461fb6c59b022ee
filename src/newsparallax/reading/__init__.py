"""A file becomes an Article: every line kept, each with a role and the rule that gave it."""
