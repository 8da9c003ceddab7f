//! What single words say of names: titles, given names, parts of organisations and places.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::related::terms::name;
use crate::related::why::JOINTS;

/// What a word may be. A word can be several of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Is {
    /// It stands before a person's name and is no part of it.
    Title = 1,
    /// Where it opens a sentence before a name, it is no part of it.
    Opener = 2,
    /// A person's first name.
    Given = 4,
    /// A part of an organisation's name.
    Organisation = 8,
    /// A part of a place's name.
    Geographic = 16,
    /// Of a nation, a faith, a party: no name by itself.
    Adjective = 32,
    /// A place by itself.
    Place = 64,
    /// It says that somebody speaks.
    Speaking = 128,
    /// What stands behind it is a place.
    Placing = 256,
    /// It stands within names, in small letters.
    Joint = 512,
    /// What follows `Secretary of`, `Chief of`.
    Portfolio = 1024,
    /// It stands before or after a name and says nothing alone.
    Weak = 2048,
    /// An organisation that has more words behind `for` or `and` (`Department of Health and Human Services`).
    Head = 4096,
}

const WORDS: &[(Is, &str)] = &[
    (
        Is::Title,
        "mr mrs ms miss dr prof professor president vice prime minister chancellor sen senator rep representative \
         congressman congresswoman gov governor mayor judge justice attorney prosecutor sheriff detective inspector \
         sgt sergeant lt lieutenant capt captain maj major col colonel gen general adm admiral cmdr commander officer \
         secretary ambassador chairman chairwoman chair ceo cfo coo chief director spokesman spokeswoman spokesperson \
         coach manager analyst editor reporter correspondent actor actress singer director-general rev reverend pastor \
         bishop archbishop cardinal rabbi imam sheikh lord sir dame lady speaker deputy former mp hon herr frau \
         monsieur madame mme señor señora don deputy executive co-chairman co-chair founder co-founder producer \
         superintendent commissioner agent special lawyer author novelist historian trooper constable",
    ),
    (
        Is::Opener,
        "about above according across additionally after afterwards all almost along already also although amid among \
         an and another any are as asked at away back based because before behind below besides both but by can could \
         critics currently despite did do does dear during each earlier early either even eventually every everyone \
         experts few finally first five following for former four from further given go good had has have having he \
         hence her here hers his how however if in including indeed initially inside instead is it its just last \
         lately later latest let like local many may maybe meanwhile more moreover most much my near nearly never \
         nevertheless new next no none nor not nothing now of off officials old on once one only or other others our \
         out outside over overall perhaps please police previously recent recently reports residents same scientists \
         second see separately several she shortly since six so some sometimes sources soon still such ten than thanks \
         that the their them then there these they this those though three through throughout thus to today together \
         tomorrow tonight too two under unless unlike until up upon using very was we welcome well were what whatever \
         when whenever where whether which while who whoever whose why will with within without would yes yesterday \
         yet you young your says said say get make take read watch photo photos image video share click follow file \
         source via update updated breaking exclusive opinion editorial related \
         aber als am an auch auf aus bei beim da das dass dem den der des die dies diese dieser doch durch ein eine \
         einem einen einer er es für im in ihr ist mit nach nicht noch nun ob oder sie sein seit sich so und unter vom \
         von vor war was wegen wenn wer wie wir zu zum zur zwischen \
         au aux avec ce cela ces cet cette ceux chez comme dans de depuis des du elle en est et il ils je la le les \
         leur lors mais nous on ou où par pas pendant plus pour quand que qui sa sans selon ses si son sont sous sur un \
         une vous après avant ainsi alors \
         al como con cuando del desde donde el ella ellos entre era es ese esta este hay la las lo los más muy para \
         pero por que se según si sin sobre su sus también tras un una y ya a o os as um uma na no nas nos do da dos \
         das em com não mas e di il lo gli i della dello dei nel nella per che non sono è een het op te van voor met",
    ),
    (
        Is::Given,
        "aaron adam alan albert alex alexander alice alison amanda amy andrea ann andrew andy angela anna anne anthony \
         antonio arthur barack barbara ben benjamin bernard bill bob brian bruce carl carlos carol caroline catherine \
         charles charlie chris christian christina christopher claire claude colin craig dan daniel david deborah dennis \
         diana diane don donald donna douglas ed eddie edward elizabeth ellen emily emma eric erik eva evan florence \
         francis francisco francois frank fred gary gavin george gerald gordon grace graham greg gregory hannah harold \
         harry heather helen henry hillary howard hugh ian isabel ivan jack jacob james jamie jane janet jason jay jean \
         jeff jeffrey jennifer jeremy jerry jessica jill jim jimmy joan joe john jonathan jordan jorge jose josé joseph \
         joshua juan judy julia julie justin karen karl kate katherine kathleen kathy keith kelly ken kenneth kevin kim \
         kyle larry laura lauren lawrence lee leo leon leonard lewis linda lindsay lisa louis louise lucas lucy luis \
         luke margaret maria marie mario mark martha martin mary matt matthew megan melissa michael michel michelle \
         miguel mike mitt mohamed mohammed muhammad nancy natalie nathan neil nicholas nick nicolas nicole oliver olivia \
         pablo pamela patricia patrick paul paula pedro peter phil philip phillip pierre rachel ralph randy ray raymond \
         rebecca richard rick rob robert robin roger ron ronald rosa roy russell ruth ryan sally sam samantha samuel \
         sandra sara sarah scott sean seth sharon simon sophie stan stephanie stephen steve steven stuart sue susan tara \
         ted teresa terry theresa thomas tim timothy todd tom tommy tony tyler vanessa victor victoria vincent vladimir \
         walter warren wayne wendy yvonne reggie jesse joel josh kurt marc marcus maurice max noah norman oscar otto peggy rose shirley sophia stella sylvia theodore tina toby tracy wanda william zach",
    ),
    (
        Is::Organisation,
        "survey conseil congrès parti cour assemblée etat état république défense sénat gouvernement academy administration agency airlines airways alliance army assembly assn associates association authority \
         bank bankers board broadcasting brothers bureau business cabinet capital center centre centers chamber church \
         club co coalition college commission committee communications companies company conference congress consortium \
         consulting corp corporation council court courts department dept dynamics electric energy enterprises \
         entertainment exchange fc federation films financial force forces foods forum foundation front fund \
         gallery gazette government group guard guild headquarters herald holdings hospital hotels inc industries \
         institute institution insurance international journal laboratories laboratory labs league legislature lines \
         llc llp ltd magazine media mills ministry mission motors movement museum navy network news office \
         organisation organization orchestra parliament partners partnership party patrol pharmaceuticals pictures plc \
         police post press productions project radio railway records reserve school security senate service services \
         society software solutions state-run stores studio studios support systems team technologies technology \
         telegraph telecom television theater theatre times tribune trust union university ventures \
         gmbh ag universität ministerium amt verein gesellschaft société université ministère banque banco universidad \
         ministerio universidade università ministero universiteit",
    ),
    (
        Is::Geographic,
        "airport archipelago avenue bay beach boulevard bridge canal canyon cape city coast county creek desert district \
         drive falls gulf harbor harbour heights highway hill hills island islands isle isles lake land mount mountain \
         mountains ocean oceans park parkway peninsula plaza point port prefecture province region river road sea shore \
         square strait straits street town township valley village fort st states kingdom emirates republic",
    ),
    (
        Is::Adjective,
        "afghan african algerian american americans arab arabic arabs argentine armenian asian australian australians \
         austrian belgian bolivian brazilian british briton britons bulgarian canadian canadians catholic catholics \
         chechen chilean chinese christian christians colombian communist congressional cuban cypriot czech danish democrat \
         democratic democrats dutch egyptian egyptians english ethiopian european europeans finnish french german \
         germans greek greeks haitian hindu hungarian icelandic indian indians indonesian iranian iranians iraqi iraqis \
         irish islamic islamist israeli israelis italian italians jamaican japanese jew jewish jews kenyan korean koreans \
         kurdish latin latino lebanese liberal libyan malaysian mexican mexicans moroccan muslim muslims nigerian norwegian \
         pakistani pakistanis palestinian palestinians persian peruvian polish portuguese protestant republican \
         republicans roman romanian russian russians saudi scottish serbian serb shia shiite sikh soviet spanish sudanese \
         sunni swedish swiss syrian syrians thai tibetan turkish ugandan ukrainian ukrainians venezuelan vietnamese welsh \
         western yemeni hispanic caribbean mediterranean tory tories labour nazi nazis christmas easter thanksgiving \
         internet web somali somalis oscar oscars ok tv god bible dvd cd pdf ceo am pm gmt est pst edt pdt utc photo ap's states' \
         black white i'm i've i'll i'd",
    ),
    (
        Is::Place,
        "afghanistan africa albania algeria america antarctica argentina armenia asia australia austria bahrain bangladesh \
         belarus belgium bolivia bosnia brazil britain bulgaria burma cambodia canada chile china colombia congo croatia \
         cuba cyprus denmark ecuador egypt england estonia ethiopia europe finland france gaza georgia germany ghana greece \
         guatemala haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jordan \
         kazakhstan kenya kosovo kuwait laos latvia lebanon liberia libya lithuania malaysia mali malta mexico moldova \
         mongolia morocco mozambique myanmar namibia nepal netherlands nicaragua niger nigeria norway oman pakistan \
         palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda scotland senegal serbia \
         singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan tanzania thailand tibet tunisia \
         turkey uganda ukraine uruguay uzbekistan venezuela vietnam wales yemen zambia zimbabwe us usa uk \
         alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana \
         iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana \
         nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia wisconsin wyoming \
         amsterdam athens atlanta baghdad bangkok barcelona beijing beirut berlin boston brooklyn brussels cairo chicago \
         copenhagen dallas damascus denver detroit dubai dublin frankfurt geneva hollywood houston islamabad istanbul \
         jerusalem johannesburg kabul kiev kyiv lagos lisbon london madrid manhattan manila melbourne miami milan moscow \
         mumbai munich nairobi osaka oslo ottawa paris philadelphia phoenix pittsburgh prague pyongyang rome seattle \
         seoul shanghai stockholm sydney tehran tokyo toronto vancouver venice vienna warsaw zurich york jersey hampshire zealand delhi orleans angeles francisco diego carolina dakota \
         arabia lanka kong rica salvador rico korea québec états-unis londres japon espagne russie allemagne italie",
    ),
    (
        Is::Speaking,
        "said says say told tells added adds wrote writes tweeted replied asked argued announced explained testified \
         recalled insisted joked sagte sagt erklärte déclaré dit affirmé dijo dice afirmó disse",
    ),
    (
        Is::Placing,
        "in near outside across throughout southern northern eastern western central southeastern southwestern \
         northeastern northwestern downtown suburban nach nahe à près",
    ),
    (
        Is::Portfolio,
        "state defense defence staff treasury health education commerce labor labour energy interior transportation \
         agriculture homeland finance foreign operations police",
    ),
    (
        Is::Weak,
        "north south east west northern southern eastern western central upper lower new old great greater big little \
         san santa saint los las sri hong costa puerto el la le de the a an st mt ft jr sr ii iii iv mr street state states house earth moon sun \
         north-west south-east inc corp ltd no act bill day week year vol chapter part page section article figure table \
         copyright reserved rights interior calif fla mass ala ariz ark colo conn del ga ill ind kan ky md mich minn miss mo mont \
         neb nev okla ore pa penn tenn tex vt va wash wis wyo",
    ),
    (
        Is::Head,
        "center centers centre department ministry office committee bureau institute institutes council society \
         association campaign foundation board",
    ),
];

/// The words that say something of names.
pub struct Lexicon(HashMap<u64, u16, FixedState>);

impl Lexicon {
    /// Learns the words.
    pub fn new() -> Self {
        let mut known: HashMap<u64, u16, FixedState> = HashMap::default();
        let joints = JOINTS.iter().map(|joint| (Is::Joint, *joint));
        let listed = WORDS.iter().flat_map(|(is, words)| words.split_whitespace().map(|word| (*is, word)));
        for (is, word) in listed.chain(joints) {
            *known.entry(name(word)).or_default() |= is as u16;
        }
        Self(known)
    }

    /// Whether the word of this [name] is one of these.
    pub fn is(&self, word: u64, is: Is) -> bool {
        self.0.get(&word).is_some_and(|known| known & is as u16 != 0)
    }
}
