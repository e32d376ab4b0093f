import { face, introduce } from "./faces.js";
import { $, make } from "./page.js";
import { clock, desk, say, soon, usually, weekday, zone } from "./words.js";

const SHOWN = 3;
let answered = {};

// Who is there, how soon they answer, and when nobody is, the hours in the visitor's own zone.
export const welcome = ({ open, opens_at, team, usually: seconds, hours, departments, answers: general }) => {
  answered = { undefined: general, ...Object.fromEntries(departments.map((one) => [one.id, one.answers])) };
  introduce(team);
  $("faces").replaceChildren(...team.slice(0, SHOWN).map((person) => face(person)));
  $("promise").textContent = promise(open, opens_at, seconds);
  $("faces").classList.toggle("here", open);
  $("hours").hidden = open || !hours.length;
  $("timetable").replaceChildren(...timetable(hours));
  $("zone").textContent = say("zone", { zone: zone().replaceAll("_", " ") });
  document.body.classList.toggle("away", !open);
  offer(departments);
};

const promise = (open, opensAt, seconds) => {
  if (!open) return opensAt ? say("away_until", { when: soon(opensAt) }) : say("away");
  return seconds ? usually(seconds) : say("here");
};

export const lead = (name, picture) => {
  $("name").textContent = name;
  $("faces").replaceChildren(picture);
};

const offer = (departments) => {
  const chosen = department();
  $("departments").hidden = departments.length < 2;
  $("choices").replaceChildren(
    ...departments.map(({ id, name, online }) => {
      const radio = make("input", { type: "radio", name: "department", value: id, checked: id === chosen });
      const state = make("small", { textContent: say(online ? "online" : "offline_now"), className: online ? "online" : "" });
      return make("label", {}, radio, make("span", {}, name, state));
    }),
  );
};

export const department = () => $("choices").querySelector(":checked")?.value;

// Whether a question to the chosen department may be answered automatically.
export const answers = () => answered[department()];

export const choose = (id) => {
  const radio = [...$("choices").querySelectorAll("input")].find((one) => one.value === id);
  if (radio) radio.checked = true;
};

// Neighbouring days with the same hours share a row: "Monday – Friday 09:00 – 17:00".
const timetable = (spans) => {
  const days = new Map();
  for (const [from, to] of spans) {
    const key = (new Date(from).getDay() + 6) % 7;
    const row = days.get(key) ?? { name: weekday(from), times: [] };
    row.times.push(`${clock(from)} – ${clock(to)}`);
    days.set(key, row);
  }
  const rows = [];
  for (const key of [...days.keys()].sort()) {
    const { name, times } = days.get(key);
    const before = rows.at(-1);
    if (before?.last === key - 1 && before.times === times.join(", ")) Object.assign(before, { last: key, to: name });
    else rows.push({ last: key, from: name, to: null, times: times.join(", ") });
  }
  return rows.map(({ from, to, times }) =>
    make("div", {}, make("dt", { textContent: to ? `${from} – ${to}` : from }), make("dd", { textContent: times })),
  );
};
