//! Exports of publishing systems.
