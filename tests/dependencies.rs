//! What byline is built from, where it matters for whoever serves readers. `deny.toml` says more, for `cargo deny`.

use std::fs;

/// The versions of a crate in `Cargo.lock`.
fn versions(name: &str) -> Vec<String> {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock")).unwrap();
    let lock: toml::Table = text.parse().unwrap();
    let packages = lock["package"].as_array().unwrap().iter();
    let named = packages.filter(|package| package["name"].as_str() == Some(name));
    named.map(|package| package["version"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn keys_are_not_handled_by_crates_that_are_known_to_leak_them() {
    for name in ["rsa", "openssl", "openssl-sys", "native-tls"] {
        assert_eq!(versions(name), [""; 0], "{name}");
    }
}

#[test]
fn the_ssh_server_is_one_without_known_holes() {
    let versions = versions("russh");
    let [version] = versions.as_slice() else { panic!("one russh and not {versions:?}") };
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().unwrap());
    assert!((numbers.next(), numbers.next()) >= (Some(0), Some(65)), "{version}");
}

#[test]
fn everything_comes_from_the_registry_with_a_checksum() {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock")).unwrap();
    let lock: toml::Table = text.parse().unwrap();
    for package in lock["package"].as_array().unwrap() {
        if package["name"].as_str() == Some("byline") {
            continue;
        }
        let source = package.get("source").and_then(toml::Value::as_str);
        assert_eq!(source, Some("registry+https://github.com/rust-lang/crates.io-index"), "{package}");
        assert!(package.get("checksum").is_some(), "{package}");
    }
}
