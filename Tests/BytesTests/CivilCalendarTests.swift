import Bytes
import Testing

struct CivilCalendarTests {
  @Test func `every day from the year 1 to 9999 is the one after the day before`() {
    var previous = -719_163
    for year in 1...9999 {
      for month in [1, 2, 3, 12] {
        let days = CivilCalendar.days(year: year, month: month, day: 1)
        #expect(days > previous || (year == 1 && month == 1))
        previous = days
        let date = CivilCalendar.date(daysSince1970: days)
        if date.year != year || date.month != month || date.day != 1 {
          Issue.record("\(year)-\(month)-01 is \(date)")
        }
      }
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      if CivilCalendar.dayCount(year: year, month: 2) != (isLeap ? 29 : 28) {
        Issue.record("February \(year)")
      }
    }
  }
}
