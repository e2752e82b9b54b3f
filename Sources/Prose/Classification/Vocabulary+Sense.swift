/// Words that deny, allow or demand.
extension Vocabulary {
  /// Words that deny. Folded; "n't" counts as "not", and "n'" as "ne".
  static let negations = keys(
    """
    not no never none nobody nothing neither nor nowhere without cannot aint
    nicht nichts nie niemals niemand niemanden niemandem weder ohne nirgends nirgendwo keinesfalls
    keineswegs kein keine keinen keinem keiner keines keinerlei nein
    ne pas non jamais aucun aucune aucuns nul nulle ni sans nullement guère
    nunca jamás tampoco ningún ninguno ninguna ningunos ningunas nadie nada sin
    не ні нема немає ніколи ніхто нікого нікому ніким ніщо нічого нічому нічим ніде нікуди ніяк
    жоден жодна жодне жодного жодної жодну жодних жодним без
    нет ни нельзя никогда никто никого никому никем ничто ничего ничему ничем нигде никуда никак
    никакой никакая никакие никаких
    不 没 沒 無 无 未 非 否 勿 毋 莫 别 別 没有 沒有 不是 并非 並非 绝不 從未 从未 ない
    """)

  /// Words of two characters that hold one that denies, and do not deny.
  static let apparentNegations = keys(
    """
    非常 未来 未來 不过 不過 不但 不仅 不僅 不断 不斷 不同 不久 不少 不错 不錯 不管 不论 不論 否则 否則
    无论 無論 莫非 除非 非洲 是否 能否 可否 特别 特別 区别 區別 分别 分別 级别 級別 类别 類別 性别 性別
    个别 個別 别人 別人 别的 別的 辨别 差别 差別 告别 告別 别墅 莫斯 差不 对不 對不
    """)

  /// Words that say whether something may, can, should or must be. Folded.
  static let modals = keys(
    """
    may might must shall should will would can could ought cannot
    need needs needed require requires required requirement oblige obliges obliged obligated
    allow allows allowed permit permits permitted forbid forbids forbidden prohibit prohibits
    prohibited mandatory optional optionally voluntary perhaps maybe possibly probably
    kann kannst können könnt könnte könnten konnte konnten muss muß musst müssen müsst musste
    mussten müsste müssten darf darfst dürfen dürft durfte durften dürfte dürften soll sollst sollen
    sollt sollte sollten will wollen wollte wollten mag mögen möchte möchten brauche braucht
    brauchen verpflichtet erlaubt verboten zulässig unzulässig erforderlich notwendig vielleicht
    möglicherweise wahrscheinlich vermutlich freiwillig
    peux peut peuvent pouvons pouvez pouvait pouvaient pourra pourront pourrait pourraient puisse
    puissent dois doit doivent devons devez devait devaient devra devront devrait devraient faut
    fallait faudra faudrait obligatoire obligé obligée obligés facultatif facultative permis permise
    interdit interdite autorisé autorisée nécessaire probablement
    puedo puede pueden podemos podía podían podrá podrán podría podrían pueda puedan pudiera
    debo debe deben debemos debía debían deberá deberán debería deberían deba deban debiera
    obligatorio obligatoria obligado obligada permitido permitida prohibido prohibida necesario
    necesaria quizá quizás probablemente opcional voluntario voluntaria
    може можуть можемо можете міг могла могло могли зможе зможуть мусить мусять мусимо мусив мусила
    мусили повинен повинна повинно повинні можна треба потрібно необхідно слід варто мушу можу
    зобовязаний зобовязана зобовязані дозволено заборонено обовязково можливо ймовірно
    може можем можете могу может могут мог могла могло могли сможет смогут должен должна должно
    должны можно нужно надо необходимо следует обязан обязана обязаны разрешено запрещено возможно
    可以 可能 能够 能夠 必须 必須 应该 應該 应当 應當 需要 允许 允許 禁止 或许 或許 也许 也許 务必 務必
    不得 可 能 须 須 应 應 必
    """)

  /// Words of two characters that hold one that allows or demands, and do not.
  static let apparentModals = keys(
    """
    能力 能源 功能 智能 性能 技能 职能 職能 机能 機能 能量 可爱 可愛 可口 许可 許可 可是 可靠 可惜 反应 反應
    供应 供應 响应 響應 适应 適應 应用 應用 应对 應對 对应 對應 效应 效應 必然
    """)

  /// Words that say who said it, or how sure of it one is. Folded.
  static let attributions = keys(
    """
    said says say saying told tells tell claimed claims claiming alleged alleges allegedly reported
    reports reportedly according stated argued argues insisted insists denied denies admitted
    admits announced announces wrote writes added explained explains suggested suggests acknowledged
    confirmed confirms quoted accused accuses supposedly purportedly apparently declared declares
    asserted asserts testified remarked replied
    sagte sagt sagten erklärte erklärt erklärten behauptet behauptete behaupteten laut zufolge
    angeblich berichtet berichtete berichteten betonte betont bestätigte bestätigt bestritt
    dementierte schrieb mitgeteilt teilte gemäß meinte mutmaßlich
    dit disait disent selon affirme affirmé affirmait affirment déclaré déclare déclarait prétend
    prétendu prétendait annoncé annonce écrit expliqué explique précisé précise ajouté assure assuré
    estime estimé confirmé confirme daprès
    dijo dice dicen dijeron decía según afirmó afirma afirman declaró declara presunto presunta
    presuntamente supuesto supuestamente anunció anuncia escribió aseguró asegura explicó explica
    sostiene sostuvo añadió confirmó confirma
    сказав сказала сказали каже кажуть казав заявив заявила заявили заявляє повідомив повідомила
    повідомили повідомляє повідомляють стверджує стверджують стверджував нібито згідно словами
    зазначив зазначила наголосив наголосила розповів розповіла написав написала підтвердив
    підтвердила запевнив
    сказал сказала сказали говорит заявил заявила заявили сообщил сообщила сообщили утверждает якобы
    согласно отметил отметила рассказал подтвердил
    说 說 称 稱 述 表示 指出 声称 聲稱 宣称 宣稱 透露 据称 據稱 据说 據說 根据 根據
    """)

  /// What comes before the one who said it. Folded.
  static let sources = keys(
    """
    according to by laut gemäß selon daprès según словами даними згідно за согласно по据 據 根据 根據
    """)

  /// What may stand between a word of saying and the one who says it. Folded.
  static let articles = keys(
    "the a an der die das den dem ein eine einem einer le la les un une l el los las una unos unas du"
  )
}
