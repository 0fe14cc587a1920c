"""What readers type, the stories that it finds, and the stories that it leaves. On both engines.

A story is its body, or its fields as make_article takes them. Where the engines cannot agree, `on_postgresql`
holds what is found there, and a comment says why.
"""

from dataclasses import dataclass

LONG_RUN = "rain" * 2500


@dataclass(frozen=True)
class Typed:
    typed: str
    finds: tuple | list = ()
    leaves: tuple | list = ()
    on_postgresql: tuple | list | None = None

    @property
    def stories(self):
        return [*self.finds, *self.leaves]

    def found_on(self, vendor):
        found = self.finds
        if vendor == "postgresql" and self.on_postgresql is not None:
            found = self.on_postgresql
        return [story for story in self.stories if story in found]


WORDS = [
    Typed("rain", ["Rain fell."], ["Wind blew."]),
    Typed("RAIN", ["Rain fell."], ["Wind blew."]),
    Typed("  rain\t\n ", ["Rain fell."], ["Wind blew."]),
    Typed("rain wind", ["Rain fell. Wind blew.", "Wind, then rain."], ["Rain fell.", "Wind blew."]),
    Typed("rain wind", [{"headline": "Rain", "body": "Wind blew."}], [{"headline": "Rain"}]),
    Typed("rain rain", ["Rain fell."], ["Wind blew."]),
    Typed("ra", ["Ra, a god."], ["Rain fell."]),
    Typed("3", ["Gate 3 is shut."], ["Gate 33 is shut."]),
    Typed("rain,wind", ["Wind, then rain."], ["Rain fell."]),
    Typed("rain;wind", ["Wind, then rain."], ["Rain fell."]),
]
STEMS = [
    Typed("rockets", ["A rocket fell."], ["A rock fell."]),
    Typed("rocket", ["Rockets fell."], ["Rocks fell."]),
    Typed("cities", ["The city slept."], ["A citation."]),
    Typed("attack", ["They attacked.", "An attacking force.", "Attacks go on."], ["A tactic."]),
    Typed("elections", ["The election is near."], ["An elevator."]),
    # PostgreSQL’s form of Porter’s stemmer leaves -logi and -bli as they are.
    Typed(
        "archaeology", ["Archaeology.", "Archaeological digs."], ["An ark."], on_postgresql=["Archaeology."]
    ),
    Typed("possibly", ["Possibly.", "A possible end."], ["A pose."], on_postgresql=["Possibly."]),
    Typed("hoping", ["They hope."], ["They hop."]),
    # Hebrew has no stems here: its plurals are words of their own.
    Typed("בתים", ["בתים ישנים"], ["בית ישן"]),
]
STOP_WORDS = [
    Typed("the", ["The end."], ["An end."]),
    Typed("the who", ["Who sang?", "The Who sang."], ["The end."]),
    Typed("the rain", ["Rain fell.", "The rain."], ["The end."]),
    Typed("to be or", ["To be, or not."], ["Be it so."]),
    Typed('"the who"', ["The Who sang."], ["Who is the man?"]),
    Typed('"the" rain', ["The rain."], ["Rain fell."]),  # Whoever quotes a word means it.
    Typed("rain -the", ["Rain fell."], ["The rain."]),
    Typed("the OR an", ["The end.", "An end."], ["End."]),
    Typed("it's rain", ["Rain fell."], ["It is."]),
]
PHRASES = [
    Typed('"rain fell"', ["Rain fell."], ["Fell rain.", "Rain often fell."]),
    Typed('"rain fell', ["Rain fell.", "Fell rain."], ["Wind fell."]),  # Not closed (yet): words.
    Typed("“rain fell”", ["Rain fell."], ["Fell rain."]),
    Typed("„rain fell“", ["Rain fell."], ["Fell rain."]),
    Typed("”rain fell”", ["Rain fell."], ["Fell rain."]),
    Typed("« rain fell »", ["Rain fell."], ["Fell rain."]),
    Typed("＂rain fell＂", ["Rain fell."], ["Fell rain."]),
    Typed("״גשם כבד״", ["היה גשם כבד"], ["כבד היה גשם"]),
    Typed('"rains fell"', ["Rain fell."], ["Fell rain."]),  # Words of a phrase have stems as well.
    Typed('"rain" "wind"', ["Wind, then rain."], ["Rain fell."]),
    Typed('"rain fell" wind', ["Wind. Rain fell."], ["Rain fell.", "Wind. Fell rain."]),
    Typed('""', ["Rain fell."]),  # No word: nothing is asked, so all stories are there.
    Typed('rain "" wind', ["Wind, then rain."], ["Rain fell."]),
    Typed('"rain, fell"', ["Rain fell.", "Rain – fell!"], ["Fell rain."]),
    Typed('"rain fell"', (), [{"headline": "Rain", "standfirst": "Fell it?", "body": "Fell."}]),
    Typed('"norman rain"', (), [{"authors": ["Kate Norman"], "body": "Rain fell."}]),
    Typed('"rain news"', (), [{"body": "Rain", "kind": "news", "headline": "No"}]),
    Typed('"email us"', ["Email us."], ["E-mail them. U.S. troops."]),  # In one, but not next to each other.
    Typed('"rain*"', ["Rain fell."], ["Rainbow."]),  # In a phrase a * is text.
]
EXCLUDED = [
    Typed("rain -wind", ["Rain fell."], ["Rain and wind.", "Wind blew."]),
    Typed("-wind", ["Rain fell."], ["Rain and wind.", {"headline": "Wind"}]),
    Typed("–wind rain", ["Rain fell."], ["Rain and wind."]),
    Typed("−wind rain", ["Rain fell."], ["Rain and wind."]),
    Typed('rain -"wind blew"', ["Rain. Blew wind."], ["Rain fell, wind blew."]),
    Typed('-"wind blew" -snow', ["Wind."], ["Wind blew.", "Snow."]),
    Typed("rain - wind", ["Rain and wind."], ["Rain fell."]),
    Typed("rain --wind", ["Rain and wind."], ["Rain fell."]),  # Two hyphens are a dash.
    Typed("rain-wind", ["A rain-wind mix."], ["Rain fell.", "Wind, then rain."]),
    Typed("-winds rain", ["Rain fell."], ["Rain and wind."]),
    Typed("-gaza rain", ["Rain fell."], [{"tags": ["Gaza"], "body": "Rain fell."}]),
    Typed("-e-mail", ["Rain fell."], ["An e-mail.", "An email."]),
    Typed("-wind*", ["Rain fell."], ["A windmill."]),
    Typed("rain -rain", (), ["Rain fell."]),
    Typed("-rain -wind", ["Snow."], ["Rain.", "Wind."]),
]
EITHER = [
    Typed("rain OR wind", ["Rain fell.", "Wind blew."], ["Snow."]),
    Typed("rain OR wind snow", ["Rain, snow.", "Snow, wind."], ["Rain.", "Snow."]),
    Typed("rain OR wind OR snow", ["Rain.", "Wind.", "Snow."], ["Sun."]),
    Typed('"rain fell" OR snow', ["Rain fell.", "Snow."], ["Fell rain."]),
    Typed("rain or wind", ["Wind, then rain."], ["Rain fell.", "Wind blew."]),
    Typed("OR rain", ["Rain fell."], ["Wind."]),
    Typed("rain OR", ["Rain fell."], ["Wind."]),
    Typed("rain OR OR wind", ["Rain.", "Wind."], ["Snow."]),
    Typed("OR", ["Sun or rain."], ["Sun."]),
    Typed("rain OR -wind", ["Rain fell."], ["Rain and wind.", "Snow."]),  # An exclusion is no alternative.
    Typed("-rain OR wind", ["Wind blew."], ["Rain and wind.", "Snow."]),
    Typed("snow* OR rain", ["Snowfall.", "Rain."], ["Sun."]),
]
BEGINNINGS = [
    Typed("isra*", ["Israel.", "The Israelis."], ["Is raining."]),
    Typed("snow*", ["Snow.", "Snowfall.", "A snowman."], ["Now."]),
    Typed("governm*", ["The government."], ["A governess."]),  # Indexed by its stem, “govern”.
    Typed("educati*", ["Education.", "Educational."], ["An edict."]),
    Typed("universi*", ["A university.", "Universities."], ["A unit."]),
    Typed("politica*", ["Political talk.", "Politically."], ["A poll."]),
    Typed("hous*", ["Housing.", "A house."], ["One hour."]),  # Not by the stem of “hous”, which is “hou”.
    Typed("company*", ["A company."], ["A camp."]),
    Typed("companie*", ["Companies."], ["A camp."]),
    # What ends in e is no word's stem, so that what begins with “polic” is found.
    Typed("police*", ["Police.", "Policemen.", "A policy."], ["Polish."]),
    Typed("rai*", ["A rai."], ["Rain."]),  # Fewer letters than four begin too much.
    Typed("*rain", ["Rain."], ["A drain."]),
    Typed("ra*in", ["Ra in Egypt."], ["Rain."]),
    Typed("rain *", ["Rain."], ["Rainbow."]),
    Typed("ירושלמ*", ["ירושלמים"], ["ירושלים"]),
    Typed("rain snow*", ["Rain. Snowfall."], ["Rain.", "Snowfall."]),
]
LETTERS = [
    Typed("lodz", ["Łódź is old."], ["Lodge."]),
    Typed("Łódź", ["Lodz is old.", "Łódź."], ["Lodge."]),
    Typed("strasse", ["Die Straße."], ["Strassburg."]),
    Typed("STRASSE", ["Die Straße."], ["Stress."]),
    Typed("straße", ["Die Strasse."], ["Stress."]),
    Typed("muller", ["Herr Müller."], ["A mule."]),
    Typed("müller", ["Mr Muller."], ["A mule."]),
    Typed("cafe", ["A café.", "A cafe\u0301."], ["A cave."]),
    Typed("cafe\u0301", ["A café.", "A cafe."], ["A cave."]),
    Typed("istanbul", ["İstanbul.", "ISTANBUL."], ["Stan."]),
    Typed("finance", ["ﬁnance."], ["Fine."]),
    Typed("123", ["Room １２３.", "Room ١٢٣."], ["Room 12."]),
    Typed("søren", ["Soren."], ["Sorrel."]),
    Typed("aether", ["Æther."], ["Ether."]),
    Typed("οδος", ["ΟΔΟΣ."], ["ΟΔΗ."]),
    Typed("елка", ["Ёлка."], ["Белка."]),
    Typed("soft", ["So\u00adft."], ["Sort."]),
    Typed("co2", ["CO₂ rises."], ["Co."]),
    Typed("brand", ["Brand™ shoes."], ["Bran."]),
    Typed("हिन्दी", ["हिन्दी में"], ["उर्दू में"]),  # By its letters: vowel signs are not compared.
]
APOSTROPHES = [
    Typed("O'Neill", ["O’Neill spoke.", "O'Neill spoke.", "ONeill spoke."], ["Neil spoke."]),
    Typed("oneill", ["O’Neill spoke."], ["One ill man."]),
    Typed("neill", ["O’Neill spoke."], ["Kneel."]),
    Typed("o`neill", ["O’Neill spoke."], ["One ill man."]),
    Typed("hamas", ["Hamas’s men."], ["Ham."]),
    Typed("hamas's", ["Hamas men.", "Hamas’s."], ["Ham."]),
    Typed("workers", ["The workers’ day.", "A worker’s day."], ["Work."]),
    Typed("don't", ["Don’t go.", "Dont go."], ["Don is here. T is not."]),
    Typed("quran", ["The Qurʾān.", "The Qur’an."], ["A queue."]),
    Typed("hawaii", ["Hawaiʻi."], ["Haw."]),
    Typed("l'eau", ["L’eau."], ["Eau de vie."]),
    Typed("militants’", ["A militant’s home."], ["A military home."]),
]
COMPOUNDS = [
    Typed("US", ["U.S. troops.", "US troops."], ["A bus."]),
    Typed("us", ["U.S. troops.", "Tell us."], ["A bus."]),  # The pronoun is spelt like the country.
    Typed("U.S.", ["US troops.", "U.S. troops."], ["U and S."]),
    Typed("u.s", ["US troops.", "U.S. troops."], ["A bus."]),
    Typed("U.S.-led", ["A U.S.-led force.", "A US-led force."], ["U.S. troops."]),
    Typed("U.S./Iran", ["U.S./Iran talks."], ["U.S. troops."]),
    Typed('"U.S. troops"', ["US troops.", "U.S. troops."], ["Troops tell us."]),
    Typed('"US troops"', ["US troops.", "U.S. troops."], ["Troops tell us."]),
    Typed("email", ["An e-mail.", "An email.", "An e‑mail."], ["Mail."]),
    Typed("e-mail", ["An e-mail.", "Emails."], ["Mail."]),
    Typed("e–mail", ["An e-mail.", "An email."], ["Mail."]),
    Typed("mail", ["An e-mail."], ["An email."]),
    Typed("COVID-19", ["COVID-19.", "Covid 19.", "COVID19."], ["COVID.", "19."]),
    Typed("covid19", ["COVID‑19."], ["COVID."]),
    Typed("covid", ["COVID-19."], ["Covet."]),
    Typed("PFLP-GC", ["The PFLP–GC."], ["The PFLP."]),
    Typed("al-quds", ["Al Quds.", "al-Quds."], ["Alqudsi."]),
    Typed("al quds", ["al-Quds."], ["Quds."]),
    Typed("alquds", ["al-Quds."], ["Quds."]),
    Typed("AT&T", ["AT&amp;T."], ["T at it."]),
    Typed("9/11", ["On 9/11."], ["11 of 9."]),
    Typed("snake_case", ["snake_case."], ["A snake, a case."]),
    Typed("kate@paper.example", ["Write to kate@paper.example."], ["Kate, an example of paper."]),
    Typed("F-16", ["An F16.", "An F-16."], ["F at 16."]),
]
NUMBERS = [
    Typed("1000", ["1,000 men.", "1000 men.", "1\u00a0000 men.", "1.000 men."], ["100 men."]),
    Typed("1,000", ["1,000 men.", "1000 men.", "1\u202f000 men."], ["1 man."]),
    Typed("1\u00a0000", ["1,000 men.", "1000 men.", "1\u00a0000 men."], ["000 of 1."]),
    Typed("1234567", ["1,234,567."], ["1,234."]),
    Typed("3.5", ["3.5 metres.", "3,5 metres."], ["35 metres.", "5.3 metres."]),
    Typed("35", ["35 metres."], ["3.5 metres."]),
    Typed("50%", ["50 of them.", "50% of them."], ["5."]),
    Typed("$1,000", ["$1,000.", "1000."], ["1."]),
    Typed("2022-01-12", ["2022-01-12."], ["12 01 2022."]),
]
HEBREW = [
    Typed("שלום", ["שָׁלוֹם לכם.", "שלום."], ["שלמה."]),
    Typed("שָׁלוֹם", ["שלום."], ["שלמה."]),
    Typed("ירושלים", ["ירושלים.", "בירושלים.", "לירושלים.", "וירושלים.", "מירושלים."], ["תל אביב."]),
    Typed("הממשלה", ["הממשלה.", "ממשלה.", "בממשלה."], ["הנשיא."]),
    Typed('צה"ל', ["צה״ל.", 'צה"ל.', "צהל.", "בצה״ל."], ["צה וגם ל."]),
    Typed("צה״ל", ["צה״ל.", 'דובר צה"ל אמר.'], ["ל צה."]),
    Typed("צה”ל", ["צה״ל."], ["ל צה."]),
    Typed("צהל", ["צה״ל.", "לצה״ל."], ["ל צה."]),
    Typed("ג'ורג'", ["ג׳ורג׳."], ["ורד."]),
    Typed("גורג", ["ג׳ורג׳."], ["ורד."]),
    Typed("בית ספר", ["בית־ספר."], ["בית."]),
    Typed("בית-ספר", ["בית־ספר.", "בית ספר."], ["ספר בית."]),
    Typed("-ירושלים", ["תל אביב."], ["בירושלים.", "ירושלים."]),
    Typed('"צה"ל אמר"', ["דובר צה״ל אמר."], ["אמר צה״ל."]),
]
ARABIC = [
    Typed("محمد", ["مُحَمَّد.", "محمد."], ["احمد."]),
    Typed("مُحَمَّد", ["محمد."], ["احمد."]),
    Typed("القدس", ["القدس.", "قدس.", "والقدس.", "بالقدس."], ["غزة."]),
    Typed("قدس", ["القدس."], ["غزة."]),
    Typed("أحمد", ["احمد."], ["محمد."]),
    Typed("غزه", ["غزة."], ["غزل."]),
    Typed("مـــحمد", ["محمد."], ["احمد."]),
    Typed("على", ["علي."], ["علم."]),
]
UNSPACED = [
    Typed("北京", ["北京市民。", "在北京。"], ["京北。", "北方。"]),
    Typed("北京市", ["北京市民。"], ["北京。"]),
    Typed("北京 市民", ["市民在北京。"], ["北京。"]),
    Typed("北京，市民", ["市民在北京。"], ["北京。"]),
    Typed("「北京」", ["在北京。"], ["京北。"]),
    Typed("東京", ["東京都。"], ["京都。"]),
    Typed("ひらがな", ["これはひらがなです。"], ["これはカタカナです。"]),
    Typed("ｶﾀｶﾅ", ["カタカナ。"], ["カナ。"]),
    Typed("서울", ["서울에서.", "서울."], ["울서."]),
    Typed("iphone", ["新しいiPhoneを買う。"], ["電話を買う。"]),
    Typed("กรุงเทพ", ["ในกรุงเทพฯ"], ["เชียงใหม่"]),
    Typed("-北京", ["東京。"], ["在北京。"]),
]
COLUMNS = [
    Typed("report", [{"kicker": "Report:"}], ["Rain."]),
    Typed("rockets", [{"headline": "Rockets"}], ["Rain."]),
    Typed(
        '"report: rockets fall"',
        [{"kicker": "Report:", "headline": "Rockets Fall"}],
        ["Rockets fall. A report."],
    ),
    Typed("deck", [{"standfirst": "The deck."}], ["Rain."]),
    Typed("haifa", [{"dateline_place": "Haifa"}], ["Rain."]),
    Typed("kate", [{"authors": ["Kate Norman"]}], [{"authors": ["Ann Norman"]}]),
    Typed('"kate norman"', [{"authors": ["Kate Norman"]}], [{"authors": ["Norman Kate"]}]),
    Typed("gaza", [{"tags": ["Gaza"]}], [{"tags": ["Rome"]}]),
    Typed("bridges", [{"sources": ["Bridges for Peace"]}], ["Rain."]),
    Typed("quay", [{"photo": "The white quay."}], ["Rain."]),
    Typed("own", [{"photo": "The quay.", "photo_caption": "Own words."}], [{"photo": "The quay."}]),
    # Readers see the other words.
    Typed("quay", (), [{"photo": "The quay.", "photo_caption": "Other words."}]),
    Typed("lensman", [{"photo": "The quay.", "photo_credit": "Lensman"}], ["Rain."]),
    Typed("harbour", [{"figure": "The harbour at <em>dawn</em>."}], [{"figure": "A street."}]),
    Typed(
        "kate gaza quay", [{"authors": ["Kate"], "tags": ["Gaza"], "photo": "A quay."}], [{"tags": ["Gaza"]}]
    ),
    Typed("news", (), [{"kind": "news", "headline": "Rain"}]),  # How it is filed is no word of it.
    Typed("published", (), ["Rain."]),
]
BODIES = [
    Typed("strong", (), ["<p><strong>Rain</strong> fell.</p>"]),
    Typed("href", (), ['<p><a href="https://x.example/">Rain</a></p>']),
    Typed("example", (), ['<p><a href="https://x.example/">Rain</a></p>']),
    Typed("figure", (), [{"figure": "The harbour."}]),
    Typed("amp", ["<p>An amp.</p>"], ["<p>Rain &amp; wind</p>"]),
    Typed("nbsp", (), ["<p>Rain&nbsp;fell</p>"]),
    Typed('"rain fell"', ["<p>Rain&nbsp;fell</p>", "<p>Rain <em>fell</em></p>"], ["Rain; it fell."]),
    Typed("rain", ["<p><strong>R</strong>ain</p>"], ["<p>R</p><p>ain</p>"]),
    Typed("rain", ["<p>rain<br>fell</p>", "<ul><li>rain</li><li>fell</li></ul>"], ["<p>rainfell</p>"]),
    Typed("lt", (), ["<p>3 &lt; 4</p>"]),
    Typed("tag", ["<p>A &lt;tag&gt; as text</p>"], ["<p>A &lt;b&gt; as text</p>"]),
    Typed("<b>tag</b>", ["<p>a b tag b</p>"], ["<p>tag</p>"]),  # What is typed is text.
    Typed("<p>", ["<p>The letter P.</p>"], ["<p>Rain</p>"]),
    Typed("last", [f"<p>{'word ' * 3000} last</p>"], ["Rain."]),
]
TEXT = [
    Typed("AND", ["Sun and rain."], ["Sun."]),
    Typed("rain AND wind", ["Wind, then rain."], ["Rain."]),
    Typed("NOT", ["Rain did not fall."], ["Rain."]),
    Typed("rain NOT wind", ["Wind, not rain."], ["Rain."]),  # “-” is understood, and NOT is a word.
    Typed("NEAR(rain wind)", ["Near rain. Wind."], ["Rain. Wind."]),
    Typed("(rain", ["Rain."], ["Wind."]),
    Typed("(rain OR snow) wind", ["Rain, wind.", "Snow, wind."], ["Rain."]),
    Typed("rain:", ["Rain."], ["Wind."]),
    Typed("title:rain", ["Title: rain."], [{"headline": "Rain"}]),
    Typed("body:rain", ["The body: rain."], ["Rain."]),
    Typed("facets:x", ["Facets: X."], ["Rain."]),
    Typed("{title} : rain", ["Rain, a title."], [{"headline": "Rain"}]),
    Typed("- title : rain", ["Rain, a title."], ["Rain."]),
    Typed("^rain", ["Wind and rain."], ["Wind."]),
    Typed("rain%", ["Rain."], ["Rainbow."]),
    Typed("r_in", (), ["Rain."]),
    Typed("rain; DROP TABLE", ["Drop rain on the table."], ["Rain."]),
    Typed("rain -- wind", ["Rain and wind."], ["Rain."]),
    Typed("~rain", ["Rain."], ["Wind."]),
    Typed("rain/wind", ["Rain/wind."], ["Rain."]),
    Typed("+rain +wind", ["Wind, rain."], ["Rain."]),
    Typed("rain & wind | snow", ["Snow, wind, rain."], ["Rain."]),
    Typed("!rain", ["Rain."], ["Wind."]),
    Typed("rain:*", ["Rain."], ["Wind."]),
    Typed("rain <-> wind", ["Wind, rain."], ["Rain."]),
    Typed("ra\x00in", ["Rain."], ["Ra."]),
    Typed("rain \ud800", ["Rain."], ["Wind."]),
    Typed("\u202erain", ["Rain."], ["Wind."]),
    Typed("rain 🙂", ["Rain."], ["Wind."]),
    Typed("%s %(a)s rain", ["S? A: s, rain."], ["Rain."]),
    Typed("'rain'", ["Rain."], ["Wind."]),
    Typed("rain\\", ["Rain."], ["Wind."]),
    Typed("\ue000knews", (), [{"kind": "news"}]),
    Typed("\ue000x rain", ["X: rain."], ["Rain."]),
    Typed("knews", (), [{"kind": "news"}]),
    Typed("c1!", (), [{"kind": "news"}]),
]
NO_WORD = [
    "",
    "  ",
    '"',
    '""',
    '"""',
    '"" ""',
    "-",
    "--",
    '-"',
    "-🙂",
    "*",
    "()",
    "🙂",
    "…",
    "_",
    "%",
    ":",
    "\x00",
    "\ud800",
    "\ue000",
]
# What holds no word asks for nothing: all stories are there, and the page says it.
EMPTY = [Typed(typed, ["Rain."]) for typed in NO_WORD]
LONG = [
    Typed(LONG_RUN, (), ["Rain."]),
    Typed("rain " * 2000, ["Rain."], ["Wind."]),
    Typed(f"rain {LONG_RUN}", (), ["Rain."]),
    Typed('"' * 10_000, ["Rain."]),
    Typed("rain" + "-" * 10_000, ["Rain."], ["Wind."]),
    Typed("(" * 10_000, ["Rain."]),
    # Twelve words are asked for, and what comes behind them is not.
    Typed(
        " ".join(f"w{number}" for number in range(40)),
        [" ".join(f"w{number}" for number in range(12))],
        ["W1."],
    ),
    Typed(" OR ".join(f"w{number}" for number in range(40)), ["W1.", "W30."], ["Rain."]),
    Typed(" ".join(f"-w{number}" for number in range(40)), ["Rain."], ["W1."]),
]
TABLE = [
    *WORDS,
    *STEMS,
    *STOP_WORDS,
    *PHRASES,
    *EXCLUDED,
    *EITHER,
    *BEGINNINGS,
    *LETTERS,
    *APOSTROPHES,
    *COMPOUNDS,
    *NUMBERS,
    *HEBREW,
    *ARABIC,
    *UNSPACED,
    *COLUMNS,
    *BODIES,
    *TEXT,
    *EMPTY,
    *LONG,
]
