//! The small words of a language: which hold a sentence together, which deny, which count.

use std::collections::{HashMap, HashSet};

use crate::article::Language;
use crate::related::terms::{STOP_WORDS, name};

/// Words that deny, by language.
const NEGATIONS: &[(&str, &str)] = &[
    ("en", "no not never none nobody nothing neither nor nowhere cannot without deny denies denied denying"),
    ("de", "nicht nichts kein keine keinen keinem keiner keines nie niemals niemand weder ohne"),
    ("fr", "ne non pas jamais rien aucun aucune personne ni sans"),
    ("es", "no nunca jamás nada nadie ningún ninguno ninguna ni tampoco sin"),
    ("it", "non no mai niente nulla nessun nessuno nessuna né senza"),
    ("pt", "não nunca jamais nada ninguém nenhum nenhuma nem sem"),
    ("nl", "niet niets geen nooit niemand noch zonder"),
    ("sv", "inte icke ej aldrig ingen inget inga ingenting utan"),
    ("da", "ikke ej aldrig ingen intet ingenting uden"),
    ("no", "ikke ikkje ei aldri ingen ingenting intet uten"),
    ("fi", "ei en et emme ette eivät älä ilman"),
    ("pl", "nie nigdy nic nikt żaden żadna żadne ani bez"),
    ("cs", "ne není nikdy nic nikdo žádný žádná žádné ani bez"),
    ("ru", "не нет никогда ничего никто ни без нельзя"),
    ("uk", "не ні немає ніколи нічого ніхто без"),
    ("el", "δεν δε μη μην όχι ποτέ χωρίς"),
    ("tr", "değil yok hiç asla"),
    ("hu", "nem ne nincs soha semmi senki nélkül"),
    ("ro", "nu niciodată nimic nimeni fără"),
    ("id", "tidak bukan belum jangan tanpa"),
    ("vi", "không chưa chẳng đừng"),
    ("ar", "لا لم لن ليس ليست غير بدون"),
    ("fa", "نه نیست هیچ بدون"),
    ("he", "לא אין אל בלי"),
    ("hi", "नहीं न मत बिना"),
];

/// What denies within a word or without spaces around: English `n't`, Japanese, Chinese, Korean, Thai.
const WITHIN: &[&str] = &[
    "n't",
    "n’t",
    "ない",
    "なかっ",
    "なく",
    "ません",
    "不",
    "没",
    "沒",
    "未",
    "无",
    "無",
    "非",
    "않",
    "못",
    "없",
    "아니",
    "ไม่",
];

/// The numbers from two on as words, by language.
const NUMBERS: &[(&str, &str)] = &[
    (
        "en",
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen \
         eighteen nineteen twenty",
    ),
    ("de", "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"),
    ("fr", "deux trois quatre cinq six sept huit neuf dix onze douze"),
    ("es", "dos tres cuatro cinco seis siete ocho nueve diez once doce"),
    ("it", "due tre quattro cinque sei sette otto nove dieci undici dodici"),
    ("pt", "dois três quatro cinco seis sete oito nove dez onze doze"),
    ("nl", "twee drie vier vijf zes zeven acht negen tien elf twaalf"),
    ("sv", "två tre fyra fem sex sju åtta nio tio elva tolv"),
    ("da", "to tre fire fem seks syv otte ni ti elleve tolv"),
    ("no", "to tre fire fem seks sju åtte ni ti elleve tolv"),
    ("pl", "dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście"),
    ("ru", "два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать"),
];

/// Larger numbers in any of them: what is a number in one is none of another's words.
const LARGER: &str = "\
    thirty forty fifty sixty seventy eighty ninety dozen dozens hundred hundreds thousand thousands million millions \
    billion billions trillion half twice hundert tausend millionen milliarde milliarden cent mille milliard milliards \
    cien ciento mil millón millones cento mila milione milioni miliardo miliardi milhão milhões bilhão bilhões honderd \
    duizend miljoen miljard hundra tusen miljoner miljarder hundrede tusind millioner milliarder sto tysiąc tysięcy \
    milion miliard сто тысяч тысячи миллион миллиона миллионов миллиард миллиардов";

/// What small words a language has.
pub struct Tongue {
    function: HashSet<u64>,
    negations: HashSet<u64>,
    numbers: HashMap<u64, u64>,
}

fn of_language(table: &[(&str, &'static str)], code: &str) -> impl Iterator<Item = &'static str> {
    let words = table.iter().find(|(known, _)| *known == code).map_or("", |(_, words)| *words);
    words.split(' ').filter(|word| !word.is_empty())
}

impl Tongue {
    /// The small words of a language; English where it is not known.
    pub fn of(language: Option<Language>) -> Self {
        let code = language.as_ref().map_or("en", Language::code);
        let function = match code {
            "en" => STOP_WORDS.split(' ').map(name).collect(),
            _ => stop_words::lookup(code).unwrap_or_default().iter().map(|word| name(word)).collect(),
        };
        let counted =
            of_language(NUMBERS, code).zip(2..).map(|(word, value): (_, u32)| (name(word), number(&value.to_string())));
        let larger = LARGER.split(' ').map(|word| (name(word), name(word)));
        let negations = of_language(NEGATIONS, code).map(name).collect();
        Self { function, negations, numbers: larger.chain(counted).collect() }
    }

    /// Whether a word of this [`name`] only holds sentences together.
    pub fn is_function(&self, name: u64) -> bool {
        self.function.contains(&name)
    }

    /// The number that a word is: the same however it is written, `1,000`, `1.000` and `1000`, `ten` and `10`.
    pub fn number(&self, word: &str, name: u64) -> Option<u64> {
        if word.contains(char::is_numeric) { Some(number(word)) } else { self.numbers.get(&name).copied() }
    }

    /// How often a sentence, whose words have these names, denies.
    pub fn negations(&self, sentence: &str, names: impl Iterator<Item = u64>) -> usize {
        let within = WITHIN.iter().map(|negation| sentence.matches(negation).count()).sum::<usize>();
        within + names.filter(|name| self.negations.contains(name)).count()
    }
}

/// The name of a number in digits of any script: points and commas before three digits part thousands, any other is
/// a decimal point.
fn number(word: &str) -> u64 {
    let mut plain = String::with_capacity(word.len());
    let mut parts = word.split([',', '.']);
    plain.extend(parts.next().into_iter().flat_map(str::chars).map(digit));
    for part in parts {
        if part.chars().count() != 3 {
            plain.push('.');
        }
        plain.extend(part.chars().map(digit));
    }
    name(&plain)
}

/// A digit of Arabic, Persian, Hindi, Thai or of full width as the ASCII digit.
fn digit(c: char) -> char {
    const ZEROS: [char; 5] = ['٠', '۰', '०', '๐', '０'];
    let value = ZEROS.iter().find_map(|zero| u32::from(c).checked_sub(u32::from(*zero)).filter(|value| *value < 10));
    value.and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number_in(code: &str, word: &str) -> Option<u64> {
        Tongue::of(Language::of(code)).number(word, name(word))
    }

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        for (one, other) in
            [("1,000", "1000"), ("1.000", "1000"), ("1,234,567", "1234567"), ("2.5", "2,5"), ("١٢", "12")]
        {
            assert_eq!(number(one), number(other), "{one} {other}");
        }
        assert_ne!(number("2.5"), number("25"));
        assert_eq!(number_in("en", "Ten"), number_in("en", "10"));
        assert_eq!(number_in("de", "zwölf"), number_in("de", "12"));
        assert_eq!(number_in("en", "to"), None);
    }

    #[test]
    fn each_language_denies_in_its_own_words() {
        for (code, sentence, denials) in [
            ("en", "He didn't, cannot and will not", 3),
            ("de", "Er kam nicht, keiner kam", 2),
            ("fr", "Rien", 1),
            ("pt", "Ele ficou no porto", 0),
            ("es", "No vino", 1),
            ("ja", "彼は来ない", 1),
            ("zh", "他没有来", 1),
            ("ru", "Он не пришёл", 1),
        ] {
            let tongue = Tongue::of(Language::of(code));
            let names = sentence.split([' ', ',']).map(name);
            assert_eq!(tongue.negations(sentence, names), denials, "{sentence}");
        }
    }

    #[test]
    fn the_languages_whose_function_words_are_known_can_deny() {
        for code in ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "pl", "ru"] {
            assert!(of_language(NEGATIONS, code).count() > 5, "{code}");
        }
    }
}
