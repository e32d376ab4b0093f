// What was sent but not yet acknowledged, kept in this browser, by agent and conversation.
const me = () => document.querySelector('meta[name="desk-agent"]')?.content
const keyOf = conversation => `outbox:${me()}:${conversation}`

export function kept(conversation) {
  return JSON.parse(localStorage.getItem(keyOf(conversation)) ?? "[]")
}

export function keep(conversation, entry) {
  store(conversation, [...without(conversation, entry), entry])
}

export function forget(conversation, entry) {
  store(conversation, without(conversation, entry))
}

/** Conversations of this agent with something unsent. */
export function conversations() {
  const start = keyOf("")
  return Object.keys(localStorage).filter(key => key.startsWith(start)).map(key => key.slice(start.length))
}

/** The entry as the server takes it. */
export function toForm({ client_id, mode, body, seen, anyway, files, copies = true }) {
  const attachment = files.map(file => file.id)
  return { client_id, mode, body, seen, anyway: anyway ? 1 : 0, copies: copies ? 1 : 0, attachment }
}

function without(conversation, entry) {
  return kept(conversation).filter(other => other.client_id !== entry.client_id)
}

function store(conversation, entries) {
  if (entries.length) localStorage.setItem(keyOf(conversation), JSON.stringify(entries))
  else localStorage.removeItem(keyOf(conversation))
}
