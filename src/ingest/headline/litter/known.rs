//! How litter begins, in lower case with straight apostrophes, a bar between two phrases, by their first letters.

use crate::ingest::list::list;

/// How litter lines begin that go on in many ways, and how long such a line may be, in characters.
pub(super) const STARTS: &[(char, usize, &[&str])] = &[
    ('a', 160, list!('|', "already a member?|already a subscriber?|also read |assine nossa ")),
    (
        'a',
        240,
        list!(
            '|',
            "a post shared by |abonnez-vous pour|abonnez-vous à |abonnieren sie |also read:|\
             auch interessant:"
        ),
    ),
    (
        'b',
        600,
        list!(
            '|',
            "by continuing to browse|by continuing to use |by continuing to use this site|\
             by submitting your |by subscribing"
        ),
    ),
    ('c', 90, list!('|', "click here to|click to email|click to print|click to share on")),
    (
        'c',
        240,
        list!(
            '|',
            "categories:|cet article est réservé aux abonnés|comments are moderated|czytaj także:|\
             czytaj też:"
        ),
    ),
    ('c', 600, list!('|', "ce site utilise des cookies")),
    ('d', 160, list!('|', "don't have an account|don't miss out on|download our app|download the app")),
    ('d', 240, list!('|', "don't miss:")),
    ('d', 600, list!('|', "deze site gebruikt cookies|deze website gebruikt cookies|diese website verwendet cookies")),
    ('e', 160, list!('|', "enter your e-mail|enter your email")),
    (
        'e',
        600,
        list!(
            '|',
            "en poursuivant votre navigation|este site usa cookies|este site utiliza cookies|\
             este sitio utiliza cookies|este sitio web utiliza cookies"
        ),
    ),
    ('f', 160, list!('|', "filed in |filed under|find us on facebook|follow us at|follow us on")),
    ('f', 240, list!('|', "folgen sie uns")),
    ('g', 160, list!('|', "get our newsletter|get the latest news")),
    ('g', 240, list!('|', "get breaking news|get daily news|get the latest |get unlimited access")),
    ('i', 240, list!('|', "inscrivez-vous à |iscriviti alla ")),
    ('j', 240, list!('|', "jetzt newsletter|join our newsletter|join our telegram|join our whatsapp")),
    ('k', 240, list!('|', "keywords:")),
    ('l', 160, list!('|', "like us on |like us on facebook|log in to |login to ")),
    (
        'l',
        240,
        list!(
            '|',
            "le puede interesar|lea además:|lea también |lea también:|lee además:|lee también |\
             lee también:|leer también:|lees meer:|lees ook |lees ook:|lees verder:|leggi anche |\
             leggi anche:|leggi tutto:|leia mais:|leia também:|les også:|lesen sie auch |lesen sie auch:|\
             lesen sie dazu|lesen sie hier|lesen sie mehr|lire aussi|lire également|lue myös:|läs mer:|\
             läs också:|læs også:"
        ),
    ),
    (
        'm',
        240,
        list!(
            '|',
            "mehr dazu:|mehr zum thema:|meld je aan voor|melden sie sich |more on this:|must read:|\
             más información:"
        ),
    ),
    ('n', 160, list!('|', "not a member?|not a subscriber?|notify me of ")),
    ('n', 240, list!('|', "newsletter:")),
    ('n', 600, list!('|', "nous utilisons des cookies")),
    ('o', 600, list!('|', "our website uses cookies")),
    ('p', 160, list!('|', "please log in |please sign in |posted in |posted under ")),
    (
        'p',
        240,
        list!(
            '|',
            "please disable your ad|please enable javascript|please turn on javascript|\
             potrebbe interessarti:"
        ),
    ),
    ('q', 600, list!('|', "questo sito utilizza|questo sito utilizza i cookie")),
    (
        'r',
        160,
        list!(
            '|',
            "read also |read more about |read more from |read more in |read more on|read the full story|\
             receive our |required fields are marked"
        ),
    ),
    (
        'r',
        240,
        list!(
            '|',
            "read also:|read more »|read more:|read next:|recommended reading:|recommended:|\
             related article:|related coverage:|related stories:|related story:|related video:|related:"
        ),
    ),
    ('r', 600, list!('|', "related articles:")),
    ('s', 90, list!('|', "share on |share via |sharing on ")),
    (
        's',
        160,
        list!(
            '|',
            "seguici su|share this:|siga-nos |sign in to |sign up for breaking|sign up for free|\
             sign up for our|sign up for the|sign up here|sign up now|sign up to our|sign up to receive|\
             sign up today|sign up with |subscribe and get|subscribe for |subscribe here|subscribe now |\
             subscribe on youtube|subscribe to our|subscribe today|suivez-nous sur|síguenos en"
        ),
    ),
    (
        's',
        240,
        list!(
            '|',
            "saiba mais:|schlagworte:|schlagwörter:|schrijf je in voor|see also:|see more:|siehe auch:|\
             suscríbete a "
        ),
    ),
    ('t', 160, list!('|', "tagged with|this article has been viewed ")),
    (
        't',
        240,
        list!(
            '|',
            "tagged:|tags:|también puedes leer|te puede interesar:|thank you for subscribing|\
             thanks for signing up|this article is for subscribers|this content is for subscribers|\
             to continue reading|to read the full |topics:"
        ),
    ),
    ('t', 600, list!('|', "this site is protected by recaptcha|this site uses cookies|this website uses cookies")),
    ('u', 600, list!('|', "usamos cookies|utilizamos cookies")),
    ('v', 160, list!('|', "view image on twitter|volg ons op")),
    ('v', 240, list!('|', "veja também:|view this post on instagram|voir aussi :")),
    ('w', 160, list!('|', "watch live:|watch more:|watch now:")),
    (
        'w',
        600,
        list!(
            '|',
            "we and our partners|we use cookies|we value your privacy|wij gebruiken cookies|\
             wir nutzen cookies|wir verwenden cookies"
        ),
    ),
    ('y', 160, list!('|', "you must be logged in|your browser does not support|your browser doesn't support")),
    (
        'y',
        240,
        list!(
            '|',
            "you have reached your limit of|you may also like:|you might also like:|\
             you need to enable javascript|you've reached your limit of|\
             your email address will not be published"
        ),
    ),
    ('z', 160, list!('|', "zum newsletter")),
    ('à', 240, list!('|', "à lire aussi|à lire également")),
    ('п', 240, list!('|', "подписывайтесь на ")),
    ('ч', 240, list!('|', "читайте также |читайте также:")),
    ('■', 160, list!('|', "■関連記事")),
    ('▼', 160, list!('|', "▼関連記事")),
    ('【', 160, list!('|', "【あわせて読みたい】|【関連】|【関連記事】")),
    ('こ', 240, list!('|', "このサイトはcookie")),
    ('延', 160, list!('|', "延伸阅读：")),
    ('当', 240, list!('|', "当サイトでは")),
    ('相', 160, list!('|', "相关新闻：|相关阅读：")),
    ('続', 90, list!('|', "続きを読む ")),
    ('関', 160, list!('|', "関連記事:|関連記事：")),
    ('관', 160, list!('|', "관련기사 ")),
];

/// What is counted below a story.
pub(super) const COUNTED: &[&str] = list!(
    '|',
    "comment|comments|reply|replies|share|shares|like|likes|view|views|retweets|kommentar|kommentare|aufrufe|\
     commentaire|commentaires|partages|comentario|comentarios|vistas|commenti|condivisioni|comentário|comentários|\
     reactie|reacties|komentarzy|kommentarer|комментариев|コメント|评论|댓글"
);
