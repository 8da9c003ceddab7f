//! The language of a text: by its commonest words, else by its letters.

use crate::article::{Block, Kind, Language};

mod common;

/// How much of a text is looked at, in characters: whatlang is right about 150 of them in 99 of 100 cases.
const SAMPLE: usize = 300;

/// How much is looked at for common words where that shows too few of them, in characters.
const LONGER: usize = 1500;

/// Letters below which a text shows no language by itself.
const LEAST: usize = 40;

/// The language of a body. What the format says of it (`hint`) decides where the text is too short to tell.
pub(super) fn of(blocks: &[Block], hint: Option<&str>) -> Option<Language> {
    let hint = hint.and_then(named);
    let sample = sample(blocks, SAMPLE);
    if let Some(language) = by_script(&sample).or_else(|| common::language(&sample)).or_else(|| by_letter(&sample)) {
        return Some(language);
    }
    if sample.chars().filter(|c| c.is_alphabetic()).nth(LEAST - 1).is_none() {
        return hint;
    }
    // More words cost far less than weighing letters.
    if let Some(language) = common::language(&self::sample(blocks, LONGER)) {
        return Some(language);
    }
    let Some(found) = whatlang::detect(&sample) else { return hint };
    let language = code(found.lang());
    // A page in English on a site that calls itself German is English; a doubtful text is what it is said to be.
    if found.is_reliable() || hint.is_none() && found.confidence() > 0.5 { language } else { hint.or(language) }
}

/// The first prose of a body, so many characters of it.
fn sample(blocks: &[Block], characters: usize) -> String {
    let mut sample = String::new();
    let mut left = characters;
    let prose = |block: &&Block| !block.boilerplate && !matches!(block.kind, Kind::Verbatim | Kind::Table | Kind::Rule);
    for block in blocks.iter().filter(prose) {
        let start = first_characters(&block.text, left);
        left -= start.chars().count();
        sample.push_str(start);
        sample.push('\n');
        if left == 0 {
            break;
        }
    }
    sample
}

fn first_characters(text: &str, count: usize) -> &str {
    // Where a byte is a character, nothing has to be counted.
    match text.as_bytes().get(..count) {
        Some(start) if start.is_ascii() => &text[..count],
        _ => text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at]),
    }
}

/// The languages that a script belongs to, told even where half of the words are in Latin letters.
fn by_script(sample: &str) -> Option<Language> {
    if sample.is_ascii() {
        return None;
    }
    let (mut kana, mut hangul, mut han) = (0, 0, 0);
    for c in sample.chars().filter(|c| *c >= '\u{3041}') {
        kana += usize::from(matches!(c, '\u{3041}'..='\u{30ff}'));
        hangul += usize::from(matches!(c, '\u{ac00}'..='\u{d7a3}'));
        han += usize::from(matches!(c, '\u{3400}'..='\u{9fff}'));
    }
    if kana + hangul + han == 0 {
        return None;
    }
    // A name or a word in another script proves nothing.
    let all = sample.chars().filter(|c| c.is_alphabetic()).count();
    let code = match () {
        () if kana * 10 > all => "ja",
        () if hangul * 5 > all => "ko",
        () if han * 3 > all && kana == 0 => "zh",
        () => return None,
    };
    Language::of(code)
}

/// Letters that only one of the languages in Cyrillic script has, which are much alike otherwise; the surest first.
const LETTERS: &[(&[char], &str)] = &[
    (&['ў'], "be"),
    (&['ї', 'є', 'ґ'], "uk"),
    (&['ѓ', 'ќ', 'ѕ'], "mk"),
    (&['ђ', 'ћ'], "sr"),
    (&['ә', 'қ', 'ғ', 'ұ'], "kk"),
    (&['ы', 'э'], "ru"),
];

fn by_letter(sample: &str) -> Option<Language> {
    /// A name from abroad proves nothing.
    const PROOF: usize = 2;
    if !sample.contains(|c: char| matches!(c, 'а'..='я')) {
        return None;
    }
    let count = |letters: &[char]| sample.matches(letters).count();
    LETTERS.iter().find(|(letters, _)| count(letters) >= PROOF).and_then(|(_, code)| Language::of(code))
}

/// A language as formats name it: by its code, or by its English name.
fn named(hint: &str) -> Option<Language> {
    let hint = hint.trim();
    let by_name = || {
        whatlang::Lang::all()
            .iter()
            .find(|language| {
                language.eng_name().eq_ignore_ascii_case(hint) || language.code().eq_ignore_ascii_case(hint)
            })
            .and_then(|language| code(*language))
    };
    Language::of(hint).or_else(by_name)
}

/// The two-letter code of a language (ISO 639-1).
fn code(language: whatlang::Lang) -> Option<Language> {
    use whatlang::Lang::*;
    let code = match language {
        Afr => "af",
        Aka => "ak",
        Amh => "am",
        Ara => "ar",
        Aze => "az",
        Bel => "be",
        Ben => "bn",
        Bul => "bg",
        Cat => "ca",
        Ces => "cs",
        Cmn => "zh",
        Cym => "cy",
        Dan => "da",
        Deu => "de",
        Ell => "el",
        Eng => "en",
        Epo => "eo",
        Est => "et",
        Fin => "fi",
        Fra => "fr",
        Guj => "gu",
        Heb => "he",
        Hin => "hi",
        Hrv => "hr",
        Hun => "hu",
        Hye => "hy",
        Ind => "id",
        Ita => "it",
        Jav => "jv",
        Jpn => "ja",
        Kan => "kn",
        Kat => "ka",
        Khm => "km",
        Kor => "ko",
        Lat => "la",
        Lav => "lv",
        Lit => "lt",
        Mal => "ml",
        Mar => "mr",
        Mkd => "mk",
        Mya => "my",
        Nep => "ne",
        Nld => "nl",
        Nob => "no",
        Ori => "or",
        Pan => "pa",
        Pes => "fa",
        Pol => "pl",
        Por => "pt",
        Ron => "ro",
        Rus => "ru",
        Sin => "si",
        Slk => "sk",
        Slv => "sl",
        Sna => "sn",
        Spa => "es",
        Srp => "sr",
        Swe => "sv",
        Tam => "ta",
        Tel => "te",
        Tgl => "tl",
        Tha => "th",
        Tuk => "tk",
        Tur => "tr",
        Ukr => "uk",
        Urd => "ur",
        Uzb => "uz",
        Vie => "vi",
        Yid => "yi",
        Zul => "zu",
    };
    Language::of(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_text(text: &str, hint: Option<&str>) -> Option<String> {
        of(&[Block::paragraph(text)], hint).map(|language| language.to_string())
    }

    #[test]
    fn a_text_shows_its_language() {
        for (code, text) in [
            ("en", "The harbour lay still under a low grey sky, and nobody on the quay spoke of the night before."),
            (
                "de",
                "Der Hafen lag still unter einem tiefen grauen Himmel, und niemand am Kai sprach von der letzten Nacht.",
            ),
            ("fr", "Le port dormait sous un ciel bas et gris, et personne sur le quai ne parlait de la nuit passée."),
            ("es", "El puerto dormía bajo un cielo gris, y nadie en el muelle hablaba de la noche anterior."),
            ("it", "Il porto dormiva sotto un cielo basso e grigio, e nessuno sul molo parlava della notte prima."),
            ("pt", "O porto dormia sob um céu cinzento, e ninguém no cais falava da noite que tinha passado."),
            ("nl", "De haven lag stil onder een lage grijze lucht, en niemand op de kade sprak over de nacht ervoor."),
            (
                "ru",
                "Порт спал под низким серым небом, и никто из рыбаков на причале не говорил о вчерашней буре: они вышли в море.",
            ),
            ("uk", "Порт спав під низьким сірим небом, і ніхто на причалі не говорив про минулу ніч, її забули."),
            ("ja", "港は低い灰色の空の下で静かに眠り、岸壁の誰も昨夜のことを話さなかった。その日は風もなかった。"),
            (
                "zh",
                "港口在低沉的灰色天空下静静地躺着，码头上没有人谈起前一天晚上的事情。大家都在等待天亮，然后才出海捕鱼。",
            ),
            (
                "ko",
                "항구는 낮은 회색 하늘 아래 고요히 잠들어 있었고 부두의 누구도 지난밤 이야기를 하지 않았다. 바람도 없었다.",
            ),
            ("pl", "Port spał pod niskim szarym niebem, a nikt na nabrzeżu nie mówił o minionej nocy."),
            ("el", "Το λιμάνι κοιμόταν κάτω από έναν χαμηλό γκρίζο ουρανό και κανείς δεν μιλούσε για τη νύχτα."),
        ] {
            assert_eq!(of_text(text, None).as_deref(), Some(code), "{text}");
        }
    }

    #[test]
    fn a_short_text_is_in_the_language_that_it_is_said_to_be_in() {
        assert_eq!(of_text("Moin!", Some("de-DE")).as_deref(), Some("de"));
        assert_eq!(of_text("Moin!", Some("German")).as_deref(), Some("de"));
        assert_eq!(of_text("Moin!", Some("nonsense")), None);
        assert_eq!(of_text("42", None), None);
    }

    #[test]
    fn a_long_text_knows_better_than_its_page() {
        let text = "The harbour lay still under a low grey sky, and nobody on the quay spoke of the night before.";
        assert_eq!(of_text(text, Some("de")).as_deref(), Some("en"));
    }

    #[test]
    fn every_language_of_the_crate_has_a_code() {
        assert!(whatlang::Lang::all().iter().all(|language| code(*language).is_some()));
    }
}
