// Messages by position: what came after, what was before. The server is asked, never a cache.
import { ask } from "desk/http"

export async function newer(conversation, position) {
  const response = await ask(`/conversations/${conversation}/messages?after=${position}`)
  return { html: await response.text(), newest: Number(response.headers.get("X-Last-Position")) }
}

export async function older(conversation, position) {
  const response = await ask(`/conversations/${conversation}/messages?before=${position}`)
  return response.text()
}

export function markRead(conversation, position) {
  const form = { position }
  return ask(`/conversations/${conversation}/read`, { method: "PUT", form })
}
