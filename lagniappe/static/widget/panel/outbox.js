import { call } from "./call.js";
import { log } from "./log.js";
import { make } from "./page.js";
import { say } from "./words.js";

const LONGEST_WAIT = 30;

// What the visitor has sent and the desk has not confirmed. It is kept across page changes
// and sent in order; the client's id makes a second sending harmless.
export class Outbox {
  items = [];
  #busy = false;
  #tries = 0;
  #timer = null;
  #on;

  constructor(on) {
    this.#on = on;
  }

  restore(items) {
    this.items = items;
    items.forEach((item) => log.propose(item));
    this.flush();
  }

  add(message) {
    const item = { ...message, client_id: crypto.randomUUID(), at: Date.now() };
    this.items.push(item);
    this.#on.changed();
    log.propose(item);
    return this.flush();
  }

  confirm(id) {
    this.items = this.items.filter((item) => item.client_id !== id);
    this.#on.changed();
  }

  async flush() {
    clearTimeout(this.#timer);
    if (this.#busy) return;
    this.#busy = true;
    let item;
    while ((item = this.items.find((one) => !one.refused)) && (await this.#send(item)));
    this.#busy = false;
  }

  async #send(item) {
    const { files, at, renewed, ...message } = item;
    try {
      const answer = await call("POST", "messages", { ...message, attachments: files.map((file) => file.id) });
      this.#tries = 0;
      this.#on.accepted(answer, item);
      this.confirm(item.client_id);
      return true;
    } catch (refusal) {
      if (!log.pending(item.client_id)) {
        // The line brought our own message back: the desk has it, only the answer was lost.
        this.confirm(item.client_id);
        return true;
      }
      if (refusal.status === 401 && !item.renewed) {
        item.renewed = true;
        await this.#on.renew();
        return true;
      }
      const later = !refusal.status || refusal.status === 429 || refusal.status >= 500;
      if (later) this.#wait(item, refusal);
      else this.#refuse(item, refusal);
      return !later;
    }
  }

  #wait(item, refusal) {
    this.#note(item, refusal.status === 429 ? refusal.message : say("waiting"));
    const wait = refusal.wait || Math.min(LONGEST_WAIT, 2 ** this.#tries++);
    this.#timer = setTimeout(() => this.flush(), wait * 1000);
  }

  #refuse(item, refusal) {
    item.refused = true;
    this.#on.changed();
    const edit = () => {
      log.pending(item.client_id).remove();
      this.confirm(item.client_id);
      this.#on.edit(item);
    };
    const meta = this.#note(item, say("refused", { why: refusal.message }));
    meta.append(" ", make("button", { type: "button", className: "link", textContent: say("edit"), onclick: edit }));
  }

  #note(item, text) {
    const bubble = log.pending(item.client_id);
    const meta = bubble.querySelector(".meta");
    bubble.dataset.trouble = "yes";
    meta.textContent = text;
    return meta;
  }
}
