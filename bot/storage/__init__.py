"""The database: one repository for each protocol of a store. Only this package uses SQL."""
