// Messages by position: what came after, what was before. The server is asked, never a cache.
import { ask, Refused } from "desk/http"
import { live } from "desk/live"

export async function newer(conversation, position) {
  const response = await ask(`/conversations/${conversation}/messages?after=${position}`)
  return { html: await response.text(), newest: Number(response.headers.get("X-Last-Position")) }
}

export async function older(conversation, position) {
  const response = await ask(`/conversations/${conversation}/messages?before=${position}`)
  return response.text()
}

/** Settles once the server knows; without a line it waits for one. */
export async function markRead(conversation, position) {
  try {
    await ask(`/conversations/${conversation}/read`, { method: "PUT", form: { position } })
  } catch (error) {
    if (error instanceof Refused) return
    await new Promise(again => live.addEventListener("online", again, { once: true }))
    await markRead(conversation, position)
  }
}
