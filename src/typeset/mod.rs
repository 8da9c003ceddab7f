//! An article becomes lines of styled cells for a width. Pure.
