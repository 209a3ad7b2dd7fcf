//! The workspace file: the only place that names SeaORM.
