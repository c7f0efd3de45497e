// Asks the browser for a passkey, or to make one, and sends its answer with the form.
const form = document.querySelector('[data-passkey]')

form?.addEventListener('submit', async (event) => {
  if (form.answer.value !== '') return
  event.preventDefault()
  const { passkey, options } = form.dataset
  const { startAuthentication, startRegistration } = window.SimpleWebAuthnBrowser
  const ask = passkey === 'make' ? startRegistration : startAuthentication
  try {
    form.answer.value = JSON.stringify(await ask({ optionsJSON: JSON.parse(options) }))
    form.submit()
  } catch {
    const words = 'It did not work, or was cancelled. Try again, or use another way.'
    form.querySelector('[data-passkey-words]').textContent = words
  }
})
