//! The words of litter, in lower case with straight apostrophes, a bar between two phrases, by their first letters.

/// Lines that are litter as they stand, without signs at either end.
pub(super) const LINES: &[(char, &str)] = &[
    (
        'a',
        "aanmelden|abbonati|abonneren|abonnez-vous|about us|accedi|accept all|accept all cookies|\
         accept cookies|accetta|accueil|aceptar cookies|ad feedback|add a comment|add comment|ads|advertentie|\
         advertise with us|advertisement|advertisement - story continues below|advertisements|advertising|\
         all rights reserved|alle akzeptieren|already a subscriber|already a subscriber? log in|anmelden|\
         annons|annonse|anzeige|around the web|article continues after advertisement|article continues below|\
         article continues below ad|article continues below advertisement|articoli correlati|artikel drucken|\
         artikel teilen|artículos relacionados|assine já|auch interessant|auf facebook teilen|\
         auf twitter teilen|aviso legal|ayrıca okuyun",
    ),
    ('b', "back to top|bildergalerie|bookmark"),
    (
        'c',
        "click to enlarge|close|close menu|comentarios|comentários|comment|commentaires|commenter|commenti|\
         comments|comments are closed|comparte|comparte esta noticia|compartilhar|compartilhe|compartir|\
         compartir en facebook|compartir en twitter|condividi|condividi su facebook|condividi su twitter|\
         contact us|contenido patrocinado|contenu sponsorisé|continua a leggere|continua após a publicidade|\
         continua depois da publicidade|continue reading|continue reading below|\
         continue reading the main story|continued below|cookie policy|cookie settings|copy link|\
         create a free account|create an account|czytaj także|czytaj też",
    ),
    (
        'd',
        "dans la même rubrique|das könnte dich auch interessieren|das könnte sie auch interessieren|\
         datenschutz|deel dit artikel|deel op facebook|deel via whatsapp|deixe um comentário|\
         deja un comentario|del artiklen|delen|don't miss|donate now|drucken",
    ),
    (
        'e',
        "editor's picks|editors' picks|email|email article|email this|email this article|email to a friend|\
         enlarge image|envoyer par e-mail",
    ),
    ('f', "facebook|follow us|font size|from our partners|full story"),
    ('g', "gerelateerde artikelen|get the newsletter|go to top|google+"),
    ('h', "hide caption|home"),
    (
        'i',
        "i più letti|image copyright|impressum|imprimer|imprimir|inicia sesión|iniciar sesión|inloggen|\
         inscrivez-vous|iscriviti",
    ),
    ('j', "je m'abonne|jetzt abonnieren|jetzt anmelden|join the conversation|join the discussion"),
    ('k', "komentarze|kommentar schreiben|kommentare|kommentare anzeigen|kommentieren"),
    (
        'l',
        "la suite après cette publicité|la suite après la publicité|lascia un commento|latest articles|\
         latest news|latest posts|latest stories|lea además|lea también|leave a comment|leave a reply|\
         lee además|lee también|leer más|lees meer|lees ook|lees verder|leggi altro|leggi anche|leggi tutto|\
         leia mais|leia também|les også|lesen sie auch|like|like this|linkedin|lire aussi|lire la suite|\
         lire également|listen to article|listen to this article|lo más leído|load more|loading|\
         loading comments|log in|login|lue myös|läs mer|läs också|læs også",
    ),
    (
        'm',
        "main menu|mainos|mais lidas|manage cookies|media caption|meer lezen|meest gelezen|mehr lesen|\
         mehr zu diesem thema|mehr zum thema|mentions légales|menu|merken|more from|more from this author|\
         more like this|more news|more on this story|more on this topic|more stories|most popular|most read|\
         my account|más información|más leídas",
    ),
    (
        'n',
        "nach oben|newer posts|newsletter|newsletter abonnieren|newsletter sign up|newsletters|next article|\
         next post|next story|nieuwsbrief|no comments|noticias relacionadas|notícias relacionadas",
    ),
    ('o', "older posts|open menu"),
    (
        'p',
        "paid content|partager|partager cet article|partager sur facebook|partager sur twitter|partagez|\
         paylaş|per mail versenden|photo gallery|pin it|pinterest|play video|popular stories|post a comment|\
         potrebbe interessarti|prev|previous|previous article|previous post|previous story|print|\
         print article|print dit artikel|print friendly|print this|print this article|print this page|\
         privacy policy|promoted content|promoted stories|pubblicità|publicidad|publicidade|publicité",
    ),
    (
        'r',
        "reacties|read full article|read more|read next|read the full article|read the full story|reageer|\
         receba notícias|recommended|recommended for you|reddit|register|registrieren|reject all|reklam|\
         reklama|related|related articles|related content|related coverage|related links|related posts|\
         related stories|related topics|related video|related videos|report a typo|réagir",
    ),
    (
        's',
        "s'abonner|saiba mais|save article|scroll down for more|scroll down for video|scroll to continue|\
         scroll to continue with content|se connecter|search|see all|see also|see more|send to a friend|\
         send to friend|share|share on email|share on facebook|share on linkedin|share on reddit|\
         share on twitter|share on whatsapp|share on x|share this|share this article|share this entry|\
         share this page|share this post|share this story|share this video|share this with|share tweet|\
         share via email|share via facebook|share via twitter|show caption|show comments|show more|siga-nos|\
         sign in|sign up|sign up now|skip advertisement|skip navigation|skip to content|skip to footer|\
         skip to main content|skip to navigation|sponsored|sponsored content|stampa|startseite|\
         story continued below|story continues after advertisement|story continues after this advertisement|\
         story continues below|story continues below advertisement|story highlights|subscribe|subscribe now|\
         subscribe to read more|subscribe today|support us|sur le même sujet|suscribirse|suscríbete",
    ),
    (
        't',
        "también te puede interesar|te puede interesar|teilen|teilen auf facebook|terms and conditions|\
         terms of service|terms of use|text size|thank you for reading|\
         the following two tabs change content below|this video is unavailable|toggle caption|\
         toggle navigation|top stories|tout accepter|trending|trending now|tumblr|tweet|tweet this|twitter|\
         twittern",
    ),
    ('u', "udostępnij|up next"),
    (
        'v',
        "veja mais|veja também|ver más|view all|view all posts|view comments|view gallery|view image|\
         view larger image|view more|view photos|view slideshow|voir aussi|vorlesen",
    ),
    (
        'w',
        "watch live|watch now|watch the video|watch video|weiterlesen|weiterlesen nach der anzeige|werbung|\
         what to read next|whatsapp|word abonnee",
    ),
    ('y', "you may also like|you may like|you might also like"),
    ('z', "zum thema|zur startseite"),
    ('à', "à lire aussi|à lire également|à voir aussi"),
    ('в', "войти"),
    ('к', "комментарии"),
    ('п', "по теме|поделиться|подписаться"),
    ('р', "реклама"),
    ('с', "самое читаемое"),
    ('ч', "читайте также|читать далее|читать полностью"),
    ('あ', "あわせて読みたい"),
    ('お', "おすすめ記事"),
    ('こ', "この記事をシェア|この記事をシェアする"),
    ('も', "もっと見る"),
    ('コ', "コメント|コメントを書く"),
    ('シ', "シェア|シェアする"),
    ('ス', "スポンサーリンク"),
    ('ツ', "ツイート|ツイートする"),
    ('ト', "トップへ戻る"),
    ('ブ', "ブックマーク"),
    ('ペ', "ページトップへ"),
    ('ロ', "ログイン"),
    ('上', "上一篇"),
    ('下', "下一篇"),
    ('人', "人気記事"),
    ('会', "会員登録"),
    ('保', "保存"),
    ('分', "分享到"),
    ('前', "前の記事"),
    ('印', "印刷"),
    ('发', "发表评论"),
    ('合', "合わせて読みたい"),
    ('展', "展开全文"),
    ('广', "广告"),
    ('広', "広告"),
    ('廣', "廣告"),
    ('延', "延伸閱讀|延伸阅读"),
    ('推', "推荐阅读"),
    ('查', "查看更多"),
    ('次', "次の記事"),
    ('点', "点击查看更多"),
    ('热', "热门推荐"),
    ('相', "相关推荐|相关新闻|相关阅读|相關新聞"),
    ('続', "続きを読む"),
    ('記', "記事を印刷する|記事一覧"),
    ('评', "评论"),
    ('返', "返回顶部"),
    ('関', "関連ニュース|関連リンク|関連記事"),
    ('阅', "阅读全文"),
    ('공', "공유|공유하기"),
    ('관', "관련 기사|관련기사"),
    ('광', "광고"),
    ('구', "구독하기"),
    ('댓', "댓글"),
    ('더', "더보기"),
    ('로', "로그인"),
    ('많', "많이 본 뉴스"),
    ('목', "목록"),
    ('인', "인쇄"),
];

/// How litter lines begin that go on in many ways, and how long such a line may be, in characters.
pub(super) const STARTS: &[(char, usize, &str)] = &[
    ('a', 160, "already a member?|already a subscriber?|also read |assine nossa "),
    (
        'a',
        240,
        "a post shared by |abonnez-vous pour|abonnez-vous à |abonnieren sie |also read:|\
         auch interessant:",
    ),
    (
        'b',
        600,
        "by continuing to browse|by continuing to use |by continuing to use this site|\
         by submitting your |by subscribing",
    ),
    ('c', 90, "click here to|click to email|click to print|click to share on"),
    (
        'c',
        240,
        "categories:|cet article est réservé aux abonnés|comments are moderated|czytaj także:|\
         czytaj też:",
    ),
    ('c', 600, "ce site utilise des cookies"),
    ('d', 160, "don't have an account|don't miss out on|download our app|download the app"),
    ('d', 240, "don't miss:"),
    ('d', 600, "deze site gebruikt cookies|deze website gebruikt cookies|diese website verwendet cookies"),
    ('e', 160, "enter your e-mail|enter your email"),
    (
        'e',
        600,
        "en poursuivant votre navigation|este site usa cookies|este site utiliza cookies|\
         este sitio utiliza cookies|este sitio web utiliza cookies",
    ),
    ('f', 160, "filed in |filed under|find us on facebook|follow us at|follow us on"),
    ('f', 240, "folgen sie uns"),
    ('g', 160, "get our newsletter|get the latest news"),
    ('g', 240, "get breaking news|get daily news|get the latest |get unlimited access"),
    ('i', 240, "inscrivez-vous à |iscriviti alla "),
    ('j', 240, "jetzt newsletter|join our newsletter|join our telegram|join our whatsapp"),
    ('k', 240, "keywords:"),
    ('l', 160, "like us on |like us on facebook|log in to |login to "),
    (
        'l',
        240,
        "le puede interesar|lea además:|lea también |lea también:|lee además:|lee también |\
         lee también:|leer también:|lees meer:|lees ook |lees ook:|lees verder:|leggi anche |\
         leggi anche:|leggi tutto:|leia mais:|leia também:|les også:|lesen sie auch |lesen sie auch:|\
         lesen sie dazu|lesen sie hier|lesen sie mehr|lire aussi|lire également|lue myös:|läs mer:|\
         läs också:|læs også:",
    ),
    (
        'm',
        240,
        "mehr dazu:|mehr zum thema:|meld je aan voor|melden sie sich |more on this:|must read:|\
         más información:",
    ),
    ('n', 160, "not a member?|not a subscriber?|notify me of "),
    ('n', 240, "newsletter:"),
    ('n', 600, "nous utilisons des cookies"),
    ('o', 600, "our website uses cookies"),
    ('p', 160, "please log in |please sign in |posted in |posted under "),
    (
        'p',
        240,
        "please disable your ad|please enable javascript|please turn on javascript|\
         potrebbe interessarti:",
    ),
    ('q', 600, "questo sito utilizza|questo sito utilizza i cookie"),
    (
        'r',
        160,
        "read also |read more about |read more from |read more in |read more on|read the full story|\
         receive our |required fields are marked",
    ),
    (
        'r',
        240,
        "read also:|read more »|read more:|read next:|recommended reading:|recommended:|\
         related article:|related coverage:|related stories:|related story:|related video:|related:",
    ),
    ('r', 600, "related articles:"),
    ('s', 90, "share on |share via |sharing on "),
    (
        's',
        160,
        "seguici su|share this:|siga-nos |sign in to |sign up for breaking|sign up for free|\
         sign up for our|sign up for the|sign up here|sign up now|sign up to our|sign up to receive|\
         sign up today|sign up with |subscribe and get|subscribe for |subscribe here|subscribe now |\
         subscribe on youtube|subscribe to our|subscribe today|suivez-nous sur|síguenos en",
    ),
    (
        's',
        240,
        "saiba mais:|schlagworte:|schlagwörter:|schrijf je in voor|see also:|see more:|siehe auch:|\
         suscríbete a ",
    ),
    ('t', 160, "tagged with|this article has been viewed "),
    (
        't',
        240,
        "tagged:|tags:|también puedes leer|te puede interesar:|thank you for subscribing|\
         thanks for signing up|this article is for subscribers|this content is for subscribers|\
         to continue reading|to read the full |topics:",
    ),
    ('t', 600, "this site is protected by recaptcha|this site uses cookies|this website uses cookies"),
    ('u', 600, "usamos cookies|utilizamos cookies"),
    ('v', 160, "view image on twitter|volg ons op"),
    ('v', 240, "veja também:|view this post on instagram|voir aussi :"),
    ('w', 160, "watch live:|watch more:|watch now:"),
    (
        'w',
        600,
        "we and our partners|we use cookies|we value your privacy|wij gebruiken cookies|\
         wir nutzen cookies|wir verwenden cookies",
    ),
    ('y', 160, "you must be logged in|your browser does not support|your browser doesn't support"),
    (
        'y',
        240,
        "you have reached your limit of|you may also like:|you might also like:|\
         you need to enable javascript|you've reached your limit of|\
         your email address will not be published",
    ),
    ('z', 160, "zum newsletter"),
    ('à', 240, "à lire aussi|à lire également"),
    ('п', 240, "подписывайтесь на "),
    ('ч', 240, "читайте также |читайте также:"),
    ('■', 160, "■関連記事"),
    ('▼', 160, "▼関連記事"),
    ('【', 160, "【あわせて読みたい】|【関連】|【関連記事】"),
    ('こ', 240, "このサイトはcookie"),
    ('延', 160, "延伸阅读："),
    ('当', 240, "当サイトでは"),
    ('相', 160, "相关新闻：|相关阅读："),
    ('続', 90, "続きを読む "),
    ('関', 160, "関連記事:|関連記事："),
    ('관', 160, "관련기사 "),
];

/// What is counted below a story.
pub(super) const COUNTED: &str = "comment|comments|reply|replies|share|shares|like|likes|view|views|retweets|kommentar|kommentare|aufrufe|\
    commentaire|commentaires|partages|comentario|comentarios|vistas|commenti|condivisioni|comentário|comentários|\
    reactie|reacties|komentarzy|kommentarer|комментариев|コメント|评论|댓글";
