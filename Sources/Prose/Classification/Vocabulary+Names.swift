/// What tells names from other words with a capital.
extension Vocabulary {
  /// Small words inside names. Folded.
  static let particles = keys(
    "of the de la le du des del della di da dos van von der den und and y et e al bin ibn zu zur")

  /// What stands before a German noun, and not before the name of a person or a town. Folded.
  static let germanDeterminers = keys(
    """
    der die das den dem ein eine einen einem einer eines kein keine keinen keinem keiner keines
    mein meine meinen meinem meiner dein deine sein seine seinen seinem seiner seines ihr ihre ihren
    ihrem ihrer ihres unser unsere unseren unserem unserer euer eure dieser diese dieses diesen diesem
    jeder jede jedes jeden jedem jener jene jenes jenen alle allen aller manche mancher einige einigen
    viele vielen mehrere mehreren wenige wenigen beide beiden welche welcher welches solche zum zur im
    am vom beim ins ans fürs aufs
    """)

  /// Words that show a text to be German. Folded.
  static let germanWords = keys(
    """
    der das und ist nicht ein eine einen einem einer dem auf mit von für sich wird wurde sie er
    bei aus als auch hat sind nach zu im am zum zur vom oder wie noch nur über unter kein keine haben
    waren werden ihr ihre sein seine
    """)

  /// Words that begin sentences, and are no names. Folded.
  static let openers = keys(
    """
    a an the this that these those some any all each every both many most few several other another
    such no none i you he she it we they my your his her its our their who what which when where why
    how there here and or but nor so yet if because although though while since until unless as after
    before during in on at by for from with without about over under between among through into
    against of to not also then now today yesterday tomorrow however therefore moreover still only just
    even never always often sometimes perhaps maybe please may must can could shall should will would
    might do does did is are was were has have had be been one two three people everyone everybody
    someone somebody anyone nobody users user customers customer members member guests guest visitors
    visitor clients client prices price costs cost please let
    der die das den dem ein eine einen kein keine dieser diese dieses jeder jede alle viele
    einige manche
    ich du er sie es wir ihr man wer was wann wo wie und oder aber denn weil wenn als nach vor
    in im an am
    auf aus bei mit von zu zum zur für über unter durch ohne gegen seit nicht auch nur noch schon heute
    gestern morgen hier dort dann da so mein sein ihre unser
    le la les l un une des du ce cet cette ces mon ma mes ton son sa ses notre nos votre vos leur leurs
    je tu il elle on nous vous ils elles qui que quand où comment et ou mais donc car si parce comme
    dans sur sous avec sans pour par chez entre vers après avant depuis pendant hier demain ici là
    tout tous toute toutes chaque plusieurs certains certaines quelques aucun
    el los las una unos unas este esta estos estas ese esa aquel su sus mi mis tu nuestro nuestra yo
    él ella nosotros ellos ellas quien cuando donde cómo y o pero porque aunque como en con sin para
    por entre hacia desde hasta durante después antes hoy ayer mañana aquí allí no todos todas todo
    toda cada muchos muchas algunos algunas varios varias
    цей ця це ці той та те ті я ти він вона воно ми ви вони мій моя наш наша їх його її хто що коли де
    як чому і й або але бо якщо коли в у на з із зі до від для про за над під між без після перед усі
    всі кожен кожна багато деякі сьогодні вчора завтра тут там не так
    этот эта это эти тот я ты он она оно мы вы они мой наш их его её кто что когда где как почему и или
    но если в на с из до от для о за над под между без после перед все каждый много некоторые сегодня
    вчера завтра здесь там не так
    """)

  /// Endings of abstract and common nouns, which are no names: English, German, French, Spanish.
  static let commonEndings = endings(
    """
    tion sion ment ments ness ity ance ence ship hood ism dom ing ings ly tions sions ers ors
    ung ungen heit heiten keit keiten schaft schaften tät täten tum nis nisse ling linge chen lein
    ción sión dad tad miento mientos mente
    age ages eur eurs euse té tés ité
    """)

  /// English words whose capital makes another word of them, as "polish" and "Polish". Small.
  static let capitonyms = keys(
    """
    polish turkey china japan cologne lima nice reading bath cork lent pole swede scotch welsh
    catholic orthodox democrat democratic republican conservative labour labor liberal tory earth
    mercury mars venus jupiter saturn pluto march may august
    job mark grace faith hope rose lily ivy violet pearl ruby amber dawn summer bill bob jack frank
    pat ray rob rich sandy chuck dale dean drew don earl gene grant guy hunter jay jimmy josh lance
    lane max miles nick norm piper rod rusty skip sue terry tony wade ward will alpine ionic
    doric attic titanic slough sandwich rugby hamlet concord phoenix mobile buffalo
    divine german guinea jersey morocco panama wales java brazil chile
    """)

  private static func endings(_ words: String) -> [[UInt8]] {
    words.utf8.wordsInList.map(Array.init)
  }
}
