//! A terminal reader for article archives.
//!
//! One data flow:
//!
//! ```text
//! terminal / worker ──Event──▶ keymap ──Msg──▶ App::update ──▶ (App, Vec<Effect>)
//!                                                │                      │
//!                                                ▼                      ▼
//!                                         view::draw(&App)       worker performs, answers
//!                                                │                with Event::Done(Outcome)
//!                                                ▼
//!                                      Terminal<B: Backend>
//! ```
//!
//! Read in this order: [`article`], [`ingest`], [`library`], [`related`], [`search`], [`typeset`],
//! [`memory`], [`app`], [`keymap`], [`view`], [`terminal`], `serve`, [`cli`], [`config`], [`wiring`].

pub mod app;
pub mod article;
pub mod cli;
pub mod config;
pub mod ingest;
pub mod keymap;
pub mod library;
pub mod memory;
pub mod related;
pub mod search;
#[cfg(feature = "serve")]
pub mod serve;
pub mod terminal;
pub mod typeset;
pub mod view;
pub mod wiring;
