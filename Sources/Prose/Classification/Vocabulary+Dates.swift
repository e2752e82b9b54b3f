/// Words of the calendar and the clock.
extension Vocabulary {
  /// Months, as they are written. "may" and "march" are other words.
  static let months = keys(
    """
    January February March April May June July August September October November December
    Jan Feb Mar Apr Jun Jul Aug Sep Oct Nov Dec
    Januar Jänner Februar März Mai Juni Juli Oktober Dezember
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre
    diciembre
    січень січня січні лютий лютого лютому березень березня березні квітень квітня квітні травень
    травня травні червень червня червні липень липня липні серпень серпня серпні вересень вересня
    вересні жовтень жовтня жовтні листопад листопада листопаді грудень грудня грудні
    январь января январе февраль февраля феврале март марта марте апрель апреля апреле май мая мае
    июнь июня июне июль июля июле август августа августе сентябрь сентября сентябре октябрь октября
    октябре ноябрь ноября ноябре декабрь декабря декабре
    """)

  /// Months only beside a number: "sept" is French for seven.
  static let numberedMonths = keys("Sept sept")

  /// Days of the week, days as one speaks of them, and the parts of a day, as they are written.
  static let days = keys(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays Thursdays
    Fridays Saturdays Sundays Tue Tues Wed Thu Thur Thurs Fri yesterday today tomorrow tonight
    Yesterday Today Tomorrow Tonight noon midnight midday morning afternoon evening
    Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag montags dienstags mittwochs
    donnerstags freitags samstags sonntags gestern heute morgen vorgestern übermorgen Gestern Heute
    Morgen Mittag Mitternacht Vormittag Nachmittag Abend mittags abends morgens nachmittags
    vormittags
    lundi mardi mercredi jeudi vendredi samedi dimanche lundis mardis mercredis jeudis vendredis
    samedis dimanches Lundi Mardi Mercredi Jeudi Vendredi Samedi Dimanche hier demain Hier Demain
    midi minuit matin soir
    lunes martes miércoles jueves viernes sábado domingo sábados domingos Lunes Martes Miércoles
    Jueves Viernes Sábado Domingo ayer hoy mañana anteayer Ayer Hoy Mañana mediodía medianoche
    понеділок понеділка понеділку вівторок вівторка вівторку середа середи середу середі четвер
    четверга четвергу пятниця пятниці пятницю субота суботи суботу суботі неділя неділі неділю
    п'ятниця п'ятниці п'ятницю п’ятниця п’ятниці п’ятницю понеділками вчора сьогодні завтра учора
    позавчора післязавтра Вчора Сьогодні Завтра вранці ввечері увечері опівдні опівночі
    понедельник понедельника понедельнику вторник вторника вторнику среда среды среду среде четверг
    четверга пятница пятницы пятницу суббота субботы субботу воскресенье воскресенья вчера сегодня
    завтра утром вечером
    今天 昨天 明天 前天 后天 後天 今日 昨日 明日 上午 下午 中午 正午 午夜 凌晨 早上 晚上 早晨 傍晚
    """)

  /// What makes a time of day of the number before it, or a year of an era.
  static let clockWords = keys(
    """
    am pm AM PM a.m p.m Am Pm o'clock o’clock hrs Uhr heures BC AD BCE CE годині година години
    часов часа
    """)

  /// What makes a date of the number before it, and a day of the week of the one behind it.
  static let dateCounters = keys("年 月 日 号 號")
  static let weekSigns = keys("期 周 週")
}
