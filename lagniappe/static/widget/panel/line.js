import { heldToken } from "./call.js";

const POLL = 5000;
const BEAT = 25000;
const PATIENCE = 8000;
const SLOWEST = 30000;

// The live line to the desk: a socket, and while there is none, a question every five
// seconds. What matters is asked for by position, so a lost frame costs seconds, not words.
export class Line {
  #socket = null;
  #tries = 0;
  #retry = null;
  #poll = null;
  #beat = null;
  #doubt = null;
  #on;

  constructor(on) {
    this.#on = on;
    addEventListener("online", () => this.check());
    addEventListener("offline", () => this.#lost());
    document.addEventListener("visibilitychange", () => document.hidden || this.check());
  }

  open() {
    if (this.#socket) return;
    clearTimeout(this.#retry);
    const address = new URL("live", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    address.search = "";
    const socket = (this.#socket = new WebSocket(address));
    socket.onopen = () => {
      this.send({ t: "hello", token: heldToken(), after: this.#on.after(), lang: document.documentElement.lang });
    };
    socket.onmessage = ({ data }) => [JSON.parse(data)].flat().forEach((frame) => this.#receive(frame));
    socket.onclose = ({ code }) => {
      if (socket !== this.#socket) return;
      this.#lost();
      if (code === 4401 || code === 4403) this.#on.refused();
    };
    this.#suspect();
  }

  close() {
    const socket = this.#socket;
    this.#socket = null;
    for (const timer of [this.#retry, this.#poll, this.#beat, this.#doubt]) clearTimeout(timer);
    this.#poll = null;
    socket?.close();
  }

  send(frame) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  // After sleep, on return, when the network comes back: is the line still alive?
  check() {
    if (!heldToken()) return;
    if (this.send({ t: "ping" })) this.#suspect();
    else {
      this.#tries = 0;
      this.open();
    }
  }

  #receive(frame) {
    clearTimeout(this.#doubt);
    if (frame.t === "bye") return this.#lost();
    if (frame.t === "hello") this.#settled();
    this.#on.frame(frame);
  }

  #settled() {
    this.#tries = 0;
    clearTimeout(this.#poll);
    this.#poll = null;
    clearInterval(this.#beat);
    this.#beat = setInterval(() => this.check(), BEAT);
    this.#on.state(true);
  }

  #suspect() {
    clearTimeout(this.#doubt);
    this.#doubt = setTimeout(() => this.#lost(), PATIENCE);
  }

  #lost() {
    const socket = this.#socket;
    this.#socket = null;
    clearInterval(this.#beat);
    clearTimeout(this.#doubt);
    clearTimeout(this.#retry);
    socket?.close();
    const wait = Math.min(SLOWEST, 500 * 2 ** this.#tries++) * (0.5 + Math.random());
    this.#retry = setTimeout(() => this.open(), wait);
    this.#poll ??= setTimeout(() => this.#ask(), this.#tries > 1 ? 0 : 1000);
  }

  async #ask() {
    const reached = await this.#on.catchUp();
    if (this.#poll === null) return;
    this.#on.state(reached);
    this.#poll = setTimeout(() => this.#ask(), POLL);
  }
}
