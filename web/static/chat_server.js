/** What the chat asks the server: starting, sending, a person, and listening for new lines. */

const ORIGIN = new URL(import.meta.url).origin;
const PATIENCE_MS = 15000;

export class ChatServer {
  constructor(shop, heard) {
    this.shop = shop;
    this.heard = heard;
    this.seen = 0;
    this.source = null;
  }

  address(what, values = {}) {
    const query = new URLSearchParams({ shop: this.shop, ...values });
    return `${ORIGIN}/api/${what}?${query}`;
  }

  start(isFresh, token) {
    return this.post(`${ORIGIN}/api/conversation`, { shop: this.shop, fresh: isFresh, token });
  }

  send(clientId, content) {
    return this.post(this.address("messages"), { client_id: clientId, ...content });
  }

  askForPerson(clientId) {
    return this.post(this.address("person"), { client_id: clientId });
  }

  /** Tell what belongs to a conversation that a person has: typing, an e-mail, how it went. */
  tell(what, body) {
    return this.post(this.address(what), body);
  }

  /** What files the open claims ask for. */
  evidence() {
    return this.ask(this.address("evidence"));
  }

  post(address, body) {
    const headers = { "Content-Type": "application/json" };
    return this.ask(address, { method: "POST", headers, body: JSON.stringify(body) });
  }

  /** Give {ok, status, body, detail}; status is 0 where the server was not reached. */
  async ask(address, how = {}) {
    try {
      const response = await fetch(address, { credentials: "include", signal: AbortSignal.timeout?.(PATIENCE_MS), ...how });
      const answer = await response.json();
      return { ok: response.ok, status: response.status, body: answer, detail: response.ok ? "" : answer.detail };
    } catch {
      return { ok: false, status: 0, body: null, detail: "" };
    }
  }

  /** Listen from the last line seen on, or from the first one. */
  listen(fromStart = false) {
    this.stopListening();
    if (fromStart) this.seen = 0;
    const source = new EventSource(this.address("events", { after: this.seen }), { withCredentials: true });
    source.addEventListener("line", (event) => {
      this.seen = Math.max(this.seen, Number(event.lastEventId));
      this.heard.line(JSON.parse(event.data));
    });
    source.addEventListener("typing", (event) => this.heard.typing(event.data === "on"));
    source.addEventListener("handover", (event) => this.heard.handover(JSON.parse(event.data)));
    source.addEventListener("open", () => this.heard.back());
    source.addEventListener("error", () => {
      if (this.source !== source) return;
      this.heard.lost();
      if (source.readyState === EventSource.CLOSED) this.heard.gone();
    });
    this.source = source;
  }

  stopListening() {
    this.source?.close();
    this.source = null;
  }
}
