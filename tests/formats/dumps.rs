//! What dumps don’t say: title, byline, date, credits, litter.
