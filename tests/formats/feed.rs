//! Feeds and XML exports.
