"""The only room with SQL: the database and one repository for each protocol."""
