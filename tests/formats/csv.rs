//! Tables: CSV and TSV.
