//! Web archives.
