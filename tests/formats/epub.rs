//! Books: a chapter an article.
