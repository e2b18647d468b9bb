"""Templates: texts with places that a program fills in later, such as ``年龄：{{ max_age }}岁以下``."""
