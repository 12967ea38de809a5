-- run once by PostgreSQL's image: Prefect's server keeps its runs in a database of its own
CREATE DATABASE prefect;
