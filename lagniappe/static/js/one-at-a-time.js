/** `act` as a function that never runs beside itself: called meanwhile, it runs once more
    afterwards, for what is under way may have asked too early. */
export function oneAtATime(act) {
  let running, again
  return async () => {
    again = true
    if (running) return
    running = true
    try {
      while (again) {
        again = false
        await act()
      }
    } finally {
      running = false
    }
  }
}
