/// Numbers in words.
extension Vocabulary {
  /// Numbers in words, ordinals, and what makes a number of a word. Folded.
  static let numerals: Set<UInt64> = keys(
    """
    zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
    hundreds thousand thousands million millions billion billions trillion trillions percent dozen
    dozens half halves quarter quarters twice thrice double triple
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth
    fiftieth sixtieth seventieth eightieth ninetieth hundredth thousandth millionth thirds fourths
    fifths tenths hundredths
    prozent dutzend dutzende hälfte drittel viertel million millionen milliarde milliarden billion
    billionen hunderte tausende
    zéro deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt
    vingts trente quarante cinquante soixante septante huitante octante nonante cent cents mille
    milliers millier milliard milliards centaine centaines douzaine dizaine dizaines moitié tiers
    quart premier première premiers premières deuxième deuxièmes seconde troisième troisièmes
    quatrième cinquième sixième septième huitième neuvième dixième onzième douzième treizième
    quatorzième quinzième seizième vingtième trentième centième millième
    cero dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis
    diecisiete dieciocho diecinueve veinte veintiuno veintiún veintidós veintitrés veinticuatro
    veinticinco veintiséis veintisiete veintiocho veintinueve treinta cuarenta cincuenta sesenta
    setenta ochenta noventa cien ciento cientos doscientos doscientas trescientos trescientas
    cuatrocientos cuatrocientas quinientos quinientas seiscientos seiscientas setecientos
    setecientas ochocientos ochocientas novecientos novecientas mil miles millón millones docena
    docenas mitad tercio cuarto primero primera primer primeros primeras segundo segunda tercero
    tercera tercer cuarta quinto quinta sexto sexta séptimo séptima octavo octava noveno novena
    décimo décima undécimo duodécimo vigésimo centésimo
    нуль два дві двох двом двома три трьох трьом трьома чотири чотирьох чотирьом пять пяти шість
    шести сім семи вісім восьми девять девяти десять десяти одинадцять дванадцять тринадцять
    чотирнадцять пятнадцять шістнадцять сімнадцять вісімнадцять девятнадцять двадцять двадцяти
    тридцять тридцяти сорок сорока пятдесят шістдесят сімдесят вісімдесят девяносто сто ста двісті
    триста чотириста пятсот шістсот сімсот вісімсот девятсот тисяча тисячі тисяч мільйон мільйона
    мільйони мільйонів мільярд мільярда мільярди мільярдів відсоток відсотка відсотки відсотків
    половина половини половину третина третину чверть двоє троє четверо пятеро дюжина
    перший перша перше перші першого першої першу першому другий друга друге другі другого другої
    другу другому третій третя третє треті третього третьої третю четвертий четверта четверте
    четвертого пятий пята пяте пятого шостий шоста шосте сьомий сьома сьоме восьмий восьма восьме
    девятий девята девяте десятий десята десяте десятого двадцятий сотий
    ноль две двух трех трёх три четыре четырех четырёх шесть семь восемь девять десять одиннадцать
    двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать
    двадцать тридцать пятьдесят шестьдесят семьдесят восемьдесят двести четыреста пятьсот шестьсот
    семьсот восемьсот девятьсот тысяча тысячи тысяч миллион миллиона миллионы миллионов миллиард
    миллиарда миллиардов процент процента процентов первый первая первое первые первого первой
    второй вторая второе второго третий третья третье третьего четвертый четвёртый пятый шестой
    седьмой восьмой девятый десятый половина треть четверть
    零 〇 二 三 四 五 六 七 八 九 十 百 千 万 萬 億 亿 兆 两 兩 壹 贰 貳 叁 參 肆 伍 陆 柒 捌 玖 拾 倍
    """)

  /// The parts of a German number: "zweihundertdreißig" is made of nothing else. Small letters.
  static let germanNumberParts = parts(
    """
    null einund ein eins zwei drei vier fünf sech sechs sieb sieben acht neun zehn elf zwölf zwanzig
    dreißig dreissig zig hundert tausend und mal fach erst dritt siebt
    """)

  /// What may end a German ordinal.
  static let germanOrdinalEndings = parts(
    "te ter tes ten tem ste ster stes sten stem e er es en em")

  private static func parts(_ words: String) -> [[UInt8]] {
    words.utf8.wordsInList.map(Array.init).sorted { $0.count > $1.count }
  }
}
