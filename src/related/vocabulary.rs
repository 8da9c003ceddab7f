//! Lists of words that a word can be looked up in, made at compile time.

use super::terms::{FNV, eaten, mix};

/// Words by their [names](super::terms::name): each stands where its lowest bits say, or in the next free place behind.
/// `N` is more than the words.
pub struct Vocabulary<const N: usize>([u64; N]);

impl<const N: usize> Vocabulary<N> {
    /// The words of a list, in small letters and parted by single spaces.
    pub const fn of(list: &str) -> Self {
        let list = list.as_bytes();
        let mut places = [0; N];
        let (mut at, mut hash) = (0, FNV);
        while at <= list.len() {
            if at == list.len() || list[at] == b' ' {
                let name = mix(hash);
                let mut place = name as usize % N;
                while places[place] != 0 {
                    place = (place + 1) % N;
                }
                places[place] = name;
                hash = FNV;
            } else {
                hash = eaten(hash, list[at]);
            }
            at += 1;
        }
        Self(places)
    }

    /// Whether the word of this name is one of them.
    pub fn has(&self, name: u64) -> bool {
        let mut place = name as usize % N;
        while self.0[place] != 0 {
            if self.0[place] == name {
                return true;
            }
            place = (place + 1) % N;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::super::terms::name;
    use super::*;

    #[test]
    fn the_words_of_a_list_are_known_in_any_case_and_nothing_else_is() {
        static FEW: Vocabulary<5> = Vocabulary::of("ferry décembre ул korea");
        assert!(["ferry", "Décembre", "УЛ", "KOREA"].iter().all(|word| FEW.has(name(word))));
        assert!(["ferries", "", "decembre", " ", "korea ferry"].iter().all(|word| !FEW.has(name(word))));
    }
}
