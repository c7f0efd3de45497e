// Warns before a session ends, and keeps what is being typed in this tab until its reader is back.
const warnBefore = 2 * 60 * 1000
const dialog = document.querySelector('#session-end')

if (dialog instanceof HTMLDialogElement) {
  const { inMilliseconds, reader } = dialog.dataset
  const key = `kith typed ${reader} ${location.pathname}`
  const stay = dialog.querySelector('[data-stay]')
  const away = dialog.querySelector('[data-away]')
  const words = dialog.querySelector('[data-words]')
  let endsAt = Date.now() + Number(inMilliseconds)
  let hasEnded = false

  bringBack(key, reader)
  setInterval(look, 1000)
  document.addEventListener('visibilitychange', look)
  dialog.addEventListener('cancel', (event) => hasEnded && event.preventDefault())
  stay?.addEventListener('click', putOff)
  away?.addEventListener('click', () => keep(key))

  function look() {
    const left = endsAt - Date.now()
    if (left > warnBefore || hasEnded) return
    if (!dialog.open) dialog.showModal()
    if (left <= 0) end()
  }

  async function putOff() {
    const answer = await fetch('/session', { method: 'POST', redirect: 'manual' }).catch(() => null)
    if (!answer?.ok) return end()
    endsAt = Date.now() + (await answer.json()).inMilliseconds
    dialog.close()
  }

  function end() {
    hasEnded = true
    dialog.classList.add('kith-session-end--over')
    if (words)
      words.textContent =
        'Your session has ended. Sign in again to go on; what you were typing here is kept.'
    if (stay instanceof HTMLElement) stay.hidden = true
    if (away instanceof HTMLElement) away.hidden = false
  }
}

/** Keeps what is typed here, in this tab alone, for the way through sign-in. Passwords and files never. */
function keep(key) {
  const typed = typedFields().map((field) => [nameOf(field), stateOf(field)])
  sessionStorage.setItem(key, JSON.stringify(typed))
}

function bringBack(key, reader) {
  for (const kept of Object.keys(sessionStorage).filter((one) => one.startsWith('kith typed '))) {
    // Somebody else's words are nobody else's.
    if (!kept.startsWith(`kith typed ${reader} `)) sessionStorage.removeItem(kept)
  }
  const typed = new Map(JSON.parse(sessionStorage.getItem(key) ?? '[]'))
  sessionStorage.removeItem(key)
  for (const field of typedFields()) {
    if (typed.has(nameOf(field))) setState(field, typed.get(nameOf(field)))
  }
}

function typedFields() {
  const secret = ['password', 'hidden', 'file', 'submit', 'button']
  return [...document.querySelectorAll('main input, main textarea, main select')].filter(
    ({ type, name }) => name !== '' && !secret.includes(type),
  )
}

function isChoice({ type }) {
  return type === 'checkbox' || type === 'radio'
}

function nameOf(field) {
  return isChoice(field) ? `${field.name} ${field.value}` : field.name
}

function stateOf(field) {
  return isChoice(field) ? field.checked : field.value
}

function setState(field, state) {
  if (isChoice(field)) field.checked = state
  else field.value = state
}
