// What the server wrote into the page: the brand, its limits and every sentence, translated.
export const desk = JSON.parse(document.getElementById("desk").textContent);

const locale = document.documentElement.lang;
const MINUTE = 60;

export const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name] ?? "");

export const say = (key, values = {}) => fill(desk.words[key], values);

const format = (options) => {
  const made = new Intl.DateTimeFormat(locale, options);
  return (ms) => made.format(ms);
};

export const clock = format({ hour: "numeric", minute: "2-digit" });
export const weekday = format({ weekday: "long" });
const date = format({ day: "numeric", month: "long" });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });

const midnight = (ms) => new Date(ms).setHours(0, 0, 0, 0);

export const sameDay = (one, other) => midnight(one) === midnight(other);

// "Today", "yesterday", else the date, in the reader's language and zone.
export const day = (ms) => {
  const away = Math.round((midnight(ms) - midnight(Date.now())) / 864e5);
  const said = away > -2 && away < 2 ? relative.format(away, "day") : date(ms);
  return said[0].toLocaleUpperCase(locale) + said.slice(1);
};

export const soon = (ms) => (sameDay(ms, Date.now()) ? clock(ms) : `${weekday(ms)} ${clock(ms)}`);

export const size = (bytes) =>
  bytes < 1e6
    ? new Intl.NumberFormat(locale, { style: "unit", unit: "kilobyte", maximumFractionDigits: 0 }).format(Math.ceil(bytes / 1e3))
    : new Intl.NumberFormat(locale, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 }).format(bytes / 1e6);

export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

// How soon people usually answer, in one of six sentences rather than in false precision.
export const usually = (seconds) => {
  const steps = [2 * MINUTE, 7 * MINUTE, 20 * MINUTE, 75 * MINUTE, 300 * MINUTE];
  const found = steps.findIndex((step) => seconds <= step);
  return desk.words.usually[found < 0 ? steps.length : found];
};
